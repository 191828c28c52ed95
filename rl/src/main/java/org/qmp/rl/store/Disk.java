package org.qmp.rl.store;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * One flat directory: the few operations on which the safety of a save rests.
 *
 * <p>Nothing survives a loss of power for certain except the bytes of a file up to its last {@link
 * Output#force()} and the names up to the last {@link #forceDirectory()}. The one exception is that
 * no name ever points nowhere or at two halves: a move, a link and a deletion happen or do not.
 */
interface Disk {
  /** The names of all files, sorted. */
  List<String> list() throws IOException;

  boolean exists(String name) throws IOException;

  /** The whole content of a file. */
  byte[] read(String name) throws IOException;

  /** A new file; one that is there already is an error. */
  Output create(String name) throws IOException;

  /** Gives a file another name in one step, replacing the file that has it. */
  void move(String from, String to) throws IOException;

  /**
   * Gives a file a second name.
   *
   * @throws java.nio.file.FileAlreadyExistsException if there is a file of that name
   */
  void link(String existing, String name) throws IOException;

  void delete(String name) throws IOException;

  /** Makes all that happened to names durable. */
  void forceDirectory() throws IOException;

  /** A new file with the given bytes, which are durable; its name is not yet. */
  default void write(String name, byte[] content) throws IOException {
    try (Output out = create(name)) {
      out.write(content);
      out.force();
    }
  }

  /** Deletes a file on the way out of a failure, which stays the failure that is reported. */
  default void deleteAfter(Exception failure, String name) {
    try {
      if (exists(name)) {
        delete(name);
      }
    } catch (IOException | RuntimeException suppressed) {
      failure.addSuppressed(suppressed);
    }
  }

  /** A file that is being written from its first byte to its last. */
  interface Output extends Closeable {
    void write(byte[] content) throws IOException;

    /** Makes all bytes that were written durable. */
    void force() throws IOException;
  }
}
