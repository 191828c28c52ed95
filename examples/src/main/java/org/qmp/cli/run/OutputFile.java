package org.qmp.cli.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.qmp.nn.AtomicFile;

/** Writes results into directories in which a user may keep files. */
public final class OutputFile {
  private OutputFile() {}

  /**
   * Writes a file as {@link AtomicFile} does, and creates its parent directories.
   *
   * @throws IOException as {@link AtomicFile#write}
   */
  public static void write(Path file, byte[] bytes) throws IOException {
    Path parent = file.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    AtomicFile.write(file, bytes);
  }

  public static void write(Path file, String text) throws IOException {
    write(file, text.getBytes(StandardCharsets.UTF_8));
  }
}
