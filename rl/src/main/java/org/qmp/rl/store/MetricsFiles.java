package org.qmp.rl.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * The files that a run appends to. On a resume, lines written after the checkpoint will be written
 * again, so they are cut off first.
 *
 * <p>Users and viewers may keep other files in the same directory. Only the run's own names are
 * ever opened, without following a link, and a file of such a name is cut only if it begins with
 * what the run wrote: a checkpoint knows how long each was, and its crc32c up to there. If the
 * directory itself is a link, which may lead to the files of another run, this check is the only
 * proof.
 */
public final class MetricsFiles {
  static final String DIRECTORY = "metrics";

  private static final String PREFIX = "store.metrics/";
  private static final int CHUNK = 1 << 16;
  private static final int LONGEST_TEXT = 1 << 28;

  private static final Set<OpenOption> READ =
      Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
  private static final Set<OpenOption> CHANGE =
      Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

  private static final String FOREIGN =
      " is not the file that the run has written; move it elsewhere";
  private static final String CONVERTED =
      " now has the line ends of Windows (CRLF); change them back to LF, or move the file elsewhere"
          + " to begin a new one";

  /** A number of bytes that exceeds the header that a file has in every run. */
  private static final int PROOF = 64;

  private final Path directory;
  private final LocalDirectory disk;
  private final Map<String, String> starts;
  private final Attempt attempt;
  private final Map<String, Beginning> written = new TreeMap<>();

  /** The first bytes of a file. */
  private static final class Beginning {
    private final CRC32C crc = new CRC32C();
    private long length;

    /** Adds what follows, up to a length or the end of the file. */
    void extend(FileChannel file, long to) throws IOException {
      byte[] chunk = new byte[CHUNK];
      while (length < to) {
        int size = (int) Math.min(CHUNK, to - length);
        int count = file.read(ByteBuffer.wrap(chunk, 0, size), length);
        if (count < 0) {
          return;
        }
        crc.update(chunk, 0, count);
        length += count;
      }
    }
  }

  /** The run's own files in a directory, by name, each with the text it begins with. */
  MetricsFiles(Path directory, Map<String, String> starts, Attempt attempt) {
    this.directory = directory;
    this.disk = new LocalDirectory(directory);
    this.starts = starts;
    this.attempt = attempt;
    starts.keySet().forEach(name -> written.put(name, new Beginning()));
  }

  public Path file(String name) {
    return directory.resolve(name);
  }

  /**
   * Makes all files durable and enters length and checksum of each into a checkpoint. The caller
   * has flushed them. A file that was moved away during the run is entered as it was last, since
   * this is no reason to stop a run.
   */
  public void mark(Checkpoint into) throws IOException {
    for (Map.Entry<String, Beginning> entry : written.entrySet()) {
      Path file = file(entry.getKey());
      if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        try (FileChannel channel = FileChannel.open(file, CHANGE)) {
          channel.force(true);
          if (channel.size() < entry.getValue().length) {
            entry.setValue(new Beginning()); // somebody has emptied it
          }
          entry.getValue().extend(channel, channel.size());
        }
      }
      Beginning now = entry.getValue();
      into.putLongs(PREFIX + entry.getKey(), now.length, now.crc.getValue());
    }
    disk.forceDirectory();
  }

  /**
   * Cuts each file back to the length recorded in a checkpoint, by replacing it with a new file.
   *
   * @param from the checkpoint from which the run continues; if empty, all files begin empty
   * @return a warning for each file that is missing or has been emptied
   * @throws IOException also if one of the names is not that of a file which the run has written;
   *     then nothing has been touched
   */
  public List<String> rewind(Optional<Checkpoint> from) throws IOException {
    List<String> warnings = new ArrayList<>();
    for (Map.Entry<String, Beginning> entry : written.entrySet()) {
      entry.setValue(requireOwn(entry.getKey(), from, CHANGE, warnings));
    }
    attempt.requireLast();
    for (Map.Entry<String, Beginning> entry : written.entrySet()) {
      if (disk.exists(entry.getKey())) {
        shorten(entry.getKey(), entry.getValue().length);
      }
    }
    return warnings;
  }

  /**
   * Makes a new file of the old one's first bytes, since a process that hung may still write to the
   * old one.
   */
  private void shorten(String name, long length) throws IOException {
    disk.sweep(name, starts.getOrDefault(name, ""));
    copy(file(name), name, length);
  }

  private void copy(Path from, String to, long length) throws IOException {
    disk.publish(
        to,
        to,
        out -> {
          try (FileChannel in = FileChannel.open(from, READ)) {
            int count = 1;
            for (long at = 0; at < length && count > 0; at += count) {
              byte[] chunk = new byte[(int) Math.min(CHUNK, length - at)];
              count = in.read(ByteBuffer.wrap(chunk), at);
              out.write(Arrays.copyOf(chunk, Math.max(0, count)));
            }
          }
        });
  }

  /**
   * Begins each file with what another run had written of it at a checkpoint.
   *
   * @param run the other run's directory, which is only read
   * @return a warning for each file that is not there as it was then; the new one begins empty
   */
  public List<String> copy(Path run, Checkpoint from) throws IOException {
    List<String> warnings = new ArrayList<>();
    MetricsFiles others = new MetricsFiles(run.resolve(DIRECTORY), starts, attempt);
    for (String name : written.keySet()) {
      long length = 0;
      try {
        length = others.requireOwn(name, Optional.of(from), READ, warnings).length;
      } catch (IOException e) {
        warnings.add(e.getMessage() + "; the new run's begins empty");
      }
      if (length > 0) {
        copy(others.file(name), name, length);
      }
    }
    return warnings;
  }

  /** What a checkpoint records of a file, after a check that the file begins with it. */
  private Beginning requireOwn(
      String name, Optional<Checkpoint> from, Set<OpenOption> access, List<String> warnings)
      throws IOException {
    Path file = file(name);
    long length = 0;
    long crc = 0;
    if (from.isPresent() && from.get().names().contains(PREFIX + name)) {
      long[] expected = from.get().longs(PREFIX + name);
      length = expected[0];
      crc = expected[1];
    }
    Beginning found = new Beginning();
    if (!disk.exists(name)) {
      if (length > 0) {
        warnings.add(file + " is missing; the run continues with an empty one");
      }
      return found;
    }
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(
          file + " is not a regular file; the run writes its metrics there, so move it elsewhere");
    }
    try (FileChannel channel = FileChannel.open(file, access)) {
      found.extend(channel, length);
      if (found.length == 0 && length > 0) {
        warnings.add(file + " is empty; the run continues it");
      } else if (found.length < length) { // what follows half a row would be lost too
        throw new IOException(
            file
                + " has "
                + found.length
                + " bytes of the "
                + length
                + " that the run has written; restore it, or move it elsewhere to begin a new one");
      } else if (found.crc.getValue() != crc) {
        throw new IOException(file + (isConverted(file, length, crc) ? CONVERTED : FOREIGN));
      } else if ((length == 0 && !disk.begins(name, starts.getOrDefault(name, "")))
          || (length < PROOF && channel.size() > length && Files.isSymbolicLink(directory))) {
        throw new IOException(file + FOREIGN);
      }
    }
    return found;
  }

  /**
   * Whether a file would be the run's if its line ends had not been changed to those of Windows.
   */
  private static boolean isConverted(Path file, long length, long expected) throws IOException {
    if (Files.size(file) > LONGEST_TEXT) {
      return false;
    }
    String text =
        new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).replace("\r\n", "\n");
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, (int) Math.min(bytes.length, length));
    return crc.getValue() == expected;
  }
}
