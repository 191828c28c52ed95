package org.qmp.rl;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.qmp.rl.store.Protobuf;

/**
 * TensorBoard event files: TFRecord frames that each hold an {@code Event} message (TensorFlow's
 * {@code event.proto} and {@code summary.proto}). Appends to an existing file.
 *
 * <pre>
 *   frame    length (u64) | masked crc32c of length | message | masked crc32c of message
 *   message  1: wall_time (double)  2: step (int64)  3: file_version  5: summary { 1: value { 1: tag, 2: float } }
 * </pre>
 *
 * The wall time is the step number, in seconds: the file of a run has the same bytes each time.
 */
final class TensorBoardMetrics implements MetricsSink {
  /** The beginning of every such file, in ISO 8859-1: the length of its first record. */
  static final String START = "\u0018\0\0\0\0\0\0\0";

  private static final int MASK_DELTA = 0xa282ead8;

  private final OutputStream out;

  TensorBoardMetrics(Path file) throws IOException {
    out = TextMetrics.open(file);
    if (Files.size(file) == 0) {
      frame(event(0).put(3, "brain.Event:2"));
    }
  }

  @Override
  public void write(long step, String name, double value) throws IOException {
    Protobuf scalar = new Protobuf().put(1, name).putFloat(2, (float) value);
    frame(event(step).put(2, step).put(5, new Protobuf().put(1, scalar)));
  }

  private static Protobuf event(long step) {
    return new Protobuf().putDouble(1, (double) step);
  }

  private void frame(Protobuf event) throws IOException {
    byte[] message = event.toBytes();
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
}
