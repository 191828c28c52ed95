package org.qmp.env.draw;

/** A point of a plane: x to the right, y upwards, in the world's unit of length. */
public record Point(double x, double y) {

  /** Throws IllegalArgumentException unless both are finite. */
  public Point {
    if (!Double.isFinite(x) || !Double.isFinite(y)) {
      throw new IllegalArgumentException("not a point of the plane: (" + x + ", " + y + ")");
    }
  }

  public double distanceTo(Point other) {
    double dx = other.x - x;
    double dy = other.y - y;
    return Math.sqrt(dx * dx + dy * dy);
  }
}
