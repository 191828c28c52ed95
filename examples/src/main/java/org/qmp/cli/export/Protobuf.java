package org.qmp.cli.export;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A message in the wire format of protocol buffers (protobuf.dev/programming-guides/encoding).
 *
 * <pre>
 *   number     varint(8 · field), varint(number)
 *   bytes      varint(8 · field + 2), varint(length), the bytes: also those of a text or a message
 *   varint     seven bits a byte, the lowest first; the eighth bit tells that more follow
 * </pre>
 */
final class Protobuf {
  private static final int BYTES = 2;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  Protobuf put(int field, long number) {
    varint(8L * field);
    varint(number);
    return this;
  }

  Protobuf put(int field, byte[] bytes) {
    varint(8L * field + BYTES);
    varint(bytes.length);
    out.writeBytes(bytes);
    return this;
  }

  Protobuf put(int field, String text) {
    return put(field, text.getBytes(StandardCharsets.UTF_8));
  }

  Protobuf put(int field, Protobuf message) {
    return put(field, message.toBytes());
  }

  /** Appends the fields of another message. */
  Protobuf add(Protobuf fields) {
    out.writeBytes(fields.toBytes());
    return this;
  }

  byte[] toBytes() {
    return out.toByteArray();
  }

  private void varint(long value) {
    long rest = value;
    while (rest >>> 7 != 0) {
      out.write((int) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }
}
