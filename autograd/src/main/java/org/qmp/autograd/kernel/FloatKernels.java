package org.qmp.autograd.kernel;

/** Single precision: everything but the products, in plain loops. */
final class FloatKernels extends Kernels {
  private final FloatWindows windows = new FloatWindows(3);
  private final FloatUpdates updates = new FloatUpdates();
  private final FloatSums sums = new FloatSums();
  private float[] row = {};

  FloatKernels(String description, Products products) {
    super(Precision.FLOAT, description, products);
  }

  // ---- elementwise ----------------------------------------------------------------------------

  @Override
  public void unary(Unary f, Mat x, Mat y) {
    int at = y.offset();
    FloatUnary.of(f).value.set(windows.at(at, 0, x), y.floats(), at, at + y.size());
  }

  @Override
  public void addUnaryGradient(Unary f, Mat x, Mat y, Mat dy, Mat dx) {
    int at = dx.offset();
    float[] in = windows.at(at, 0, x);
    float[] out = windows.at(at, 1, y);
    float[] g = windows.at(at, 2, dy);
    FloatUnary.of(f).slope.add(in, out, g, dx.floats(), at, at + dx.size());
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
    FloatBinary.values(f, a, b, y);
  }

  @Override
  public void addBinaryGradient(Binary f, boolean first, Mat a, Mat b, Mat dy, Mat dx) {
    FloatBinary.addGradient(f, first, a, b, dy, dx);
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
          sums.interleaved(x.floats(), x.offset() + i * x.cols(), x.cols());
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
    sums.addBlockSums(x, y);
  }

  @Override
  public void addRepeatedRows(Mat x, Mat y) {
    int times = y.rows() / x.rows();
    for (int i = 0; i < y.rows(); i++) {
      add(x, i / times * x.cols(), y, i * y.cols(), x.cols());
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

  // ---- layer normalisation and optimisers -----------------------------------------------------

  @Override
  public void normalizeRows(Mat x, double epsilon, Mat y, Mat scale) {
    float[] in = x.floats();
    float[] out = y.floats();
    int n = x.cols();
    for (int i = 0; i < x.rows(); i++) {
      int xi = x.offset() + i * n;
      int yi = y.offset() + i * n;
      float mean = sums.interleaved(in, xi, n) / n;
      for (int j = 0; j < n; j++) {
        float centred = in[xi + j] - mean;
        out[yi + j] = centred * centred;
      }
      float variance = sums.interleaved(out, yi, n) / n;
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
      float mean = sums.interleaved(g, gi, n) / n;
      float along = sums.interleaved(row, 0, n) / n;
      float s = scale.floats()[scale.offset() + i];
      for (int j = 0; j < n; j++) {
        into[xi + j] += s * (g[gi + j] - mean - out[yi + j] * along);
      }
    }
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
    return sums.sumOfSquares(x);
  }
}
