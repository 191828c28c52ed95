package org.qmp.autograd.kernel;

/** The number format of a matrix and of every computation on it. */
public enum Precision {
  /** IEEE-754 binary64, stored in an EJML {@code DMatrixRMaj}. */
  DOUBLE,
  /** IEEE-754 binary32, stored in an EJML {@code FMatrixRMaj}. */
  FLOAT;

  /** A new rows × cols matrix of zeros. */
  public Mat zeros(int rows, int cols) {
    return Mat.zeros(this, new Shape(rows, cols));
  }

  /** The number of this format that is nearest to x. */
  public double round(double x) {
    return this == FLOAT ? (float) x : x;
  }
}
