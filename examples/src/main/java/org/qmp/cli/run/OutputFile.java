package org.qmp.cli.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.qmp.nn.AtomicFile;

/** Writes results where a user may keep files too. */
public final class OutputFile {
  private OutputFile() {}

  /**
   * Writes a file whole or not at all, making the directories above it.
   *
   * @throws IOException also if something other than a regular file has its name, such as a link or
   *     a pipe, or one that must not be written; it stays untouched
   */
  public static void write(Path file, byte[] bytes) throws IOException {
    Path parent = file.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(file + " is not a regular file, and only such a file is replaced");
    }
    if (Files.exists(file) && !Files.isWritable(file)) {
      throw new AccessDeniedException(file.toString());
    }
    AtomicFile.write(file, bytes);
  }

  public static void write(Path file, String text) throws IOException {
    write(file, text.getBytes(StandardCharsets.UTF_8));
  }
}
