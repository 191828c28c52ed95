package org.qmp.env.physics;

/**
 * Factors and solves dense symmetric positive definite systems, row by row.
 *
 * <pre>
 *   A = L Lᵀ     l_ij = (a_ij − Σ_k&lt;j l_ik l_jk) / l_jj     l_ii = √(a_ii − Σ_k&lt;i l_ik²)
 * </pre>
 *
 * <p>The diagonal of L is stored inverted, since solving divides by it often.
 */
final class Cholesky {
  private static final double LEAST_PIVOT = 1e-15;

  private Cholesky() {}

  /**
   * Factors the lower triangle of a; l may be a.
   *
   * @return the least ratio of a pivot to its diagonal element, about 0 where a is singular
   */
  static double factor(double[] a, int n, double[] l) {
    double least = 1;
    for (int i = 0; i < n; i++) {
      int row = i * n;
      for (int j = 0; j < i; j++) {
        int other = j * n;
        double sum = a[row + j];
        for (int k = 0; k < j; k++) {
          sum -= l[row + k] * l[other + k];
        }
        l[row + j] = sum * l[other + j];
      }
      double diagonal = a[row + i];
      double pivot = diagonal;
      for (int k = 0; k < i; k++) {
        pivot -= l[row + k] * l[row + k];
      }
      least = Math.min(least, diagonal > 0 ? pivot / diagonal : 0);
      l[row + i] = 1 / Math.sqrt(Math.max(LEAST_PIVOT, pivot));
    }
    return least;
  }

  /** Solves L Lᵀ x = b; x may be b. */
  static void solve(double[] l, int n, double[] b, double[] x) {
    for (int i = 0; i < n; i++) {
      int row = i * n;
      double sum = b[i];
      for (int k = 0; k < i; k++) {
        sum -= l[row + k] * x[k];
      }
      x[i] = sum * l[row + i];
    }
    for (int i = n - 1; i >= 0; i--) {
      double value = x[i] * l[i * n + i];
      x[i] = value;
      int row = i * n;
      for (int k = 0; k < i; k++) {
        x[k] -= l[row + k] * value;
      }
    }
  }
}
