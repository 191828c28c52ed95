package org.qmp.cli.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes results where a user may keep files too. */
public final class OutputFile {
  private OutputFile() {}

  /**
   * Writes a file, making the directories above it: first beside it, so that nobody sees half of
   * it, also if several processes write it at once.
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
    Path beside = beside(file);
    try {
      Files.write(beside, bytes);
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(beside); // after the move the name is free, and may be another's
      throw e;
    }
  }

  /** A new empty file that no other process writes. */
  private static Path beside(Path file) throws IOException {
    for (int i = 1; ; i++) {
      try {
        return Files.createFile(file.resolveSibling(file.getFileName() + "." + i + ".tmp"));
      } catch (FileAlreadyExistsException e) {
        // of another process, or left by a kill
      }
    }
  }

  public static void write(Path file, String text) throws IOException {
    write(file, text.getBytes(StandardCharsets.UTF_8));
  }
}
