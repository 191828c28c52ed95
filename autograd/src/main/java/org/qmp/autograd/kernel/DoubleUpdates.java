package org.qmp.autograd.kernel;

import java.util.Arrays;

/**
 * The plain loops of the optimisers: {@link Kernels#adam}, {@link Kernels#momentum}, {@link
 * Kernels#track} and {@link Kernels#sumOfSquares}.
 *
 * <p>Each loop writes one array, and the loops of one update take turns on chunks that stay in the
 * first-level cache: the compiler vectorises loops with several outputs only in part.
 */
class DoubleUpdates {
  private static final int CHUNK = 1024;

  /** Columns that are summed at a time; they are copied so that one index serves both operands. */
  private static final int STRIP = 256;

  private final DoubleWindows windows = new DoubleWindows(4);
  private final double[] strip = new double[2 * STRIP];
  private double[] columnSums = new double[STRIP];

  void adam(AdamStep step, Mat gradient, Mat m, Mat v, Mat theta) {
    int n = theta.size();
    int at = theta.offset();
    if (gradient.offset() == at && m.offset() == at && v.offset() == at) {
      adam(step, gradient.doubles(), m.doubles(), v.doubles(), theta.doubles(), at, at + n);
    } else {
      double[] first = windows.load(1, m);
      double[] second = windows.load(2, v);
      double[] values = windows.load(3, theta);
      adam(step, windows.load(0, gradient), first, second, values, 0, n);
      windows.store(1, m);
      windows.store(2, v);
      windows.store(3, theta);
    }
  }

  private static void adam(
      AdamStep step, double[] g, double[] m, double[] v, double[] theta, int from, int to) {
    double beta1 = DoubleMath.round(step.beta1());
    double beta2 = DoubleMath.round(step.beta2());
    double rest1 = DoubleMath.round(1 - step.beta1());
    double rest2 = DoubleMath.round(1 - step.beta2());
    double rate = DoubleMath.round(step.rate());
    double correction = DoubleMath.round(step.correction());
    double epsilon = DoubleMath.round(step.epsilon());
    double decay = DoubleMath.round(step.decay());
    for (int at = from; at < to; at += CHUNK) {
      int end = Math.min(at + CHUNK, to);
      moveFirstMoment(beta1, rest1, g, m, at, end);
      moveSecondMoment(beta2, rest2, g, v, at, end);
      descend(decay, rate, correction, epsilon, m, v, theta, at, end);
    }
  }

  /** m ← β₁ m + (1 − β₁) g. */
  private static void moveFirstMoment(
      double beta, double rest, double[] g, double[] m, int from, int to) {
    for (int i = from; i < to; i++) {
      m[i] = beta * m[i] + rest * g[i];
    }
  }

  /** v ← β₂ v + (1 − β₂) g². */
  private static void moveSecondMoment(
      double beta, double rest, double[] g, double[] v, int from, int to) {
    for (int i = from; i < to; i++) {
      v[i] = beta * v[i] + rest * (g[i] * g[i]);
    }
  }

  /** θ ← decay · θ − rate · m / (correction · √v + ε). */
  private static void descend(
      double decay,
      double rate,
      double correction,
      double epsilon,
      double[] m,
      double[] v,
      double[] theta,
      int from,
      int to) {
    for (int i = from; i < to; i++) {
      theta[i] = decay * theta[i] - (rate * m[i]) / (correction * DoubleMath.sqrt(v[i]) + epsilon);
    }
  }

  void momentum(double momentum, double rate, Mat gradient, Mat v, Mat theta) {
    int n = theta.size();
    int at = theta.offset();
    double keep = DoubleMath.round(momentum);
    double step = DoubleMath.round(rate);
    if (gradient.offset() == at && v.offset() == at) {
      momentum(keep, step, gradient.doubles(), v.doubles(), theta.doubles(), at, at + n);
    } else {
      double[] velocity = windows.load(2, v);
      double[] values = windows.load(3, theta);
      momentum(keep, step, windows.load(0, gradient), velocity, values, 0, n);
      windows.store(2, v);
      windows.store(3, theta);
    }
  }

  private static void momentum(
      double keep, double rate, double[] g, double[] v, double[] theta, int from, int to) {
    for (int at = from; at < to; at += CHUNK) {
      int end = Math.min(at + CHUNK, to);
      for (int i = at; i < end; i++) {
        v[i] = keep * v[i] + g[i];
      }
      for (int i = at; i < end; i++) {
        theta[i] = theta[i] - rate * v[i];
      }
    }
  }

  void track(Mat theta, double tau, Mat target) {
    int n = target.size();
    int at = target.offset();
    double keep = DoubleMath.round(1 - tau);
    double gain = DoubleMath.round(tau);
    if (theta.offset() == at) {
      track(theta.doubles(), keep, gain, target.doubles(), at, at + n);
    } else {
      double[] values = windows.load(1, target);
      track(windows.load(0, theta), keep, gain, values, 0, n);
      windows.store(1, target);
    }
  }

  private static void track(
      double[] theta, double keep, double gain, double[] target, int from, int to) {
    for (int i = from; i < to; i++) {
      target[i] = keep * target[i] + gain * theta[i];
    }
  }

  double sumOfSquares(Mat x) {
    int cols = x.cols();
    if (columnSums.length < cols) {
      columnSums = new double[cols];
    }
    for (int from = 0; from < cols; from += STRIP) {
      sumStrip(x, from, Math.min(STRIP, cols - from));
    }
    return DoubleSums.interleaved(columnSums, 0, cols);
  }

  private void sumStrip(Mat x, int from, int width) {
    Arrays.fill(strip, 0, width, 0);
    for (int row = 0; row < x.rows(); row++) {
      int at = x.offset() + row * x.cols() + from;
      System.arraycopy(x.doubles(), at, strip, STRIP, width);
      addSquares(strip, width);
    }
    System.arraycopy(strip, 0, columnSums, from, width);
  }

  private static void addSquares(double[] strip, int width) {
    for (int i = 0; i < width; i++) {
      strip[i] += strip[i + STRIP] * strip[i + STRIP];
    }
  }
}
