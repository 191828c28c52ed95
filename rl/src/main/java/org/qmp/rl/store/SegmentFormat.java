package org.qmp.rl.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.qmp.rl.replay.ReplayBuffer;

/**
 * A file of transitions, version 1; everything is big-endian. It is written once and never changed.
 *
 * <pre>
 *   8 bytes    89 'Q' 'M' 'P' 's' 'e' 'g' 0a
 *   4 bytes    format version
 *   frames     n, the length of the body (4);
 *              body: length of the buffer's name (2), the name (UTF-8), number of the first
 *                transition (8), count (4), and for each transition its row of floats and the
 *                acting policy (2);
 *              crc32c of length and body (4)
 * </pre>
 */
final class SegmentFormat {
  static final byte[] MAGIC = "\u0089QMPseg\n".getBytes(StandardCharsets.ISO_8859_1);
  private static final int VERSION = 1;
  private static final int PREFIX = MAGIC.length + 4;
  private static final int FRAME = 4 + 2 + 8 + 4 + 4;

  private SegmentFormat() {}

  /** Transitions that follow each other. */
  record Frame(String name, ReplayBuffer buffer, long first, int count) {
    private byte[] nameBytes() {
      return name.getBytes(StandardCharsets.UTF_8);
    }

    long end() {
      return first + count;
    }

    int length() {
      return FRAME + nameBytes().length + count * buffer.rowBytes();
    }
  }

  /** Where the transitions of a segment go. */
  interface Target {
    /** The buffer of that name, or an error if none is expected here. */
    ReplayBuffer buffer(String name) throws CheckpointException;

    /** Whether a transition is wanted; asked for each in the order of the file. */
    boolean wants(String name, long number) throws CheckpointException;
  }

  static byte[] write(List<Frame> frames) {
    int length = PREFIX + frames.stream().mapToInt(Frame::length).sum();
    ByteBuffer out = ByteBuffer.allocate(length).put(MAGIC).putInt(VERSION);
    for (Frame frame : frames) {
      int start = out.position();
      byte[] name = frame.nameBytes();
      out.putInt(frame.length() - 8).putShort((short) name.length).put(name);
      out.putLong(frame.first()).putInt(frame.count());
      for (long number = frame.first(); number < frame.end(); number++) {
        frame.buffer().write(number, out);
      }
      out.putInt(CheckpointFormat.crc(out.array(), start, out.position() - start));
    }
    return out.array();
  }

  /**
   * Hands the transitions of a file to their buffers.
   *
   * @throws CheckpointException if any bit of it is not as it was written
   */
  static void read(Manifest.Segment segment, byte[] content, Target target)
      throws CheckpointException {
    String file = segment.file();
    if (content.length != segment.length()) {
      throw new CheckpointException(
          file + " has " + content.length + " bytes where " + segment.length() + " were written");
    }
    ByteBuffer in = ByteBuffer.wrap(content);
    if (content.length < PREFIX || !in.slice(0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC))) {
      throw new CheckpointException(file + " does not begin like a segment");
    }
    if (in.getInt(MAGIC.length) != VERSION) {
      throw new CheckpointException(
          file + " has format version " + in.getInt(MAGIC.length) + ", not " + VERSION);
    }
    for (in.position(PREFIX); in.hasRemaining(); ) {
      frame(file, in, target);
    }
    if (segment.crc() != CheckpointFormat.crc(content, 0, content.length)) {
      throw new CheckpointException(file + " is intact and not the file that was written");
    }
  }

  private static void frame(String file, ByteBuffer in, Target target) throws CheckpointException {
    int start = in.position();
    int length = in.remaining() < FRAME ? -1 : in.getInt();
    if (length < FRAME - 8 || length > in.remaining() - 4) {
      throw new CheckpointException(file + ": the frame at byte " + start + " has a wrong length");
    }
    int end = start + 4 + length;
    if (in.getInt(end) != CheckpointFormat.crc(in.slice(start, end - start))) {
      throw new CheckpointException(
          file + ": the checksum of the frame at byte " + start + " is wrong");
    }
    int nameLength = in.getShort() & 0xffff;
    int rowsLength = length - (FRAME - 8) - nameLength;
    byte[] name = new byte[Math.min(nameLength, in.remaining())];
    in.get(name);
    String buffer = new String(name, StandardCharsets.UTF_8);
    ReplayBuffer into = target.buffer(buffer);
    int rowBytes = into.rowBytes();
    if (rowsLength < 0) {
      throw new CheckpointException(file + ": the frame at byte " + start + " ends in its name");
    }
    long first = in.getLong();
    int count = in.getInt();
    if (first < 0 || rowsLength != (long) count * rowBytes) {
      throw new CheckpointException(
          file
              + ": the frame at byte "
              + start
              + " does not hold "
              + count
              + " transitions of '"
              + buffer
              + "'");
    }
    for (long number = first; number < first + count; number++) {
      if (target.wants(buffer, number)) {
        into.restore(number, in);
      } else {
        in.position(in.position() + rowBytes);
      }
    }
    in.position(end + 4);
  }
}
