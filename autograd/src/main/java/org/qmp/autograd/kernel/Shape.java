package org.qmp.autograd.kernel;

/**
 * Rows × columns of a matrix.
 *
 * @param rows at least 1
 * @param cols at least 1
 */
public record Shape(int rows, int cols) {
  public Shape {
    if (rows < 1 || cols < 1) {
      throw new ShapeException(
          "a matrix has at least one row and one column, not " + rows + "×" + cols);
    }
    if ((long) rows * cols > Integer.MAX_VALUE - 8) {
      throw new ShapeException(rows + "×" + cols + " has more elements than a Java array can hold");
    }
  }

  /** The number of elements. */
  public int size() {
    return rows * cols;
  }

  /**
   * Shape of an elementwise result: equal shapes, or one of them a row (1×cols), a column (rows×1)
   * or a scalar (1×1) that is repeated to fit.
   */
  public Shape broadcast(Shape other) {
    boolean rowsFit = rows == other.rows || rows == 1 || other.rows == 1;
    boolean colsFit = cols == other.cols || cols == 1 || other.cols == 1;
    Shape both = new Shape(Math.max(rows, other.rows), Math.max(cols, other.cols));
    if (!rowsFit || !colsFit || !(equals(both) || other.equals(both))) {
      String rule = " are neither equal nor is one a row, column or scalar to repeat";
      throw new ShapeException(this + " and " + other + rule);
    }
    return both;
  }

  @Override
  public String toString() {
    return rows + "×" + cols;
  }
}
