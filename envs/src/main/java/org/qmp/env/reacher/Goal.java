package org.qmp.env.reacher;

/** A point of the room, in m: x and y on the floor, z upwards. */
public record Goal(double x, double y, double z) {

  /** Throws IllegalArgumentException unless all are finite. */
  public Goal {
    if (!Double.isFinite(x) || !Double.isFinite(y) || !Double.isFinite(z)) {
      throw new IllegalArgumentException(
          "goal (" + x + ", " + y + ", " + z + "), expected three finite numbers");
    }
  }

  double distanceTo(double px, double py, double pz) {
    double dx = px - x;
    double dy = py - y;
    double dz = pz - z;
    return Math.sqrt(dx * dx + dy * dy + dz * dz);
  }
}
