package org.qmp.env.physics.math;

/**
 * Spatial vectors, six numbers each in ranges of flat arrays: motions [angular; linear] and forces
 * [torque; force], both at one common point.
 *
 * <p>An inertia is ten numbers, the matrix xx, yy, zz, xy, xz, yz about the point, the mass times
 * the centre's distance from it, h = m d, and the mass m.
 *
 * <pre>
 *   force of a motion      I [ω; v]  = [Ī ω + h × v ; m v − h × ω]
 *   motion across motion   m × s     = [ω × s_ω ; ω × s_v + v × s_ω]
 *   motion across force    m ×* f    = [ω × τ + v × f ; ω × f]
 * </pre>
 *
 * <p>Source: Featherstone, Rigid Body Dynamics Algorithms (2008), chapter 2.
 */
public final class Spatial {
  private Spatial() {}

  /**
   * The inertia about a point of a body whose centre lies at d from it, with the axes' matrix r.
   */
  public static void inertia(
      double[] moments, int i, double[] r, int j, double mass, double[] d, double[] out, int k) {
    double a = moments[i];
    double b = moments[i + 1];
    double c = moments[i + 2];
    double x = d[0];
    double y = d[1];
    double z = d[2];
    out[k] =
        a * r[j] * r[j]
            + b * r[j + 1] * r[j + 1]
            + c * r[j + 2] * r[j + 2]
            + mass * (y * y + z * z);
    out[k + 1] =
        a * r[j + 3] * r[j + 3]
            + b * r[j + 4] * r[j + 4]
            + c * r[j + 5] * r[j + 5]
            + mass * (x * x + z * z);
    out[k + 2] =
        a * r[j + 6] * r[j + 6]
            + b * r[j + 7] * r[j + 7]
            + c * r[j + 8] * r[j + 8]
            + mass * (x * x + y * y);
    out[k + 3] =
        a * r[j] * r[j + 3] + b * r[j + 1] * r[j + 4] + c * r[j + 2] * r[j + 5] - mass * x * y;
    out[k + 4] =
        a * r[j] * r[j + 6] + b * r[j + 1] * r[j + 7] + c * r[j + 2] * r[j + 8] - mass * x * z;
    out[k + 5] =
        a * r[j + 3] * r[j + 6] + b * r[j + 4] * r[j + 7] + c * r[j + 5] * r[j + 8] - mass * y * z;
    out[k + 6] = mass * x;
    out[k + 7] = mass * y;
    out[k + 8] = mass * z;
    out[k + 9] = mass;
  }

  /** out = I m; out must not be m. */
  public static void force(double[] inertia, int i, double[] m, int j, double[] out, int k) {
    double wx = m[j];
    double wy = m[j + 1];
    double wz = m[j + 2];
    double vx = m[j + 3];
    double vy = m[j + 4];
    double vz = m[j + 5];
    double hx = inertia[i + 6];
    double hy = inertia[i + 7];
    double hz = inertia[i + 8];
    double mass = inertia[i + 9];
    out[k] = inertia[i] * wx + inertia[i + 3] * wy + inertia[i + 4] * wz + hy * vz - hz * vy;
    out[k + 1] =
        inertia[i + 3] * wx + inertia[i + 1] * wy + inertia[i + 5] * wz + hz * vx - hx * vz;
    out[k + 2] =
        inertia[i + 4] * wx + inertia[i + 5] * wy + inertia[i + 2] * wz + hx * vy - hy * vx;
    out[k + 3] = mass * vx - (hy * wz - hz * wy);
    out[k + 4] = mass * vy - (hz * wx - hx * wz);
    out[k + 5] = mass * vz - (hx * wy - hy * wx);
  }

  /** out = m × s; out must be neither. */
  public static void acrossMotion(double[] m, int i, double[] s, int j, double[] out, int k) {
    cross(m, i, s, j, out, k);
    cross(m, i, s, j + 3, out, k + 3);
    crossAdd(m, i + 3, s, j, out, k + 3);
  }

  /** out += m ×* f. */
  public static void acrossForceAdd(double[] m, int i, double[] f, int j, double[] out, int k) {
    crossAdd(m, i, f, j, out, k);
    crossAdd(m, i + 3, f, j + 3, out, k);
    crossAdd(m, i, f, j + 3, out, k + 3);
  }

  /** out += a, for the given number of elements. */
  public static void add(double[] a, int i, double[] out, int k, int count) {
    for (int n = 0; n < count; n++) {
      out[k + n] += a[i + n];
    }
  }

  /** out += scale · a, for the given number of elements. */
  public static void addScaled(double scale, double[] a, int i, double[] out, int k, int count) {
    for (int n = 0; n < count; n++) {
      out[k + n] += a[i + n] * scale;
    }
  }

  public static double dot(double[] a, int i, double[] b, int j) {
    return a[i] * b[j]
        + a[i + 1] * b[j + 1]
        + a[i + 2] * b[j + 2]
        + a[i + 3] * b[j + 3]
        + a[i + 4] * b[j + 4]
        + a[i + 5] * b[j + 5];
  }

  /** The cross product of three numbers each; out must be neither factor. */
  public static void cross(double[] a, int i, double[] b, int j, double[] out, int k) {
    out[k] = a[i + 1] * b[j + 2] - a[i + 2] * b[j + 1];
    out[k + 1] = a[i + 2] * b[j] - a[i] * b[j + 2];
    out[k + 2] = a[i] * b[j + 1] - a[i + 1] * b[j];
  }

  private static void crossAdd(double[] a, int i, double[] b, int j, double[] out, int k) {
    out[k] += a[i + 1] * b[j + 2] - a[i + 2] * b[j + 1];
    out[k + 1] += a[i + 2] * b[j] - a[i] * b[j + 2];
    out[k + 2] += a[i] * b[j + 1] - a[i + 1] * b[j];
  }
}
