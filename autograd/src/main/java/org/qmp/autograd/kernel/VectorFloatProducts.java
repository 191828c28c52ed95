package org.qmp.autograd.kernel;

import java.util.Arrays;

/**
 * {@link FloatProducts} with vector instructions.
 *
 * <pre>
 *   C = max(floor, S + A B)
 * </pre>
 *
 * Vectors run over j and every lane adds its products over k from left to right, each fused: the
 * bits are those of plain Java. A tile of C, as many rows and vectors as registers can hold, is
 * summed at a time, always from memory, since HotSpot would box vectors that a branch merges. Tiles
 * that reach over an edge of C are summed in scratch memory, and what lies outside is dropped. The
 * floor is applied in a separate pass while the sums are still cached.
 *
 * <p>Loaded by name and only where the module {@code jdk.incubator.vector} is present.
 */
final class VectorFloatProducts extends FloatPlainProducts {
  private static final int STRIP = VectorFloatTiles.STRIP;

  /** Columns of a tile, and of a panel of B: its rows follow each other without a gap. */
  private static final int PANEL = VectorFloatTiles.WIDTH;

  /** Contracted elements of a block: a panel of B stays in the nearest cache. */
  private static final int DEPTH = VectorFloatTiles.DEPTH;

  private static final int SLOT = VectorFloatTiles.SLOT;

  /** Rows of a block of A, which stays in the second-level cache while panels of B are used. */
  private static final int ROWS = 256;

  /**
   * The most columns of C = Aᵀ B that are computed as rows of Cᵀ, so that A needs no transposition.
   */
  private static final int FEW = 16;

  /** Rows of a tile: 4 or 8. */
  private final int height;

  private final float[] panel = new float[PANEL * DEPTH];
  private final float[] tile = new float[8 * PANEL];
  private final FloatView scratch = new FloatView();
  private final float[] partial = new float[4 * FloatNumbers.STRIDE];

  /** A block of A; grows to the largest needed. */
  private float[] block = new float[0];

  VectorFloatProducts() {
    this(VectorFloatTiles.HEIGHT);
  }

  VectorFloatProducts(int height) {
    this.height = height;
    scratch.set(tile, 0, PANEL, 1);
  }

  @Override
  boolean transposedIsFaster(int rows, int depth, int cols) {
    return a.row == 1 // A is transposed
        ? cols <= FEW
        : b.col != 1 && rows <= 2 * PANEL && rows % PANEL == 0;
  }

  @Override
  void product(FloatView left, FloatView right, int rows, int depth, int cols, float floor) {
    if ((rows == 1 || depth == 1) && right.hasDenseRows() && c.hasDenseRows()) {
      for (int i = 0; i < rows; i++) {
        row(left, right, i, depth, cols);
      }
      raise(0, rows, cols, floor);
      return;
    }
    for (int k = 0; k < depth; k += DEPTH) {
      int deep = Math.min(DEPTH, depth - k);
      FloatView from = k == 0 ? start : c;
      for (int i = 0; i < rows; i += ROWS) {
        int end = Math.min(rows, i + ROWS);
        packLeft(left, i, end, k, deep);
        for (int j = 0; j < cols; j += PANEL) {
          int width = Math.min(PANEL, cols - j);
          packRight(right, k, deep, j, width);
          tiles(i, end, j, width, deep, from);
        }
        if (k + deep == depth) {
          raise(i, end, cols, floor);
        }
      }
    }
  }

  // ---- tiles -----------------------------------------------------------------------------------

  private void tiles(int first, int end, int j, int width, int deep, FloatView from) {
    for (int i = first; i < end; i += height) {
      int rows = Math.min(height, end - i);
      boolean whole = rows == height && width == PANEL;
      FloatView s =
          from.isZero() || whole && from.isRegular() ? from : scratch(from, i, rows, j, width);
      FloatView to = whole && c.isRegular() ? c : scratch;
      int at = (i - first) * SLOT;
      int sAt = s == from ? from.index(i, j) : 0;
      int toAt = to == c ? c.index(i, j) : 0;
      if (rows <= 4) {
        VectorFloatTiles.rows4(block, at, panel, deep, s, sAt, to, toAt);
      } else {
        VectorFloatTiles.rows8(block, at, panel, deep, s, sAt, to, toAt);
      }
      for (int r = 0; to == scratch && r < rows; r++) {
        c.setRow(i + r, j, width, tile, r * PANEL);
      }
    }
  }

  /** The part of S for a tile in scratch memory. */
  private FloatView scratch(FloatView from, int i, int rows, int j, int width) {
    for (int r = 0; r < rows; r++) {
      from.copyRow(i + r, j, width, tile, r * PANEL);
    }
    return scratch;
  }

  private void raise(int first, int end, int cols, float floor) {
    if (floor == Float.NEGATIVE_INFINITY) {
      return;
    }
    for (int i = first; i < end; i++) {
      if (c.hasDenseRows()) {
        VectorFloatTiles.raise(c.data, c.index(i, 0), cols, floor);
      } else {
        c.raiseRow(i, cols, floor);
      }
    }
  }

  // ---- packing ---------------------------------------------------------------------------------

  /** Rows of A. If a tile has fewer, the results of the others are dropped later. */
  private void packLeft(FloatView left, int first, int end, int k, int deep) {
    int size = (end - first + height - 1) / height * height * SLOT;
    if (block.length < size) {
      block = new float[size];
    }
    int i = first;
    if (left.hasDenseCols()) {
      for (; i + 4 <= end; i += 4) {
        packColumns(left.data, left.index(i, k), left.col, deep, (i - first) * SLOT);
      }
    }
    for (; i < end; i++) {
      left.copyRow(i, k, deep, block, (i - first) * SLOT);
    }
  }

  /** Four rows of a transposed A, which are neighbours in memory. */
  private void packColumns(float[] from, int at, int step, int deep, int to) {
    for (int t = 0; t < deep; t++) {
      block[to + t] = from[at + t * step];
      block[to + t + SLOT] = from[at + t * step + 1];
      block[to + t + 2 * SLOT] = from[at + t * step + 2];
      block[to + t + 3 * SLOT] = from[at + t * step + 3];
    }
  }

  /** count columns of B, zeros after them. */
  private void packRight(FloatView right, int k, int deep, int j, int count) {
    int at = right.index(k, j);
    if (right.isRegular() && count == PANEL) {
      VectorFloatTiles.panel(right.data, at, right.row, deep, panel);
      return;
    }
    if (count < PANEL) {
      Arrays.fill(panel, 0, deep * PANEL, 0);
    }
    if (right.hasDenseRows()) {
      for (int t = 0; t < deep; t++) {
        System.arraycopy(right.data, at + t * right.row, panel, t * PANEL, count);
      }
    } else {
      packTransposed(right, k, j, deep, count);
    }
  }

  /**
   * Traverses B in pieces of {@code STRIDE} rows and all columns of the panel, so that a cache line
   * of either side is used again while it is cached.
   */
  private void packTransposed(FloatView right, int k, int j, int deep, int count) {
    float[] from = right.data;
    for (int t = 0; t < deep; t += FloatNumbers.STRIDE) {
      int end = Math.min(deep, t + FloatNumbers.STRIDE);
      int l = 0;
      for (; l + 4 <= count; l += 4) {
        int at0 = right.index(k, j + l);
        int at1 = right.index(k, j + l + 1);
        int at2 = right.index(k, j + l + 2);
        int at3 = right.index(k, j + l + 3);
        for (int u = t; u < end; u++) {
          int to = u * PANEL + l;
          panel[to] = from[at0 + u];
          panel[to + 1] = from[at1 + u];
          panel[to + 2] = from[at2 + u];
          panel[to + 3] = from[at3 + u];
        }
      }
      for (; l < count; l++) {
        int at = right.index(k, j + l);
        for (int u = t; u < end; u++) {
          panel[u * PANEL + l] = from[at + u];
        }
      }
    }
  }

  // ---- single rows -----------------------------------------------------------------------------

  private void row(FloatView left, FloatView right, int i, int depth, int cols) {
    int j = 0;
    for (; j + STRIP <= cols; j += STRIP) {
      VectorFloatTiles.strip(left, right, depth, start, c, i, j);
    }
    for (; j < cols; j += PANEL) {
      ribbon(left, right, i, depth, j, Math.min(PANEL, cols - j));
    }
  }

  private void ribbon(FloatView left, FloatView right, int i, int depth, int j, int width) {
    start.copyRow(i, j, width, tile, 0);
    // Lanes past the last column read what follows in memory, if anything does, and are
    // dropped; the last rows are packed.
    int at = right.index(0, j);
    int room = right.data.length - PANEL - at;
    int inPlace = room < 0 ? 0 : Math.min(depth, room / right.row + 1);
    VectorFloatTiles.ribbon(
        left.data, left.index(i, 0), left.col, right.data, at, right.row, inPlace, tile);
    for (int k = inPlace; k < depth; k += DEPTH) {
      int deep = Math.min(DEPTH, depth - k);
      packRight(right, k, deep, j, width);
      VectorFloatTiles.ribbon(left.data, left.index(i, k), left.col, panel, 0, PANEL, deep, tile);
    }
    c.setRow(i, j, width, tile, 0);
  }

  // ---- one column ------------------------------------------------------------------------------

  @Override
  void interleaved(int rows, int depth, float floor) {
    if (depth < 2 * FloatNumbers.STRIDE) {
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
        int at = r * FloatNumbers.STRIDE;
        for (int k = depth - depth % FloatNumbers.STRIDE; k < depth; k++) {
          int l = at + k % FloatNumbers.STRIDE;
          partial[l] = fused(a.data[a.index(i + r, k)], b.data[b.at + k], partial[l]);
        }
        float sum = FloatSums.combined(partial, at);
        c.data[c.index(i + r, 0)] = Math.max(floor, start.data[start.index(i + r, 0)] + sum);
      }
    }
  }
}
