package org.qmp.autograd.kernel;

import java.util.Arrays;

/**
 * Sums whose order of additions is part of their definition: along rows, interleaved (see {@link
 * Kernels#rowSums}), and over the rows of a matrix, in order.
 *
 * <p>For the latter, rows are copied to constant distances from the sums, since the compiler
 * vectorises a loop only if one index serves all its operands.
 */
abstract class FloatSums extends Kernels {
  /** Columns that are summed at a time. */
  private static final int STRIP = 256;

  /** The sums, and the four rows that are added next. */
  private final float[] strip = new float[5 * STRIP];

  private float[] sums = new float[STRIP];
  private final float[] partial = new float[FloatNumbers.STRIDE];

  FloatSums(String description, Products products) {
    super(Precision.FLOAT, description, products);
  }

  @Override
  public void rowSums(Mat x, Mat y) {
    for (int i = 0; i < x.rows(); i++) {
      y.floats()[y.offset() + i] = interleaved(x.floats(), x.offset() + i * x.cols(), x.cols());
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
    int height = x.rows() / y.rows();
    for (int block = 0; block < y.rows(); block++) {
      int at = y.offset() + block * y.cols();
      for (int j = 0; j < y.cols(); j += STRIP) {
        int width = Math.min(STRIP, y.cols() - j);
        System.arraycopy(y.floats(), at + j, strip, 0, width);
        add(x, block * height, (block + 1) * height, j, width, false);
        System.arraycopy(strip, 0, y.floats(), at + j, width);
      }
    }
  }

  @Override
  public double sumOfSquares(Mat x) {
    int cols = x.cols();
    if (sums.length < cols) {
      sums = new float[cols];
    }
    for (int j = 0; j < cols; j += STRIP) {
      int width = Math.min(STRIP, cols - j);
      Arrays.fill(strip, 0, width, 0f);
      add(x, 0, x.rows(), j, width, true);
      System.arraycopy(strip, 0, sums, j, width);
    }
    return interleaved(sums, 0, cols);
  }

  /** Adds columns j to j + width of the rows from (inclusive) to (exclusive), or their squares. */
  private void add(Mat x, int from, int to, int j, int width, boolean squares) {
    for (int row = from; row < to; row += 4) {
      for (int r = 0; r < 4; r++) {
        int into = (r + 1) * STRIP;
        if (row + r < to) {
          System.arraycopy(x.floats(), x.offset() + (row + r) * x.cols() + j, strip, into, width);
        } else {
          Arrays.fill(strip, into, into + width, -0.0f); // changes no sum, not even −0
        }
      }
      if (squares) {
        square(strip, STRIP, 5 * STRIP);
      }
      addFour(strip, width);
    }
  }

  private static void square(float[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      x[i] *= x[i];
    }
  }

  private static void addFour(float[] s, int width) {
    for (int j = 0; j < width; j++) {
      s[j] = (((s[j] + s[j + STRIP]) + s[j + 2 * STRIP]) + s[j + 3 * STRIP]) + s[j + 4 * STRIP];
    }
  }

  /**
   * Sum of count elements from an index on: in order if they are fewer than two strides, else as
   * partial sums p over the residues modulo the stride s, combined pairwise.
   *
   * <pre>
   *   p_i = Σ_k x_(i + k s)          p_i ← p_i + p_(i + h)  for i &lt; h,   h = s/2, s/4, …, 1
   * </pre>
   */
  final float interleaved(float[] x, int from, int count) {
    if (count < 2 * FloatNumbers.STRIDE) {
      float sum = 0;
      for (int i = from; i < from + count; i++) {
        sum += x[i];
      }
      return sum;
    }
    Arrays.fill(partial, 0);
    int whole = from + count - count % FloatNumbers.STRIDE;
    for (int i = from; i < whole; i += FloatNumbers.STRIDE) {
      for (int l = 0; l < FloatNumbers.STRIDE; l++) {
        partial[l] += x[i + l];
      }
    }
    for (int i = whole; i < from + count; i++) {
      partial[i - whole] += x[i];
    }
    return combined(partial, 0);
  }

  /** Partial sums from an index on, combined pairwise, which overwrites them. */
  static float combined(float[] partial, int at) {
    for (int half = FloatNumbers.STRIDE / 2; half > 0; half /= 2) {
      for (int l = at; l < at + half; l++) {
        partial[l] += partial[l + half];
      }
    }
    return partial[at];
  }
}
