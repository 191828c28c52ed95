package org.qmp.autograd.kernel;

/**
 * The table of {@link Binary}, f(a, b) beside its two slopes, and the loops over operands of which
 * a row, a column or a scalar may be repeated.
 */
final class FloatBinary {
  private FloatBinary() {}

  private static float value(Binary f, float a, float b) {
    return switch (f) {
      case PLUS -> a + b;
      case MINUS -> a - b;
      case TIMES -> a * b;
      case DIVIDE -> a / b;
      case MIN -> Math.min(a, b);
      case MAX -> Math.max(a, b);
    };
  }

  private static float slopeFirst(Binary f, float a, float b) {
    return switch (f) {
      case PLUS, MINUS -> 1;
      case TIMES -> b;
      case DIVIDE -> 1 / b;
      case MIN -> a <= b ? 1 : 0;
      case MAX -> a >= b ? 1 : 0;
    };
  }

  private static float slopeSecond(Binary f, float a, float b) {
    return switch (f) {
      case PLUS -> 1;
      case MINUS -> -1;
      case TIMES -> a;
      case DIVIDE -> -(a / b) / b;
      case MIN -> b < a ? 1 : 0;
      case MAX -> b > a ? 1 : 0;
    };
  }

  /** Index of the first element of row i, or of the only row, which is repeated. */
  private static int start(Mat x, int i) {
    return x.rows() == 1 ? x.offset() : x.offset() + i * x.cols();
  }

  /** From a column to the next: 0 where the only column is repeated. */
  private static int column(Mat x) {
    return x.cols() == 1 ? 0 : 1;
  }

  static void values(Binary f, Mat a, Mat b, Mat y) {
    float[] av = a.floats();
    float[] bv = b.floats();
    float[] out = y.floats();
    for (int i = 0; i < y.rows(); i++) {
      int ai = start(a, i);
      int bi = start(b, i);
      int yi = start(y, i);
      for (int j = 0; j < y.cols(); j++) {
        out[yi + j] = value(f, av[ai + j * column(a)], bv[bi + j * column(b)]);
      }
    }
  }

  static void addGradient(Binary f, boolean first, Mat a, Mat b, Mat dy, Mat dx) {
    float[] av = a.floats();
    float[] bv = b.floats();
    float[] g = dy.floats();
    float[] out = dx.floats();
    for (int i = 0; i < dy.rows(); i++) {
      int ai = start(a, i);
      int bi = start(b, i);
      int gi = start(dy, i);
      int oi = start(dx, i);
      for (int j = 0; j < dy.cols(); j++) {
        float x = av[ai + j * column(a)];
        float y = bv[bi + j * column(b)];
        out[oi + j * column(dx)] +=
            g[gi + j] * (first ? slopeFirst(f, x, y) : slopeSecond(f, x, y));
      }
    }
  }
}
