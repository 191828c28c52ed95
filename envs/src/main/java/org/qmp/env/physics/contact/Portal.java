package org.qmp.env.physics.contact;

import org.qmp.env.physics.math.Spatial;

/**
 * The search for the depth of two convex shapes in each other, by Minkowski portal refinement. All
 * it needs of a shape is its farthest point in a direction ({@link ConvexShapes}).
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
 *   <li>push the portal out until the surface is less than {@link #CLOSE} beyond it.
 * </ol>
 *
 * <p>The portal found is not the least penetration, and which it is depends on every bound and
 * order here: they are those of MuJoCo's releases before 3.3.
 *
 * <p>Source: Snethen, XenoCollide: Complex Collision Made Simple (Game Programming Gems 7, 2008);
 * libccd.
 */
final class Portal {
  static final double EPSILON = 0x1p-52;

  // Ranges of a point among the points: w, a and b; points 0 to 3 are the centre and the portal, 4
  // is the newest.
  static final int POINT = 9;
  static final int A = 3;
  static final int B = 6;

  /** m; how far the surface may be beyond the last portal. */
  private static final double CLOSE = 1e-6;

  private static final int MOST_PUSHES = 51;
  private static final int MOST_ROUNDS = 1000;

  /** The result of a search. */
  enum Found {
    NOTHING,
    /** The ray leads through point 1 of the surface. */
    STRAIGHT,
    PORTAL
  }

  final double[] points = new double[5 * POINT];

  /** The unit normal of the portal, and its edges w₂ − w₁ and w₃ − w₁. */
  final double[] d = new double[3];

  final double[] e = new double[3];
  final double[] f = new double[3];

  private final double[] across = new double[3];
  private final ConvexShapes shapes;
  private final double[] x;
  private int first;
  private int second;
  private double margin;

  Portal(ConvexShapes shapes, double[] origin) {
    this.shapes = shapes;
    x = origin;
  }

  /** Searches with each of two geoms grown by half of the margin. */
  Found search(Pair pair) {
    first = pair.first();
    second = pair.second();
    margin = pair.margin();
    center();
    for (int i = 0; i < 3; i++) {
      d[i] = -points[i];
    }
    unit();
    if (take(1) < EPSILON) {
      return Found.NOTHING;
    }
    Spatial.cross(points, 0, points, POINT, d, 0);
    if (dot(d, 0, d) < EPSILON) {
      return Found.STRAIGHT;
    }
    if (find() && overlap()) {
      push();
      return Found.PORTAL;
    }
    return Found.NOTHING;
  }

  /** Point 0: the origins of the geoms' frames; if they coincide, a little beside. */
  private void center() {
    double most = 0;
    for (int i = 0; i < 3; i++) {
      points[A + i] = x[3 * first + i];
      points[B + i] = x[3 * second + i];
      points[i] = points[A + i] - points[B + i];
      most = Math.max(most, Math.abs(points[i]));
    }
    if (most < EPSILON) {
      points[0] += 10 * EPSILON;
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
      e[n] = points[POINT * j + n] - points[POINT * i + n];
      f[n] = points[POINT * k + n] - points[POINT * i + n];
    }
    Spatial.cross(e, 0, f, 0, d, 0);
    unit();
  }

  /** Takes a new point, the farthest in the unit direction d; returns w·d. */
  private double take(int point) {
    int w = POINT * point;
    shapes.farthest(first, d, 1, margin / 2, points, w + A);
    shapes.farthest(second, d, -1, margin / 2, points, w + B);
    for (int i = 0; i < 3; i++) {
      points[w + i] = points[w + A + i] - points[w + B + i];
    }
    return along(point);
  }

  /** w·d. */
  private double along(int point) {
    return dot(points, POINT * point, d);
  }

  static double dot(double[] a, int i, double[] b) {
    return a[i] * b[0] + a[i + 1] * b[1] + a[i + 2] * b[2];
  }

  /** Completes points 0 and 1 to a portal; returns false if none lies beyond the origin. */
  private boolean find() {
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
      if (volume(1, 3, points, 0) <= -EPSILON) {
        replace(2, 3);
      } else if (volume(3, 2, points, 0) <= -EPSILON) {
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

  private void push() {
    face(1, 2, 3);
    take(4);
    for (int round = 0; round < MOST_PUSHES && !reached(); round++) {
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

  /**
   * Replaces a point of the portal by point 4, such that the ray still passes through the portal.
   */
  private void expand() {
    Spatial.cross(points, 4 * POINT, points, 0, across, 0);
    if (dot(points, POINT, across) > 0) {
      replace(dot(points, 2 * POINT, across) > 0 ? 1 : 3, 4);
    } else {
      replace(dot(points, 3 * POINT, across) > 0 ? 2 : 1, 4);
    }
  }

  private void replace(int old, int by) {
    System.arraycopy(points, POINT * by, points, POINT * old, POINT);
  }

  /** The triple product [w_i w_j v]. */
  double volume(int i, int j, double[] v, int at) {
    Spatial.cross(points, POINT * i, points, POINT * j, across, 0);
    return dot(v, at, across);
  }
}
