package org.qmp.rl.store;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A message in the wire format of protocol buffers (protobuf.dev/programming-guides/encoding).
 *
 * <pre>
 *   number     varint(8 · field), varint(number)
 *   double     varint(8 · field + 1), its eight bytes, the lowest first
 *   bytes      varint(8 · field + 2), varint(length), the bytes: also those of a text or a message
 *   float      varint(8 · field + 5), its four bytes, the lowest first
 *   varint     seven bits a byte, the lowest first; the eighth bit tells that more follow
 * </pre>
 */
public final class Protobuf {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  public Protobuf put(int field, long number) {
    return varint(8L * field).varint(number);
  }

  public Protobuf putDouble(int field, double number) {
    varint(8L * field + 1);
    out.writeBytes(lowestFirst(Double.BYTES).putLong(Double.doubleToLongBits(number)).array());
    return this;
  }

  public Protobuf put(int field, byte[] bytes) {
    varint(8L * field + 2).varint(bytes.length);
    out.writeBytes(bytes);
    return this;
  }

  public Protobuf put(int field, String text) {
    return put(field, text.getBytes(StandardCharsets.UTF_8));
  }

  public Protobuf put(int field, Protobuf message) {
    return put(field, message.toBytes());
  }

  public Protobuf putFloat(int field, float number) {
    varint(8L * field + 5);
    out.writeBytes(lowestFirst(Float.BYTES).putInt(Float.floatToIntBits(number)).array());
    return this;
  }

  /** Appends the fields of another message. */
  public Protobuf add(Protobuf fields) {
    out.writeBytes(fields.toBytes());
    return this;
  }

  public byte[] toBytes() {
    return out.toByteArray();
  }

  private static ByteBuffer lowestFirst(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private Protobuf varint(long value) {
    long rest = value;
    while (rest >>> 7 != 0) {
      out.write((int) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
    return this;
  }
}
