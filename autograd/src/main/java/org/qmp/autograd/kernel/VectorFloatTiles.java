package org.qmp.autograd.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The inner loops of {@link VectorFloatProducts}.
 *
 * <p>Their accumulators are local variables, one for each vector of a tile, because HotSpot keeps
 * nothing else in registers; and they call the vector interface directly, because helpers of our
 * own would exhaust the compiler's budget for inlining and leave vectors in boxes. Beyond some
 * forty vector operations in a loop, stores may stay calls and box their vectors for good.
 */
final class VectorFloatTiles {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  /** Elements of a vector. */
  static final int LANES = SPECIES.length();

  /**
   * Rows of a tile, which must fit the registers with room for the operands: 32 where vectors have
   * 512 bits, elsewhere 16. (With 6 rows, JDK 25 moves sums to memory and back.)
   */
  static final int HEIGHT = SPECIES.vectorBitSize() == 512 ? 8 : 4;

  /** Columns of a tile. */
  static final int WIDTH = 2 * LANES;

  /** Contracted elements of a tile, at most. */
  static final int DEPTH = 512;

  /** Distance of the rows of A; not a power of two, so that they do not share cache sets. */
  static final int SLOT = DEPTH + 16;

  /** Columns of a strip. */
  static final int STRIP = 8 * LANES;

  private VectorFloatTiles() {}

  /**
   * 4 rows and two vectors of C: C = S + A B. Rows of A are {@code SLOT} apart, those of B {@code
   * WIDTH}: with distances that the compiler knows it checks the bounds of an array once before the
   * loop, not at every step, and addresses need no arithmetic.
   */
  static void fourRows(
      float[] a, int aAt, float[] b, int depth, FloatView start, int sAt, FloatView out, int cAt) {
    float[] s = start.data;
    int sRow = start.row;
    float[] c = out.data;
    int cRow = out.row;
    FloatVector c00 = FloatVector.fromArray(SPECIES, s, sAt + 0 * sRow);
    FloatVector c01 = FloatVector.fromArray(SPECIES, s, sAt + 0 * sRow + LANES);
    FloatVector c10 = FloatVector.fromArray(SPECIES, s, sAt + 1 * sRow);
    FloatVector c11 = FloatVector.fromArray(SPECIES, s, sAt + 1 * sRow + LANES);
    FloatVector c20 = FloatVector.fromArray(SPECIES, s, sAt + 2 * sRow);
    FloatVector c21 = FloatVector.fromArray(SPECIES, s, sAt + 2 * sRow + LANES);
    FloatVector c30 = FloatVector.fromArray(SPECIES, s, sAt + 3 * sRow);
    FloatVector c31 = FloatVector.fromArray(SPECIES, s, sAt + 3 * sRow + LANES);
    for (int k = 0; k < depth; k++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, k * WIDTH);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, k * WIDTH + LANES);
      FloatVector x = FloatVector.broadcast(SPECIES, a[aAt + k]);
      c00 = x.fma(b0, c00);
      c01 = x.fma(b1, c01);
      x = FloatVector.broadcast(SPECIES, a[aAt + k + 1 * SLOT]);
      c10 = x.fma(b0, c10);
      c11 = x.fma(b1, c11);
      x = FloatVector.broadcast(SPECIES, a[aAt + k + 2 * SLOT]);
      c20 = x.fma(b0, c20);
      c21 = x.fma(b1, c21);
      x = FloatVector.broadcast(SPECIES, a[aAt + k + 3 * SLOT]);
      c30 = x.fma(b0, c30);
      c31 = x.fma(b1, c31);
    }
    c00.intoArray(c, cAt + 0 * cRow);
    c01.intoArray(c, cAt + 0 * cRow + LANES);
    c10.intoArray(c, cAt + 1 * cRow);
    c11.intoArray(c, cAt + 1 * cRow + LANES);
    c20.intoArray(c, cAt + 2 * cRow);
    c21.intoArray(c, cAt + 2 * cRow + LANES);
    c30.intoArray(c, cAt + 3 * cRow);
    c31.intoArray(c, cAt + 3 * cRow + LANES);
  }

  /** The same for 8 rows. */
  static void eightRows(
      float[] a, int aAt, float[] b, int depth, FloatView start, int sAt, FloatView out, int cAt) {
    float[] s = start.data;
    int sRow = start.row;
    float[] c = out.data;
    int cRow = out.row;
    FloatVector c00 = FloatVector.fromArray(SPECIES, s, sAt + 0 * sRow);
    FloatVector c01 = FloatVector.fromArray(SPECIES, s, sAt + 0 * sRow + LANES);
    FloatVector c10 = FloatVector.fromArray(SPECIES, s, sAt + 1 * sRow);
    FloatVector c11 = FloatVector.fromArray(SPECIES, s, sAt + 1 * sRow + LANES);
    FloatVector c20 = FloatVector.fromArray(SPECIES, s, sAt + 2 * sRow);
    FloatVector c21 = FloatVector.fromArray(SPECIES, s, sAt + 2 * sRow + LANES);
    FloatVector c30 = FloatVector.fromArray(SPECIES, s, sAt + 3 * sRow);
    FloatVector c31 = FloatVector.fromArray(SPECIES, s, sAt + 3 * sRow + LANES);
    FloatVector c40 = FloatVector.fromArray(SPECIES, s, sAt + 4 * sRow);
    FloatVector c41 = FloatVector.fromArray(SPECIES, s, sAt + 4 * sRow + LANES);
    FloatVector c50 = FloatVector.fromArray(SPECIES, s, sAt + 5 * sRow);
    FloatVector c51 = FloatVector.fromArray(SPECIES, s, sAt + 5 * sRow + LANES);
    FloatVector c60 = FloatVector.fromArray(SPECIES, s, sAt + 6 * sRow);
    FloatVector c61 = FloatVector.fromArray(SPECIES, s, sAt + 6 * sRow + LANES);
    FloatVector c70 = FloatVector.fromArray(SPECIES, s, sAt + 7 * sRow);
    FloatVector c71 = FloatVector.fromArray(SPECIES, s, sAt + 7 * sRow + LANES);
    for (int k = 0; k < depth; k++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, k * WIDTH);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, k * WIDTH + LANES);
      FloatVector x = FloatVector.broadcast(SPECIES, a[aAt + k]);
      c00 = x.fma(b0, c00);
      c01 = x.fma(b1, c01);
      x = FloatVector.broadcast(SPECIES, a[aAt + k + 1 * SLOT]);
      c10 = x.fma(b0, c10);
      c11 = x.fma(b1, c11);
      x = FloatVector.broadcast(SPECIES, a[aAt + k + 2 * SLOT]);
      c20 = x.fma(b0, c20);
      c21 = x.fma(b1, c21);
      x = FloatVector.broadcast(SPECIES, a[aAt + k + 3 * SLOT]);
      c30 = x.fma(b0, c30);
      c31 = x.fma(b1, c31);
      x = FloatVector.broadcast(SPECIES, a[aAt + k + 4 * SLOT]);
      c40 = x.fma(b0, c40);
      c41 = x.fma(b1, c41);
      x = FloatVector.broadcast(SPECIES, a[aAt + k + 5 * SLOT]);
      c50 = x.fma(b0, c50);
      c51 = x.fma(b1, c51);
      x = FloatVector.broadcast(SPECIES, a[aAt + k + 6 * SLOT]);
      c60 = x.fma(b0, c60);
      c61 = x.fma(b1, c61);
      x = FloatVector.broadcast(SPECIES, a[aAt + k + 7 * SLOT]);
      c70 = x.fma(b0, c70);
      c71 = x.fma(b1, c71);
    }
    c00.intoArray(c, cAt + 0 * cRow);
    c01.intoArray(c, cAt + 0 * cRow + LANES);
    c10.intoArray(c, cAt + 1 * cRow);
    c11.intoArray(c, cAt + 1 * cRow + LANES);
    c20.intoArray(c, cAt + 2 * cRow);
    c21.intoArray(c, cAt + 2 * cRow + LANES);
    c30.intoArray(c, cAt + 3 * cRow);
    c31.intoArray(c, cAt + 3 * cRow + LANES);
    c40.intoArray(c, cAt + 4 * cRow);
    c41.intoArray(c, cAt + 4 * cRow + LANES);
    c50.intoArray(c, cAt + 5 * cRow);
    c51.intoArray(c, cAt + 5 * cRow + LANES);
    c60.intoArray(c, cAt + 6 * cRow);
    c61.intoArray(c, cAt + 6 * cRow + LANES);
    c70.intoArray(c, cAt + 7 * cRow);
    c71.intoArray(c, cAt + 7 * cRow + LANES);
  }

  /** Copies two vectors of each row of B. */
  static void panel(float[] b, int bAt, int bRow, int depth, float[] to) {
    for (int k = 0; k < depth; k++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, bAt + k * bRow);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, bAt + k * bRow + LANES);
      b0.intoArray(to, k * WIDTH);
      b1.intoArray(to, k * WIDTH + LANES);
    }
  }

  /** Raises count elements to at least the floor; NaN stays NaN. */
  static void raise(float[] c, int at, int count, float floor) {
    FloatVector low = FloatVector.broadcast(SPECIES, floor);
    int whole = SPECIES.loopBound(count);
    for (int j = 0; j < whole; j += LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, c, at + j);
      x.blend(low, x.compare(VectorOperators.LE, low)).intoArray(c, at + j);
    }
    for (int j = whole; j < count; j++) {
      c[at + j] = Math.max(floor, c[at + j]);
    }
  }

  /** Eight vectors of row i, from column j on: C = S + A B. */
  static void strip(
      FloatView left, FloatView right, int depth, FloatView start, FloatView out, int i, int j) {
    float[] a = left.data;
    int aAt = left.index(i, 0);
    int aCol = left.col;
    float[] b = right.data;
    int bAt = right.index(0, j);
    int bRow = right.row;
    float[] s = start.data;
    int sAt = start.index(i, j);
    FloatVector c0 = FloatVector.fromArray(SPECIES, s, sAt);
    FloatVector c1 = FloatVector.fromArray(SPECIES, s, sAt + LANES);
    FloatVector c2 = FloatVector.fromArray(SPECIES, s, sAt + 2 * LANES);
    FloatVector c3 = FloatVector.fromArray(SPECIES, s, sAt + 3 * LANES);
    FloatVector c4 = FloatVector.fromArray(SPECIES, s, sAt + 4 * LANES);
    FloatVector c5 = FloatVector.fromArray(SPECIES, s, sAt + 5 * LANES);
    FloatVector c6 = FloatVector.fromArray(SPECIES, s, sAt + 6 * LANES);
    FloatVector c7 = FloatVector.fromArray(SPECIES, s, sAt + 7 * LANES);
    for (int k = 0; k < depth; k++) {
      FloatVector x = FloatVector.broadcast(SPECIES, a[aAt + k * aCol]);
      int at = bAt + k * bRow;
      c0 = x.fma(FloatVector.fromArray(SPECIES, b, at), c0);
      c1 = x.fma(FloatVector.fromArray(SPECIES, b, at + LANES), c1);
      c2 = x.fma(FloatVector.fromArray(SPECIES, b, at + 2 * LANES), c2);
      c3 = x.fma(FloatVector.fromArray(SPECIES, b, at + 3 * LANES), c3);
      c4 = x.fma(FloatVector.fromArray(SPECIES, b, at + 4 * LANES), c4);
      c5 = x.fma(FloatVector.fromArray(SPECIES, b, at + 5 * LANES), c5);
      c6 = x.fma(FloatVector.fromArray(SPECIES, b, at + 6 * LANES), c6);
      c7 = x.fma(FloatVector.fromArray(SPECIES, b, at + 7 * LANES), c7);
    }
    float[] c = out.data;
    int cAt = out.index(i, j);
    c0.intoArray(c, cAt);
    c1.intoArray(c, cAt + LANES);
    c2.intoArray(c, cAt + 2 * LANES);
    c3.intoArray(c, cAt + 3 * LANES);
    c4.intoArray(c, cAt + 4 * LANES);
    c5.intoArray(c, cAt + 5 * LANES);
    c6.intoArray(c, cAt + 6 * LANES);
    c7.intoArray(c, cAt + 7 * LANES);
  }

  /** Two vectors of one row: C += A B. */
  static void ribbon(
      float[] a, int aAt, int aCol, float[] b, int bAt, int bRow, int depth, float[] c) {
    FloatVector c0 = FloatVector.fromArray(SPECIES, c, 0);
    FloatVector c1 = FloatVector.fromArray(SPECIES, c, LANES);
    for (int k = 0; k < depth; k++) {
      FloatVector x = FloatVector.broadcast(SPECIES, a[aAt + k * aCol]);
      int at = bAt + k * bRow;
      c0 = x.fma(FloatVector.fromArray(SPECIES, b, at), c0);
      c1 = x.fma(FloatVector.fromArray(SPECIES, b, at + LANES), c1);
    }
    c0.intoArray(c, 0);
    c1.intoArray(c, LANES);
  }

  /** The partial sums of four rows, over whole strides of k. */
  static void dots(
      float[] x, int x0, int x1, int x2, int x3, float[] w, int wAt, int depth, float[] to) {
    int whole = depth - depth % FloatNumbers.STRIDE;
    for (int l = 0; l < FloatNumbers.STRIDE; l += LANES) {
      FloatVector s0 = FloatVector.zero(SPECIES);
      FloatVector s1 = s0;
      FloatVector s2 = s0;
      FloatVector s3 = s0;
      for (int k = l; k < whole; k += FloatNumbers.STRIDE) {
        FloatVector y = FloatVector.fromArray(SPECIES, w, wAt + k);
        s0 = y.fma(FloatVector.fromArray(SPECIES, x, x0 + k), s0);
        s1 = y.fma(FloatVector.fromArray(SPECIES, x, x1 + k), s1);
        s2 = y.fma(FloatVector.fromArray(SPECIES, x, x2 + k), s2);
        s3 = y.fma(FloatVector.fromArray(SPECIES, x, x3 + k), s3);
      }
      s0.intoArray(to, l);
      s1.intoArray(to, l + FloatNumbers.STRIDE);
      s2.intoArray(to, l + 2 * FloatNumbers.STRIDE);
      s3.intoArray(to, l + 3 * FloatNumbers.STRIDE);
    }
  }
}
