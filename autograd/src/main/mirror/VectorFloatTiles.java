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
   * 512 bits, elsewhere at least 16. (With 6 rows, JDK 25 moves sums to memory and back.)
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

  // each $rows of 4, 8
  /**
   * $rows rows and two vectors of C: C = S + A B. Rows of A are {@code SLOT} apart, those of B
   * {@code WIDTH}: with distances that the compiler knows it checks the bounds of an array once
   * before the loop, not at every step, and addresses need no arithmetic.
   */
  static void rows$rows(
      float[] a, int aAt, float[] b, int depth, FloatView start, int sAt, FloatView out, int cAt) {
    float[] s = start.data;
    int sRow = start.row;
    float[] c = out.data;
    int cRow = out.row;
    // each $i below $rows
    FloatVector c$i0 = FloatVector.fromArray(SPECIES, s, sAt + $i * sRow);
    FloatVector c$i1 = FloatVector.fromArray(SPECIES, s, sAt + $i * sRow + LANES);
    // end $i
    for (int k = 0; k < depth; k++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, k * WIDTH);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, k * WIDTH + LANES);
      // each $i below $rows
      FloatVector x$i = FloatVector.broadcast(SPECIES, a[aAt + k + $i * SLOT]);
      c$i0 = x$i.fma(b0, c$i0);
      c$i1 = x$i.fma(b1, c$i1);
      // end $i
    }
    // each $i below $rows
    c$i0.intoArray(c, cAt + $i * cRow);
    c$i1.intoArray(c, cAt + $i * cRow + LANES);
    // end $i
  }

  // end $rows
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
    // each $v below 8
    FloatVector c$v = FloatVector.fromArray(SPECIES, s, sAt + $v * LANES);
    // end $v
    for (int k = 0; k < depth; k++) {
      FloatVector x = FloatVector.broadcast(SPECIES, a[aAt + k * aCol]);
      int at = bAt + k * bRow;
      // each $v below 8
      c$v = x.fma(FloatVector.fromArray(SPECIES, b, at + $v * LANES), c$v);
      // end $v
    }
    float[] c = out.data;
    int cAt = out.index(i, j);
    // each $v below 8
    c$v.intoArray(c, cAt + $v * LANES);
    // end $v
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
