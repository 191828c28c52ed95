package org.qmp.autograd.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An operand of a product: element (i, j) lives at {@code data[at + i * row + j * col]}.
 *
 * <p>Transposition swaps two numbers, a bias is a matrix whose rows are zero elements apart, and
 * {@code +0} everywhere is a matrix whose rows and columns are. Some of the rows, or of the
 * columns, may be picked by their numbers. Views are set before every product and reused, so that
 * products allocate nothing.
 */
final class FloatView {
  /** The most numbers that a SIMD kernel loads at once: eight vectors of 512 bits. */
  private static final float[] ZEROS = new float[8 * FloatNumbers.STRIDE];

  float[] data = ZEROS;
  int at;
  int row;
  int col;
  private int @Nullable [] pickedRows;
  private int @Nullable [] pickedCols;

  void set(float[] data, int at, int row, int col) {
    this.data = data;
    this.at = at;
    this.row = row;
    this.col = col;
    pickedRows = null;
    pickedCols = null;
  }

  /** +0 everywhere. */
  void setZero() {
    set(ZEROS, 0, 0, 0);
  }

  void set(FloatView other) {
    set(other.data, other.at, other.row, other.col);
  }

  /** Selects rows: row i becomes the former row numbers[i]. */
  void pickRows(int[] numbers) {
    pickedRows = numbers;
  }

  boolean isZero() {
    return data == ZEROS;
  }

  void transpose() {
    int swap = row;
    row = col;
    col = swap;
    int[] picked = pickedRows;
    pickedRows = pickedCols;
    pickedCols = picked;
  }

  /** Whether elements of a row are neighbours. */
  boolean hasDenseRows() {
    return col == 1 && pickedCols == null;
  }

  /** Whether the elements of a column are neighbours. */
  boolean hasDenseCols() {
    return row == 1 && pickedRows == null;
  }

  /** Whether all rows begin at one distance from each other and their elements are neighbours. */
  boolean isRegular() {
    return hasDenseRows() && pickedRows == null;
  }

  int index(int i, int j) {
    int[] rows = pickedRows;
    int[] cols = pickedCols;
    return at + (rows == null ? i : rows[i]) * row + (cols == null ? j : cols[j]) * col;
  }

  /** Copies count elements of row i, from column j on. */
  void copyRow(int i, int j, int count, float[] to, int toAt) {
    if (hasDenseRows()) {
      System.arraycopy(data, index(i, j), to, toAt, count);
    } else if (col == 0) {
      Arrays.fill(to, toAt, toAt + count, data[index(i, j)]);
    } else {
      for (int t = 0; t < count; t++) {
        to[toAt + t] = data[index(i, j + t)];
      }
    }
  }

  /** Overwrites count elements of row i, from column j on. */
  void setRow(int i, int j, int count, float[] from, int fromAt) {
    if (hasDenseRows()) {
      System.arraycopy(from, fromAt, data, index(i, j), count);
    } else {
      for (int t = 0; t < count; t++) {
        data[index(i, j + t)] = from[fromAt + t];
      }
    }
  }

  /** Raises count elements of row i to at least the floor. */
  void raiseRow(int i, int count, float floor) {
    for (int t = 0; t < count; t++) {
      int index = index(i, t);
      data[index] = Math.max(floor, data[index]);
    }
  }
}
