package org.qmp.nn;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writes a file whole or not at all. */
public final class AtomicFile {
  private AtomicFile() {}

  /**
   * Writes a file, replacing one that is there: first beside it, under a name that is free, then
   * moved into place when it is on disk, so that nobody sees half of it, also if several processes
   * write it at once or the machine fails.
   */
  public static void write(Path file, byte[] bytes) throws IOException {
    Path beside = beside(file);
    try {
      try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.WRITE)) {
        Channels.newOutputStream(channel).write(bytes);
        channel.force(true);
      }
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
}
