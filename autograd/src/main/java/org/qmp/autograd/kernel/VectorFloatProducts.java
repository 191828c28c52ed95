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

  /** Below so many rows B is read where it is: packing would not pay. */
  private static final int PACKED_ROWS = 48;

  /** Below so many rows it is cheaper to transpose A and C than B. */
  private static final int FEW_ROWS = 96;

  /** Distance of the packed rows of A; not a power of two, so that they do not share cache sets. */
  private static final int SLOT = DEPTH + PANEL;

  private final float[] panel = new float[PANEL * DEPTH];
  private final float[] rowsOfA = new float[TILE * SLOT];
  private final float[] tile = new float[TILE * PANEL];
  private final float[] partial = new float[4 * FloatLanes.STRIDE];

  /** What tiles read of B: in place or a packed panel. */
  private final FloatView y = new FloatView();

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
    for (int j = 0; j < cols; j += PANEL) {
      int width = Math.min(PANEL, cols - j);
      for (int k = 0; k < depth; k += DEPTH) {
        int deep = Math.min(DEPTH, depth - k);
        choosePanel(right, rows, k, deep, j, width);
        FloatView from = k == 0 ? start : c;
        float low = k + deep == depth ? floor : Float.NEGATIVE_INFINITY;
        for (int i = 0; i < rows; i += TILE) {
          int height = Math.min(TILE, rows - i);
          if (height == TILE && width == PANEL && c.col == 1) {
            whole(left, i, j, k, deep, from, low);
          } else {
            overEdge(left, i, height, j, width, k, deep, from, low);
          }
        }
      }
    }
  }

  // ---- tiles -----------------------------------------------------------------------------------

  /** A panel that is not full, or whose columns are rows in memory, cannot be read in place. */
  private void choosePanel(FloatView right, int rows, int k, int deep, int j, int width) {
    if (right.col == 1 && rows < PACKED_ROWS && width == PANEL) {
      y.set(right, k, j);
    } else {
      pack(right, k, deep, j, width);
      y.set(panel, 0, PANEL, 1);
    }
  }

  private void whole(FloatView left, int i, int j, int k, int deep, FloatView from, float floor) {
    VectorFloatTiles.tile(
        left.data,
        left.index(i, k),
        left.row,
        left.col,
        y.data,
        y.at,
        y.row,
        deep,
        from.data,
        from.index(i, j),
        from.row,
        c.data,
        c.index(i, j),
        c.row,
        floor);
  }

  /** height rows and width columns of C, by way of scratch memory. */
  private void overEdge(
      FloatView left,
      int i,
      int height,
      int j,
      int width,
      int k,
      int deep,
      FloatView from,
      float floor) {
    for (int r = 0; r < height; r++) {
      from.copyRow(i + r, j, width, tile, r * PANEL);
    }
    boolean inPlace = height == TILE;
    if (!inPlace) {
      packRows(left, i, height, k, deep);
    }
    VectorFloatTiles.tile(
        inPlace ? left.data : rowsOfA,
        inPlace ? left.index(i, k) : 0,
        inPlace ? left.row : SLOT,
        inPlace ? left.col : 1,
        y.data,
        y.at,
        y.row,
        deep,
        tile,
        0,
        PANEL,
        tile,
        0,
        PANEL,
        floor);
    for (int r = 0; r < height; r++) {
      c.setRow(i + r, j, width, tile, r * PANEL);
    }
  }

  /** height rows of A, zeros after them. */
  private void packRows(FloatView left, int i, int height, int k, int deep) {
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
  private void pack(FloatView right, int k, int deep, int j, int count) {
    int at = right.index(k, j);
    if (count < PANEL) {
      Arrays.fill(panel, 0, deep * PANEL, 0);
    }
    if (right.col == 1) {
      for (int t = 0; t < deep; t++) {
        System.arraycopy(right.data, at + t * right.row, panel, t * PANEL, count);
      }
    } else {
      packTransposed(right.data, at, right.row, right.col, deep, count);
    }
  }

  /** Goes through B in squares, so that a line of either side is met again while it is cached. */
  private void packTransposed(float[] from, int at, int row, int col, int deep, int count) {
    for (int t = 0; t < deep; t += FloatLanes.STRIDE) {
      int end = Math.min(deep, t + FloatLanes.STRIDE);
      for (int l = 0; l < count; l++) {
        for (int u = t; u < end; u++) {
          panel[u * PANEL + l] = from[at + u * row + l * col];
        }
      }
    }
  }

  // ---- one row ---------------------------------------------------------------------------------

  private void oneRow(FloatView left, FloatView right, int depth, int cols, float floor) {
    int j = 0;
    for (; j + STRIP <= cols; j += STRIP) {
      VectorFloatTiles.strip(
          left.data,
          left.at,
          left.col,
          right.data,
          right.index(0, j),
          right.row,
          depth,
          start.data,
          start.index(0, j),
          c.data,
          c.index(0, j),
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
      pack(right, k, deep, j, width);
      VectorFloatTiles.ribbon(left.data, left.index(0, k), left.col, panel, 0, PANEL, deep, tile);
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
