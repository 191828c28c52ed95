package org.qmp.autograd.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The products of {@link Kernels} in plain Java.
 *
 * <pre>
 *   C = max(floor, S + A B)      c_ij = max(floor, ((s_ij + a_i0 b_0j) + a_i1 b_1j) + a_i2 b_2j + …)
 * </pre>
 *
 * All three products are this one with other strides (see {@link FloatView}); S is the bias, zero
 * or C itself. Every product and every sum is rounded, k runs left to right.
 *
 * <p>The inner loops run over j and are written for the auto-vectoriser of HotSpot's C2: every
 * array of a loop is indexed by the loop variable plus constants, there is no branch and there are
 * at most eight multiply-adds. The bound is known to be at most {@code WIDTH}, or the compiler
 * would have to allow for an index that overflows. Operands are therefore packed into scratch rows
 * that lie {@code WIDTH} apart. An object holds this scratch memory and serves one thread at a
 * time.
 */
class FloatProducts implements Products {
  /**
   * Columns of a block: distance of the rows in scratch memory. Not a power of two, which would
   * make loads wait for stores of other rows whose addresses end in the same bits.
   */
  private static final int WIDTH = 33 * FloatLanes.STRIDE;

  /** Contracted elements of a block, whose rows of B stay in the second-level cache. */
  private static final int DEPTH = 256;

  /** Side of the squares in which B is transposed: a cache line. */
  private static final int SQUARE = FloatLanes.STRIDE;

  /** Below so many columns the transposed product, if that has more, is worth its copies. */
  private static final int NARROW = 32;

  final FloatView a = new FloatView();
  final FloatView b = new FloatView();
  final FloatView start = new FloatView();
  final FloatView c = new FloatView();

  /** Rows 4q to 4q + 3 of a block of B. */
  private final float[][] quads = new float[DEPTH / 4][0];

  /** The last rows of B, where their number is no multiple of four. */
  private final float[][] singles = new float[3][WIDTH];

  /** Four times two rows of C, which meet four rows of B while these are in the nearest cache. */
  private final float[][] sums = new float[4][2 * WIDTH];

  /** Eight rows of B. */
  private final float[] octet = new float[8 * WIDTH];

  private final float[] partial = new float[FloatLanes.STRIDE];

  // ---- the three products, cut into groups ----------------------------------------------------

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
      inOrder(end - row, depth, cols, Float.NEGATIVE_INFINITY);
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
      start.set(c.data, c.at, c.row, c.col);
    } else {
      start.setZero();
    }
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

  // ---- what the SIMD kernels do otherwise ------------------------------------------------------

  /** Whether {@link #product} should be asked for Cᵀ. */
  boolean transposedIsFaster(int rows, int depth, int cols) {
    return cols < NARROW && rows > cols;
  }

  /** C = max(floor, S + left · right), every sum left to right. */
  void product(FloatView left, FloatView right, int rows, int depth, int cols, float floor) {
    for (int j = 0; j < cols; j += WIDTH) {
      int width = Math.min(WIDTH, cols - j);
      if (rows == 1) {
        oneRow(left, right, depth, j, width, floor);
      } else {
        columns(left, right, rows, depth, j, width, floor);
      }
    }
  }

  /** The product where B has a single column: interleaved sums, to which S is added last. */
  void interleaved(int rows, int depth, float floor) {
    for (int i = 0; i < rows; i++) {
      float sum = interleavedSum(a.data, a.index(i, 0), b.data, b.at, depth);
      c.data[c.index(i, 0)] = Math.max(floor, start.data[start.index(i, 0)] + sum);
    }
  }

  // ---- many rows -------------------------------------------------------------------------------

  private void columns(
      FloatView left, FloatView right, int rows, int depth, int j, int width, float floor) {
    for (int k = 0; k < depth; k += DEPTH) {
      int deep = Math.min(DEPTH, depth - k);
      FloatView from = k == 0 ? start : c;
      float low = k + deep == depth ? floor : Float.NEGATIVE_INFINITY;
      pack(right, k, deep, j, width);
      for (int i = 0; i < rows; i += 8) {
        int end = Math.min(i + 8, rows);
        for (int r = i; r < end; r++) {
          from.copyRow(r, j, width, sums[(r - i) >> 1], (r & 1) * WIDTH);
        }
        eightRows(left, i, end, k, deep, width);
        for (int r = i; r < end; r++) {
          float[] pair = sums[(r - i) >> 1];
          if ((r & 1) == 0 && low != Float.NEGATIVE_INFINITY) {
            raise(pair, width, low);
          }
          c.setRow(r, j, width, pair, (r & 1) * WIDTH);
        }
      }
    }
  }

  private void pack(FloatView right, int k, int deep, int j, int width) {
    int whole = deep & ~3;
    for (int t = 0; t < whole; t += 4) {
      if (quads[t >> 2].length == 0) {
        quads[t >> 2] = new float[4 * WIDTH];
      }
    }
    if (right.col == 1) {
      for (int t = 0; t < whole; t++) {
        right.copyRow(k + t, j, width, quads[t >> 2], (t & 3) * WIDTH);
      }
    } else {
      packTransposed(right.data, right.index(k, j), right.row, right.col, whole, width);
    }
    for (int t = whole; t < deep; t++) {
      right.copyRow(k + t, j, width, singles[t - whole], 0);
    }
  }

  /** Goes through B in squares, so that a line of either side is met again while it is cached. */
  private void packTransposed(float[] from, int at, int row, int col, int whole, int width) {
    for (int j = 0; j < width; j += SQUARE) {
      int end = Math.min(width, j + SQUARE);
      for (int t = 0; t < whole; t++) {
        float[] to = quads[t >> 2];
        int shift = (t & 3) * WIDTH;
        for (int l = j; l < end; l++) {
          to[shift + l] = from[at + t * row + l * col];
        }
      }
    }
  }

  private void eightRows(FloatView left, int from, int end, int k, int deep, int width) {
    float[] x = left.data;
    int step = left.col;
    int whole = deep & ~3;
    for (int t = 0; t < whole; t += 4) {
      float[] quad = quads[t >> 2];
      for (int i = from; i < end; i += 2) {
        int i0 = left.index(i, k + t);
        int i1 = second(left, i, end, k + t);
        addFour(
            sums[(i - from) >> 1],
            quad,
            width,
            x[i0],
            x[i0 + step],
            x[i0 + 2 * step],
            x[i0 + 3 * step],
            x[i1],
            x[i1 + step],
            x[i1 + 2 * step],
            x[i1 + 3 * step]);
      }
    }
    for (int t = whole; t < deep; t++) {
      for (int i = from; i < end; i += 2) {
        float a0 = x[left.index(i, k + t)];
        float a1 = x[second(left, i, end, k + t)];
        addOne(sums[(i - from) >> 1], singles[t - whole], width, a0, a1);
      }
    }
  }

  /** A second row that is missing repeats the first, and what becomes of it is dropped. */
  private static int second(FloatView left, int i, int end, int k) {
    return left.index(Math.min(i + 1, end - 1), k);
  }

  /** c_r += a_r0 b_0, then c_r += a_r1 b_1, a_r2 b_2 and a_r3 b_3, for two rows r. */
  private static void addFour(
      float[] c,
      float[] b,
      int width,
      float a00,
      float a01,
      float a02,
      float a03,
      float a10,
      float a11,
      float a12,
      float a13) {
    int end = Math.min(width, WIDTH);
    for (int j = 0; j < end; j++) {
      float b0 = b[j];
      float b1 = b[j + WIDTH];
      float b2 = b[j + 2 * WIDTH];
      float b3 = b[j + 3 * WIDTH];
      c[j] = (((c[j] + a00 * b0) + a01 * b1) + a02 * b2) + a03 * b3;
      c[j + WIDTH] = (((c[j + WIDTH] + a10 * b0) + a11 * b1) + a12 * b2) + a13 * b3;
    }
  }

  /** c_r += a_r b, for two rows r. */
  private static void addOne(float[] c, float[] b, int width, float a0, float a1) {
    int end = Math.min(width, WIDTH);
    for (int j = 0; j < end; j++) {
      float b0 = b[j];
      c[j] = c[j] + a0 * b0;
      c[j + WIDTH] = c[j + WIDTH] + a1 * b0;
    }
  }

  // ---- one row ---------------------------------------------------------------------------------

  private void oneRow(FloatView left, FloatView right, int depth, int j, int width, float floor) {
    float[] x = left.data;
    int step = left.col;
    float[] row = sums[0];
    start.copyRow(0, j, width, row, 0);
    int k = 0;
    for (; k + 8 <= depth; k += 8) {
      for (int t = 0; t < 8; t++) {
        right.copyRow(k + t, j, width, octet, t * WIDTH);
      }
      int at = left.index(0, k);
      addEight(
          row,
          octet,
          width,
          x[at],
          x[at + step],
          x[at + 2 * step],
          x[at + 3 * step],
          x[at + 4 * step],
          x[at + 5 * step],
          x[at + 6 * step],
          x[at + 7 * step]);
    }
    for (; k < depth; k++) {
      right.copyRow(k, j, width, octet, 0);
      addSingle(row, octet, width, x[left.index(0, k)]);
    }
    if (floor != Float.NEGATIVE_INFINITY) {
      raise(row, width, floor);
    }
    c.setRow(0, j, width, row, 0);
  }

  /** c += a_0 b_0, then c += a_1 b_1, and so on to a_7 b_7. */
  private static void addEight(
      float[] c,
      float[] b,
      int width,
      float a0,
      float a1,
      float a2,
      float a3,
      float a4,
      float a5,
      float a6,
      float a7) {
    int end = Math.min(width, WIDTH);
    for (int j = 0; j < end; j++) {
      float half =
          (((c[j] + a0 * b[j]) + a1 * b[j + WIDTH]) + a2 * b[j + 2 * WIDTH])
              + a3 * b[j + 3 * WIDTH];
      c[j] =
          (((half + a4 * b[j + 4 * WIDTH]) + a5 * b[j + 5 * WIDTH]) + a6 * b[j + 6 * WIDTH])
              + a7 * b[j + 7 * WIDTH];
    }
  }

  /** c += a b. */
  private static void addSingle(float[] c, float[] b, int width, float a) {
    int end = Math.min(width, WIDTH);
    for (int j = 0; j < end; j++) {
      c[j] = c[j] + a * b[j];
    }
  }

  // ---- the end of a sum ------------------------------------------------------------------------

  private static void raise(float[] c, int width, float floor) {
    int end = Math.min(width, WIDTH);
    for (int j = 0; j < end; j++) {
      c[j] = Math.max(floor, c[j]);
      c[j + WIDTH] = Math.max(floor, c[j + WIDTH]);
    }
  }

  private float interleavedSum(float[] x, int xAt, float[] w, int wAt, int depth) {
    float sum = 0;
    if (depth < 2 * FloatLanes.STRIDE) {
      for (int k = 0; k < depth; k++) {
        sum += x[xAt + k] * w[wAt + k];
      }
      return sum;
    }
    Arrays.fill(partial, 0);
    int whole = depth - depth % FloatLanes.STRIDE;
    for (int k = 0; k < whole; k += FloatLanes.STRIDE) {
      for (int l = 0; l < FloatLanes.STRIDE; l++) {
        partial[l] += x[xAt + k + l] * w[wAt + k + l];
      }
    }
    for (int k = whole; k < depth; k++) {
      partial[k - whole] += x[xAt + k] * w[wAt + k];
    }
    return combined(partial, 0);
  }

  /** Partial sums combined pairwise, halving their number until one is left. */
  static float combined(float[] partial, int at) {
    for (int half = FloatLanes.STRIDE / 2; half > 0; half /= 2) {
      for (int l = at; l < at + half; l++) {
        partial[l] += partial[l + half];
      }
    }
    return partial[at];
  }
}
