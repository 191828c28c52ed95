package org.qmp.rl.tabular;

import java.util.Arrays;

/** Tables indexed by state and action: checks, and some linear algebra. */
final class Tables {
  private static final double SUM_TOLERANCE = 1e-9;

  private Tables() {}

  static double[][] copy(double[][] table) {
    return Arrays.stream(table).map(double[]::clone).toArray(double[][]::new);
  }

  static void requireRectangle(String name, double[][] table) {
    if (table.length == 0 || table[0].length == 0) {
      throw new IllegalArgumentException(name + " need at least one state and one action");
    }
    requireSize(name, table, table.length, table[0].length);
  }

  static void requireSize(String name, double[][] table, int rows, int cols) {
    if (table.length != rows) {
      throw new IllegalArgumentException(name + ": " + table.length + " rows, expected " + rows);
    }
    for (int i = 0; i < rows; i++) {
      if (table[i].length != cols) {
        throw new IllegalArgumentException(
            name + ": row " + i + " has " + table[i].length + " entries, expected " + cols);
      }
      for (int j = 0; j < cols; j++) {
        if (!Double.isFinite(table[i][j])) {
          throw new IllegalArgumentException(
              name + ": entry (" + i + ", " + j + ") is " + table[i][j]);
        }
      }
    }
  }

  static void requireDistributions(String name, double[][] table) {
    for (int i = 0; i < table.length; i++) {
      double sum = 0;
      for (double p : table[i]) {
        if (p < 0) {
          throw new IllegalArgumentException(name + ": row " + i + " has the probability " + p);
        }
        sum += p;
      }
      if (!(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
        throw new IllegalArgumentException(name + ": row " + i + " sums to " + sum + ", not to 1");
      }
    }
  }

  static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }

  /** The least index whose cumulative probability exceeds u; rounding never leads past the end. */
  static int invert(double[] p, double u) {
    double cumulative = 0;
    int last = 0;
    for (int i = 0; i < p.length; i++) {
      if (p[i] > 0) {
        cumulative += p[i];
        last = i;
        if (u < cumulative) {
          return i;
        }
      }
    }
    return last;
  }

  /** The lowest index of the greatest entry. */
  static int argmax(double[] x) {
    int best = 0;
    for (int i = 1; i < x.length; i++) {
      if (x[i] > x[best]) {
        best = i;
      }
    }
    return best;
  }

  /** log Σ exp xᵢ, free of overflow: m + log Σ exp(xᵢ − m), m = max x. */
  static double logSumExp(double[] x) {
    double m = x[argmax(x)];
    double sum = 0;
    for (double value : x) {
      sum += StrictMath.exp(value - m);
    }
    return m + StrictMath.log(sum);
  }

  /** max |xᵢⱼ − yᵢⱼ|. */
  static double distance(double[][] x, double[][] y) {
    double largest = 0;
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < x[i].length; j++) {
        largest = Math.max(largest, Math.abs(x[i][j] - y[i][j]));
      }
    }
    return largest;
  }

  /**
   * Solves A x = b in place by Gaussian elimination with partial pivoting (Golub and Van Loan,
   * Matrix Computations, section 3.4): A is destroyed, and b becomes x.
   */
  static double[] solve(double[][] a, double[] b) {
    int n = b.length;
    for (int k = 0; k < n; k++) {
      int pivot = k;
      for (int i = k + 1; i < n; i++) {
        pivot = Math.abs(a[i][k]) > Math.abs(a[pivot][k]) ? i : pivot;
      }
      double[] row = a[pivot];
      a[pivot] = a[k];
      a[k] = row;
      double right = b[pivot];
      b[pivot] = b[k];
      b[k] = right;
      for (int i = k + 1; i < n; i++) {
        double factor = a[i][k] / row[k];
        for (int j = k + 1; j < n; j++) {
          a[i][j] -= factor * row[j];
        }
        b[i] -= factor * right;
      }
    }
    for (int k = n - 1; k >= 0; k--) {
      for (int j = k + 1; j < n; j++) {
        b[k] -= a[k][j] * b[j];
      }
      b[k] /= a[k][k];
    }
    return b;
  }
}
