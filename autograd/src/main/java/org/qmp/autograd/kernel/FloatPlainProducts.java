package org.qmp.autograd.kernel;

import java.util.Arrays;

/**
 * {@link FloatProducts} in plain Java, fused by {@code Math.fma}.
 *
 * <p>The inner loops run over j and are written for the auto-vectoriser of HotSpot's C2: every
 * array of a loop is indexed by the loop variable plus constants, there is no branch and there are
 * eight multiply-adds. (JDK 17 vectorises four rows by two k, and one row by eight k, but not two
 * rows by four k.) The bound is known to be at most {@code WIDTH}, or the compiler would have to
 * allow for an index that overflows.
 */
class FloatPlainProducts extends FloatProducts {
  /**
   * Columns of a block: distance of the rows in scratch memory. Not a power of two, which would
   * make loads wait for stores of other rows whose addresses end in the same bits.
   */
  private static final int WIDTH = 33 * FloatNumbers.STRIDE;

  /** Contracted elements of a block, whose rows of B stay in the second-level cache. */
  private static final int DEPTH = 256;

  /** Columns of the strips in which B is transposed: a cache line. */
  private static final int STRIP = FloatNumbers.STRIDE;

  /** With fewer columns than this, the transposed product, if it has more, is worth its copies. */
  private static final int NARROW = 32;

  /** Rows 2p and 2p + 1 of a block of B. */
  private final float[][] pairs = new float[DEPTH / 2][0];

  /** Twice four rows of C, in the first-level cache while rows of B are added by twos. */
  private final float[][] sums = new float[2][4 * WIDTH];

  /** Eight rows of B, for a single row of C. */
  private final float[] octet = new float[8 * WIDTH];

  /** Where the columns of a block of B begin. */
  private final int[] starts = new int[WIDTH];

  private final float[] partial = new float[FloatNumbers.STRIDE];

  @Override
  boolean transposedIsFaster(int rows, int depth, int cols) {
    return cols < NARROW && rows > cols;
  }

  @Override
  void product(FloatView left, FloatView right, int rows, int depth, int cols, float floor) {
    for (int j = 0; j < cols; j += WIDTH) {
      int width = Math.min(WIDTH, cols - j);
      if (rows == 1) {
        oneRow(left, right, depth, j, width, floor);
        continue;
      }
      for (int k = 0; k < depth; k += DEPTH) {
        int deep = Math.min(DEPTH, depth - k);
        FloatView from = k == 0 ? start : c;
        float low = k + deep == depth ? floor : Float.NEGATIVE_INFINITY;
        pack(right, k, deep, j, width);
        for (int i = 0; i < rows; i += 8) {
          int end = Math.min(i + 8, rows);
          for (int r = i; r < end; r++) {
            from.copyRow(r, j, width, sums[(r - i) >> 2], (r & 3) * WIDTH);
          }
          eightRows(left, i, end, k, deep, width);
          for (int r = i; r < end; r++) {
            float[] four = sums[(r - i) >> 2];
            if ((r & 3) == 0 && low != Float.NEGATIVE_INFINITY) {
              raise(four, width, low);
            }
            c.setRow(r, j, width, four, (r & 3) * WIDTH);
          }
        }
      }
    }
  }

  // ---- packing ---------------------------------------------------------------------------------

  private void pack(FloatView right, int k, int deep, int j, int width) {
    for (int t = 0; t < deep; t += 2) {
      if (pairs[t >> 1].length == 0) {
        pairs[t >> 1] = new float[2 * WIDTH];
      }
    }
    if (right.hasDenseCols()) {
      packTransposed(right, k, deep, j, width);
    } else {
      for (int t = 0; t < deep; t++) {
        right.copyRow(k + t, j, width, pairs[t >> 1], (t & 1) * WIDTH);
      }
    }
  }

  /**
   * Traverses B in strips of columns, as deep as the block, so that a cache line of either side is
   * used again while it is cached.
   */
  private void packTransposed(FloatView right, int k, int deep, int j, int width) {
    float[] from = right.data;
    for (int l = 0; l < width; l++) {
      starts[l] = right.index(k, j + l);
    }
    for (int l = 0; l < width; l += STRIP) {
      int end = Math.min(width, l + STRIP);
      for (int t = 0; t < deep; t++) {
        float[] to = pairs[t >> 1];
        int shift = (t & 1) * WIDTH;
        for (int at = l; at < end; at++) {
          to[shift + at] = from[starts[at] + t];
        }
      }
    }
  }

  // ---- sums ------------------------------------------------------------------------------------

  /** Missing rows repeat the last one; their results are dropped. */
  private void eightRows(FloatView left, int from, int end, int k, int deep, int width) {
    float[] x = left.data;
    int step = left.col;
    for (int i = from; i < end; i += 4) {
      float[] four = sums[(i - from) >> 2];
      int i0 = left.index(i, k);
      int i1 = left.index(Math.min(i + 1, end - 1), k);
      int i2 = left.index(Math.min(i + 2, end - 1), k);
      int i3 = left.index(Math.min(i + 3, end - 1), k);
      int whole = deep & ~1;
      for (int t = 0; t < whole; t += 2) {
        int s = t * step;
        addTwo(four, pairs[t >> 1], width, x, step, i0 + s, i1 + s, i2 + s, i3 + s);
      }
      if (whole < deep) {
        int s = whole * step;
        addOne(four, pairs[whole >> 1], width, x[i0 + s], x[i1 + s], x[i2 + s], x[i3 + s]);
      }
    }
  }

  /** c_r ← fma(a_r1, b_1, fma(a_r0, b_0, c_r)) for four rows r, which begin at i_r in x. */
  private static void addTwo(
      float[] c, float[] b, int width, float[] x, int step, int i0, int i1, int i2, int i3) {
    float a00 = x[i0];
    float a01 = x[i0 + step];
    float a10 = x[i1];
    float a11 = x[i1 + step];
    float a20 = x[i2];
    float a21 = x[i2 + step];
    float a30 = x[i3];
    float a31 = x[i3 + step];
    int end = Math.min(width, WIDTH);
    for (int j = 0; j < end; j++) {
      float b0 = b[j];
      float b1 = b[j + WIDTH];
      c[j] = Math.fma(a01, b1, Math.fma(a00, b0, c[j]));
      c[j + WIDTH] = Math.fma(a11, b1, Math.fma(a10, b0, c[j + WIDTH]));
      c[j + 2 * WIDTH] = Math.fma(a21, b1, Math.fma(a20, b0, c[j + 2 * WIDTH]));
      c[j + 3 * WIDTH] = Math.fma(a31, b1, Math.fma(a30, b0, c[j + 3 * WIDTH]));
    }
  }

  /** c_r ← fma(a_r, b, c_r) for four rows r. */
  private static void addOne(
      float[] c, float[] b, int width, float a0, float a1, float a2, float a3) {
    int end = Math.min(width, WIDTH);
    for (int j = 0; j < end; j++) {
      float b0 = b[j];
      c[j] = Math.fma(a0, b0, c[j]);
      c[j + WIDTH] = Math.fma(a1, b0, c[j + WIDTH]);
      c[j + 2 * WIDTH] = Math.fma(a2, b0, c[j + 2 * WIDTH]);
      c[j + 3 * WIDTH] = Math.fma(a3, b0, c[j + 3 * WIDTH]);
    }
  }

  private static void raise(float[] c, int width, float floor) {
    int end = Math.min(width, WIDTH);
    for (int j = 0; j < end; j++) {
      c[j] = Math.max(floor, c[j]);
      c[j + WIDTH] = Math.max(floor, c[j + WIDTH]);
      c[j + 2 * WIDTH] = Math.max(floor, c[j + 2 * WIDTH]);
      c[j + 3 * WIDTH] = Math.max(floor, c[j + 3 * WIDTH]);
    }
  }

  // ---- one row ---------------------------------------------------------------------------------

  private void oneRow(FloatView left, FloatView right, int depth, int j, int width, float floor) {
    float[] x = left.data;
    float[] row = sums[0];
    start.copyRow(0, j, width, row, 0);
    int k = 0;
    for (; k + 8 <= depth; k += 8) {
      for (int t = 0; t < 8; t++) {
        right.copyRow(k + t, j, width, octet, t * WIDTH);
      }
      addEight(row, octet, width, x, left.index(0, k), left.col);
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

  /** c ← fma(a_0, b_0, c), then with a_1 b_1, and so on to a_7 b_7; a_0 is at i in x. */
  private static void addEight(float[] c, float[] b, int width, float[] x, int i, int step) {
    float a0 = x[i];
    float a1 = x[i + step];
    float a2 = x[i + 2 * step];
    float a3 = x[i + 3 * step];
    float a4 = x[i + 4 * step];
    float a5 = x[i + 5 * step];
    float a6 = x[i + 6 * step];
    float a7 = x[i + 7 * step];
    int end = Math.min(width, WIDTH);
    for (int j = 0; j < end; j++) {
      float first = Math.fma(a1, b[j + WIDTH], Math.fma(a0, b[j], c[j]));
      float half = Math.fma(a3, b[j + 3 * WIDTH], Math.fma(a2, b[j + 2 * WIDTH], first));
      float third = Math.fma(a5, b[j + 5 * WIDTH], Math.fma(a4, b[j + 4 * WIDTH], half));
      c[j] = Math.fma(a7, b[j + 7 * WIDTH], Math.fma(a6, b[j + 6 * WIDTH], third));
    }
  }

  /** c ← fma(a, b, c). */
  private static void addSingle(float[] c, float[] b, int width, float a) {
    int end = Math.min(width, WIDTH);
    for (int j = 0; j < end; j++) {
      c[j] = Math.fma(a, b[j], c[j]);
    }
  }

  // ---- one column ------------------------------------------------------------------------------

  @Override
  void interleaved(int rows, int depth, float floor) {
    for (int i = 0; i < rows; i++) {
      float sum = interleavedSum(a.data, a.index(i, 0), b.data, b.at, depth);
      c.data[c.index(i, 0)] = Math.max(floor, start.data[start.index(i, 0)] + sum);
    }
  }

  private float interleavedSum(float[] x, int xAt, float[] w, int wAt, int depth) {
    float sum = 0;
    if (depth < 2 * FloatNumbers.STRIDE) {
      for (int k = 0; k < depth; k++) {
        sum = fused(x[xAt + k], w[wAt + k], sum);
      }
      return sum;
    }
    Arrays.fill(partial, 0);
    int whole = depth - depth % FloatNumbers.STRIDE;
    for (int k = 0; k < whole; k += FloatNumbers.STRIDE) {
      for (int l = 0; l < FloatNumbers.STRIDE; l++) {
        partial[l] = fused(x[xAt + k + l], w[wAt + k + l], partial[l]);
      }
    }
    for (int k = whole; k < depth; k++) {
      partial[k - whole] = fused(x[xAt + k], w[wAt + k], partial[k - whole]);
    }
    return FloatSums.combined(partial, 0);
  }

  static float fused(float a, float b, float c) {
    return Math.fma(a, b, c);
  }
}
