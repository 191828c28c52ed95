package org.qmp.rl.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.qmp.nn.Tensor;
import org.qmp.rl.replay.ReplayBuffer;

/**
 * A checkpoint's description of the replay buffers: how far each had come, and which segment files
 * hold the transitions.
 *
 * @param extents by the buffer's name
 * @param segments in the order in which they were written
 */
record Manifest(Map<String, Extent> extents, List<Segment> segments) {
  static final Manifest EMPTY = new Manifest(Map.of(), List.of());

  private static final String REPLAY = "store.replay/";
  private static final String SEGMENTS = "store.segments";

  record Extent(long added, long capacity, long obsLength, long actionLength) {
    private static final Extent NONE = new Extent(0, 0, 0, 0);

    static Extent of(ReplayBuffer buffer) {
      return new Extent(
          buffer.added(), buffer.capacity(), buffer.obsLength(), buffer.actionLength());
    }

    /** The number of the oldest stored transition. */
    long first() {
      return Math.max(0, added - capacity);
    }

    boolean hasShapeOf(Extent other) {
      return equals(new Extent(added, other.capacity, other.obsLength, other.actionLength));
    }
  }

  /**
   * One file.
   *
   * @param checksum as {@link StoreFile#checksum}
   * @param ends for each buffer that it has transitions of, the number after the last of them
   */
  record Segment(long number, long checksum, Map<String, Long> ends) {
    String file() {
      return StoreFile.SEGMENT.file(number);
    }

    long end(String buffer) {
      return ends.getOrDefault(buffer, 0L);
    }
  }

  /** For an unknown buffer: it had not begun. */
  Extent extent(String buffer) {
    return extents.getOrDefault(buffer, Extent.NONE);
  }

  /** The segments that hold a transition which is still kept when the buffers have come so far. */
  List<Segment> needed(Map<String, Extent> now) {
    List<Segment> needed = new ArrayList<>(segments);
    needed.removeIf(
        segment ->
            now.entrySet().stream().allMatch(e -> segment.end(e.getKey()) <= e.getValue().first()));
    return needed;
  }

  /**
   * The form stored in a checkpoint: the four longs of each buffer; and for each segment number,
   * checksum, and the end for each buffer or 0.
   */
  Map<String, Tensor> tensors() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    extents.forEach(
        (name, e) ->
            tensors.put(
                REPLAY + name, Tensor.ofLongs(e.added, e.capacity, e.obsLength, e.actionLength)));
    long[] rows = new long[segments.size() * (2 + extents.size())];
    int at = 0;
    for (Segment segment : segments) {
      rows[at++] = segment.number();
      rows[at++] = segment.checksum();
      for (String name : extents.keySet()) {
        rows[at++] = segment.end(name);
      }
    }
    tensors.put(SEGMENTS, Tensor.ofLongs(rows));
    return tensors;
  }

  /**
   * Reads what {@link #tensors()} put into a checkpoint.
   *
   * @throws CheckpointException if it cannot have been written like this
   */
  static Manifest of(Checkpoint checkpoint) throws CheckpointException {
    Map<String, Extent> extents = new LinkedHashMap<>();
    for (String name : checkpoint.names()) {
      if (name.startsWith(REPLAY)) {
        long[] e = checkpoint.longs(name);
        if (e.length != 4) {
          throw new CheckpointException("tensor '" + name + "' is damaged");
        }
        extents.put(name.substring(REPLAY.length()), new Extent(e[0], e[1], e[2], e[3]));
      }
    }
    long[] rows = checkpoint.longs(SEGMENTS);
    if (rows.length % (2 + extents.size()) != 0) {
      throw new CheckpointException("tensor '" + SEGMENTS + "' is damaged");
    }
    List<Segment> segments = new ArrayList<>();
    for (int at = 0; at < rows.length; ) {
      long number = rows[at++];
      long checksum = rows[at++];
      Map<String, Long> ends = new LinkedHashMap<>();
      for (String name : extents.keySet()) {
        ends.put(name, rows[at++]);
      }
      segments.add(new Segment(number, checksum, ends));
    }
    return new Manifest(extents, segments);
  }
}
