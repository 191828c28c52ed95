package org.qmp.nn;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.List;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Precision;

/**
 * A tensor of a {@link Safetensors} file, of any dtype and shape of the format. F32 and F64 of at
 * most two dimensions are matrices too; I64 and U8 are arrays of Java.
 */
public final class Tensor {
  /** The most bytes of a Java array, and so of a tensor's data. */
  static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

  private static final String DTYPES =
      " F4 F6_E2M3 F6_E3M2 BOOL U8 I8 F8_E5M2 F8_E4M3 F8_E8M0 F8_E4M3FNUZ F8_E5M2FNUZ I16 U16 F16"
          + " BF16 I32 U32 F32 C64 F64 I64 U64 ";

  private final String dtype;
  private final List<Long> shape;
  private final byte[] data;

  /** A tensor; empty data stand for data of more bytes than an array can have. */
  Tensor(String dtype, List<Long> shape, byte[] data) {
    this.dtype = dtype;
    this.shape = shape;
    this.data = data;
  }

  /**
   * A copy of a matrix, bit for bit: F32 or F64 of shape [rows, cols].
   *
   * @throws ArithmeticException if they are more bytes than a Java array can have
   */
  public static Tensor of(Mat mat) {
    boolean wide = mat.precision() == Precision.DOUBLE;
    byte[] bytes = new byte[Math.multiplyExact(mat.size(), wide ? Double.BYTES : Float.BYTES)];
    ByteBuffer buffer = littleEndian(bytes);
    if (wide) {
      buffer.asDoubleBuffer().put(mat.doubles(), mat.offset(), mat.size());
    } else {
      buffer.asFloatBuffer().put(mat.floats(), mat.offset(), mat.size());
    }
    return new Tensor(wide ? "F64" : "F32", List.of((long) mat.rows(), (long) mat.cols()), bytes);
  }

  /**
   * An I64 tensor of shape [n].
   *
   * @throws ArithmeticException if they are more bytes than a Java array can have
   */
  public static Tensor ofLongs(long... values) {
    byte[] bytes = new byte[Math.multiplyExact(values.length, Long.BYTES)];
    littleEndian(bytes).asLongBuffer().put(values);
    return new Tensor("I64", List.of((long) values.length), bytes);
  }

  /** A U8 tensor of shape [n]; the bytes are copied. */
  public static Tensor ofBytes(byte... values) {
    return new Tensor("U8", List.of((long) values.length), values.clone());
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
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
   * The elements as in the file, row-major and little-endian; read-only.
   *
   * @throws IllegalStateException if they are more bytes than a Java array can have, and so were
   *     not read
   */
  public ByteBuffer data() {
    return ByteBuffer.wrap(array(toString())).asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The data themselves, not to be changed; messages call the tensor {@code what}. */
  byte[] array(String what) {
    long length = bits(dtype) * elements(shape) / Byte.SIZE;
    if (data.length < length) {
      throw new IllegalStateException(what + " has " + length + " bytes, too many for an array");
    }
    return data;
  }

  /**
   * A new matrix with the same bits: FLOAT for F32, DOUBLE for F64. A shape of [n] is a row (1×n),
   * one of [] is 1×1.
   *
   * @throws IllegalStateException if no matrix can hold the tensor, saying why
   */
  public Mat mat() {
    if (!problem().isEmpty()) {
      throw new IllegalStateException(problem());
    }
    int rank = shape.size();
    int rows = rank < 2 ? 1 : shape.get(0).intValue();
    int cols = rank < 1 ? 1 : shape.get(rank - 1).intValue();
    boolean wide = dtype.equals("F64");
    Mat mat = (wide ? Precision.DOUBLE : Precision.FLOAT).zeros(rows, cols);
    if (wide) {
      data().asDoubleBuffer().get(mat.doubles());
    } else {
      data().asFloatBuffer().get(mat.floats());
    }
    return mat;
  }

  /** Whether {@link #mat()} gives a matrix. */
  public boolean isMatrix() {
    return problem().isEmpty();
  }

  /** Why no matrix can hold this tensor; empty if one can. */
  String problem() {
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

  /** Dtype and shape, as {@code I64 [2, 3, 4]}. */
  @Override
  public String toString() {
    return dtype + " " + shape;
  }
}
