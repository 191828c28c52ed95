package org.qmp.nn;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writes a file whole or not at all. */
public final class AtomicFile {
  private AtomicFile() {}

  /**
   * Writes a file, replacing an existing one: first beside it, under a free name, then moved into
   * place when it is on disk, so that it is never seen incomplete, even if several processes write
   * it at once or the machine fails.
   *
   * @throws IOException also if something other than a regular file has its name, such as a link or
   *     a device, or one that must not be written; it stays untouched
   */
  public static void write(Path file, byte[] bytes) throws IOException {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(file + " is not a regular file, and only such a file is replaced");
    }
    if (Files.exists(file) && !Files.isWritable(file)) {
      throw new AccessDeniedException(file.toString());
    }
    Path beside = beside(file);
    try {
      try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.WRITE)) {
        Channels.newOutputStream(channel).write(bytes);
        channel.force(true);
      }
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(beside); // after the move another process may use it
      throw e;
    }
  }

  /** A new empty file that no other process uses. */
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
