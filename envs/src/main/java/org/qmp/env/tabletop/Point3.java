package org.qmp.env.tabletop;

/** A point in the world, m. It can be moved, so that a step allocates nothing. */
class Point3 {
  double x;
  double y;
  double z;

  Point3() {}

  Point3(double x, double y, double z) {
    set(x, y, z);
  }

  final Point3 set(double x, double y, double z) {
    this.x = x;
    this.y = y;
    this.z = z;
    return this;
  }

  final Point3 set(Point3 p) {
    return set(p.x, p.y, p.z);
  }

  /** Takes a point moved by (dx, dy, dz). */
  final Point3 set(Point3 p, double dx, double dy, double dz) {
    return set(p.x + dx, p.y + dy, p.z + dz);
  }

  /** ‖this − p‖. */
  final double distance(Point3 p) {
    return distance(p, 1, 1, 1);
  }

  /** ‖(this − p) ∘ (sx, sy, sz)‖, where ∘ multiplies component by component. */
  final double distance(Point3 p, double sx, double sy, double sz) {
    double dx = (x - p.x) * sx;
    double dy = (y - p.y) * sy;
    double dz = (z - p.z) * sz;
    return Math.sqrt(dx * dx + dy * dy + dz * dz);
  }

  /** The distance seen from above. */
  final double distanceXy(Point3 p) {
    return distance(p, 1, 1, 0);
  }

  /** The distance seen along y, the way in which the fingers close. */
  final double distanceXz(Point3 p) {
    return distance(p, 1, 0, 1);
  }
}
