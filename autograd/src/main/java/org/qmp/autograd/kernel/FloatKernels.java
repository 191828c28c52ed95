package org.qmp.autograd.kernel;

import org.jspecify.annotations.Nullable;

/** Single precision: products by whoever is given, everything else in plain loops. */
final class FloatKernels implements Kernels {
  private final String description;
  private final Products products;
  private final Scratch scratch = new Scratch(Precision.FLOAT);
  private final FloatWindows windows = new FloatWindows(4);
  private final FloatUpdates updates = new FloatUpdates();
  private final FloatColumnSums columns = new FloatColumnSums();
  private final FloatNormalize normalize = new FloatNormalize();

  /**
   * @param description what the products are made of, for people
   */
  FloatKernels(String description, Products products) {
    this.description = description;
    this.products = products;
  }

  @Override
  public Precision precision() {
    return Precision.FLOAT;
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public Scratch scratch() {
    return scratch;
  }

  @Override
  public void close() {
    products.close();
  }

  // ---- products -------------------------------------------------------------------------------

  @Override
  public void affine(Mat x, Mat w, @Nullable Mat bias, boolean relu, Mat y, int from, int to) {
    products.affine(x, w, bias, relu, y, from, to);
  }

  @Override
  public void timesTransposed(Mat dy, Mat w, Mat dx, boolean add, int from, int to) {
    products.timesTransposed(dy, w, dx, add, from, to);
  }

  @Override
  public void transposedTimes(Mat x, Mat dy, Mat dw, boolean add, int from, int to) {
    products.transposedTimes(x, dy, dw, add, from, to);
  }

  // ---- elementwise ----------------------------------------------------------------------------

  @Override
  public void unary(Unary f, Mat x, Mat y) {
    FloatUnary.Value value = FloatUnary.of(f).value;
    int at = y.offset();
    if (x.offset() == at) {
      value.set(x.floats(), y.floats(), at, at + y.size());
    } else {
      value.set(windows.load(0, x), windows.load(1, y), 0, y.size());
      windows.store(1, y);
    }
  }

  @Override
  public void addUnaryGradient(Unary f, Mat x, Mat y, Mat dy, Mat dx) {
    FloatUnary.Slope slope = FloatUnary.of(f).slope;
    int at = dx.offset();
    if (x.offset() == at && y.offset() == at && dy.offset() == at) {
      slope.add(x.floats(), y.floats(), dy.floats(), dx.floats(), at, at + dx.size());
    } else {
      float[] in = windows.load(0, x);
      float[] out = windows.load(1, y);
      slope.add(in, out, windows.load(2, dy), windows.load(3, dx), 0, dx.size());
      windows.store(3, dx);
    }
  }

  @Override
  public void maskPositive(Mat y, Mat dy) {
    int at = dy.offset();
    if (y.offset() == at) {
      mask(y.floats(), dy.floats(), at, at + dy.size());
    } else {
      mask(windows.load(0, y), windows.load(1, dy), 0, dy.size());
      windows.store(1, dy);
    }
  }

  private static void mask(float[] y, float[] dy, int from, int to) {
    for (int i = from; i < to; i++) {
      dy[i] *= FloatFunctions.sign(y[i]);
    }
  }

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
  public void binary(Binary f, Mat a, Mat b, Mat y) {
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
  public void addBinaryGradientFirst(Binary f, Mat a, Mat b, Mat dy, Mat da) {
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
  public void addBinaryGradientSecond(Binary f, Mat a, Mat b, Mat dy, Mat db) {
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
  public void linear(Mat x, double scale, double shift, Mat y) {
    float[] in = x.floats();
    float[] out = y.floats();
    float factor = (float) scale;
    float term = (float) shift;
    for (int i = 0; i < x.size(); i++) {
      out[y.offset() + i] = factor * in[x.offset() + i] + term;
    }
  }

  @Override
  public void addScaled(Mat x, double scale, Mat y) {
    float[] in = x.floats();
    float[] out = y.floats();
    float factor = (float) scale;
    for (int i = 0; i < x.size(); i++) {
      out[y.offset() + i] += factor * in[x.offset() + i];
    }
  }

  @Override
  public void clamp(Mat x, double low, double high, Mat y) {
    float[] in = x.floats();
    float[] out = y.floats();
    float least = (float) low;
    float most = (float) high;
    for (int i = 0; i < x.size(); i++) {
      out[y.offset() + i] = Math.min(Math.max(in[x.offset() + i], least), most);
    }
  }

  @Override
  public void addClampGradient(Mat x, double low, double high, Mat dy, Mat dx) {
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

  // ---- sums and copies ------------------------------------------------------------------------

  @Override
  public void rowSums(Mat x, Mat y) {
    for (int i = 0; i < x.rows(); i++) {
      y.floats()[y.offset() + i] =
          FloatSums.interleaved(x.floats(), x.offset() + i * x.cols(), x.cols());
    }
  }

  @Override
  public void addColumnToRows(Mat dy, Mat dx) {
    float[] out = dx.floats();
    for (int i = 0; i < dx.rows(); i++) {
      float term = dy.floats()[dy.offset() + i];
      int start = dx.offset() + i * dx.cols();
      for (int at = start; at < start + dx.cols(); at++) {
        out[at] += term;
      }
    }
  }

  @Override
  public void addBlockSums(Mat x, Mat y) {
    columns.addBlockSums(x, y);
  }

  @Override
  public void addRepeatedRows(Mat x, Mat y) {
    int times = y.rows() / x.rows();
    for (int i = 0; i < y.rows(); i++) {
      add(x, i / times * x.cols(), y, i * y.cols(), x.cols());
    }
  }

  @Override
  public void addTiles(Mat x, Mat y) {
    for (int at = 0; at < y.size(); at += x.size()) {
      add(x, 0, y, at, x.size());
    }
  }

  @Override
  public void addTileSums(Mat x, Mat y) {
    for (int at = 0; at < x.size(); at += y.size()) {
      add(x, at, y, 0, y.size());
    }
  }

  @Override
  public void selectRows(Mat x, int[] index, Mat y) {
    for (int i = 0; i < index.length; i++) {
      System.arraycopy(
          x.floats(),
          x.offset() + index[i] * x.cols(),
          y.floats(),
          y.offset() + i * y.cols(),
          x.cols());
    }
  }

  @Override
  public void addSelectedRows(Mat dy, int[] index, Mat dx) {
    for (int i = 0; i < index.length; i++) {
      add(dy, i * dy.cols(), dx, index[i] * dx.cols(), dy.cols());
    }
  }

  @Override
  public void addRows(Mat x, int xFrom, Mat y, int yFrom, int count) {
    add(x, xFrom * x.cols(), y, yFrom * y.cols(), count * x.cols());
  }

  @Override
  public void addColumns(Mat x, int xFrom, Mat y, int yFrom, int count) {
    for (int i = 0; i < x.rows(); i++) {
      add(x, i * x.cols() + xFrom, y, i * y.cols() + yFrom, count);
    }
  }

  /** count elements of x from xFrom are added to y from yFrom. */
  private static void add(Mat x, int xFrom, Mat y, int yFrom, int count) {
    float[] in = x.floats();
    float[] out = y.floats();
    int xi = x.offset() + xFrom;
    int yi = y.offset() + yFrom;
    for (int j = 0; j < count; j++) {
      out[yi + j] += in[xi + j];
    }
  }

  // ---- layer normalisation, optimisers, variates ------------------------------------------------

  @Override
  public void normalizeRows(Mat x, double epsilon, Mat y, Mat scale) {
    normalize.normalize(x, epsilon, y, scale);
  }

  @Override
  public void addNormalizeGradient(Mat y, Mat scale, Mat dy, Mat dx) {
    normalize.addGradient(y, scale, dy, dx);
  }

  @Override
  public void adam(AdamStep step, Mat gradient, Mat m, Mat v, Mat theta) {
    updates.adam(step, gradient, m, v, theta);
  }

  @Override
  public void momentum(double momentum, double rate, Mat gradient, Mat v, Mat theta) {
    updates.momentum(momentum, rate, gradient, v, theta);
  }

  @Override
  public void track(Mat theta, double tau, Mat target) {
    updates.track(theta, tau, target);
  }

  @Override
  public double sumOfSquares(Mat x) {
    return columns.sumOfSquares(x);
  }

  @Override
  public void probit(double[] p, int count) {
    for (int i = 0; i < count; i++) {
      p[i] = Probit.of(p[i]);
    }
  }
}
