package org.qmp.autograd.kernel;

/**
 * Where the elements of a matrix lie when a row, column or scalar is repeated to a larger shape.
 */
final class Steps {
  private Steps() {}

  /** Index of the first element of row i, or of the only row, which is repeated. */
  static int start(Mat x, int i) {
    return x.rows() == 1 ? x.offset() : x.offset() + i * x.cols();
  }

  /** From a column to the next: 0 where the only column is repeated. */
  static int column(Mat x) {
    return x.cols() == 1 ? 0 : 1;
  }
}
