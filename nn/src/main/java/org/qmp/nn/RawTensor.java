package org.qmp.nn;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.List;

/**
 * A tensor of a {@link Safetensors} file that no matrix can hold: of another dtype than F32 and
 * F64, of more than two dimensions, without elements, or with more bytes than a Java array can
 * have.
 */
public final class RawTensor {
  /** The most bytes of a Java array, and so of what is read or written at once. */
  static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

  private static final String DTYPES =
      " F4 F6_E2M3 F6_E3M2 BOOL U8 I8 F8_E5M2 F8_E4M3 F8_E8M0 F8_E4M3FNUZ F8_E5M2FNUZ I16 U16 F16"
          + " BF16 I32 U32 F32 C64 F64 I64 U64 ";

  private final String dtype;
  private final List<Long> shape;
  private final byte[] data;

  /** No data stand for those that are more bytes than an array can have. */
  RawTensor(String dtype, List<Long> shape, byte[] data) {
    this.dtype = dtype;
    this.shape = shape;
    this.data = data;
  }

  /** An I64 tensor of shape [n]. */
  public static RawTensor ofLongs(long... values) {
    byte[] bytes = new byte[Math.multiplyExact(values.length, Long.BYTES)];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().put(values);
    return new RawTensor("I64", List.of((long) values.length), bytes);
  }

  /** A U8 tensor of shape [n]; the bytes are copied. */
  public static RawTensor ofBytes(byte... values) {
    return new RawTensor("U8", List.of((long) values.length), values.clone());
  }

  /** The format of the elements as the file names it, as {@code I64}. */
  public String dtype() {
    return dtype;
  }

  /** The sizes of the dimensions; none for a single number. */
  public List<Long> shape() {
    return shape;
  }

  /**
   * The elements as the file has them, row-major and little-endian; read-only.
   *
   * @throws IllegalStateException if they are more bytes than a Java array can have, and so were
   *     not read
   */
  public ByteBuffer data() {
    return ByteBuffer.wrap(array(toString())).asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The data themselves, not to be changed; the message calls the tensor {@code what}. */
  byte[] array(String what) {
    if (data.length < length()) {
      throw new IllegalStateException(what + " has " + length() + " bytes, too many for an array");
    }
    return data;
  }

  /** The elements of an I64 tensor; an IllegalStateException if it is of another dtype. */
  public long[] longs() {
    LongBuffer elements = data("I64").asLongBuffer();
    long[] values = new long[elements.remaining()];
    elements.get(values);
    return values;
  }

  /** The elements of a U8 tensor, 128 … 255 as −128 … −1; otherwise as {@link #longs()}. */
  public byte[] bytes() {
    byte[] values = new byte[data("U8").remaining()];
    data().get(values);
    return values;
  }

  private ByteBuffer data(String expected) {
    if (!dtype.equals(expected)) {
      throw new IllegalStateException(this + " is not of dtype " + expected);
    }
    return data();
  }

  /** The bytes of all elements. */
  long length() {
    return bits(dtype) * elements(shape) / Byte.SIZE;
  }

  static boolean isDtype(String name) {
    return name.matches("\\w+") && DTYPES.contains(" " + name + " ");
  }

  /** The bits of one element: the first number in the dtype's name, and 8 for BOOL. */
  static int bits(String dtype) {
    return dtype.equals("BOOL") ? 8 : Integer.parseInt(dtype.replaceAll("\\D*(\\d+).*", "$1"));
  }

  /** The number of elements; exact if they and their bits are longs. */
  static long elements(List<Long> shape) {
    return shape.stream().mapToLong(Long::longValue).reduce(1, Math::multiplyExact);
  }

  /** Why no matrix can hold a tensor, or nothing if one can. */
  static String problem(String dtype, List<Long> shape) {
    if (!dtype.equals("F32") && !dtype.equals("F64")) {
      return "dtype " + dtype + " fits no matrix, only F32 and F64 do";
    }
    if (shape.size() > 2) {
      return "shape " + shape + " has more than the two dimensions of a matrix";
    }
    if (elements(shape) == 0) {
      return "shape " + shape + " holds no element, and a matrix has at least one";
    }
    return bits(dtype) * elements(shape) / Byte.SIZE <= LARGEST_ARRAY
        ? ""
        : "shape " + shape + " is too large, a matrix has at most " + LARGEST_ARRAY + " bytes";
  }

  /** Dtype and shape, as {@code I64 [2, 3, 4]}. */
  @Override
  public String toString() {
    return dtype + " " + shape;
  }
}
