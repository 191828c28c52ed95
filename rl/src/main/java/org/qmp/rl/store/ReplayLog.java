package org.qmp.rl.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Precision;
import org.qmp.nn.Safetensors;
import org.qmp.nn.Tensor;
import org.qmp.rl.replay.ReplayBuffer;

/**
 * Writes the transitions that are new since a checkpoint into segments, and restores buffers from
 * them. A segment holds, for some buffers by name, the transitions that follow those of earlier
 * segments: F32 rows as {@link ReplayBuffer} lays them out, and the policy that acted in the last
 * column.
 */
final class ReplayLog {
  /** Most bytes of rows in a file, so that a save needs little memory. */
  private static final int SEGMENT_BYTES = 8 << 20;

  private final Disk disk;
  private final Map<String, ReplayBuffer> buffers;
  private long nextSegment;

  /**
   * @throws IllegalArgumentException if a buffer is not empty: restoring would lose its contents
   */
  ReplayLog(Disk disk, Map<String, ReplayBuffer> buffers) {
    this.disk = disk;
    this.buffers = new LinkedHashMap<>(buffers);
    buffers.forEach(
        (name, buffer) -> {
          if (buffer.added() > 0) {
            throw new IllegalArgumentException(
                "buffer '" + name + "' holds " + buffer.size() + " transitions already");
          }
        });
  }

  /** New segments get larger numbers than this one. */
  void skip(long segment) {
    nextSegment = Math.max(nextSegment, segment + 1);
  }

  private Map<String, Manifest.Extent> extents() {
    Map<String, Manifest.Extent> extents = new LinkedHashMap<>();
    buffers.forEach((name, buffer) -> extents.put(name, Manifest.Extent.of(buffer)));
    return extents;
  }

  /** Writes, durably, all stored transitions that are not in the segments of the last manifest. */
  Manifest save(Manifest last) throws IOException {
    Map<String, Manifest.Extent> extents = extents();
    List<Manifest.Segment> segments = new ArrayList<>(last.needed(extents));
    int old = segments.size();
    Map<String, Tensor> rows = new LinkedHashMap<>(); // of the next file
    Map<String, Long> ends = new LinkedHashMap<>();
    long room = SEGMENT_BYTES;
    for (Map.Entry<String, ReplayBuffer> entry : buffers.entrySet()) {
      String name = entry.getKey();
      ReplayBuffer buffer = entry.getValue();
      long saved = last.extent(name).added();
      if (buffer.added() < saved) {
        throw new IllegalStateException(
            "buffer '" + name + "' has lost transitions since the last checkpoint");
      }
      long rowBytes = (long) buffer.savedLength() * Float.BYTES;
      long first = Math.max(saved, Manifest.Extent.of(buffer).first());
      while (first < buffer.added()) {
        if (room < rowBytes) {
          segments.add(write(rows, ends));
          rows.clear();
          ends.clear();
          room = SEGMENT_BYTES;
        }
        int count = (int) Math.min(room / rowBytes, buffer.added() - first);
        rows.put(name, rows(buffer, first, count));
        first += count;
        ends.put(name, first);
        room -= count * rowBytes;
      }
    }
    if (!rows.isEmpty()) {
      segments.add(write(rows, ends));
    }
    if (segments.size() > old) {
      disk.forceDirectory();
    }
    return new Manifest(extents, segments);
  }

  private static Tensor rows(ReplayBuffer buffer, long first, int count) {
    Mat rows = Precision.FLOAT.zeros(count, buffer.savedLength());
    for (int i = 0; i < count; i++) {
      buffer.save(first + i, rows, i);
    }
    return Tensor.of(rows);
  }

  private Manifest.Segment write(Map<String, Tensor> rows, Map<String, Long> ends)
      throws IOException {
    byte[] content = StoreFile.SEGMENT.write(rows, Map.of());
    while (disk.exists(StoreFile.SEGMENT.file(nextSegment))) {
      nextSegment++;
    }
    long number = nextSegment++;
    disk.publish(StoreFile.SEGMENT.stem(number), StoreFile.SEGMENT.file(number), content);
    return new Manifest.Segment(number, StoreFile.checksum(content), Map.copyOf(ends));
  }

  /**
   * Fills the buffers with the contents that a manifest describes.
   *
   * @throws IOException if they cannot be restored bit for bit; the buffers are then empty
   */
  void restore(Manifest manifest) throws IOException {
    try {
      requireSameBuffers(manifest);
      Map<String, Long> next = new LinkedHashMap<>(); // earlier ones were overwritten long ago
      manifest.extents().forEach((name, extent) -> next.put(name, extent.first()));
      for (Manifest.Segment segment : manifest.segments()) {
        read(segment, next);
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
        throw new CheckpointException(
            "buffer '"
                + entry.getKey()
                + "' was saved as "
                + saved
                + " and is now "
                + entry.getValue());
      }
    }
  }

  /** Adds the transitions of a file to their buffers. */
  private void read(Manifest.Segment segment, Map<String, Long> next) throws IOException {
    String file = segment.file();
    byte[] content = disk.read(file);
    Safetensors read = StoreFile.SEGMENT.read(file, Disk.Input.of(content), name -> true);
    if (StoreFile.checksum(content) != segment.checksum()) {
      throw new CheckpointException(
          file + " is intact but not the file that this checkpoint needs");
    }
    for (String name : read.tensors().keySet()) {
      Mat rows = read.matrix(name);
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
