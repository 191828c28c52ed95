package org.qmp.autograd.kernel;

import java.util.Arrays;

/**
 * An operand of a product: element (i, j) lives at {@code data[at + i * row + j * col]}.
 *
 * <p>Transposition swaps two numbers, a bias is a matrix whose rows are zero elements apart, and
 * {@code +0} everywhere is a matrix whose rows and columns are. Views are set before every product
 * and reused, so that products allocate nothing.
 */
final class FloatView {
  /** As many as a SIMD kernel loads at once: eight vectors of 512 bits. */
  private static final float[] ZEROS = new float[8 * FloatLanes.STRIDE];

  float[] data = ZEROS;
  int at;
  int row;
  int col;

  void set(float[] data, int at, int row, int col) {
    this.data = data;
    this.at = at;
    this.row = row;
    this.col = col;
  }

  /** +0 everywhere. */
  void setZero() {
    set(ZEROS, 0, 0, 0);
  }

  boolean isZero() {
    return data == ZEROS;
  }

  void transpose() {
    int swap = row;
    row = col;
    col = swap;
  }

  int index(int i, int j) {
    return at + i * row + j * col;
  }

  /** Copies count elements of row i, from column j on. */
  void copyRow(int i, int j, int count, float[] to, int toAt) {
    int from = index(i, j);
    if (col == 1) {
      System.arraycopy(data, from, to, toAt, count);
    } else if (col == 0) {
      Arrays.fill(to, toAt, toAt + count, data[from]);
    } else {
      for (int t = 0; t < count; t++) {
        to[toAt + t] = data[from + t * col];
      }
    }
  }

  /** Overwrites count elements of row i, from column j on. */
  void setRow(int i, int j, int count, float[] from, int fromAt) {
    int to = index(i, j);
    if (col == 1) {
      System.arraycopy(from, fromAt, data, to, count);
    } else {
      for (int t = 0; t < count; t++) {
        data[to + t * col] = from[fromAt + t];
      }
    }
  }

  /** Lifts count elements of row i to at least the floor. */
  void raiseRow(int i, int count, float floor) {
    int from = index(i, 0);
    for (int t = 0; t < count; t++) {
      data[from + t * col] = Math.max(floor, data[from + t * col]);
    }
  }
}
