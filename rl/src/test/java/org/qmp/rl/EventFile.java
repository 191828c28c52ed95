package org.qmp.rl;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A reader of TensorBoard's event files that shares no code with the writer. It follows the public
 * definitions: TensorFlow's TFRecord format, {@code event.proto}, {@code summary.proto}, the
 * protocol-buffer encoding, and CRC-32C (Castagnoli, reflected polynomial 0x82F63B78).
 */
final class EventFile {
  private static final int[] TABLE = table();

  /**
   * An event: a version, or tagged numbers.
   *
   * @param version empty unless the event has one
   */
  record Event(double wallTime, long step, String version, List<Scalar> scalars) {}

  /** A number with its tag. */
  record Scalar(String tag, float value) {}

  private EventFile() {}

  static List<Event> read(Path file) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    List<Event> events = new ArrayList<>();
    while (in.hasRemaining()) {
      ByteBuffer length = part(in, 8);
      require(in.getInt() == mask(crc(length)), "length's checksum at " + in.position());
      ByteBuffer message = part(in, Math.toIntExact(length.getLong(0)));
      require(in.getInt() == mask(crc(message)), "message's checksum at " + in.position());
      events.add(event(message));
    }
    return events;
  }

  private static Event event(ByteBuffer in) {
    double wallTime = 0;
    long step = 0;
    String version = "";
    List<Scalar> scalars = new ArrayList<>();
    while (in.hasRemaining()) {
      int key = Math.toIntExact(varint(in));
      switch (key) {
        case 1 << 3 | 1 -> wallTime = in.getDouble();
        case 2 << 3 -> step = varint(in);
        case 3 << 3 | 2 -> version = text(in);
        case 5 << 3 | 2 -> summary(delimited(in), scalars);
        default -> throw new AssertionError("event: field " + (key >> 3) + ", type " + (key & 7));
      }
    }
    return new Event(wallTime, step, version, scalars);
  }

  private static void summary(ByteBuffer in, List<Scalar> out) {
    while (in.hasRemaining()) {
      require(varint(in) == (1 << 3 | 2), "summary: field 1 holds the values");
      ByteBuffer value = delimited(in);
      String tag = "";
      float number = 0;
      while (value.hasRemaining()) {
        int key = Math.toIntExact(varint(value));
        switch (key) {
          case 1 << 3 | 2 -> tag = text(value);
          case 2 << 3 | 5 -> number = value.getFloat();
          default -> throw new AssertionError("value: field " + (key >> 3) + ", type " + (key & 7));
        }
      }
      out.add(new Scalar(tag, number));
    }
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte next = in.get();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new AssertionError("a varint of more than ten bytes");
  }

  private static ByteBuffer delimited(ByteBuffer in) {
    return part(in, Math.toIntExact(varint(in)));
  }

  private static String text(ByteBuffer in) {
    return StandardCharsets.UTF_8.decode(delimited(in)).toString();
  }

  private static ByteBuffer part(ByteBuffer in, int length) {
    ByteBuffer part = in.slice(in.position(), length).order(ByteOrder.LITTLE_ENDIAN);
    in.position(in.position() + length);
    return part;
  }

  private static int mask(int crc) {
    return ((crc >>> 15) | (crc << 17)) + 0xa282ead8;
  }

  static int crc(ByteBuffer data) {
    int crc = 0xffffffff;
    for (int i = 0; i < data.limit(); i++) {
      crc = TABLE[(crc ^ data.get(i)) & 0xff] ^ (crc >>> 8);
    }
    return ~crc;
  }

  private static int[] table() {
    int[] table = new int[256];
    for (int i = 0; i < 256; i++) {
      int rest = i;
      for (int bit = 0; bit < 8; bit++) {
        rest = (rest & 1) == 0 ? rest >>> 1 : (rest >>> 1) ^ 0x82f63b78;
      }
      table[i] = rest;
    }
    return table;
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }
}
