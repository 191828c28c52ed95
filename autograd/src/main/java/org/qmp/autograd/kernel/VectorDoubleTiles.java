package org.qmp.autograd.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The inner loops of {@link VectorDoubleProducts}.
 *
 * <p>Their accumulators are local variables, one for each vector of a tile, because HotSpot keeps
 * nothing else in registers; and they call the vector interface directly, because helpers of our
 * own would exhaust the compiler's budget for inlining and leave vectors in boxes.
 */
final class VectorDoubleTiles {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

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

  /** Columns of a strip. */
  static final int STRIP = 8 * LANES;

  private VectorDoubleTiles() {}

  /** 4 rows and two vectors of C: C = max(floor, S + A B). */
  static void tile(
      double[] a,
      int aAt,
      int aRow,
      int aCol,
      double[] b,
      int bAt,
      int bRow,
      int depth,
      double[] s,
      int sAt,
      int sRow,
      double[] c,
      int cAt,
      int cRow,
      double floor) {
    DoubleVector c00 = DoubleVector.fromArray(SPECIES, s, sAt + 0 * sRow);
    DoubleVector c01 = DoubleVector.fromArray(SPECIES, s, sAt + 0 * sRow + LANES);
    DoubleVector c10 = DoubleVector.fromArray(SPECIES, s, sAt + 1 * sRow);
    DoubleVector c11 = DoubleVector.fromArray(SPECIES, s, sAt + 1 * sRow + LANES);
    DoubleVector c20 = DoubleVector.fromArray(SPECIES, s, sAt + 2 * sRow);
    DoubleVector c21 = DoubleVector.fromArray(SPECIES, s, sAt + 2 * sRow + LANES);
    DoubleVector c30 = DoubleVector.fromArray(SPECIES, s, sAt + 3 * sRow);
    DoubleVector c31 = DoubleVector.fromArray(SPECIES, s, sAt + 3 * sRow + LANES);
    for (int k = 0; k < depth; k++) {
      DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, bAt + k * bRow);
      DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, bAt + k * bRow + LANES);
      int at = aAt + k * aCol;
      DoubleVector x = DoubleVector.broadcast(SPECIES, a[at]);
      c00 = c00.add(x.mul(b0));
      c01 = c01.add(x.mul(b1));
      x = DoubleVector.broadcast(SPECIES, a[at + 1 * aRow]);
      c10 = c10.add(x.mul(b0));
      c11 = c11.add(x.mul(b1));
      x = DoubleVector.broadcast(SPECIES, a[at + 2 * aRow]);
      c20 = c20.add(x.mul(b0));
      c21 = c21.add(x.mul(b1));
      x = DoubleVector.broadcast(SPECIES, a[at + 3 * aRow]);
      c30 = c30.add(x.mul(b0));
      c31 = c31.add(x.mul(b1));
    }
    DoubleVector low = DoubleVector.broadcast(SPECIES, floor);
    c00.max(low).intoArray(c, cAt + 0 * cRow);
    c01.max(low).intoArray(c, cAt + 0 * cRow + LANES);
    c10.max(low).intoArray(c, cAt + 1 * cRow);
    c11.max(low).intoArray(c, cAt + 1 * cRow + LANES);
    c20.max(low).intoArray(c, cAt + 2 * cRow);
    c21.max(low).intoArray(c, cAt + 2 * cRow + LANES);
    c30.max(low).intoArray(c, cAt + 3 * cRow);
    c31.max(low).intoArray(c, cAt + 3 * cRow + LANES);
  }

  /** Eight vectors of one row: C = max(floor, S + A B). */
  static void strip(
      double[] a,
      int aAt,
      int aCol,
      double[] b,
      int bAt,
      int bRow,
      int depth,
      double[] s,
      int sAt,
      double[] c,
      int cAt,
      double floor) {
    DoubleVector c0 = DoubleVector.fromArray(SPECIES, s, sAt);
    DoubleVector c1 = DoubleVector.fromArray(SPECIES, s, sAt + LANES);
    DoubleVector c2 = DoubleVector.fromArray(SPECIES, s, sAt + 2 * LANES);
    DoubleVector c3 = DoubleVector.fromArray(SPECIES, s, sAt + 3 * LANES);
    DoubleVector c4 = DoubleVector.fromArray(SPECIES, s, sAt + 4 * LANES);
    DoubleVector c5 = DoubleVector.fromArray(SPECIES, s, sAt + 5 * LANES);
    DoubleVector c6 = DoubleVector.fromArray(SPECIES, s, sAt + 6 * LANES);
    DoubleVector c7 = DoubleVector.fromArray(SPECIES, s, sAt + 7 * LANES);
    for (int k = 0; k < depth; k++) {
      DoubleVector x = DoubleVector.broadcast(SPECIES, a[aAt + k * aCol]);
      int at = bAt + k * bRow;
      c0 = c0.add(x.mul(DoubleVector.fromArray(SPECIES, b, at)));
      c1 = c1.add(x.mul(DoubleVector.fromArray(SPECIES, b, at + LANES)));
      c2 = c2.add(x.mul(DoubleVector.fromArray(SPECIES, b, at + 2 * LANES)));
      c3 = c3.add(x.mul(DoubleVector.fromArray(SPECIES, b, at + 3 * LANES)));
      c4 = c4.add(x.mul(DoubleVector.fromArray(SPECIES, b, at + 4 * LANES)));
      c5 = c5.add(x.mul(DoubleVector.fromArray(SPECIES, b, at + 5 * LANES)));
      c6 = c6.add(x.mul(DoubleVector.fromArray(SPECIES, b, at + 6 * LANES)));
      c7 = c7.add(x.mul(DoubleVector.fromArray(SPECIES, b, at + 7 * LANES)));
    }
    DoubleVector low = DoubleVector.broadcast(SPECIES, floor);
    c0.max(low).intoArray(c, cAt);
    c1.max(low).intoArray(c, cAt + LANES);
    c2.max(low).intoArray(c, cAt + 2 * LANES);
    c3.max(low).intoArray(c, cAt + 3 * LANES);
    c4.max(low).intoArray(c, cAt + 4 * LANES);
    c5.max(low).intoArray(c, cAt + 5 * LANES);
    c6.max(low).intoArray(c, cAt + 6 * LANES);
    c7.max(low).intoArray(c, cAt + 7 * LANES);
  }

  /** Two vectors of one row: C += A B. */
  static void ribbon(
      double[] a, int aAt, int aCol, double[] b, int bAt, int bRow, int depth, double[] c) {
    DoubleVector c0 = DoubleVector.fromArray(SPECIES, c, 0);
    DoubleVector c1 = DoubleVector.fromArray(SPECIES, c, LANES);
    for (int k = 0; k < depth; k++) {
      DoubleVector x = DoubleVector.broadcast(SPECIES, a[aAt + k * aCol]);
      int at = bAt + k * bRow;
      c0 = c0.add(x.mul(DoubleVector.fromArray(SPECIES, b, at)));
      c1 = c1.add(x.mul(DoubleVector.fromArray(SPECIES, b, at + LANES)));
    }
    c0.intoArray(c, 0);
    c1.intoArray(c, LANES);
  }

  /** The partial sums of four rows. */
  static void dots(
      double[] x, int x0, int x1, int x2, int x3, double[] w, int wAt, int depth, double[] to) {
    int whole = depth - depth % DoubleLanes.STRIDE;
    for (int l = 0; l < DoubleLanes.STRIDE; l += LANES) {
      DoubleVector s0 = DoubleVector.zero(SPECIES);
      DoubleVector s1 = s0;
      DoubleVector s2 = s0;
      DoubleVector s3 = s0;
      for (int k = l; k < whole; k += DoubleLanes.STRIDE) {
        DoubleVector y = DoubleVector.fromArray(SPECIES, w, wAt + k);
        s0 = s0.add(DoubleVector.fromArray(SPECIES, x, x0 + k).mul(y));
        s1 = s1.add(DoubleVector.fromArray(SPECIES, x, x1 + k).mul(y));
        s2 = s2.add(DoubleVector.fromArray(SPECIES, x, x2 + k).mul(y));
        s3 = s3.add(DoubleVector.fromArray(SPECIES, x, x3 + k).mul(y));
      }
      s0.intoArray(to, l);
      s1.intoArray(to, l + DoubleLanes.STRIDE);
      s2.intoArray(to, l + 2 * DoubleLanes.STRIDE);
      s3.intoArray(to, l + 3 * DoubleLanes.STRIDE);
    }
    for (int k = whole; k < depth; k++) {
      int l = k - whole;
      double y = w[wAt + k];
      to[l] += x[x0 + k] * y;
      to[l + DoubleLanes.STRIDE] += x[x1 + k] * y;
      to[l + 2 * DoubleLanes.STRIDE] += x[x2 + k] * y;
      to[l + 3 * DoubleLanes.STRIDE] += x[x3 + k] * y;
    }
  }
}
