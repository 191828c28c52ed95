package org.qmp.autograd.kernel;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The products of {@link FloatProducts} with vector instructions.
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
final class VectorFloatProducts extends FloatProducts {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
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

  private final float[] panels = new float[WIDTH * DEPTH];
  private final float[] rowsOfA = new float[TILE * SLOT];
  private final float[] tile = new float[TILE * PANEL];
  private final float[] partial = new float[4 * FloatLanes.STRIDE];

  /** What a tile reads and writes: operands in place or packed copies of them. */
  private final FloatView x = new FloatView();

  private final FloatView y = new FloatView();
  private final FloatView s = new FloatView();
  private final FloatView z = new FloatView();

  @Override
  boolean transposedIsFaster(int rows, int depth, int cols) {
    boolean leftIsTransposed = a.row == 1;
    boolean rightIsTransposed = b.col != 1;
    return leftIsTransposed ? cols <= PANEL / 2 : rightIsTransposed && rows < FEW_ROWS;
  }

  @Override
  void product(FloatView left, FloatView right, int rows, int depth, int cols, float floor) {
    if (rows == 1 && right.col == 1 && c.col == 1) {
      oneRow(left, right, depth, cols, floor);
      return;
    }
    for (int j = 0; j < cols; j += WIDTH) {
      int width = Math.min(WIDTH, cols - j);
      for (int k = 0; k < depth; k += DEPTH) {
        int deep = Math.min(DEPTH, depth - k);
        float low = k + deep == depth ? floor : Float.NEGATIVE_INFINITY;
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
  private void tile(int i, int height, int j, int width, int depth, FloatView from, float floor) {
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

  private void sum(int depth, float floor) {
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
  private void chooseRows(FloatView left, int i, int height, int k, int deep) {
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
  private void pack(FloatView right, int k, int deep, int j, int count, int to) {
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
  private void packTransposed(float[] from, int at, int row, int col, int deep, int count, int to) {
    for (int t = 0; t < deep; t += FloatLanes.STRIDE) {
      int end = Math.min(deep, t + FloatLanes.STRIDE);
      for (int l = 0; l < count; l++) {
        for (int u = t; u < end; u++) {
          panels[to + u * PANEL + l] = from[at + u * row + l * col];
        }
      }
    }
  }

  // ---- one row ---------------------------------------------------------------------------------

  private void oneRow(FloatView left, FloatView right, int depth, int cols, float floor) {
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

  private void ribbon(FloatView left, FloatView right, int depth, int j, int width, float floor) {
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
  void interleaved(int rows, int depth, float floor) {
    if (depth < 2 * FloatLanes.STRIDE) {
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
        float sum = combined(partial, r * FloatLanes.STRIDE);
        c.data[c.index(i + r, 0)] = Math.max(floor, start.data[start.index(i + r, 0)] + sum);
      }
    }
  }

  /** The partial sums of four rows. */
  private static void dots(
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

  // ---- kernels ---------------------------------------------------------------------------------

  /** 8 rows and two vectors of C: C = max(floor, S + A B). */
  private static void tile8(
      float[] a,
      int aAt,
      int aRow,
      float[] b,
      int bAt,
      int bRow,
      int depth,
      float[] s,
      int sAt,
      int sRow,
      float[] c,
      int cAt,
      int cRow,
      float floor) {
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
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, bAt + k * bRow);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, bAt + k * bRow + LANES);
      int at = aAt + k;
      FloatVector x = FloatVector.broadcast(SPECIES, a[at]);
      c00 = c00.add(x.mul(b0));
      c01 = c01.add(x.mul(b1));
      x = FloatVector.broadcast(SPECIES, a[at + 1 * aRow]);
      c10 = c10.add(x.mul(b0));
      c11 = c11.add(x.mul(b1));
      x = FloatVector.broadcast(SPECIES, a[at + 2 * aRow]);
      c20 = c20.add(x.mul(b0));
      c21 = c21.add(x.mul(b1));
      x = FloatVector.broadcast(SPECIES, a[at + 3 * aRow]);
      c30 = c30.add(x.mul(b0));
      c31 = c31.add(x.mul(b1));
      x = FloatVector.broadcast(SPECIES, a[at + 4 * aRow]);
      c40 = c40.add(x.mul(b0));
      c41 = c41.add(x.mul(b1));
      x = FloatVector.broadcast(SPECIES, a[at + 5 * aRow]);
      c50 = c50.add(x.mul(b0));
      c51 = c51.add(x.mul(b1));
      x = FloatVector.broadcast(SPECIES, a[at + 6 * aRow]);
      c60 = c60.add(x.mul(b0));
      c61 = c61.add(x.mul(b1));
      x = FloatVector.broadcast(SPECIES, a[at + 7 * aRow]);
      c70 = c70.add(x.mul(b0));
      c71 = c71.add(x.mul(b1));
    }
    FloatVector low = FloatVector.broadcast(SPECIES, floor);
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
      float[] a,
      int aAt,
      int aRow,
      float[] b,
      int bAt,
      int bRow,
      int depth,
      float[] s,
      int sAt,
      int sRow,
      float[] c,
      int cAt,
      int cRow,
      float floor) {
    FloatVector c00 = FloatVector.fromArray(SPECIES, s, sAt + 0 * sRow);
    FloatVector c01 = FloatVector.fromArray(SPECIES, s, sAt + 0 * sRow + LANES);
    FloatVector c10 = FloatVector.fromArray(SPECIES, s, sAt + 1 * sRow);
    FloatVector c11 = FloatVector.fromArray(SPECIES, s, sAt + 1 * sRow + LANES);
    FloatVector c20 = FloatVector.fromArray(SPECIES, s, sAt + 2 * sRow);
    FloatVector c21 = FloatVector.fromArray(SPECIES, s, sAt + 2 * sRow + LANES);
    FloatVector c30 = FloatVector.fromArray(SPECIES, s, sAt + 3 * sRow);
    FloatVector c31 = FloatVector.fromArray(SPECIES, s, sAt + 3 * sRow + LANES);
    for (int k = 0; k < depth; k++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, bAt + k * bRow);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, bAt + k * bRow + LANES);
      int at = aAt + k;
      FloatVector x = FloatVector.broadcast(SPECIES, a[at]);
      c00 = c00.add(x.mul(b0));
      c01 = c01.add(x.mul(b1));
      x = FloatVector.broadcast(SPECIES, a[at + 1 * aRow]);
      c10 = c10.add(x.mul(b0));
      c11 = c11.add(x.mul(b1));
      x = FloatVector.broadcast(SPECIES, a[at + 2 * aRow]);
      c20 = c20.add(x.mul(b0));
      c21 = c21.add(x.mul(b1));
      x = FloatVector.broadcast(SPECIES, a[at + 3 * aRow]);
      c30 = c30.add(x.mul(b0));
      c31 = c31.add(x.mul(b1));
    }
    FloatVector low = FloatVector.broadcast(SPECIES, floor);
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
      int cAt,
      float floor) {
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
    FloatVector low = FloatVector.broadcast(SPECIES, floor);
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
}
