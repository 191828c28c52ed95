package org.qmp.cli.dash;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.qmp.cli.run.Metrics;

/**
 * The metrics of a run in progress. Only lines that were added since the last look are read; an
 * incomplete last line waits. If the file is shorter than before, or differs just before the place
 * up to which it was read, its run was resumed or started over, and the file is read from its
 * beginning.
 */
final class MetricsTail {
  private static final int PROOF = 256; // bytes before the place that are compared

  private final Path file;
  private SortedMap<Long, SortedMap<String, Double>> byStep = new TreeMap<>();
  private long offset;
  private byte[] proof = {};

  MetricsTail(Path run) {
    file = Metrics.file(run);
  }

  /** Reads what is new. */
  void read() throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      restart();
      return;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      byte[] before = bytes(channel, Math.max(0, offset - PROOF), offset);
      if (!Arrays.equals(before, proof)) {
        restart();
      }
      byte[] news = bytes(channel, offset, channel.size());
      int end = news.length;
      while (end > 0 && news[end - 1] != '\n') {
        end--;
      }
      // the header and damaged lines are no metrics
      new String(news, 0, end, StandardCharsets.UTF_8)
          .lines()
          .forEach(line -> Metrics.add(line, byStep));
      offset += end;
      proof = bytes(channel, Math.max(0, offset - PROOF), offset);
    }
  }

  private void restart() {
    byStep = new TreeMap<>();
    offset = 0;
    proof = new byte[0];
  }

  /** Fewer if the file ends before. */
  private static byte[] bytes(FileChannel channel, long from, long to) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(Math.max(0, to - from)));
    int got = 1;
    while (bytes.hasRemaining() && got > 0) {
      got = channel.read(bytes, from + bytes.position());
    }
    byte[] read = new byte[bytes.flip().remaining()];
    bytes.get(read);
    return read;
  }

  Metrics metrics() {
    return new Metrics(byStep);
  }

  /** Up to which byte the file has been read, and a checksum of the last ones. */
  String place() {
    CRC32 crc = new CRC32();
    crc.update(proof);
    return offset + "-" + Long.toHexString(crc.getValue());
  }
}
