package org.qmp.autograd.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;

/** Random operands for the three products, and the check that all implementations agree. */
final class ProductCase {
  private final Precision precision;
  private final Random random;
  private final Products naive;
  private final List<Products> rivals;
  private boolean nonFinite;

  ProductCase(Precision precision, Random random) {
    this(precision, random, ProductForms.all(precision));
  }

  ProductCase(Precision precision, Random random, List<Products> rivals) {
    this.precision = precision;
    this.random = random;
    this.rivals = rivals;
    naive = new ProductForms.Naive(precision);
  }

  /** Makes a few elements of all later operands NaN or infinite. */
  void addNonFinite() {
    nonFinite = true;
  }

  /** X is groups·n×k, W groups·k×m. */
  void check(int groups, int n, int k, int m) {
    Mat x = operand(groups * n, k);
    Mat w = operand(groups * k, m);
    Mat bias = random.nextBoolean() ? operand(groups, m) : null;
    boolean relu = random.nextBoolean();
    boolean add = random.nextBoolean();
    String what = groups + " × (" + n + "×" + k + " · " + k + "×" + m + "), add " + add;
    compare(
        "affine " + what + ", relu " + relu + ", bias " + (bias != null),
        operand(groups * n, m),
        (p, y, from, to) -> p.affine(x, w, bias, relu, y, from, to));
    Mat dy = operand(groups * n, m);
    for (int row = 0; row < dy.rows() && random.nextBoolean(); row += 1 + random.nextInt(5)) {
      dy.rowRange(row, row + 1).fill(random.nextBoolean() ? 0.0 : -0.0);
    }
    compare(
        "timesTransposed " + what,
        operand(groups * n, k),
        (p, dx, from, to) -> p.timesTransposed(dy, w, dx, add, from, to));
    compare(
        "transposedTimes " + what,
        operand(groups * k, m),
        (p, dw, from, to) -> p.transposedTimes(x, dy, dw, add, from, to));
  }

  private interface Call {
    void run(Products products, Mat out, int from, int to);
  }

  /** Rows outside the range must be unchanged. */
  private void compare(String what, Mat before, Call call) {
    int rows = before.rows();
    boolean all = random.nextBoolean();
    int from = all ? 0 : random.nextInt(rows);
    int to = all ? rows : from + 1 + random.nextInt(rows - from);
    Mat expected = before.copy();
    call.run(naive, expected, from, to);
    for (Products rival : rivals) {
      Mat found = operand(rows, before.cols());
      found.set(before);
      call.run(rival, found, from, to);
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < before.cols(); j++) {
          if (bits(expected.get(i, j)) != bits(found.get(i, j))) {
            assertEquals(
                expected.get(i, j),
                found.get(i, j),
                rival.getClass().getSimpleName()
                    + " "
                    + what
                    + ", rows "
                    + from
                    + " to "
                    + to
                    + ", at "
                    + i
                    + ", "
                    + j);
          }
        }
      }
    }
  }

  /** All NaNs count as the same. */
  private static long bits(double value) {
    return Double.doubleToLongBits(value);
  }

  private Mat operand(int rows, int cols) {
    int above = random.nextInt(3);
    int below = random.nextInt(3);
    Mat mat = random(precision, above + rows + below, cols, random).rowRange(above, above + rows);
    if (nonFinite) {
      double[] kinds = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
      for (double kind : kinds) {
        mat.set(random.nextInt(rows), random.nextInt(cols), kind);
      }
    }
    return mat;
  }

  /** Normal variates, some replaced by zeros of either sign. */
  static Mat random(Precision precision, int rows, int cols, Random random) {
    Mat mat = precision.zeros(rows, cols);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < cols; j++) {
        int kind = random.nextInt(16);
        mat.set(i, j, kind == 0 ? 0.0 : kind == 1 ? -0.0 : random.nextGaussian());
      }
    }
    return mat;
  }
}
