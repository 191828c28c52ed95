package org.qmp.rl.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Precision;
import org.qmp.nn.Safetensors;
import org.qmp.rl.replay.ReplayBuffer;

/**
 * Knows what of the replay buffers is new since a checkpoint, writes it into segments, and puts
 * together what was saved. A segment holds for some buffers, by their names, the transitions that
 * follow those of earlier segments: F32 rows as {@link ReplayBuffer} lays them out, and the policy
 * that acted in the last column.
 */
final class ReplayLog {
  /** A file takes in rows up to this many bytes, so that a save needs little memory. */
  private static final int SEGMENT_BYTES = 8 << 20;

  private final Map<String, ReplayBuffer> buffers;

  /** Transitions of one buffer that follow each other. */
  private record Range(String name, ReplayBuffer buffer, long first, int count) {}

  /** Takes in the bytes of a file; gives back its number. */
  interface Writer {
    long write(byte[] content) throws IOException;
  }

  ReplayLog(Map<String, ReplayBuffer> buffers) {
    this.buffers = Collections.unmodifiableMap(new LinkedHashMap<>(buffers));
  }

  /** What is in a buffer before it is restored would be lost without a word. */
  void requireEmpty() {
    buffers.forEach(
        (name, buffer) -> {
          if (buffer.added() > 0) {
            throw new IllegalArgumentException(
                "buffer '" + name + "' holds " + buffer.size() + " transitions already");
          }
        });
  }

  private Map<String, Manifest.Extent> extents() {
    Map<String, Manifest.Extent> extents = new LinkedHashMap<>();
    buffers.forEach((name, buffer) -> extents.put(name, Manifest.Extent.of(buffer)));
    return extents;
  }

  /** Writes all that is kept and not in the segments of the last manifest. */
  Manifest save(Manifest last, Writer writer) throws IOException {
    Map<String, Manifest.Extent> extents = extents();
    List<Manifest.Segment> segments = new ArrayList<>(last.needed(extents));
    for (List<Range> file : news(last)) {
      byte[] content = content(file);
      Map<String, Long> ends = new LinkedHashMap<>();
      file.forEach(range -> ends.put(range.name, range.first + range.count));
      segments.add(new Manifest.Segment(writer.write(content), StoreFile.checksum(content), ends));
    }
    return new Manifest(extents, segments);
  }

  /** What is to be written, divided into files. */
  private List<List<Range>> news(Manifest last) {
    List<List<Range>> files = new ArrayList<>();
    long room = 0;
    for (Map.Entry<String, ReplayBuffer> entry : buffers.entrySet()) {
      ReplayBuffer buffer = entry.getValue();
      long saved = last.extent(entry.getKey()).added();
      if (buffer.added() < saved) {
        throw new IllegalStateException(
            "buffer '" + entry.getKey() + "' has lost transitions since the last checkpoint");
      }
      long rowBytes = (long) buffer.savedLength() * Float.BYTES;
      long first = Math.max(saved, Manifest.Extent.of(buffer).first());
      while (first < buffer.added()) {
        if (room < rowBytes) {
          files.add(new ArrayList<>());
          room = SEGMENT_BYTES;
        }
        int count = (int) Math.min(room / rowBytes, buffer.added() - first);
        files.get(files.size() - 1).add(new Range(entry.getKey(), buffer, first, count));
        room -= count * rowBytes;
        first += count;
      }
    }
    return files;
  }

  private static byte[] content(List<Range> ranges) {
    Map<String, Mat> rows = new LinkedHashMap<>();
    for (Range range : ranges) {
      Mat mat = Precision.FLOAT.zeros(range.count, range.buffer.savedLength());
      for (int i = 0; i < range.count; i++) {
        range.buffer.save(range.first + i, mat, i);
      }
      rows.put(range.name, mat);
    }
    return StoreFile.SEGMENT.write(rows, Map.of(), Map.of());
  }

  /**
   * Gives the buffers the contents that a manifest describes.
   *
   * @throws IOException if they cannot be had bit for bit; the buffers are then empty
   */
  void restore(Manifest manifest, Disk disk) throws IOException {
    buffers.values().forEach(ReplayBuffer::clear);
    try {
      requireSameBuffers(manifest);
      Map<String, Long> next = new LinkedHashMap<>(); // what comes before was overwritten long ago
      manifest.extents().forEach((name, extent) -> next.put(name, extent.first()));
      for (Manifest.Segment segment : manifest.segments()) {
        read(segment, disk.read(segment.file()), next);
      }
      for (Map.Entry<String, ReplayBuffer> entry : buffers.entrySet()) {
        long added = manifest.extent(entry.getKey()).added();
        requireReached(entry.getKey(), added, next);
        entry.getValue().restored(added);
      }
    } catch (IOException | RuntimeException e) {
      buffers.values().forEach(ReplayBuffer::clear);
      throw e;
    }
  }

  private void requireSameBuffers(Manifest manifest) throws CheckpointException {
    if (!manifest.extents().keySet().equals(buffers.keySet())) {
      throw new CheckpointException(
          "it is for the buffers " + manifest.extents().keySet() + ", not " + buffers.keySet());
    }
    for (Map.Entry<String, Manifest.Extent> entry : extents().entrySet()) {
      Manifest.Extent saved = manifest.extent(entry.getKey());
      if (!entry.getValue().hasShapeOf(saved)) {
        String now = " and is now " + entry.getValue();
        throw new CheckpointException(
            "buffer '" + entry.getKey() + "' was saved as " + saved + now);
      }
    }
  }

  /** Hands the transitions of a file to their buffers. */
  private void read(Manifest.Segment segment, byte[] content, Map<String, Long> next)
      throws IOException {
    String file = segment.file();
    Safetensors read = StoreFile.SEGMENT.read(file, content);
    if (StoreFile.checksum(content) != segment.checksum()) {
      throw new CheckpointException(
          file + " is intact but not the file that this checkpoint needs");
    }
    for (Map.Entry<String, Mat> entry : read.tensors().entrySet()) {
      String name = entry.getKey();
      Mat rows = entry.getValue();
      @Nullable ReplayBuffer buffer = buffers.get(name);
      if (buffer == null || rows.cols() != buffer.savedLength()) {
        throw new CheckpointException(file + ": '" + name + "' holds no transitions of this run");
      }
      long end = segment.end(name);
      long first = end - rows.rows();
      requireReached(name, first, next);
      for (long number = next.getOrDefault(name, first); number < end; number++) {
        buffer.restore(number, rows, (int) (number - first));
      }
      next.merge(name, end, Math::max);
    }
  }

  private static void requireReached(String buffer, long number, Map<String, Long> next)
      throws CheckpointException {
    long waited = next.getOrDefault(buffer, 0L);
    if (waited < number) {
      throw new CheckpointException(
          "the segments lack transition " + waited + " of buffer '" + buffer + "'");
    }
  }
}
