package org.qmp.rl;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** How sinks open their files. */
final class AppendedFile {
  private AppendedFile() {}

  /**
   * Opens a regular file to write at its end, making it if it does not exist.
   *
   * @throws IOException also if it is a link, a directory, a pipe or the like, which stay untouched
   */
  static OutputStream open(Path file) throws IOException {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(file + " is no regular file, and metrics are only written to one");
    }
    return Files.newOutputStream(
        file, StandardOpenOption.CREATE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS);
  }

  /** As {@link #open}, for text in UTF-8; what that cannot express is an error. */
  static Writer writer(Path file) throws IOException {
    return new BufferedWriter(
        new OutputStreamWriter(open(file), StandardCharsets.UTF_8.newEncoder()));
  }
}
