package org.qmp.rl.store;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One flat directory: the few operations on which the safety of a save rests.
 *
 * <p>Only the bytes of a file up to its last {@link Output#force()} and the names up to the last
 * {@link #forceDirectory()} are certain to survive a loss of power. Moves and deletions are atomic:
 * they happen or do not.
 */
interface Disk {
  /** All names in it, sorted, including those of other programs' files. */
  List<String> list() throws IOException;

  /** Whether the name exists, for a file or anything else. */
  boolean exists(String name) throws IOException;

  /** Opens a file, to be read from beginning to end and closed. */
  Input input(String name) throws IOException;

  /** The whole content of a file. */
  default byte[] read(String name) throws IOException {
    try (Input in = input(name)) {
      return in.stream.readAllBytes(); // without memory for it, the run fails and says so
    }
  }

  /**
   * The first bytes of a file, at most the given number; empty if it is a link or not a regular
   * file.
   */
  Optional<byte[]> head(String name, int length) throws IOException;

  /** Creates a file; it is an error if it exists. */
  Output create(String name) throws IOException;

  /** Renames a file atomically, replacing a file of the new name. */
  void move(String from, String to) throws IOException;

  void delete(String name) throws IOException;

  /** Makes all changes of names durable. */
  void forceDirectory() throws IOException;

  /** Whether these bytes may be left of any file by a loss of power: none, or zeros. */
  static boolean isZero(byte[] bytes) {
    return Arrays.equals(bytes, new byte[bytes.length]);
  }

  /**
   * Writes a whole file under a temporary name, makes its bytes durable, and moves it to its name,
   * which is not durable yet. A failure leaves no temporary file unless deleting fails too.
   *
   * @param what begins the temporary name: {@code .what.0.tmp}, or the first number that is free
   */
  default void publish(String what, String name, byte[] content) throws IOException {
    publish(what, name, out -> out.write(content));
  }

  /** The same for content that is written piece by piece. */
  default void publish(String what, String name, Content content) throws IOException {
    int attempt = 0;
    while (exists(temporary(what, attempt))) {
      attempt++;
    }
    String temporary = temporary(what, attempt);
    Output out = create(temporary); // a file of this name now belongs to another process
    try {
      try (out) {
        content.writeTo(out);
        out.force();
      }
      move(temporary, name);
    } catch (IOException | RuntimeException e) {
      try {
        if (exists(temporary)) {
          delete(temporary);
        }
      } catch (IOException | RuntimeException suppressed) {
        e.addSuppressed(suppressed);
      }
      throw e;
    }
  }

  private static String temporary(String what, int attempt) {
    return "." + what + "." + attempt + ".tmp";
  }

  /**
   * Deletes temporary files left by processes that were killed while publishing. Other files of
   * such names stay.
   *
   * @param start the text, in ISO 8859-1, that every such content begins with
   */
  default void sweep(String what, String start) throws IOException {
    for (String name : list()) {
      if (isTemporary(what, name) && begins(name, start)) {
        delete(name);
      }
    }
  }

  /**
   * Whether a file begins with a text, in ISO 8859-1, or with a part of it followed by zeros, as a
   * loss of power may leave it.
   */
  default boolean begins(String name, String start) throws IOException {
    byte[] text = start.getBytes(StandardCharsets.ISO_8859_1);
    Optional<byte[]> head = head(name, text.length);
    if (head.isEmpty()) {
      return false;
    }
    byte[] found = head.get();
    for (int i = 0; i < found.length; i++) {
      if (found[i] != 0 && found[i] != text[i]) {
        return false;
      }
    }
    return true;
  }

  /** Whether this is a temporary name of {@link #publish}. */
  static boolean isTemporary(String what, String name) {
    return name.matches("\\." + Pattern.quote(what) + "\\.[0-9]+\\.tmp");
  }

  /** Writes a file's content. */
  @FunctionalInterface
  interface Content {
    void writeTo(Output out) throws IOException;
  }

  /**
   * A file that is being read.
   *
   * @param length in bytes
   */
  record Input(InputStream stream, long length) implements Closeable {
    static Input of(byte... content) {
      return new Input(new ByteArrayInputStream(content), content.length);
    }

    @Override
    public void close() throws IOException {
      stream.close();
    }
  }

  /** A file that is being written from its first byte to its last. */
  interface Output extends Closeable {
    void write(byte[] content) throws IOException;

    /** Makes all bytes written so far durable. */
    void force() throws IOException;
  }
}
