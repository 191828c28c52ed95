package org.qmp.autograd.kernel;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The products of {@link DoubleProducts} with vector instructions.
 *
 * <pre>
 *   C = max(floor, S + A B)
 * </pre>
 *
 * Vectors run over j, every lane adds its products over k from left to right, and a product is
 * rounded before it is added: the bits are those of plain Java. A tile of C, as many rows and
 * vectors as registers can hold, is summed at a time. No branch merges vectors (HotSpot would box
 * them): a tile always starts from memory, S being zeros, a bias whose rows are zero elements
 * apart, or C itself, and always ends in max(floor) with a floor that may be −∞. Tiles that hang
 * over an edge of C are summed in scratch memory whole, with zeros where there is no operand.
 *
 * <p>Loaded by name and only where the module {@code jdk.incubator.vector} is present.
 */
final class VectorDoubleProducts extends DoubleProducts {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  /** 512-bit machines have 32 registers, of which a tile sums in 16; others sum in 8. */
  private static final boolean TALL = SPECIES.vectorBitSize() == 512;

  private static final int TILE = TALL ? 8 : 4;

  /** Columns of a tile, and of a panel of B: its rows, of two vectors each, follow each other. */
  private static final int PANEL = 2 * LANES;

  /** Vectors that are summed at a time where C has one row only. */
  private static final int STRIP = 8 * LANES;

  /** Contracted elements of a block: a panel and a tile's rows of A stay in near caches. */
  private static final int DEPTH = 512;

  /** Columns of a block, whose panels stay in the second-level cache. */
  private static final int WIDTH = 16 * PANEL;

  /** Below so many rows B is read where it is: packing would not pay. */
  private static final int PACKED_ROWS = 48;

  /** Below so many rows it is cheaper to transpose A and C than B. */
  private static final int FEW_ROWS = 96;

  /** Distance of the packed rows of A; not a power of two, so that they do not share cache sets. */
  private static final int SLOT = DEPTH + 2 * LANES;

  private final double[] panels = new double[WIDTH * DEPTH];
  private final double[] rowsOfA = new double[TILE * SLOT];
  private final double[] tile = new double[TILE * PANEL];
  private final double[] partial = new double[4 * DoubleLanes.STRIDE];

  /** What a tile reads and writes: operands in place or packed copies of them. */
  private final DoubleView x = new DoubleView();

  private final DoubleView y = new DoubleView();
  private final DoubleView s = new DoubleView();
  private final DoubleView z = new DoubleView();

  @Override
  boolean transposedIsFaster(int rows, int depth, int cols) {
    boolean leftIsTransposed = a.row == 1;
    boolean rightIsTransposed = b.col != 1;
    return leftIsTransposed ? cols <= PANEL / 2 : rightIsTransposed && rows < FEW_ROWS;
  }

  @Override
  void product(DoubleView left, DoubleView right, int rows, int depth, int cols, double floor) {
    if (rows == 1 && right.col == 1 && c.col == 1) {
      oneRow(left, right, depth, cols, floor);
      return;
    }
    for (int j = 0; j < cols; j += WIDTH) {
      int width = Math.min(WIDTH, cols - j);
      for (int k = 0; k < depth; k += DEPTH) {
        int deep = Math.min(DEPTH, depth - k);
        double low = k + deep == depth ? floor : Double.NEGATIVE_INFINITY;
        // A panel that is not full, or whose columns are rows in memory, cannot be read in place.
        int inPlace = right.col == 1 && rows < PACKED_ROWS ? width - width % PANEL : 0;
        for (int p = inPlace; p < width; p += PANEL) {
          pack(right, k, deep, j + p, Math.min(PANEL, width - p), p * DEPTH);
        }
        for (int i = 0; i < rows; i += TILE) {
          int height = Math.min(TILE, rows - i);
          chooseRows(left, i, height, k, deep);
          for (int p = 0; p < width; p += PANEL) {
            if (p < inPlace) {
              y.set(right, k, j + p);
            } else {
              y.set(panels, p * DEPTH, PANEL, 1);
            }
            tile(i, height, j + p, Math.min(PANEL, width - p), deep, k == 0 ? start : c, low);
          }
        }
      }
    }
  }

  // ---- tiles -----------------------------------------------------------------------------------

  /** height rows and width columns of C. */
  private void tile(int i, int height, int j, int width, int depth, DoubleView from, double floor) {
    if (height == TILE && width == PANEL && c.col == 1) {
      s.set(from, i, j);
      z.set(c, i, j);
      sum(depth, floor);
      return;
    }
    for (int r = 0; r < height; r++) {
      from.copyRow(i + r, j, width, tile, r * PANEL);
    }
    s.set(tile, 0, PANEL, 1);
    z.set(tile, 0, PANEL, 1);
    sum(depth, floor);
    for (int r = 0; r < height; r++) {
      c.setRow(i + r, j, width, tile, r * PANEL);
    }
  }

  private void sum(int depth, double floor) {
    if (TALL) {
      tile8(
          x.data, x.at, x.row, y.data, y.at, y.row, depth, s.data, s.at, s.row, z.data, z.at, z.row,
          floor);
    } else {
      tile4(
          x.data, x.at, x.row, y.data, y.at, y.row, depth, s.data, s.at, s.row, z.data, z.at, z.row,
          floor);
    }
  }

  /** Rows of A in place, if there are enough for a tile and their elements are neighbours. */
  private void chooseRows(DoubleView left, int i, int height, int k, int deep) {
    if (height == TILE && left.col == 1) {
      x.set(left, i, k);
      return;
    }
    x.set(rowsOfA, 0, SLOT, 1);
    int at = left.index(i, k);
    for (int t = 0; t < deep; t++) {
      for (int r = 0; r < height; r++) {
        rowsOfA[r * SLOT + t] = left.data[at + r * left.row + t * left.col];
      }
    }
    for (int r = height; r < TILE; r++) {
      Arrays.fill(rowsOfA, r * SLOT, r * SLOT + deep, 0);
    }
  }

  /** count columns of B, zeros after them. */
  private void pack(DoubleView right, int k, int deep, int j, int count, int to) {
    int at = right.index(k, j);
    if (count < PANEL) {
      Arrays.fill(panels, to, to + deep * PANEL, 0);
    }
    if (right.col == 1) {
      for (int t = 0; t < deep; t++) {
        System.arraycopy(right.data, at + t * right.row, panels, to + t * PANEL, count);
      }
    } else {
      packTransposed(right.data, at, right.row, right.col, deep, count, to);
    }
  }

  /** Goes through B in squares, so that a line of either side is met again while it is cached. */
  private void packTransposed(
      double[] from, int at, int row, int col, int deep, int count, int to) {
    for (int t = 0; t < deep; t += DoubleLanes.STRIDE) {
      int end = Math.min(deep, t + DoubleLanes.STRIDE);
      for (int l = 0; l < count; l++) {
        for (int u = t; u < end; u++) {
          panels[to + u * PANEL + l] = from[at + u * row + l * col];
        }
      }
    }
  }

  // ---- one row ---------------------------------------------------------------------------------

  private void oneRow(DoubleView left, DoubleView right, int depth, int cols, double floor) {
    int j = 0;
    for (; j + STRIP <= cols; j += STRIP) {
      s.set(start, 0, j);
      z.set(c, 0, j);
      strip(
          left.data,
          left.at,
          left.col,
          right.data,
          right.index(0, j),
          right.row,
          depth,
          s.data,
          s.at,
          z.data,
          z.at,
          floor);
    }
    for (; j < cols; j += PANEL) {
      ribbon(left, right, depth, j, Math.min(PANEL, cols - j), floor);
    }
  }

  private void ribbon(
      DoubleView left, DoubleView right, int depth, int j, int width, double floor) {
    start.copyRow(0, j, width, tile, 0);
    // Lanes past the last column read what follows in memory, as long as something does, and are
    // dropped; the last rows are packed.
    int at = right.index(0, j);
    int room = right.data.length - PANEL - at;
    int inPlace = room < 0 ? 0 : Math.min(depth, room / right.row + 1);
    ribbon(left.data, left.at, left.col, right.data, at, right.row, inPlace, tile);
    for (int k = inPlace; k < depth; k += DEPTH) {
      int deep = Math.min(DEPTH, depth - k);
      pack(right, k, deep, j, width, 0);
      ribbon(left.data, left.index(0, k), left.col, panels, 0, PANEL, deep, tile);
    }
    for (int l = 0; l < width; l++) {
      tile[l] = Math.max(floor, tile[l]);
    }
    c.setRow(0, j, width, tile, 0);
  }

  // ---- one column ------------------------------------------------------------------------------

  @Override
  void interleaved(int rows, int depth, double floor) {
    if (depth < 2 * DoubleLanes.STRIDE) {
      super.interleaved(rows, depth, floor);
      return;
    }
    for (int i = 0; i < rows; i += 4) {
      int last = Math.min(3, rows - 1 - i);
      dots(
          a.data,
          a.index(i, 0),
          a.index(i + Math.min(1, last), 0),
          a.index(i + Math.min(2, last), 0),
          a.index(i + last, 0),
          b.data,
          b.at,
          depth,
          partial);
      for (int r = 0; r <= last; r++) {
        double sum = combined(partial, r * DoubleLanes.STRIDE);
        c.data[c.index(i + r, 0)] = Math.max(floor, start.data[start.index(i + r, 0)] + sum);
      }
    }
  }

  /** The partial sums of four rows. */
  private static void dots(
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

  // ---- kernels ---------------------------------------------------------------------------------

  /** 8 rows and two vectors of C: C = max(floor, S + A B). */
  private static void tile8(
      double[] a,
      int aAt,
      int aRow,
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
    DoubleVector c40 = DoubleVector.fromArray(SPECIES, s, sAt + 4 * sRow);
    DoubleVector c41 = DoubleVector.fromArray(SPECIES, s, sAt + 4 * sRow + LANES);
    DoubleVector c50 = DoubleVector.fromArray(SPECIES, s, sAt + 5 * sRow);
    DoubleVector c51 = DoubleVector.fromArray(SPECIES, s, sAt + 5 * sRow + LANES);
    DoubleVector c60 = DoubleVector.fromArray(SPECIES, s, sAt + 6 * sRow);
    DoubleVector c61 = DoubleVector.fromArray(SPECIES, s, sAt + 6 * sRow + LANES);
    DoubleVector c70 = DoubleVector.fromArray(SPECIES, s, sAt + 7 * sRow);
    DoubleVector c71 = DoubleVector.fromArray(SPECIES, s, sAt + 7 * sRow + LANES);
    for (int k = 0; k < depth; k++) {
      DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, bAt + k * bRow);
      DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, bAt + k * bRow + LANES);
      int at = aAt + k;
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
      x = DoubleVector.broadcast(SPECIES, a[at + 4 * aRow]);
      c40 = c40.add(x.mul(b0));
      c41 = c41.add(x.mul(b1));
      x = DoubleVector.broadcast(SPECIES, a[at + 5 * aRow]);
      c50 = c50.add(x.mul(b0));
      c51 = c51.add(x.mul(b1));
      x = DoubleVector.broadcast(SPECIES, a[at + 6 * aRow]);
      c60 = c60.add(x.mul(b0));
      c61 = c61.add(x.mul(b1));
      x = DoubleVector.broadcast(SPECIES, a[at + 7 * aRow]);
      c70 = c70.add(x.mul(b0));
      c71 = c71.add(x.mul(b1));
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
    c40.max(low).intoArray(c, cAt + 4 * cRow);
    c41.max(low).intoArray(c, cAt + 4 * cRow + LANES);
    c50.max(low).intoArray(c, cAt + 5 * cRow);
    c51.max(low).intoArray(c, cAt + 5 * cRow + LANES);
    c60.max(low).intoArray(c, cAt + 6 * cRow);
    c61.max(low).intoArray(c, cAt + 6 * cRow + LANES);
    c70.max(low).intoArray(c, cAt + 7 * cRow);
    c71.max(low).intoArray(c, cAt + 7 * cRow + LANES);
  }

  /** 4 rows and two vectors of C: C = max(floor, S + A B). */
  private static void tile4(
      double[] a,
      int aAt,
      int aRow,
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
      int at = aAt + k;
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
  private static void strip(
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
  private static void ribbon(
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
}
