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
 * <p>Nothing survives a loss of power for certain except the bytes of a file up to its last {@link
 * Output#force()} and the names up to the last {@link #forceDirectory()}. The one exception is that
 * no name ever points nowhere or at two halves: a move and a deletion happen or do not.
 */
interface Disk {
  /** The names of everything in it, sorted: also of what others have put there. */
  List<String> list() throws IOException;

  /** Whether the name is taken, by a file or by anything else. */
  boolean exists(String name) throws IOException;

  /** A file, to be read from its first byte to its last and closed. */
  Input input(String name) throws IOException;

  /** The whole content of a file. */
  default byte[] read(String name) throws IOException {
    try (Input in = input(name)) {
      return in.stream
          .readAllBytes(); // without memory for an intact file the run fails and says so
    }
  }

  /** The first bytes of a file, at most so many; empty if it is a link or no regular file. */
  Optional<byte[]> head(String name, int length) throws IOException;

  /** A new file; one that is there already is an error. */
  Output create(String name) throws IOException;

  /** Gives a file another name in one step, replacing the file that has it. */
  void move(String from, String to) throws IOException;

  void delete(String name) throws IOException;

  /** Makes all that happened to names durable. */
  void forceDirectory() throws IOException;

  /** Whether these are what a loss of power may leave of any file: nothing, or zeros. */
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

  /** The same of content that is written piece by piece. */
  default void publish(String what, String name, Content content) throws IOException {
    int attempt = 0;
    while (exists(temporary(what, attempt))) {
      attempt++;
    }
    String temporary = temporary(what, attempt);
    Output out = create(temporary); // whatever has this name by now belongs to somebody else
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
   * Deletes what processes that were killed while they published have left. What others keep under
   * such names stays.
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
   * Whether a file begins with a text, in ISO 8859-1, or with what is left of it: a part, and zeros
   * where a loss of power has taken bytes.
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

  /** What a file is to hold. */
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

    /** Makes all bytes that were written durable. */
    void force() throws IOException;
  }
}
