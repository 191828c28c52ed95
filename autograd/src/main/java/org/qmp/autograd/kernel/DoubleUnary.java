package org.qmp.autograd.kernel;

/**
 * The plain loops of {@link Unary}: values, and gradients in the column order of its table.
 *
 * <p>No loop branches, and each reads and writes all its arrays at one index, which is what the
 * compiler asks for before it vectorises.
 */
class DoubleUnary {
  private final DoubleWindows windows = new DoubleWindows(4);

  /** y = f(x). */
  void apply(Unary f, Mat x, Mat y) {
    int n = y.size();
    if (x.offset() == y.offset()) {
      apply(f, x.doubles(), y.doubles(), y.offset(), y.offset() + n);
    } else {
      double[] values = windows.load(1, y);
      apply(f, windows.load(0, x), values, 0, n);
      windows.store(1, y);
    }
  }

  /** x̄ += ȳ f′(x, y). */
  void addGradient(Unary f, Mat x, Mat y, Mat dy, Mat dx) {
    int n = dx.size();
    int at = dx.offset();
    if (x.offset() == at && y.offset() == at && dy.offset() == at) {
      addGradient(f, x.doubles(), y.doubles(), dy.doubles(), dx.doubles(), at, at + n);
    } else {
      double[] gradient = windows.load(3, dx);
      double[] above = windows.load(2, dy);
      addGradient(f, windows.load(0, x), windows.load(1, y), above, gradient, 0, n);
      windows.store(3, dx);
    }
  }

  /** ȳ := ȳ where y > 0, else ȳ · 0, for y ≥ 0. */
  void maskPositive(Mat y, Mat dy) {
    int at = dy.offset();
    if (y.offset() == at) {
      mask(y.doubles(), dy.doubles(), at, at + dy.size());
    } else {
      double[] gradient = windows.load(3, dy);
      mask(windows.load(1, y), gradient, 0, dy.size());
      windows.store(3, dy);
    }
  }

  private static void mask(double[] y, double[] dy, int from, int to) {
    for (int i = from; i < to; i++) {
      dy[i] *= DoubleMath.sign(y[i]);
    }
  }

  private static void apply(Unary f, double[] x, double[] y, int from, int to) {
    switch (f) {
      case RELU -> relu(x, y, from, to);
      case TANH -> tanh(x, y, from, to);
      case EXP -> exp(x, y, from, to);
      case LOG -> log(x, y, from, to);
      case SOFTPLUS -> softplus(x, y, from, to);
      case SIGMOID -> sigmoid(x, y, from, to);
      case SQUARE -> square(x, y, from, to);
      case SQRT -> sqrt(x, y, from, to);
      case ABS -> abs(x, y, from, to);
      case RECIPROCAL -> reciprocal(x, y, from, to);
    }
  }

  private static void addGradient(
      Unary f, double[] x, double[] y, double[] dy, double[] dx, int from, int to) {
    switch (f) {
      case RELU -> addRelu(y, dy, dx, from, to);
      case TANH -> addTanh(y, dy, dx, from, to);
      case EXP -> addExp(y, dy, dx, from, to);
      case LOG -> addLog(x, dy, dx, from, to);
      case SOFTPLUS -> addSoftplus(x, dy, dx, from, to);
      case SIGMOID -> addSigmoid(y, dy, dx, from, to);
      case SQUARE -> addSquare(x, dy, dx, from, to);
      case SQRT -> addSqrt(y, dy, dx, from, to);
      case ABS -> addAbs(x, dy, dx, from, to);
      case RECIPROCAL -> addReciprocal(y, dy, dx, from, to);
    }
  }

  private static void relu(double[] x, double[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = Math.max(x[i], 0);
    }
  }

  private static void addRelu(double[] y, double[] dy, double[] dx, int from, int to) {
    for (int i = from; i < to; i++) {
      dx[i] += dy[i] * DoubleMath.sign(y[i]);
    }
  }

  private static void tanh(double[] x, double[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = DoubleMath.tanh(x[i]);
    }
  }

  private static void addTanh(double[] y, double[] dy, double[] dx, int from, int to) {
    for (int i = from; i < to; i++) {
      dx[i] += dy[i] * (1 - y[i] * y[i]);
    }
  }

  private static void exp(double[] x, double[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = DoubleMath.exp(x[i]);
    }
  }

  private static void addExp(double[] y, double[] dy, double[] dx, int from, int to) {
    for (int i = from; i < to; i++) {
      dx[i] += dy[i] * y[i];
    }
  }

  private static void log(double[] x, double[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = DoubleMath.log(x[i]);
    }
  }

  private static void addLog(double[] x, double[] dy, double[] dx, int from, int to) {
    for (int i = from; i < to; i++) {
      dx[i] += dy[i] * (1 / x[i]);
    }
  }

  private static void softplus(double[] x, double[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = DoubleMath.softplus(x[i]);
    }
  }

  private static void addSoftplus(double[] x, double[] dy, double[] dx, int from, int to) {
    for (int i = from; i < to; i++) {
      dx[i] += dy[i] * DoubleMath.sigmoid(x[i]);
    }
  }

  private static void sigmoid(double[] x, double[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = DoubleMath.sigmoid(x[i]);
    }
  }

  private static void addSigmoid(double[] y, double[] dy, double[] dx, int from, int to) {
    for (int i = from; i < to; i++) {
      dx[i] += dy[i] * (y[i] * (1 - y[i]));
    }
  }

  private static void square(double[] x, double[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = x[i] * x[i];
    }
  }

  private static void addSquare(double[] x, double[] dy, double[] dx, int from, int to) {
    for (int i = from; i < to; i++) {
      dx[i] += dy[i] * (2 * x[i]);
    }
  }

  private static void sqrt(double[] x, double[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = DoubleMath.sqrt(x[i]);
    }
  }

  private static void addSqrt(double[] y, double[] dy, double[] dx, int from, int to) {
    for (int i = from; i < to; i++) {
      dx[i] += dy[i] * (0.5 / y[i]);
    }
  }

  private static void abs(double[] x, double[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = Math.abs(x[i]);
    }
  }

  private static void addAbs(double[] x, double[] dy, double[] dx, int from, int to) {
    for (int i = from; i < to; i++) {
      dx[i] += dy[i] * DoubleMath.sign(x[i]);
    }
  }

  private static void reciprocal(double[] x, double[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = 1 / x[i];
    }
  }

  private static void addReciprocal(double[] y, double[] dy, double[] dx, int from, int to) {
    for (int i = from; i < to; i++) {
      dx[i] += dy[i] * -(y[i] * y[i]);
    }
  }
}
