package org.qmp.autograd.kernel;

import java.util.Map;
import java.util.Random;

/** Arguments and hashes for comparisons bit by bit. */
final class Sweep {
  static final int[] SIZES = {1, 2, 3, 7, 8, 15, 16, 17, 31, 33, 64, 100, 257};

  private static final Map<Precision, Kernels> KERNELS =
      Map.of(
          Precision.FLOAT, Backend.plain().kernels(Precision.FLOAT),
          Precision.DOUBLE, Backend.plain().kernels(Precision.DOUBLE));

  private Sweep() {}

  static Kernels kernels(Precision precision) {
    return KERNELS.get(precision);
  }

  /** Numbers from all regions of the format: all exponents, close to 0 and 1, special values. */
  static Mat dense(Precision precision, int size) {
    Random random = new Random(size);
    Mat mat = precision.zeros(1, size);
    for (int i = 0; i < size; i++) {
      double x =
          switch (i % 8) {
            case 0 -> special(precision, random.nextInt(20));
            case 1 -> Double.longBitsToDouble(random.nextLong());
            case 2 -> Float.intBitsToFloat(random.nextInt());
            case 3 -> random.nextGaussian();
            case 4 -> random.nextGaussian() * 40;
            case 5 -> random.nextGaussian() * 400;
            case 6 -> 1 + random.nextGaussian() * 0.3;
            default -> random.nextDouble();
          };
      mat.set(0, i, x);
    }
    return mat;
  }

  private static double special(Precision precision, int which) {
    boolean single = precision == Precision.FLOAT;
    double magnitude =
        switch (which / 2) {
          case 0 -> 0;
          case 1 -> Double.POSITIVE_INFINITY;
          case 2 -> Double.NaN;
          case 3 -> single ? Float.MIN_VALUE : Double.MIN_VALUE;
          case 4 -> single ? Float.MIN_NORMAL : Double.MIN_NORMAL;
          case 5 -> single ? Float.MAX_VALUE : Double.MAX_VALUE;
          case 6 -> 0.625;
          case 7 -> single ? 88.722839 : 709.782712893384;
          case 8 -> single ? 103.97208 : 745.1332191019411;
          default -> 1;
        };
    return which % 2 == 0 ? magnitude : -magnitude;
  }

  /** Random numbers in a window that begins at the given offset of a larger matrix. */
  static Mat window(Precision precision, int offset, int size, long seed) {
    Random random = new Random(seed);
    Mat column = precision.zeros(offset + size + 1, 1);
    for (int i = 0; i < column.rows(); i++) {
      column.set(i, 0, random.nextGaussian());
    }
    return column.rowRange(offset, offset + size);
  }

  /** Bits of one element; every NaN counts as the same. */
  static long bits(Mat mat, int index) {
    int at = mat.offset() + index;
    return mat.precision() == Precision.DOUBLE
        ? Double.doubleToLongBits(mat.doubles()[at])
        : Float.floatToIntBits(mat.floats()[at]);
  }

  /** FNV-1a over the bits of all elements. */
  static long hash(Mat mat) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < mat.size(); i++) {
      hash = (hash ^ bits(mat, i)) * 0x100000001b3L;
    }
    return hash;
  }

  static void apply(Unary f, Mat x, Mat y) {
    kernels(x.precision()).unary(f, x, y);
  }

  static void addGradient(Unary f, Mat x, Mat y, Mat dy, Mat dx) {
    kernels(x.precision()).addUnaryGradient(f, x, y, dy, dx);
  }
}
