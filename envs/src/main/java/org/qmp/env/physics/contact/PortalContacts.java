package org.qmp.env.physics.contact;

import java.util.Arrays;
import org.qmp.env.physics.math.Spatial;

/**
 * The contact of two convex shapes, at most one, by Minkowski portal refinement. All it needs of a
 * shape is its farthest point in a direction ({@link ConvexShapes}).
 *
 * <p>Two shapes overlap if the origin lies in their difference, the convex set of all w = a − b, a
 * in the first and b in the second, whose farthest point in a direction d is that of the first in d
 * less that of the second in −d. A ray leads from a point w₀ within it, the difference of the
 * centres, through the origin. A <em>portal</em> is a triangle w₁w₂w₃ of points of the difference's
 * surface through which the ray passes.
 *
 * <ol>
 *   <li>find a portal, by replacing points until the ray passes between all three;
 *   <li>the shapes overlap if the origin is not beyond the portal; while it is, move the portal
 *       out;
 *   <li>push the portal out until the surface is less than {@link #CLOSE} beyond it;
 *   <li>the depth and normal are those of the portal's point nearest to the origin.
 * </ol>
 *
 * <p>The portal found is not the least penetration, and the answer depends on every bound and order
 * here: they are those of MuJoCo's releases before 3, and used for releases from 3 on as well,
 * which seek the least penetration. Shapes are grown by half of the margin each. Where a shape is
 * round, the normal becomes that of its surface.
 *
 * <p>Source: Snethen, XenoCollide: Complex Collision Made Simple (Game Programming Gems 7, 2008);
 * libccd.
 */
final class PortalContacts extends PairContacts {
  private static final double EPSILON = 0x1p-52;

  /** m; how far the surface may be beyond the last portal. */
  private static final double CLOSE = 1e-6;

  private static final int MOST_PUSHES = 50;
  private static final int MOST_ROUNDS = 1000;

  // Ranges of a point in the scratch: w, a and b; points 0 to 3 are the centre and the portal, 4 is
  // the newest.
  private static final int POINT = 9;
  private static final int A = 3;
  private static final int B = 6;

  private final ConvexShapes shapes;
  private final double[] d = new double[3];
  private final double[] e = new double[3];
  private final double[] f = new double[3];
  private final double[] across = new double[3];
  private final double[] normal = new double[3];
  private final double[] position = new double[3];
  private final double[] weight = new double[4];
  private int first;
  private int second;
  private double margin;

  PortalContacts(Collisions all) {
    super(all, new double[5 * POINT]);
    shapes = new ConvexShapes(all);
  }

  void find(int index, Pair pair) {
    first = pair.first();
    second = pair.second();
    margin = pair.margin();
    center();
    for (int i = 0; i < 3; i++) {
      d[i] = -c[i];
    }
    unit();
    if (take(1) < EPSILON) {
      return;
    }
    Spatial.cross(c, 0, c, POINT, d, 0);
    double depth;
    if (dot(d, 0, d) < EPSILON) {
      depth = straight();
    } else if (findPortal() && overlap()) {
      pushOut();
      depth = nearest();
      weigh();
    } else {
      return;
    }
    if (depth >= EPSILON) {
      ConvexShapes.unit(normal);
      correct();
      double[] p = position;
      contacts.add(index, margin - depth, p[0], p[1], p[2], normal[0], normal[1], normal[2]);
    }
  }

  /** Point 0: the origins of the geoms' frames; if they are one, a little beside. */
  private void center() {
    double most = 0;
    for (int i = 0; i < 3; i++) {
      c[A + i] = x[3 * first + i];
      c[B + i] = x[3 * second + i];
      c[i] = c[A + i] - c[B + i];
      most = Math.max(most, Math.abs(c[i]));
    }
    if (most < EPSILON) {
      c[0] += 10 * EPSILON;
    }
  }

  /** Scales d to length 1, unless it has none. */
  private void unit() {
    double norm = Math.sqrt(dot(d, 0, d));
    for (int i = 0; i < 3 && norm > 0; i++) {
      d[i] /= norm;
    }
  }

  /** d = (w_j − w_i) × (w_k − w_i), of length 1 unless it has none. */
  private void face(int i, int j, int k) {
    for (int n = 0; n < 3; n++) {
      e[n] = c[POINT * j + n] - c[POINT * i + n];
      f[n] = c[POINT * k + n] - c[POINT * i + n];
    }
    Spatial.cross(e, 0, f, 0, d, 0);
    unit();
  }

  /** Takes a new point, the farthest in the unit direction d; returns w·d. */
  private double take(int point) {
    int w = POINT * point;
    shapes.farthest(first, d, 1, margin / 2, c, w + A);
    shapes.farthest(second, d, -1, margin / 2, c, w + B);
    for (int i = 0; i < 3; i++) {
      c[w + i] = c[w + A + i] - c[w + B + i];
    }
    return along(point);
  }

  /** w·d. */
  private double along(int point) {
    return dot(c, POINT * point, d);
  }

  private static double dot(double[] a, int i, double[] b) {
    return a[i] * b[0] + a[i + 1] * b[1] + a[i + 2] * b[2];
  }

  /** The ray leads through point 1; returns the depth, 0 if the shapes just touch. */
  private double straight() {
    double most = 0;
    for (int i = 0; i < 3; i++) {
      normal[i] = c[POINT + i];
      position[i] = (c[POINT + A + i] + c[POINT + B + i]) / 2;
      most = Math.max(most, Math.abs(normal[i]));
    }
    return most < EPSILON ? 0 : Math.sqrt(dot(normal, 0, normal));
  }

  /** Completes points 0 and 1 to a portal; returns false if none lies beyond the origin. */
  private boolean findPortal() {
    unit();
    if (take(2) < EPSILON) {
      return false;
    }
    face(0, 1, 2);
    if (along(0) > 0) {
      replace(4, 1);
      replace(1, 2);
      replace(2, 4);
      for (int i = 0; i < 3; i++) {
        d[i] = -d[i];
      }
    }
    for (int round = 0; round < MOST_ROUNDS; round++) {
      if (take(3) < EPSILON) {
        return false;
      }
      if (volume(1, 3, c, 0) <= -EPSILON) {
        replace(2, 3);
      } else if (volume(3, 2, c, 0) <= -EPSILON) {
        replace(1, 3);
      } else {
        return true;
      }
      face(0, 1, 2);
    }
    return false;
  }

  /** Moves the portal out until the origin is not beyond it; returns false if it always is. */
  private boolean overlap() {
    for (int round = 0; round < MOST_ROUNDS; round++) {
      face(1, 2, 3);
      if (along(1) > -EPSILON) {
        return true;
      }
      if (take(4) <= -EPSILON || reached()) {
        return false;
      }
      expand();
    }
    return false;
  }

  private void pushOut() {
    face(1, 2, 3);
    take(4);
    for (int round = 0; round <= MOST_PUSHES && !reached(); round++) {
      expand();
      face(1, 2, 3);
      take(4);
    }
  }

  /** Whether point 4 is hardly farther than some point of the portal. */
  private boolean reached() {
    double newest = along(4);
    double least = Math.min(newest - along(1), newest - along(2));
    return Math.min(least, newest - along(3)) < CLOSE + EPSILON;
  }

  /** Lets point 4 replace the one of the portal's points with which the ray does not pass. */
  private void expand() {
    Spatial.cross(c, 4 * POINT, c, 0, across, 0);
    if (dot(c, POINT, across) > 0) {
      replace(dot(c, 2 * POINT, across) > 0 ? 1 : 3, 4);
    } else {
      replace(dot(c, 3 * POINT, across) > 0 ? 2 : 1, 4);
    }
  }

  private void replace(int old, int by) {
    System.arraycopy(c, POINT * by, c, POINT * old, POINT);
  }

  /**
   * The point q of the portal nearest to the origin, to the normal; returns its distance. In the
   * plane of the portal, whose edges are still e and f, it is q = w₁ + u e + v f with q·e = q·f =
   * 0:
   *
   * <pre>
   *   u = ((w₁·f) (e·f) − (f·f) (w₁·e)) / ((e·e) (f·f) − (e·f)²)     v = −(u e·f + w₁·f) / f·f
   * </pre>
   *
   * <p>If that is outside the portal, q is on one of its edges.
   */
  private double nearest() {
    double ee = dot(e, 0, e);
    double ff = dot(f, 0, f);
    double ef = dot(e, 0, f);
    double we = dot(c, POINT, e);
    double wf = dot(c, POINT, f);
    double det = ee * ff - ef * ef;
    if (Math.abs(det) >= EPSILON) {
      double u = (wf * ef - ff * we) / det;
      double v = (-u * ef - wf) / ff;
      if (within(u) && within(v) && within(u + v)) {
        for (int i = 0; i < 3; i++) {
          normal[i] = c[POINT + i] + u * e[i] + v * f[i];
        }
        return Math.sqrt(dot(normal, 0, normal));
      }
    }
    double square = edge(1, 2, Double.POSITIVE_INFINITY);
    square = edge(1, 3, square);
    square = edge(2, 3, square);
    return Math.sqrt(square);
  }

  private static boolean within(double t) {
    return t > -EPSILON && t < 1 + EPSILON;
  }

  /**
   * Takes the point of the edge of w_i and w_j nearest to the origin for q, if nearer than the root
   * of this square; returns the square of the distance of q.
   */
  private double edge(int i, int j, double square) {
    for (int n = 0; n < 3; n++) {
      e[n] = c[POINT * j + n] - c[POINT * i + n];
    }
    double t = -dot(c, POINT * i, e) / dot(e, 0, e);
    double s = t > 0 ? Math.min(1, t) : 0; // 0 of an edge without length
    for (int n = 0; n < 3; n++) {
      f[n] = c[POINT * i + n] + s * e[n];
    }
    double found = dot(f, 0, f);
    if (found < square) {
      System.arraycopy(f, 0, normal, 0, 3);
    }
    return Math.min(found, square);
  }

  /**
   * The position, the mean of the points a and b weighted by the barycentric coordinates of the
   * origin in the tetrahedron of the centre and the portal, which are the volumes opposite to each
   * corner; in the portal, if that one is flat.
   *
   * <pre>
   *   β₀ = [w₁ w₂ w₃]   β₁ = [w₃ w₂ w₀]   β₂ = [w₀ w₁ w₃]   β₃ = [w₂ w₁ w₀]
   *   position = Σ β_i (a_i + b_i)/2 / Σ β_i
   * </pre>
   */
  private void weigh() {
    weight[0] = volume(1, 2, c, 3 * POINT);
    weight[1] = volume(3, 2, c, 0);
    weight[2] = volume(0, 1, c, 3 * POINT);
    weight[3] = volume(2, 1, c, 0);
    double sum = weight[0] + weight[1] + weight[2] + weight[3];
    if (sum < EPSILON) {
      weight[0] = 0;
      weight[1] = volume(2, 3, d, 0);
      weight[2] = volume(3, 1, d, 0);
      weight[3] = volume(1, 2, d, 0);
      sum = weight[1] + weight[2] + weight[3];
    }
    if (!(sum > 0)) { // nor has the portal an area
      Arrays.fill(weight, 1, 4, 1);
      sum = 3;
    }
    for (int i = 0; i < 3; i++) {
      position[i] = 0;
      for (int n = 0; n < 4; n++) {
        int w = POINT * n + i;
        position[i] += weight[n] * (c[w + A] + c[w + B]) / 2 / sum;
      }
    }
  }

  /** The triple product [w_i w_j v]. */
  private double volume(int i, int j, double[] v, int at) {
    Spatial.cross(c, POINT * i, c, POINT * j, across, 0);
    return dot(v, at, across);
  }

  /** Turns the normal to that of the first shape, less that of the second, where they are round. */
  private void correct() {
    boolean one = shapes.normal(first, position, e);
    boolean other = shapes.normal(second, position, f);
    if (one || other) {
      for (int i = 0; i < 3; i++) {
        normal[i] = (one ? e[i] : 0) - (other ? f[i] : 0);
      }
      if (one && other) {
        ConvexShapes.unit(normal);
      }
    }
  }
}
