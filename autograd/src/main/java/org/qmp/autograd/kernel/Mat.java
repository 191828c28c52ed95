package org.qmp.autograd.kernel;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.ejml.data.Matrix;

/**
 * A row-major matrix, or a range of its rows, over an EJML {@link DMatrixRMaj} or {@link
 * FMatrixRMaj}.
 *
 * <p>Nothing is copied: {@link #of(DMatrixRMaj)} wraps a matrix, and {@link #rowRange(int, int)} is
 * a window. Element (i, j) lives at {@code offset() + i * cols() + j} of {@link #doubles()} or
 * {@link #floats()}.
 */
public final class Mat {
  private final Precision precision;
  private final Matrix store;
  private final Shape shape;
  private final int offset;

  private Mat(Precision precision, Matrix store, Shape shape, int offset) {
    this.precision = precision;
    this.store = store;
    this.shape = shape;
    this.offset = offset;
  }

  /** A new matrix of zeros. */
  public static Mat zeros(Precision precision, Shape shape) {
    return precision == Precision.DOUBLE
        ? of(new DMatrixRMaj(shape.rows(), shape.cols()))
        : of(new FMatrixRMaj(shape.rows(), shape.cols()));
  }

  /** The given EJML matrix itself, in double precision. It must not be reshaped afterwards. */
  public static Mat of(DMatrixRMaj matrix) {
    return new Mat(
        Precision.DOUBLE, matrix, new Shape(matrix.getNumRows(), matrix.getNumCols()), 0);
  }

  /** The given EJML matrix itself, in single precision. It must not be reshaped afterwards. */
  public static Mat of(FMatrixRMaj matrix) {
    return new Mat(Precision.FLOAT, matrix, new Shape(matrix.getNumRows(), matrix.getNumCols()), 0);
  }

  /** A new matrix that holds the given rows, each rounded to the precision. */
  public static Mat of(Precision precision, double[][] rows) {
    if (rows.length == 0) {
      throw new ShapeException("a matrix needs at least one row");
    }
    Mat mat = zeros(precision, new Shape(rows.length, rows[0].length));
    for (int i = 0; i < rows.length; i++) {
      if (rows[i].length != mat.cols()) {
        throw new ShapeException(
            "row " + i + " has " + rows[i].length + " values where row 0 has " + mat.cols());
      }
      for (int j = 0; j < mat.cols(); j++) {
        mat.set(i, j, rows[i][j]);
      }
    }
    return mat;
  }

  public Precision precision() {
    return precision;
  }

  public Shape shape() {
    return shape;
  }

  public int rows() {
    return shape.rows();
  }

  public int cols() {
    return shape.cols();
  }

  public int size() {
    return shape.size();
  }

  /** Index of element (0, 0) in the array. */
  public int offset() {
    return offset;
  }

  /** The whole backing array of a DOUBLE matrix. */
  public double[] doubles() {
    if (precision != Precision.DOUBLE) {
      throw new IllegalStateException("a FLOAT matrix has no doubles");
    }
    return ((DMatrixRMaj) store).data;
  }

  /** The whole backing array of a FLOAT matrix. */
  public float[] floats() {
    if (precision != Precision.FLOAT) {
      throw new IllegalStateException("a DOUBLE matrix has no floats");
    }
    return ((FMatrixRMaj) store).data;
  }

  private Object array() {
    return precision == Precision.DOUBLE ? doubles() : floats();
  }

  /** The underlying EJML matrix (all of it, even if this is a range of its rows). */
  public Matrix ejml() {
    return store;
  }

  /** Rows from (inclusive) to (exclusive) as a window onto the same numbers. */
  public Mat rowRange(int from, int to) {
    if (from < 0 || to > rows() || from >= to) {
      throw new ShapeException("rows " + from + " to " + to + " of a " + shape + " matrix");
    }
    return new Mat(precision, store, new Shape(to - from, cols()), offset + from * cols());
  }

  public double get(int row, int col) {
    return at(index(row, col) - offset);
  }

  /** Element number i in row-major order, from 0 to size() (exclusive). */
  public double at(int i) {
    return precision == Precision.DOUBLE ? doubles()[offset + i] : floats()[offset + i];
  }

  public void set(int row, int col, double value) {
    put(index(row, col), value);
  }

  private void put(int at, double value) {
    if (precision == Precision.DOUBLE) {
      doubles()[at] = value;
    } else {
      floats()[at] = (float) value;
    }
  }

  /** Sets every element. */
  public void fill(double value) {
    if (precision == Precision.DOUBLE) {
      Arrays.fill(doubles(), offset, offset + size(), value);
    } else {
      Arrays.fill(floats(), offset, offset + size(), (float) value);
    }
  }

  /** Copies the numbers of a matrix of the same shape, rounding if precisions differ. */
  public void set(Mat other) {
    if (!shape.equals(other.shape)) {
      throw new ShapeException("cannot copy " + other.shape + " into " + shape);
    }
    if (precision != other.precision) {
      for (int i = 0; i < size(); i++) {
        put(offset + i, other.at(i));
      }
    } else {
      System.arraycopy(other.array(), other.offset, array(), offset, size());
    }
  }

  /** Copies the first size() numbers in row-major order, each rounded to the precision. */
  public void set(double[] numbers) {
    for (int i = 0; i < size(); i++) {
      put(offset + i, numbers[i]);
    }
  }

  /** A new matrix with the same numbers. */
  public Mat copy() {
    Mat copy = zeros(precision, shape);
    copy.set(this);
    return copy;
  }

  /** The single element of a 1×1 matrix. */
  public double scalar() {
    if (size() != 1) {
      throw new ShapeException("a " + shape + " matrix is not a scalar");
    }
    return get(0, 0);
  }

  /** The numbers as an array of rows. */
  public double[][] toRows() {
    double[][] rows = new double[rows()][cols()];
    for (int i = 0; i < rows(); i++) {
      for (int j = 0; j < cols(); j++) {
        rows[i][j] = get(i, j);
      }
    }
    return rows;
  }

  /** Number of the first element, in row-major order, that is NaN or infinite; −1 if none is. */
  public int firstNonFinite() {
    for (int i = 0; i < size(); i++) {
      if (!Double.isFinite(at(i))) {
        return i;
      }
    }
    return -1;
  }

  /** Where element number i is, for messages: {@code row 2, column 0}. */
  public String place(int i) {
    return "row " + i / cols() + ", column " + i % cols();
  }

  private int index(int row, int col) {
    if (row < 0 || row >= rows() || col < 0 || col >= cols()) {
      throw new IndexOutOfBoundsException("(" + row + ", " + col + ") of a " + shape + " matrix");
    }
    return offset + row * cols() + col;
  }

  @Override
  public String toString() {
    return precision + " " + shape + (size() <= 64 ? " " + Arrays.deepToString(toRows()) : "");
  }
}
