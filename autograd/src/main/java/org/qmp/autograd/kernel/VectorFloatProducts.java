package org.qmp.autograd.kernel;

import java.util.Arrays;

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
  private static final int TILE = VectorFloatTiles.HEIGHT;
  private static final int STRIP = VectorFloatTiles.STRIP;

  /** Columns of a tile, and of a panel of B: its rows follow each other without a gap. */
  private static final int PANEL = VectorFloatTiles.WIDTH;

  /** Contracted elements of a block: a panel and a tile's rows of A stay in near caches. */
  private static final int DEPTH = 512;

  /** Columns of a block, whose panels stay in the second-level cache. */
  private static final int WIDTH = 16 * PANEL;

  /** Below so many rows B is read where it is: packing would not pay. */
  private static final int PACKED_ROWS = 48;

  /** Below so many rows it is cheaper to transpose A and C than B. */
  private static final int FEW_ROWS = 96;

  /** Distance of the packed rows of A; not a power of two, so that they do not share cache sets. */
  private static final int SLOT = DEPTH + PANEL;

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
    VectorFloatTiles.tile(
        x.data, x.at, x.row, y.data, y.at, y.row, depth, s.data, s.at, s.row, z.data, z.at, z.row,
        floor);
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
      VectorFloatTiles.strip(
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
    VectorFloatTiles.ribbon(left.data, left.at, left.col, right.data, at, right.row, inPlace, tile);
    for (int k = inPlace; k < depth; k += DEPTH) {
      int deep = Math.min(DEPTH, depth - k);
      pack(right, k, deep, j, width, 0);
      VectorFloatTiles.ribbon(left.data, left.index(0, k), left.col, panels, 0, PANEL, deep, tile);
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
      VectorFloatTiles.dots(
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
}
