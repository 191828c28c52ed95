package org.qmp.autograd.kernel;

/**
 * The plain loops of {@link Unary}: values, and gradients in the column order of its table.
 *
 * <p>No loop branches, and each reads and writes all its arrays at one index, which is what the
 * compiler asks for before it vectorises.
 */
class FloatUnary {
  private final FloatWindows windows = new FloatWindows(4);

  /** y = f(x). */
  void apply(Unary f, Mat x, Mat y) {
    int n = y.size();
    if (x.offset() == y.offset()) {
      apply(f, x.floats(), y.floats(), y.offset(), y.offset() + n);
    } else {
      float[] values = windows.load(1, y);
      apply(f, windows.load(0, x), values, 0, n);
      windows.store(1, y);
    }
  }

  /** x̄ += ȳ f′(x, y). */
  void addGradient(Unary f, Mat x, Mat y, Mat dy, Mat dx) {
    int n = dx.size();
    int at = dx.offset();
    if (x.offset() == at && y.offset() == at && dy.offset() == at) {
      addGradient(f, x.floats(), y.floats(), dy.floats(), dx.floats(), at, at + n);
    } else {
      float[] gradient = windows.load(3, dx);
      float[] above = windows.load(2, dy);
      addGradient(f, windows.load(0, x), windows.load(1, y), above, gradient, 0, n);
      windows.store(3, dx);
    }
  }

  /** ȳ := ȳ where y > 0, else ȳ · 0, for y ≥ 0. */
  void maskPositive(Mat y, Mat dy) {
    int at = dy.offset();
    if (y.offset() == at) {
      mask(y.floats(), dy.floats(), at, at + dy.size());
    } else {
      float[] gradient = windows.load(3, dy);
      mask(windows.load(1, y), gradient, 0, dy.size());
      windows.store(3, dy);
    }
  }

  private static void mask(float[] y, float[] dy, int from, int to) {
    for (int i = from; i < to; i++) {
      dy[i] *= FloatFunctions.sign(y[i]);
    }
  }

  private static void apply(Unary f, float[] x, float[] y, int from, int to) {
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
      Unary f, float[] x, float[] y, float[] dy, float[] dx, int from, int to) {
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

  private static void relu(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = Math.max(x[i], 0f);
    }
  }

  private static void addRelu(float[] y, float[] dy, float[] dx, int from, int to) {
    for (int i = from; i < to; i++) {
      dx[i] += dy[i] * FloatFunctions.sign(y[i]);
    }
  }

  private static void tanh(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = FloatFunctions.tanh(x[i]);
    }
  }

  private static void addTanh(float[] y, float[] dy, float[] dx, int from, int to) {
    for (int i = from; i < to; i++) {
      dx[i] += dy[i] * (1f - y[i] * y[i]);
    }
  }

  private static void exp(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = FloatFunctions.exp(x[i]);
    }
  }

  private static void addExp(float[] y, float[] dy, float[] dx, int from, int to) {
    for (int i = from; i < to; i++) {
      dx[i] += dy[i] * y[i];
    }
  }

  private static void log(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = FloatFunctions.log(x[i]);
    }
  }

  private static void addLog(float[] x, float[] dy, float[] dx, int from, int to) {
    for (int i = from; i < to; i++) {
      dx[i] += dy[i] * (1f / x[i]);
    }
  }

  private static void softplus(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = FloatFunctions.softplus(x[i]);
    }
  }

  private static void addSoftplus(float[] x, float[] dy, float[] dx, int from, int to) {
    for (int i = from; i < to; i++) {
      dx[i] += dy[i] * FloatFunctions.sigmoid(x[i]);
    }
  }

  private static void sigmoid(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = FloatFunctions.sigmoid(x[i]);
    }
  }

  private static void addSigmoid(float[] y, float[] dy, float[] dx, int from, int to) {
    for (int i = from; i < to; i++) {
      dx[i] += dy[i] * (y[i] * (1f - y[i]));
    }
  }

  private static void square(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = x[i] * x[i];
    }
  }

  private static void addSquare(float[] x, float[] dy, float[] dx, int from, int to) {
    for (int i = from; i < to; i++) {
      dx[i] += dy[i] * (2f * x[i]);
    }
  }

  private static void sqrt(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = FloatFunctions.sqrt(x[i]);
    }
  }

  private static void addSqrt(float[] y, float[] dy, float[] dx, int from, int to) {
    for (int i = from; i < to; i++) {
      dx[i] += dy[i] * (0.5f / y[i]);
    }
  }

  private static void abs(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = Math.abs(x[i]);
    }
  }

  private static void addAbs(float[] x, float[] dy, float[] dx, int from, int to) {
    for (int i = from; i < to; i++) {
      dx[i] += dy[i] * FloatFunctions.sign(x[i]);
    }
  }

  private static void reciprocal(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = 1f / x[i];
    }
  }

  private static void addReciprocal(float[] y, float[] dy, float[] dx, int from, int to) {
    for (int i = from; i < to; i++) {
      dx[i] += dy[i] * -(y[i] * y[i]);
    }
  }
}
