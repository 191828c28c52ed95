package org.qmp.autograd.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The inner loops of {@link VectorFloatProducts}.
 *
 * <p>Their accumulators are local variables, one for each vector of a tile, because HotSpot keeps
 * nothing else in registers; and they call the vector interface directly, because helpers of our
 * own would exhaust the compiler's budget for inlining and leave vectors in boxes.
 */
final class VectorFloatTiles {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  /** Elements of a vector. */
  static final int LANES = SPECIES.length();

  /**
   * Rows of a tile. Twice as many would fit the registers of a 512-bit machine, but not the
   * compiler's budget for inlining: beyond some forty vector operations in a method, stores may
   * stay calls and box their vectors for good.
   */
  static final int HEIGHT = 4;

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
  static void tile(
      float[] a,
      int aAt,
      float[] b,
      int depth,
      float[] s,
      int sAt,
      int sRow,
      float[] c,
      int cAt,
      int cRow) {
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
      c00 = c00.add(x.mul(b0));
      c01 = c01.add(x.mul(b1));
      x = FloatVector.broadcast(SPECIES, a[aAt + k + 1 * SLOT]);
      c10 = c10.add(x.mul(b0));
      c11 = c11.add(x.mul(b1));
      x = FloatVector.broadcast(SPECIES, a[aAt + k + 2 * SLOT]);
      c20 = c20.add(x.mul(b0));
      c21 = c21.add(x.mul(b1));
      x = FloatVector.broadcast(SPECIES, a[aAt + k + 3 * SLOT]);
      c30 = c30.add(x.mul(b0));
      c31 = c31.add(x.mul(b1));
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

  /** Copies two vectors of each row of B. */
  static void panel(float[] b, int bAt, int bRow, int depth, float[] to) {
    for (int k = 0; k < depth; k++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, bAt + k * bRow);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, bAt + k * bRow + LANES);
      b0.intoArray(to, k * WIDTH);
      b1.intoArray(to, k * WIDTH + LANES);
    }
  }

  /** Lifts count elements to at least the floor; what is no number stays so. */
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

  /** Eight vectors of one row: C = S + A B. */
  static void strip(
      float[] a,
      int aAt,
      int aCol,
      float[] b,
      int bAt,
      int bRow,
      int depth,
      float[] s,
      int sAt,
      float[] c,
      int cAt) {
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
      c0 = c0.add(x.mul(FloatVector.fromArray(SPECIES, b, at)));
      c1 = c1.add(x.mul(FloatVector.fromArray(SPECIES, b, at + LANES)));
      c2 = c2.add(x.mul(FloatVector.fromArray(SPECIES, b, at + 2 * LANES)));
      c3 = c3.add(x.mul(FloatVector.fromArray(SPECIES, b, at + 3 * LANES)));
      c4 = c4.add(x.mul(FloatVector.fromArray(SPECIES, b, at + 4 * LANES)));
      c5 = c5.add(x.mul(FloatVector.fromArray(SPECIES, b, at + 5 * LANES)));
      c6 = c6.add(x.mul(FloatVector.fromArray(SPECIES, b, at + 6 * LANES)));
      c7 = c7.add(x.mul(FloatVector.fromArray(SPECIES, b, at + 7 * LANES)));
    }
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
      c0 = c0.add(x.mul(FloatVector.fromArray(SPECIES, b, at)));
      c1 = c1.add(x.mul(FloatVector.fromArray(SPECIES, b, at + LANES)));
    }
    c0.intoArray(c, 0);
    c1.intoArray(c, LANES);
  }

  /** The partial sums of four rows. */
  static void dots(
      float[] x, int x0, int x1, int x2, int x3, float[] w, int wAt, int depth, float[] to) {
    int whole = depth - depth % FloatLanes.STRIDE;
    for (int l = 0; l < FloatLanes.STRIDE; l += LANES) {
      FloatVector s0 = FloatVector.zero(SPECIES);
      FloatVector s1 = s0;
      FloatVector s2 = s0;
      FloatVector s3 = s0;
      for (int k = l; k < whole; k += FloatLanes.STRIDE) {
        FloatVector y = FloatVector.fromArray(SPECIES, w, wAt + k);
        s0 = s0.add(FloatVector.fromArray(SPECIES, x, x0 + k).mul(y));
        s1 = s1.add(FloatVector.fromArray(SPECIES, x, x1 + k).mul(y));
        s2 = s2.add(FloatVector.fromArray(SPECIES, x, x2 + k).mul(y));
        s3 = s3.add(FloatVector.fromArray(SPECIES, x, x3 + k).mul(y));
      }
      s0.intoArray(to, l);
      s1.intoArray(to, l + FloatLanes.STRIDE);
      s2.intoArray(to, l + 2 * FloatLanes.STRIDE);
      s3.intoArray(to, l + 3 * FloatLanes.STRIDE);
    }
    for (int k = whole; k < depth; k++) {
      int l = k - whole;
      float y = w[wAt + k];
      to[l] += x[x0 + k] * y;
      to[l + FloatLanes.STRIDE] += x[x1 + k] * y;
      to[l + 2 * FloatLanes.STRIDE] += x[x2 + k] * y;
      to[l + 3 * FloatLanes.STRIDE] += x[x3 + k] * y;
    }
  }
}
