package org.qmp.rl.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.qmp.rl.replay.ReplayBuffer;

/** Knows what of the replay buffers is new since a checkpoint, and puts together what was saved. */
final class ReplayLog {
  /** A file takes in frames up to this length, so that a save needs little memory. */
  private static final int SEGMENT_BYTES = 8 << 20;

  private static final int FRAME_BYTES = 1 << 20;

  private final Map<String, ReplayBuffer> buffers;

  ReplayLog(Map<String, ReplayBuffer> buffers) {
    this.buffers = Collections.unmodifiableMap(new LinkedHashMap<>(buffers));
    for (String name : buffers.keySet()) {
      if (name.isBlank() || name.length() > 1000) {
        throw new IllegalArgumentException("a buffer cannot have the name '" + name + "'");
      }
    }
  }

  /** How far each buffer has come. */
  Map<String, Manifest.Extent> extents() {
    Map<String, Manifest.Extent> extents = new LinkedHashMap<>();
    buffers.forEach((name, buffer) -> extents.put(name, Manifest.Extent.of(buffer)));
    return extents;
  }

  /** All that is kept and not in the segments of the last manifest, divided into files. */
  List<List<SegmentFormat.Frame>> news(Manifest last) {
    List<List<SegmentFormat.Frame>> files = new ArrayList<>();
    long length = SEGMENT_BYTES;
    for (Map.Entry<String, ReplayBuffer> entry : buffers.entrySet()) {
      ReplayBuffer buffer = entry.getValue();
      Manifest.Extent before = last.extents().get(entry.getKey());
      long saved = before == null ? 0 : before.added();
      if (buffer.added() < saved) {
        throw new IllegalStateException(
            "buffer '" + entry.getKey() + "' has lost transitions since the last checkpoint");
      }
      int most = Math.max(1, FRAME_BYTES / buffer.rowBytes());
      long first = Math.max(saved, Manifest.Extent.of(buffer).first());
      while (first < buffer.added()) {
        int count = (int) Math.min(most, buffer.added() - first);
        var frame = new SegmentFormat.Frame(entry.getKey(), buffer, first, count);
        if (length + frame.length() > SEGMENT_BYTES) {
          files.add(new ArrayList<>());
          length = 0;
        }
        files.get(files.size() - 1).add(frame);
        length += frame.length();
        first += count;
      }
    }
    return files;
  }

  /** Reads a segment. */
  interface Reader {
    byte[] read(String file) throws IOException;
  }

  /**
   * Gives the buffers the contents that a manifest describes.
   *
   * @throws IOException if they cannot be had bit for bit; the buffers are then empty
   */
  void restore(Manifest manifest, Reader reader) throws IOException {
    clear();
    try {
      requireSameBuffers(manifest);
      Cursors cursors = new Cursors(manifest);
      for (Manifest.Segment segment : manifest.segments()) {
        SegmentFormat.read(segment, reader.read(segment.file()), cursors);
      }
      cursors.finish();
    } catch (IOException | RuntimeException e) {
      clear();
      throw e;
    }
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

  private void clear() {
    buffers.values().forEach(ReplayBuffer::clear);
  }

  private void requireSameBuffers(Manifest manifest) throws CheckpointException {
    if (!manifest.extents().keySet().equals(buffers.keySet())) {
      throw new CheckpointException(
          "it is for the buffers " + manifest.extents().keySet() + ", not " + buffers.keySet());
    }
    for (Map.Entry<String, Manifest.Extent> entry : manifest.extents().entrySet()) {
      Manifest.Extent saved = entry.getValue();
      Manifest.Extent here = Manifest.Extent.of(buffer(entry.getKey()));
      if (!new Manifest.Extent(
              here.added(), saved.capacity(), saved.obsLength(), saved.actionLength())
          .equals(here)) {
        throw new CheckpointException(
            "buffer '" + entry.getKey() + "' was saved as " + saved + " and is now " + here);
      }
    }
  }

  private ReplayBuffer buffer(String name) throws CheckpointException {
    ReplayBuffer found = buffers.get(name);
    if (found == null) {
      throw new CheckpointException("there is no buffer '" + name + "' among " + buffers.keySet());
    }
    return found;
  }

  /** The number that each buffer waits for; what comes in between was overwritten long ago. */
  private final class Cursors implements SegmentFormat.Target {
    private final Map<String, Manifest.Extent> extents;
    private final Map<String, Long> next = new LinkedHashMap<>();

    Cursors(Manifest manifest) {
      extents = manifest.extents();
      extents.forEach((name, extent) -> next.put(name, extent.first()));
    }

    @Override
    public ReplayBuffer buffer(String name) throws CheckpointException {
      return ReplayLog.this.buffer(name);
    }

    @Override
    public boolean wants(String name, long number) throws CheckpointException {
      long waited = next.getOrDefault(name, 0L);
      if (number > waited) {
        throw missing(name, waited);
      }
      if (number == waited) {
        next.put(name, waited + 1);
      }
      return number == waited;
    }

    void finish() throws CheckpointException {
      for (Map.Entry<String, Manifest.Extent> entry : extents.entrySet()) {
        long waited = next.getOrDefault(entry.getKey(), 0L);
        if (waited != entry.getValue().added()) {
          throw missing(entry.getKey(), waited);
        }
        ReplayLog.this.buffer(entry.getKey()).restored(waited);
      }
    }

    private CheckpointException missing(String name, long number) {
      return new CheckpointException(
          "the segments lack transition " + number + " of buffer '" + name + "'");
    }
  }
}
