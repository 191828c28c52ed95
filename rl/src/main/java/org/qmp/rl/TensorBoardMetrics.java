package org.qmp.rl;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * TensorBoard event files: TFRecord frames that each hold an {@code Event} message (TensorFlow's
 * {@code event.proto} and {@code summary.proto}). Appends to what is there.
 *
 * <pre>
 *   frame    length (u64) | masked crc32c of length | message | masked crc32c of message
 *   message  1: wall_time (double)  2: step (int64)  3: file_version  5: summary { 1: value { 1: tag, 2: float } }
 * </pre>
 *
 * The wall time is the step number, in seconds: the file of a run has the same bytes each time.
 */
public final class TensorBoardMetrics implements MetricsSink {
  /** What every such file begins with, in ISO 8859-1: the length of its first record. */
  static final String START = "\u0018\0\0\0\0\0\0\0";

  private static final int MASK_DELTA = 0xa282ead8;

  private final OutputStream out;

  public TensorBoardMetrics(Path file) throws IOException {
    out = CsvMetrics.open(file);
    if (Files.size(file) == 0) {
      Message version = event(0);
      version.bytes(3, "brain.Event:2".getBytes(StandardCharsets.UTF_8));
      frame(version.toByteArray());
    }
  }

  @Override
  public void write(long step, String name, double value) throws IOException {
    Message scalar = new Message();
    scalar.bytes(1, name.getBytes(StandardCharsets.UTF_8));
    scalar.fixed32(2, Float.floatToIntBits((float) value));
    Message summary = new Message();
    summary.bytes(1, scalar.toByteArray());
    Message event = event(step);
    event.varint(2, step);
    event.bytes(5, summary.toByteArray());
    frame(event.toByteArray());
  }

  private static Message event(long step) {
    Message event = new Message();
    event.fixed64(1, Double.doubleToLongBits((double) step));
    return event;
  }

  private void frame(byte[] message) throws IOException {
    byte[] length = littleEndian(Long.BYTES, message.length);
    out.write(length);
    out.write(littleEndian(Integer.BYTES, maskedCrc(length)));
    out.write(message);
    out.write(littleEndian(Integer.BYTES, maskedCrc(message)));
  }

  /** The lowest bytes of a number, lowest first. */
  private static byte[] littleEndian(int size, long value) {
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) (value >>> (8 * i));
    }
    return bytes;
  }

  private static int maskedCrc(byte[] data) {
    CRC32C crc = new CRC32C();
    crc.update(data, 0, data.length);
    return Integer.rotateRight((int) crc.getValue(), 15) + MASK_DELTA;
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  /** Fields of a protocol-buffer message. */
  private static final class Message {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    void varint(int field, long value) {
      raw((long) field << 3);
      raw(value);
    }

    void fixed64(int field, long bits) {
      raw(((long) field << 3) | 1);
      out.writeBytes(littleEndian(Long.BYTES, bits));
    }

    void bytes(int field, byte[] value) {
      raw(((long) field << 3) | 2);
      raw(value.length);
      out.writeBytes(value);
    }

    void fixed32(int field, int bits) {
      raw(((long) field << 3) | 5);
      out.writeBytes(littleEndian(Integer.BYTES, bits));
    }

    private void raw(long value) {
      long rest = value;
      while ((rest & ~0x7fL) != 0) {
        out.write((int) ((rest & 0x7f) | 0x80));
        rest >>>= 7;
      }
      out.write((int) rest);
    }

    byte[] toByteArray() {
      return out.toByteArray();
    }
  }
}
