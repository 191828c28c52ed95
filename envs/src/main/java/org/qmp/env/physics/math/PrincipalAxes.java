package org.qmp.env.physics.math;

import it.unimi.dsi.fastutil.ints.IntArrays;

/**
 * The axes in which a symmetric 3×3 matrix is diagonal, by Jacobi rotations: each turns the plane
 * of the largest element off the diagonal until that element vanishes.
 *
 * <pre>
 *   A = R diag(λ) Rᵀ     θ = (a_qq − a_pp) / (2 a_pq)     t = sign(θ) / (|θ| + √(θ² + 1))
 * </pre>
 *
 * <p>Source: Golub and Van Loan, Matrix Computations, section 8.5.
 */
public final class PrincipalAxes {
  private static final int SWEEPS = 100;

  private PrincipalAxes() {}

  /**
   * The eigenvalues, largest first.
   *
   * @param a xx, yy, zz, xy, xz, yz
   * @param orientationOut the quaternion of the axes
   */
  public static double[] of(double[] a, double[] orientationOut) {
    double[] m = {a[0], a[3], a[4], a[3], a[1], a[5], a[4], a[5], a[2]};
    double[] r = {1, 0, 0, 0, 1, 0, 0, 0, 1};
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      int p = 0;
      int q = 1;
      if (Math.abs(m[2]) > Math.abs(m[3 * p + q])) {
        q = 2;
      }
      if (Math.abs(m[5]) > Math.abs(m[3 * p + q])) {
        p = 1;
        q = 2;
      }
      double largest = Math.abs(m[0]) + Math.abs(m[4]) + Math.abs(m[8]);
      if (Math.abs(m[3 * p + q]) <= 1e-17 * largest) {
        break;
      }
      turn(m, r, p, q);
    }
    return sorted(m, r, orientationOut);
  }

  private static void turn(double[] m, double[] r, int p, int q) {
    double theta = (m[4 * q] - m[4 * p]) / (2 * m[3 * p + q]);
    double t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
    double c = 1 / Math.sqrt(t * t + 1);
    double s = t * c;
    for (int k = 0; k < 3; k++) {
      double kp = m[3 * k + p];
      double kq = m[3 * k + q];
      m[3 * k + p] = c * kp - s * kq;
      m[3 * k + q] = s * kp + c * kq;
    }
    for (int k = 0; k < 3; k++) {
      double pk = m[3 * p + k];
      double qk = m[3 * q + k];
      m[3 * p + k] = c * pk - s * qk;
      m[3 * q + k] = s * pk + c * qk;
      double rp = r[3 * k + p];
      double rq = r[3 * k + q];
      r[3 * k + p] = c * rp - s * rq;
      r[3 * k + q] = s * rp + c * rq;
    }
  }

  private static double[] sorted(double[] m, double[] r, double[] orientationOut) {
    int[] order = {0, 1, 2};
    IntArrays.stableSort(order, (i, j) -> Double.compare(m[4 * j], m[4 * i]));
    double[] axes = new double[9];
    double[] values = new double[3];
    for (int i = 0; i < 3; i++) {
      values[i] = m[4 * order[i]];
      for (int k = 0; k < 3; k++) {
        axes[3 * k + i] = r[3 * k + order[i]];
      }
    }
    rightHanded(axes);
    Rotation.ofMatrix(axes, 0, orientationOut, 0);
    return values;
  }

  private static void rightHanded(double[] axes) {
    double[] z = new double[3];
    for (int k = 0; k < 3; k++) {
      int a = 3 * ((k + 1) % 3);
      int b = 3 * ((k + 2) % 3);
      z[k] = axes[a] * axes[b + 1] - axes[b] * axes[a + 1];
    }
    axes[2] = z[0];
    axes[5] = z[1];
    axes[8] = z[2];
  }
}
