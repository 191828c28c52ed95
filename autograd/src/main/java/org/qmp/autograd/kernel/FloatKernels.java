package org.qmp.autograd.kernel;

/**
 * Single precision: elementwise functions, copies and layer normalisation, in plain loops. The
 * optimisers and the sums are in the classes that this one extends.
 */
final class FloatKernels extends FloatUpdates {
  private float[] row = {};

  FloatKernels(String description, Products products) {
    super(description, products);
  }

  // ---- elementwise ----------------------------------------------------------------------------

  @Override
  public void unary(Unary f, Mat x, Mat y) {
    set(FloatUnary.of(f), 0, 0, x, y);
  }

  @Override
  public void addUnaryGradient(Unary f, Mat x, Mat y, Mat dy, Mat dx) {
    addGradient(FloatUnary.of(f), 0, 0, x, y, dy, dx);
  }

  @Override
  public void linear(Mat x, double scale, double shift, Mat y) {
    set(FloatUnary.LINE, scale, shift, x, y);
  }

  @Override
  public void addScaled(Mat x, double scale, Mat y) {
    addGradient(FloatUnary.LINE, scale, 0, x, x, x, y);
  }

  @Override
  public void clamp(Mat x, double low, double high, Mat y) {
    set(FloatUnary.CLAMP, low, high, x, y);
  }

  @Override
  public void addClampGradient(Mat x, double low, double high, Mat dy, Mat dx) {
    addGradient(FloatUnary.CLAMP, low, high, x, x, dy, dx);
  }

  private void set(FloatUnary f, double p, double q, Mat x, Mat y) {
    int at = y.offset();
    float[] in = windows.at(at, 0, x);
    f.value.set((float) p, (float) q, in, y.floats(), at, at + y.size());
  }

  private void addGradient(FloatUnary f, double p, double q, Mat x, Mat y, Mat dy, Mat dx) {
    int at = dx.offset();
    float[] in = windows.at(at, 0, x);
    float[] out = windows.at(at, 1, y);
    float[] g = windows.at(at, 2, dy);
    f.slope.add((float) p, (float) q, in, out, g, dx.floats(), at, at + dx.size());
  }

  @Override
  public void maskPositive(Mat y, Mat dy) {
    int at = dy.offset();
    mask(windows.at(at, 0, y), dy.floats(), at, at + dy.size());
  }

  private static void mask(float[] y, float[] dy, int from, int to) {
    for (int i = from; i < to; i++) {
      dy[i] *= FloatFunctions.sign(y[i]);
    }
  }

  @Override
  public void binary(Binary f, Mat a, Mat b, Mat y) {
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

  @Override
  public void addBinaryGradient(Binary f, boolean first, Mat a, Mat b, Mat dy, Mat dx) {
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
        out[oi + j * column(dx)] += g[gi + j] * slope(f, first, x, y);
      }
    }
  }

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

  /** With respect to the first operand, or to the second. */
  private static float slope(Binary f, boolean first, float a, float b) {
    return switch (f) {
      case PLUS -> 1;
      case MINUS -> first ? 1 : -1;
      case TIMES -> first ? b : a;
      case DIVIDE -> first ? 1 / b : -(a / b) / b;
      case MIN -> first == (a <= b) ? 1 : 0;
      case MAX -> first == (a >= b) ? 1 : 0;
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

  // ---- copies ---------------------------------------------------------------------------------

  @Override
  public void addRepeatedRows(Mat x, Mat y) {
    int times = y.rows() / x.rows();
    for (int i = 0; i < y.rows(); i++) {
      add(x, i / times * x.cols(), y, i * y.cols(), x.cols());
    }
  }

  @Override
  public void selectRows(Mat x, int[] index, Mat y) {
    int n = x.cols();
    for (int i = 0; i < index.length; i++) {
      int from = x.offset() + index[i] * n;
      System.arraycopy(x.floats(), from, y.floats(), y.offset() + i * n, n);
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

  // ---- layer normalisation --------------------------------------------------------------------

  @Override
  public void normalizeRows(Mat x, double epsilon, Mat y, Mat scale) {
    float[] in = x.floats();
    float[] out = y.floats();
    int n = x.cols();
    for (int i = 0; i < x.rows(); i++) {
      int xi = x.offset() + i * n;
      int yi = y.offset() + i * n;
      float mean = interleaved(in, xi, n) / n;
      for (int j = 0; j < n; j++) {
        float centred = in[xi + j] - mean;
        out[yi + j] = centred * centred;
      }
      float variance = interleaved(out, yi, n) / n;
      float s = 1 / (float) Math.sqrt(variance + (float) epsilon);
      for (int j = 0; j < n; j++) {
        out[yi + j] = (in[xi + j] - mean) * s;
      }
      scale.floats()[scale.offset() + i] = s;
    }
  }

  @Override
  public void addNormalizeGradient(Mat y, Mat scale, Mat dy, Mat dx) {
    float[] out = y.floats();
    float[] g = dy.floats();
    float[] into = dx.floats();
    int n = y.cols();
    if (row.length < n) {
      row = new float[n];
    }
    for (int i = 0; i < y.rows(); i++) {
      int yi = y.offset() + i * n;
      int gi = dy.offset() + i * n;
      int xi = dx.offset() + i * n;
      for (int j = 0; j < n; j++) {
        row[j] = g[gi + j] * out[yi + j];
      }
      float mean = interleaved(g, gi, n) / n;
      float along = interleaved(row, 0, n) / n;
      float s = scale.floats()[scale.offset() + i];
      for (int j = 0; j < n; j++) {
        into[xi + j] += s * (g[gi + j] - mean - out[yi + j] * along);
      }
    }
  }
}
