package org.qmp.rl.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.qmp.rl.replay.ReplayBuffer;

/**
 * What a checkpoint says of the replay buffers: how far each had come, and which segment files hold
 * the transitions.
 *
 * @param extents by the buffer's name
 * @param segments in the order in which they were written
 */
record Manifest(Map<String, Extent> extents, List<Segment> segments) {
  static final Manifest EMPTY = new Manifest(Map.of(), List.of());

  Manifest {
    extents = Collections.unmodifiableMap(new LinkedHashMap<>(extents));
    segments = List.copyOf(segments);
  }

  /** One buffer. */
  record Extent(long added, int capacity, int obsLength, int actionLength) {
    static Extent of(ReplayBuffer buffer) {
      return new Extent(
          buffer.added(), buffer.capacity(), buffer.obsLength(), buffer.actionLength());
    }

    /** The number of the oldest transition that is kept. */
    long first() {
      return Math.max(0, added - capacity);
    }
  }

  /**
   * One file.
   *
   * @param ends for each buffer that it has transitions of, the number after the last of them
   */
  record Segment(long number, int length, int crc, Map<String, Long> ends) {
    static Segment of(long number, byte[] content, List<SegmentFormat.Frame> frames) {
      Map<String, Long> ends = new LinkedHashMap<>();
      frames.forEach(frame -> ends.put(frame.name(), frame.end()));
      int crc = CheckpointFormat.crc(content, 0, content.length);
      return new Segment(number, content.length, crc, ends);
    }

    String file() {
      return StoreFiles.segment(number);
    }
  }

  /** The segments that hold a transition that is still kept. */
  static List<Segment> needed(List<Segment> segments, Map<String, Extent> extents) {
    List<Segment> needed = new ArrayList<>();
    for (Segment segment : segments) {
      boolean kept = false;
      for (Map.Entry<String, Long> end : segment.ends().entrySet()) {
        Extent extent = extents.get(end.getKey());
        kept |= extent != null && end.getValue() > extent.first();
      }
      if (kept) {
        needed.add(segment);
      }
    }
    return needed;
  }

  byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(extents.size());
      for (Map.Entry<String, Extent> entry : extents.entrySet()) {
        Extent extent = entry.getValue();
        out.writeUTF(entry.getKey());
        out.writeLong(extent.added());
        out.writeInt(extent.capacity());
        out.writeInt(extent.obsLength());
        out.writeInt(extent.actionLength());
      }
      out.writeInt(segments.size());
      for (Segment segment : segments) {
        out.writeLong(segment.number());
        out.writeInt(segment.length());
        out.writeInt(segment.crc());
        out.writeInt(segment.ends().size());
        for (Map.Entry<String, Long> end : segment.ends().entrySet()) {
          out.writeUTF(end.getKey());
          out.writeLong(end.getValue());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory cannot fail", e);
    }
    return bytes.toByteArray();
  }

  /**
   * What {@link #toBytes()} wrote.
   *
   * @throws IOException if it is too short or too long
   */
  static Manifest read(byte[] bytes) throws IOException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      Map<String, Extent> extents = new LinkedHashMap<>();
      for (int left = in.readInt(); left > 0; left--) {
        extents.put(
            in.readUTF(), new Extent(in.readLong(), in.readInt(), in.readInt(), in.readInt()));
      }
      List<Segment> segments = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        long number = in.readLong();
        int length = in.readInt();
        int crc = in.readInt();
        Map<String, Long> ends = new LinkedHashMap<>();
        for (int buffers = in.readInt(); buffers > 0; buffers--) {
          ends.put(in.readUTF(), in.readLong());
        }
        segments.add(new Segment(number, length, crc, ends));
      }
      if (in.available() > 0) {
        throw new IOException(in.available() + " bytes too many");
      }
      return new Manifest(extents, segments);
    }
  }
}
