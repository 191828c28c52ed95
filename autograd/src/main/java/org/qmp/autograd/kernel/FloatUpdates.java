package org.qmp.autograd.kernel;

import java.util.Arrays;

/**
 * The loops of the optimisers.
 *
 * <p>Each loop writes one array, and the loops of one update take turns on chunks that stay in the
 * first-level cache: the compiler vectorises loops with several outputs only in part.
 */
abstract class FloatUpdates extends FloatSums {
  private static final int CHUNK = 1024;

  private static final float FADE = FloatFunctions.round(AdamStep.FADE);

  /** For fading to multiples of the least normal number. */
  private static final float LEAST_FADE = Float.MIN_NORMAL / Math.ulp(1.0f);

  /** A bound on squares, so that neither v nor a sum of moments overflows. */
  private static final float LARGE = Float.MAX_VALUE / 4;

  /** Numbers whose squares are summed at a time; copied so that one index serves both operands. */
  private static final int STRIP = 256;

  final Windows windows = new Windows(3);
  private final float[] strip = new float[2 * STRIP];

  FloatUpdates(String description, Products products) {
    super(description, products);
  }

  @Override
  public void adam(AdamStep step, Mat gradient, Mat m, Mat v, Mat theta) {
    int from = theta.offset();
    int to = from + theta.size();
    boolean roots = storesRoots(step, gradient, v);
    boolean squares = roots && !isRooted(v.floats(), v.offset());
    float[] g = windows.at(from, 0, gradient);
    float[] first = windows.at(from, 1, m);
    float[] second = windows.at(from, 2, v);
    float beta1 = FloatFunctions.round(step.beta1);
    float rest = FloatFunctions.round(1 - step.beta1);
    for (int at = from; at < to; at += CHUNK) {
      int end = Math.min(at + CHUNK, to);
      accelerate(beta1, rest, roots ? LEAST_FADE : FADE, g, first, at, end);
      if (squares) {
        root(second, at, end);
      }
      if (roots) {
        moveRoot(step, g, second, at, end);
        descendByRoot(step, first, second, theta.floats(), at, end);
      } else {
        moveSecondMoment(step, g, second, at, end);
        descend(step, first, second, theta.floats(), at, end);
      }
    }
    windows.store(from, 1, m);
    windows.store(from, 2, v);
  }

  /** Whether v holds −√v after this step: see {@link AdamStep}. */
  private boolean storesRoots(AdamStep step, Mat gradient, Mat v) {
    return step.epsilon < AdamStep.SMALL_EPSILON
        || isRooted(v.floats(), v.offset())
        || !squaresFit(gradient);
  }

  private static boolean isRooted(float[] v, int first) {
    return Math.copySign(1, v[first]) < 0;
  }

  /** Whether sums of squares, of one column of strips each, are below LARGE. */
  private boolean squaresFit(Mat x) {
    int end = x.offset() + x.size();
    int columns = Math.min(STRIP, x.size());
    Arrays.fill(strip, 0, columns, 0f);
    for (int at = x.offset(); at < end; at += STRIP) {
      int width = Math.min(STRIP, end - at);
      System.arraycopy(x.floats(), at, strip, STRIP, width);
      addSquares(strip, width);
    }
    float largest = 0;
    for (int i = 0; i < columns; i++) {
      largest = Math.max(largest, strip[i]);
    }
    return largest < LARGE; // false if one is NaN
  }

  /** m ← β m + rest · g, faded. */
  private static void accelerate(
      float beta, float rest, float fade, float[] g, float[] m, int from, int to) {
    for (int i = from; i < to; i++) {
      m[i] = ((beta * m[i] + rest * g[i]) + fade) - fade;
    }
  }

  /** v ← β₂ v + (1 − β₂) g², faded. */
  private static void moveSecondMoment(AdamStep step, float[] g, float[] v, int from, int to) {
    float beta = FloatFunctions.round(step.beta2);
    float rest = FloatFunctions.round(1 - step.beta2);
    for (int i = from; i < to; i++) {
      v[i] = ((beta * v[i] + rest * (g[i] * g[i])) + FADE) - FADE;
    }
  }

  /** θ ← decay · θ − rate · m / (correction · √v + ε). */
  private static void descend(
      AdamStep step, float[] m, float[] v, float[] theta, int from, int to) {
    float decay = FloatFunctions.round(step.decay);
    float rate = FloatFunctions.round(step.rate);
    float correction = FloatFunctions.round(step.correction);
    float epsilon = FloatFunctions.round(step.epsilon);
    for (int i = from; i < to; i++) {
      theta[i] =
          decay * theta[i] - (rate * m[i]) / (correction * FloatFunctions.sqrt(v[i]) + epsilon);
    }
  }

  /** v ← −√v. */
  private static void root(float[] v, int from, int to) {
    for (int i = from; i < to; i++) {
      v[i] = -FloatFunctions.sqrt(v[i]);
    }
  }

  /** −u ← −s √( β₂ (u/s)² + (1 − β₂) (g/s)² ), s = max(u, |g|), faded. */
  private static void moveRoot(AdamStep step, float[] g, float[] v, int from, int to) {
    float beta = FloatFunctions.round(step.beta2);
    float rest = FloatFunctions.round(1 - step.beta2);
    for (int i = from; i < to; i++) {
      float s = Math.max(Math.max(-v[i], Math.abs(g[i])), Float.MIN_NORMAL);
      float old = v[i] / s;
      float now = g[i] / s;
      float u = s * FloatFunctions.sqrt(beta * (old * old) + rest * (now * now));
      v[i] = -((u + LEAST_FADE) - LEAST_FADE);
    }
  }

  /** θ ← decay · θ − rate · (m / (u + ε)), v = −u. */
  private static void descendByRoot(
      AdamStep step, float[] m, float[] v, float[] theta, int from, int to) {
    float decay = FloatFunctions.round(step.decay);
    float rate = FloatFunctions.round(step.rate / step.correction);
    float epsilon = FloatFunctions.round(step.epsilon / step.correction);
    for (int i = from; i < to; i++) {
      theta[i] = decay * theta[i] - rate * (m[i] / (epsilon - v[i]));
    }
  }

  @Override
  public void momentum(double momentum, double rate, Mat gradient, Mat v, Mat theta) {
    int from = theta.offset();
    int to = from + theta.size();
    float keep = FloatFunctions.round(momentum);
    float step = FloatFunctions.round(rate);
    float[] g = windows.at(from, 0, gradient);
    float[] velocity = windows.at(from, 1, v);
    for (int at = from; at < to; at += CHUNK) {
      int end = Math.min(at + CHUNK, to);
      accelerate(keep, 1, FADE, g, velocity, at, end);
      move(step, velocity, theta.floats(), at, end);
    }
    windows.store(from, 1, v);
  }

  private static void move(float rate, float[] v, float[] theta, int from, int to) {
    for (int i = from; i < to; i++) {
      theta[i] = theta[i] - rate * v[i];
    }
  }

  @Override
  public void polyakUpdate(Mat theta, double tau, Mat target) {
    float keep = FloatFunctions.round(1 - tau);
    float gain = FloatFunctions.round(tau);
    int at = target.offset();
    polyakUpdate(windows.at(at, 0, theta), keep, gain, target.floats(), at, at + target.size());
  }

  private static void polyakUpdate(
      float[] theta, float keep, float gain, float[] target, int from, int to) {
    for (int i = from; i < to; i++) {
      target[i] = keep * target[i] + gain * theta[i];
    }
  }

  private static void addSquares(float[] strip, int width) {
    for (int i = 0; i < width; i++) {
      strip[i] += strip[i + STRIP] * strip[i + STRIP];
    }
  }

  /**
   * Copies of matrices whose elements begin at different offsets.
   *
   * <p>A plain loop is vectorised only if it reads and writes all its arrays at one index. Matrices
   * with equal offsets, which nearly all have, need no copies.
   */
  static final class Windows {
    private final float[][] copies;

    Windows(int slots) {
      copies = new float[slots][0];
    }

    /**
     * The matrix's array if its elements begin at that index, else a copy in which they do, which
     * lasts until the slot is used again.
     */
    float[] at(int index, int slot, Mat mat) {
      if (mat.offset() == index) {
        return mat.floats();
      }
      if (copies[slot].length < index + mat.size()) {
        copies[slot] = new float[index + mat.size()];
      }
      System.arraycopy(mat.floats(), mat.offset(), copies[slot], index, mat.size());
      return copies[slot];
    }

    /** Copies the slot back, if there is a copy. */
    void store(int index, int slot, Mat mat) {
      if (mat.offset() != index) {
        System.arraycopy(copies[slot], index, mat.floats(), mat.offset(), mat.size());
      }
    }
  }
}
