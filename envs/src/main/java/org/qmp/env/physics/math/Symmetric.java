package org.qmp.env.physics.math;

/**
 * Symmetric positive definite matrices, n × n in their lower triangles: products, and systems
 * factored and solved from the last row to the first.
 *
 * <pre>
 *   A = Lᵀ D L     for k = n … 1, i = k−1 … 1:   l_ki = a_ki / a_kk,   a_ij ← a_ij − l_ki a_kj   (j ≤ i)
 * </pre>
 *
 * <p>Since parents come before children, this order fills no zero of a mass matrix: two branches of
 * a tree stay uncoupled. Zeros are skipped: row i begins at the column first[i], n is the length of
 * first. The diagonal holds 1/D. Source: Featherstone, Rigid Body Dynamics Algorithms (2008),
 * section 6.5.
 */
public final class Symmetric {
  private static final double LEAST_PIVOT = 1e-15;

  private Symmetric() {}

  /** Factors the lower triangle of a in place; lowers first where zeros are filled. */
  public static void factor(double[] a, int[] first) {
    int n = first.length;
    for (int k = n - 1; k >= 0; k--) {
      int row = k * n;
      double inverse = 1 / Math.max(LEAST_PIVOT, a[row + k]);
      int from = first[k];
      for (int i = k - 1; i >= from; i--) {
        double part = a[row + i];
        if (part != 0) {
          double l = part * inverse;
          int other = i * n;
          first[i] = Math.min(first[i], from);
          for (int j = from; j <= i; j++) {
            a[other + j] -= l * a[row + j];
          }
          a[row + i] = l;
        }
      }
      a[row + k] = inverse;
    }
  }

  /** Solves Lᵀ D L x = b in place. */
  public static void solve(double[] l, int[] first, double[] x) {
    int n = first.length;
    for (int i = n - 1; i >= 0; i--) {
      int row = i * n;
      double value = x[i];
      for (int j = first[i]; j < i; j++) {
        x[j] -= l[row + j] * value;
      }
    }
    for (int i = 0; i < n; i++) {
      int row = i * n;
      double value = x[i] * l[row + i];
      for (int j = first[i]; j < i; j++) {
        value -= l[row + j] * x[j];
      }
      x[i] = value;
    }
  }

  /** out = A v. */
  public static void multiply(double[] a, int[] first, double[] v, double[] out) {
    int n = first.length;
    for (int i = 0; i < n; i++) {
      int row = i * n;
      double vi = v[i];
      double sum = a[row + i] * vi;
      for (int j = first[i]; j < i; j++) {
        double m = a[row + j];
        sum += m * v[j];
        out[j] += m * vi;
      }
      out[i] = sum;
    }
  }
}
