package org.qmp.nn;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * A tensor of a {@link Safetensors} file that no matrix can hold: of another dtype than F32 and
 * F64, of more than two dimensions, without elements, or with more than a Java array can have.
 */
public final class RawTensor {
  private final SafetensorsHeader.Entry entry;
  private final ByteBuffer data;

  /**
   * @param data the bytes of the entry, or none where they are too many for an array
   */
  RawTensor(SafetensorsHeader.Entry entry, byte[] data) {
    this.entry = entry;
    this.data = ByteBuffer.wrap(data).asReadOnlyBuffer();
  }

  /** The format of the elements as the file names it, as {@code I64}. */
  public String dtype() {
    return entry.dtype().name();
  }

  /** The sizes of the dimensions; none for a single number. */
  public List<Long> shape() {
    return entry.shape();
  }

  /**
   * The elements as the file has them, row-major and little-endian; read-only.
   *
   * @throws IllegalStateException if they are more bytes than a Java array can have, and so were
   *     not read
   */
  public ByteBuffer data() {
    if (data.capacity() < entry.length()) {
      throw new IllegalStateException(
          "tensor "
              + entry.quotedName()
              + " has "
              + entry.length()
              + " bytes, too many for an array");
    }
    return data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  SafetensorsHeader.Entry entry() {
    return entry;
  }

  /** Dtype and shape, as {@code I64 [2, 3, 4]}. */
  @Override
  public String toString() {
    return dtype() + " " + shape();
  }
}
