package org.qmp.rl.tabular;

/**
 * A x = b by Gaussian elimination with partial pivoting (Golub and Van Loan, Matrix Computations,
 * section 3.4).
 */
final class LinearSystem {
  private LinearSystem() {}

  /** Solves in place: A is destroyed, and b becomes x. */
  static double[] solve(double[][] a, double[] b) {
    for (int k = 0; k < b.length; k++) {
      int pivot = k;
      for (int i = k + 1; i < b.length; i++) {
        if (Math.abs(a[i][k]) > Math.abs(a[pivot][k])) {
          pivot = i;
        }
      }
      double[] row = a[k];
      a[k] = a[pivot];
      a[pivot] = row;
      double right = b[k];
      b[k] = b[pivot];
      b[pivot] = right;
      for (int i = k + 1; i < b.length; i++) {
        eliminate(a, b, k, i);
      }
    }
    for (int k = b.length - 1; k >= 0; k--) {
      for (int j = k + 1; j < b.length; j++) {
        b[k] -= a[k][j] * b[j];
      }
      b[k] /= a[k][k];
    }
    return b;
  }

  private static void eliminate(double[][] a, double[] b, int k, int i) {
    double factor = a[i][k] / a[k][k];
    for (int j = k + 1; j < b.length; j++) {
      a[i][j] -= factor * a[k][j];
    }
    b[i] -= factor * b[k];
  }
}
