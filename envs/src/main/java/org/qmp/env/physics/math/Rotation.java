package org.qmp.env.physics.math;

import org.qmp.env.Trig;

/**
 * Rotations of space, as unit quaternions {@code w x y z} or as matrices row by row, each in a
 * range of a flat array that begins at the given index. A quaternion p q turns by q first.
 */
public final class Rotation {
  private static final double TINY = 1e-15;

  private Rotation() {}

  /** out = p q; out may be one of the factors. */
  public static void multiply(double[] p, int i, double[] q, int j, double[] out, int k) {
    multiply(p[i], p[i + 1], p[i + 2], p[i + 3], q, j, out, k);
  }

  /** out = p* q, the turn that leads from p to q; out may be one of them. */
  public static void between(double[] p, int i, double[] q, int j, double[] out, int k) {
    multiply(p[i], -p[i + 1], -p[i + 2], -p[i + 3], q, j, out, k);
  }

  private static void multiply(
      double pw, double px, double py, double pz, double[] q, int j, double[] out, int k) {
    double qw = q[j];
    double qx = q[j + 1];
    double qy = q[j + 2];
    double qz = q[j + 3];
    out[k] = pw * qw - px * qx - py * qy - pz * qz;
    out[k + 1] = pw * qx + px * qw + py * qz - pz * qy;
    out[k + 2] = pw * qy - px * qz + py * qw + pz * qx;
    out[k + 3] = pw * qz + px * qy - py * qx + pz * qw;
  }

  /** The turn by an angle in rad about a unit axis. */
  public static void about(double x, double y, double z, double angle, double[] out, int k) {
    double sin = Trig.sin(angle * 0.5);
    out[k] = Trig.cos(angle * 0.5);
    out[k + 1] = x * sin;
    out[k + 2] = y * sin;
    out[k + 3] = z * sin;
  }

  /** Scales four numbers to length 1; four zeros become the identity. */
  public static void normalize(double[] q, int k) {
    double norm =
        Math.sqrt(q[k] * q[k] + q[k + 1] * q[k + 1] + q[k + 2] * q[k + 2] + q[k + 3] * q[k + 3]);
    if (norm < TINY) {
      q[k] = 1;
      q[k + 1] = 0;
      q[k + 2] = 0;
      q[k + 3] = 0;
    } else if (Math.abs(norm - 1) > TINY) {
      double scale = 1 / norm;
      q[k] *= scale;
      q[k + 1] *= scale;
      q[k + 2] *= scale;
      q[k + 3] *= scale;
    }
  }

  /** The matrix of a unit quaternion. */
  public static void matrix(double[] q, int i, double[] out, int k) {
    double w = q[i];
    double x = q[i + 1];
    double y = q[i + 2];
    double z = q[i + 3];
    out[k] = w * w + x * x - y * y - z * z;
    out[k + 1] = 2 * (x * y - w * z);
    out[k + 2] = 2 * (x * z + w * y);
    out[k + 3] = 2 * (x * y + w * z);
    out[k + 4] = w * w - x * x + y * y - z * z;
    out[k + 5] = 2 * (y * z - w * x);
    out[k + 6] = 2 * (x * z - w * y);
    out[k + 7] = 2 * (y * z + w * x);
    out[k + 8] = w * w - x * x - y * y + z * z;
  }

  /** The unit quaternion of a rotation matrix, by w or its largest component (Shepperd 1978). */
  public static void ofMatrix(double[] m, int i, double[] out, int k) {
    double trace = m[i] + m[i + 4] + m[i + 8];
    if (trace > 0) {
      out[k] = 1 + trace;
      out[k + 1] = m[i + 7] - m[i + 5];
      out[k + 2] = m[i + 2] - m[i + 6];
      out[k + 3] = m[i + 3] - m[i + 1];
    } else {
      int x = m[i] > m[i + 4] && m[i] > m[i + 8] ? 0 : m[i + 4] > m[i + 8] ? 1 : 2;
      int y = (x + 1) % 3;
      int z = (x + 2) % 3;
      out[k] = m[i + 3 * z + y] - m[i + 3 * y + z];
      out[k + 1 + x] = 1 + 2 * m[i + 4 * x] - trace;
      out[k + 1 + y] = m[i + 3 * x + y] + m[i + 3 * y + x];
      out[k + 1 + z] = m[i + 3 * x + z] + m[i + 3 * z + x];
    }
    normalize(out, k);
  }

  /** out = R v; out may be v. */
  public static void apply(double[] m, int i, double[] v, int j, double[] out, int k) {
    double x = v[j];
    double y = v[j + 1];
    double z = v[j + 2];
    out[k] = m[i] * x + m[i + 1] * y + m[i + 2] * z;
    out[k + 1] = m[i + 3] * x + m[i + 4] * y + m[i + 5] * z;
    out[k + 2] = m[i + 6] * x + m[i + 7] * y + m[i + 8] * z;
  }

  /** out = Rᵀ v; out may be v. */
  public static void applyInverse(double[] m, int i, double[] v, int j, double[] out, int k) {
    double x = v[j];
    double y = v[j + 1];
    double z = v[j + 2];
    out[k] = m[i] * x + m[i + 3] * y + m[i + 6] * z;
    out[k + 1] = m[i + 1] * x + m[i + 4] * y + m[i + 7] * z;
    out[k + 2] = m[i + 2] * x + m[i + 5] * y + m[i + 8] * z;
  }

  /**
   * out = R v with the matrix of a unit quaternion, for vectors that are turned once; out may be v.
   */
  public static void turn(double[] q, int i, double[] v, int j, double[] out, int k) {
    double w = q[i];
    double x = q[i + 1];
    double y = q[i + 2];
    double z = q[i + 3];
    double tx = w * v[j] + y * v[j + 2] - z * v[j + 1];
    double ty = w * v[j + 1] + z * v[j] - x * v[j + 2];
    double tz = w * v[j + 2] + x * v[j + 1] - y * v[j];
    double ox = v[j] + 2 * (y * tz - z * ty);
    double oy = v[j + 1] + 2 * (z * tx - x * tz);
    double oz = v[j + 2] + 2 * (x * ty - y * tx);
    out[k] = ox;
    out[k + 1] = oy;
    out[k + 2] = oz;
  }

  /** The product of two matrices; out must be neither. */
  public static void product(double[] a, int i, double[] b, int j, double[] out, int k) {
    for (int row = 0; row < 9; row += 3) {
      double x = a[i + row];
      double y = a[i + row + 1];
      double z = a[i + row + 2];
      out[k + row] = x * b[j] + y * b[j + 3] + z * b[j + 6];
      out[k + row + 1] = x * b[j + 1] + y * b[j + 4] + z * b[j + 7];
      out[k + row + 2] = x * b[j + 2] + y * b[j + 5] + z * b[j + 8];
    }
  }

  /**
   * Turns q for a time h with the angular velocity v in the turning frame: q ← q exp(h v / 2),
   * normalised.
   */
  public static void integrate(double[] q, int i, double[] v, int j, double h, double[] scratch) {
    double x = v[j];
    double y = v[j + 1];
    double z = v[j + 2];
    double speed = Math.sqrt(x * x + y * y + z * z);
    if (speed < TINY) {
      normalize(q, i);
      return;
    }
    about(x / speed, y / speed, z / speed, h * speed, scratch, 0);
    multiply(q, i, scratch, 0, q, i);
    normalize(q, i);
  }

  /** The vector axis · angle in rad, |angle| ≤ π, of a unit quaternion. */
  public static void vector(double[] q, int i, double[] out, int k) {
    double x = q[i + 1];
    double y = q[i + 2];
    double z = q[i + 3];
    double sin = Math.sqrt(x * x + y * y + z * z);
    if (sin < TINY) {
      out[k] = 0;
      out[k + 1] = 0;
      out[k + 2] = 0;
      return;
    }
    double angle = 2 * StrictMath.atan2(sin, q[i]);
    double shortest = angle > Math.PI ? angle - 2 * Math.PI : angle;
    double scale = shortest / sin;
    out[k] = x * scale;
    out[k + 1] = y * scale;
    out[k + 2] = z * scale;
  }

  /**
   * The shortest turn that takes the z axis to the direction of a vector, which need not be unit.
   */
  public static void fromZ(double x, double y, double z, double[] out, int k) {
    double flat = Math.sqrt(x * x + y * y);
    double norm = Math.sqrt(x * x + y * y + z * z);
    if (flat <= 1e-10 * norm) {
      out[k] = z < 0 ? 0 : 1;
      out[k + 1] = z < 0 ? 1 : 0;
      out[k + 2] = 0;
      out[k + 3] = 0;
      return;
    }
    about(-y / flat, x / flat, 0, StrictMath.atan2(flat, z), out, k);
  }

  /** The distance of two points. */
  public static double distance(double[] p, double[] q) {
    double x = p[0] - q[0];
    double y = p[1] - q[1];
    double z = p[2] - q[2];
    return Math.sqrt(x * x + y * y + z * z);
  }
}
