package org.qmp.env.physics.contact;

import java.util.Arrays;
import org.qmp.env.physics.math.Rotation;
import org.qmp.env.physics.scene.Geom;

/**
 * The support functions of convex shapes for the portal method. The farthest point of a shape in a
 * unit direction l of its frame, with radius r, half length h, half sides a, b, c:
 *
 * <pre>
 *   sphere     r l
 *   capsule    r l + (0, 0, sgn(l_z) h)
 *   cylinder   (r l_x/ρ, r l_y/ρ, sgn(l_z) h)            ρ = √(l_x² + l_y²)
 *   box        (sgn(l_x) a, sgn(l_y) b, sgn(l_z) c)
 *   ellipsoid  (a² l_x, b² l_y, c² l_z) / |(a l_x, b l_y, c l_z)|
 *   hull       the vertex v with the largest l·v, of equals the first
 * </pre>
 *
 * <p>with sgn(0) = 0: across an edge or a face it is their middle. And the normal where it is
 * round.
 */
final class ConvexShapes {
  /** Of a cylinder, the part of its height where its side counts as round. */
  private static final double SIDE = 0.95;

  /** The least distance from a cylinder's end, in distances from its side, where it is round. */
  private static final double NEARER = 0.25;

  private final Geom.Kind[] kind;
  private final double[] size;
  private final Hull[] hull;
  private final double[] x;
  private final double[] m;

  private final double[] v = new double[3];

  ConvexShapes(Collisions all) {
    kind = all.shapes.kind;
    size = all.shapes.size;
    hull = all.shapes.hull;
    x = all.origin;
    m = all.frame;
  }

  /**
   * The farthest point of a geom in a direction of the world, with its surface moved out.
   *
   * @param sign 1 or −1, by which the unit direction d is multiplied
   * @param out m, by which the surface is moved out
   */
  void farthest(int g, double[] d, double sign, double out, double[] point, int k) {
    int f = 9 * g;
    int s = 3 * g;
    double dx = sign * d[0];
    double dy = sign * d[1];
    double dz = sign * d[2];
    double lx = m[f] * dx + m[f + 3] * dy + m[f + 6] * dz;
    double ly = m[f + 1] * dx + m[f + 4] * dy + m[f + 7] * dz;
    double lz = m[f + 2] * dx + m[f + 5] * dy + m[f + 8] * dz;
    double vx = 0;
    double vy = 0;
    double vz = 0;
    switch (kind[g]) {
      case SPHERE, CAPSULE -> {
        double h = kind[g] == Geom.Kind.CAPSULE ? size[s + 1] : 0;
        vx = size[s] * lx;
        vy = size[s] * ly;
        vz = size[s] * lz + Math.signum(lz) * h;
      }
      case CYLINDER -> {
        double flat = Math.sqrt(lx * lx + ly * ly);
        if (flat > PairContacts.TINY) {
          vx = size[s] * lx / flat;
          vy = size[s] * ly / flat;
        }
        vz = Math.signum(lz) * size[s + 1];
      }
      case BOX -> {
        vx = Math.signum(lx) * size[s];
        vy = Math.signum(ly) * size[s + 1];
        vz = Math.signum(lz) * size[s + 2];
      }
      case HULL -> {
        Hull h = hull[g];
        int i = h.farthest(lx, ly, lz);
        vx = h.x[i];
        vy = h.y[i];
        vz = h.z[i];
      }
      case ELLIPSOID -> {
        double ax = size[s] * lx;
        double by = size[s + 1] * ly;
        double cz = size[s + 2] * lz;
        double norm = Math.sqrt(ax * ax + by * by + cz * cz);
        vx = size[s] * ax / norm;
        vy = size[s + 1] * by / norm;
        vz = size[s + 2] * cz / norm;
      }
      case PLANE -> throw new IllegalStateException("a plane has no farthest point");
    }
    vx += out * lx;
    vy += out * ly;
    vz += out * lz;
    point[k] = m[f] * vx + m[f + 1] * vy + m[f + 2] * vz + x[s];
    point[k + 1] = m[f + 3] * vx + m[f + 4] * vy + m[f + 5] * vz + x[s + 1];
    point[k + 2] = m[f + 6] * vx + m[f + 7] * vy + m[f + 8] * vz + x[s + 2];
  }

  /**
   * The outward normal of a geom at a point, both in the world, if its surface is round there;
   * otherwise returns false.
   */
  boolean normal(int g, double[] point, double[] out) {
    int s = 3 * g;
    for (int i = 0; i < 3; i++) {
      v[i] = point[i] - x[s + i];
    }
    Rotation.applyInverse(m, 9 * g, v, 0, v, 0);
    switch (kind[g]) {
      case SPHERE -> {}
      case CAPSULE -> {
        double h = size[s + 1];
        v[2] = v[2] > h ? v[2] - h : v[2] < -h ? v[2] + h : 0;
      }
      case CYLINDER -> {
        double h = size[s + 1];
        double up = Math.abs(v[2]);
        double toSide = Math.abs(size[s] - Math.sqrt(v[0] * v[0] + v[1] * v[1]));
        if (up > SIDE * h || Math.abs(h - up) < NEARER * toSide) {
          return false;
        }
        v[2] = 0;
      }
      case BOX, HULL, PLANE, ELLIPSOID -> {
        return false;
      }
    }
    unit(v);
    Rotation.apply(m, 9 * g, v, 0, out, 0);
    return true;
  }

  /** Scales a vector to length 1; one without length becomes (1, 0, 0). */
  static void unit(double[] v) {
    double norm = Math.sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
    if (norm < PairContacts.TINY) {
      Arrays.fill(v, 0);
      v[0] = 1;
      return;
    }
    for (int i = 0; i < 3; i++) {
      v[i] /= norm;
    }
  }
}
