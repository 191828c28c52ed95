package org.qmp.autograd.kernel;

import org.jspecify.annotations.Nullable;

/**
 * Single precision: the three products of {@link Products} as one with other strides (see {@link
 * FloatView}).
 *
 * <pre>
 *   C = max(floor, S + A B)      c_ij = max(floor, fma(…, fma(a_i1, b_1j, fma(a_i0, b_0j, s_ij))))
 * </pre>
 *
 * S is the bias, zero or C itself. An object holds scratch memory and serves one thread at a time.
 */
abstract class FloatProducts implements Products {
  final FloatView a = new FloatView();
  final FloatView b = new FloatView();
  final FloatView start = new FloatView();
  final FloatView c = new FloatView();

  /** Numbers of the rows that are not all zero. */
  private int[] picked = new int[0];

  @Override
  public final void affine(
      Mat x, Mat w, @Nullable Mat bias, boolean relu, Mat y, int from, int to) {
    float floor = relu ? 0f : Float.NEGATIVE_INFINITY;
    int depth = x.cols();
    int cols = y.cols();
    int height = y.rows() / (w.rows() / depth);
    int end;
    for (int row = from; row < to; row = end) {
      int group = row / height;
      end = Math.min(to, (group + 1) * height);
      a.set(x.floats(), x.offset() + row * depth, depth, 1);
      b.set(w.floats(), w.offset() + group * depth * cols, cols, 1);
      c.set(y.floats(), y.offset() + row * cols, cols, 1);
      if (bias == null) {
        start.setZero();
      } else {
        start.set(bias.floats(), bias.offset() + group * cols, 0, 1);
      }
      if (cols == 1) {
        interleaved(end - row, depth, floor);
      } else {
        inOrder(end - row, depth, cols, floor);
      }
    }
  }

  @Override
  public final void timesTransposed(Mat dy, Mat w, Mat dx, boolean add, int from, int to) {
    int depth = dy.cols();
    int cols = dx.cols();
    int height = dx.rows() / (w.rows() / cols);
    int end;
    for (int row = from; row < to; row = end) {
      int group = row / height;
      end = Math.min(to, (group + 1) * height);
      a.set(dy.floats(), dy.offset() + row * depth, depth, 1);
      b.set(w.floats(), w.offset() + group * cols * depth, 1, depth);
      replaceOrAdd(dx, row, add);
      int rows = pickRows(end - row, depth, cols);
      if (rows > 0) {
        inOrder(rows, depth, cols, Float.NEGATIVE_INFINITY);
      }
    }
  }

  @Override
  public final void transposedTimes(Mat x, Mat dy, Mat dw, boolean add, int from, int to) {
    int height = x.cols();
    int cols = dw.cols();
    int depth = x.rows() / (dw.rows() / height);
    int end;
    for (int row = from; row < to; row = end) {
      int group = row / height;
      end = Math.min(to, (group + 1) * height);
      a.set(x.floats(), x.offset() + group * depth * height + row % height, 1, height);
      b.set(dy.floats(), dy.offset() + group * depth * cols, cols, 1);
      replaceOrAdd(dw, row, add);
      inOrder(end - row, depth, cols, Float.NEGATIVE_INFINITY);
    }
  }

  private void replaceOrAdd(Mat out, int row, boolean add) {
    c.set(out.floats(), out.offset() + row * out.cols(), out.cols(), 1);
    if (add) {
      start.set(c);
    } else {
      start.setZero();
    }
  }

  /** Leaves out the rows of A that are all zero, and returns the number of the others. */
  private int pickRows(int rows, int depth, int cols) {
    if (picked.length < rows) {
      picked = new int[rows];
    }
    int count = 0;
    for (int i = 0; i < rows; i++) {
      if (isZero(a.data, a.index(i, 0), depth)) {
        start.copyRow(i, 0, cols, c.data, c.index(i, 0));
      } else {
        picked[count++] = i;
      }
    }
    if (count < rows) {
      a.pickRows(picked);
      c.pickRows(picked);
      if (!start.isZero()) {
        start.pickRows(picked);
      }
    }
    return count;
  }

  private static boolean isZero(float[] x, int from, int count) {
    for (int i = from; i < from + count; i++) {
      if (x[i] != 0) {
        return false;
      }
    }
    return true;
  }

  /** Cᵀ = Sᵀ + Bᵀ Aᵀ adds the same products in the same order, with rows and columns swapped. */
  private void inOrder(int rows, int depth, int cols, float floor) {
    if (transposedIsFaster(rows, depth, cols)) {
      a.transpose();
      b.transpose();
      start.transpose();
      c.transpose();
      product(b, a, cols, depth, rows, floor);
    } else {
      product(a, b, rows, depth, cols, floor);
    }
  }

  /** Whether {@link #product} should compute Cᵀ. */
  abstract boolean transposedIsFaster(int rows, int depth, int cols);

  /** C = max(floor, S + left · right), every sum left to right. */
  abstract void product(
      FloatView left, FloatView right, int rows, int depth, int cols, float floor);

  /** The product where B has a single column: interleaved sums, to which S is added last. */
  abstract void interleaved(int rows, int depth, float floor);
}
