package org.qmp.autograd.kernel;

/** Elementwise loops that plain Java runs fast enough: what they touch is small or memory-bound. */
interface FloatElementwise extends Kernels {

  // f(a, b) beside its two slopes; the table stands in Binary

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

  @Override
  default void binary(Binary f, Mat a, Mat b, Mat y) {
    float[] av = a.floats();
    float[] bv = b.floats();
    float[] out = y.floats();
    for (int i = 0; i < y.rows(); i++) {
      int ai = Steps.start(a, i);
      int bi = Steps.start(b, i);
      int yi = Steps.start(y, i);
      for (int j = 0; j < y.cols(); j++) {
        out[yi + j] = value(f, av[ai + j * Steps.column(a)], bv[bi + j * Steps.column(b)]);
      }
    }
  }

  @Override
  default void addBinaryGradientFirst(Binary f, Mat a, Mat b, Mat dy, Mat da) {
    float[] av = a.floats();
    float[] bv = b.floats();
    float[] g = dy.floats();
    float[] out = da.floats();
    for (int i = 0; i < dy.rows(); i++) {
      int ai = Steps.start(a, i);
      int bi = Steps.start(b, i);
      int gi = Steps.start(dy, i);
      int oi = Steps.start(da, i);
      for (int j = 0; j < dy.cols(); j++) {
        int aj = j * Steps.column(a);
        out[oi + aj] += g[gi + j] * slopeFirst(f, av[ai + aj], bv[bi + j * Steps.column(b)]);
      }
    }
  }

  @Override
  default void addBinaryGradientSecond(Binary f, Mat a, Mat b, Mat dy, Mat db) {
    float[] av = a.floats();
    float[] bv = b.floats();
    float[] g = dy.floats();
    float[] out = db.floats();
    for (int i = 0; i < dy.rows(); i++) {
      int ai = Steps.start(a, i);
      int bi = Steps.start(b, i);
      int gi = Steps.start(dy, i);
      int oi = Steps.start(db, i);
      for (int j = 0; j < dy.cols(); j++) {
        int bj = j * Steps.column(b);
        out[oi + bj] += g[gi + j] * slopeSecond(f, av[ai + j * Steps.column(a)], bv[bi + bj]);
      }
    }
  }

  @Override
  default void linear(Mat x, double scale, double shift, Mat y) {
    float[] in = x.floats();
    float[] out = y.floats();
    float factor = (float) scale;
    float term = (float) shift;
    for (int i = 0; i < x.size(); i++) {
      out[y.offset() + i] = factor * in[x.offset() + i] + term;
    }
  }

  @Override
  default void addScaled(Mat x, double scale, Mat y) {
    float[] in = x.floats();
    float[] out = y.floats();
    float factor = (float) scale;
    for (int i = 0; i < x.size(); i++) {
      out[y.offset() + i] += factor * in[x.offset() + i];
    }
  }

  @Override
  default void clamp(Mat x, double low, double high, Mat y) {
    float[] in = x.floats();
    float[] out = y.floats();
    float least = (float) low;
    float most = (float) high;
    for (int i = 0; i < x.size(); i++) {
      out[y.offset() + i] = Math.min(Math.max(in[x.offset() + i], least), most);
    }
  }

  @Override
  default void addClampGradient(Mat x, double low, double high, Mat dy, Mat dx) {
    float[] in = x.floats();
    float[] g = dy.floats();
    float[] out = dx.floats();
    float least = (float) low;
    float most = (float) high;
    for (int i = 0; i < x.size(); i++) {
      float value = in[x.offset() + i];
      out[dx.offset() + i] += value >= least && value <= most ? g[dy.offset() + i] : 0;
    }
  }
}
