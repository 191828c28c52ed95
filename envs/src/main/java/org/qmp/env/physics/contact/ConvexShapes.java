package org.qmp.env.physics.contact;

import java.util.Arrays;
import org.qmp.env.physics.math.Rotation;
import org.qmp.env.physics.scene.Geom;

/**
 * What the portal method asks of a convex shape. Its farthest point in a unit direction l of its
 * own frame, with radius r, half length h, half sides a, b, c:
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

  /** So much nearer to the side than to the end a point of a cylinder must be. */
  private static final double NEARER = 0.25;

  private final Geom.Kind[] kind;
  private final double[] size;
  private final Hull[] hull;
  private final double[] x;
  private final double[] m;

  private final double[] l = new double[3];
  private final double[] v = new double[3];

  ConvexShapes(Collisions all) {
    kind = all.shapes.kind;
    size = all.shapes.size;
    hull = all.shapes.hull;
    x = all.origin;
    m = all.frame;
  }

  /**
   * The farthest point of a geom in a direction of the world, with all of its surface moved out.
   *
   * @param sign 1 or −1, by which the unit direction d is multiplied
   * @param out m, how far the surface is moved out
   */
  void farthest(int g, double[] d, double sign, double out, double[] point, int k) {
    for (int i = 0; i < 3; i++) {
      l[i] = sign * d[i];
    }
    Rotation.applyInverse(m, 9 * g, l, 0, l, 0);
    int s = 3 * g;
    switch (kind[g]) {
      case SPHERE, CAPSULE -> {
        for (int i = 0; i < 3; i++) {
          v[i] = size[s] * l[i];
        }
        if (kind[g] == Geom.Kind.CAPSULE) {
          v[2] += Math.signum(l[2]) * size[s + 1];
        }
      }
      case CYLINDER -> {
        double flat = Math.sqrt(l[0] * l[0] + l[1] * l[1]);
        v[0] = flat > PairContacts.TINY ? size[s] * l[0] / flat : 0;
        v[1] = flat > PairContacts.TINY ? size[s] * l[1] / flat : 0;
        v[2] = Math.signum(l[2]) * size[s + 1];
      }
      case BOX -> {
        for (int i = 0; i < 3; i++) {
          v[i] = Math.signum(l[i]) * size[s + i];
        }
      }
      case HULL -> hull[g].farthest(l[0], l[1], l[2], v);
      case ELLIPSOID -> {
        double norm = 0;
        for (int i = 0; i < 3; i++) {
          norm += size[s + i] * l[i] * size[s + i] * l[i];
        }
        for (int i = 0; i < 3; i++) {
          v[i] = size[s + i] * size[s + i] * l[i] / Math.sqrt(norm);
        }
      }
      case PLANE -> throw new IllegalStateException("a plane has no farthest point");
    }
    for (int i = 0; i < 3; i++) {
      v[i] += out * l[i];
    }
    Rotation.apply(m, 9 * g, v, 0, point, k);
    for (int i = 0; i < 3; i++) {
      point[k + i] += x[s + i];
    }
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
