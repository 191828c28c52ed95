package org.qmp.env.physics.scene;

import org.qmp.env.physics.math.Rotation;

/** Checks of a model's numbers. */
public final class Checks {
  /**
   * A bound on lengths, angles, coefficients and masses of geoms, so that computations in doubles
   * do not overflow.
   */
  private static final double LARGEST = 1e10;

  private Checks() {}

  private static double check(
      boolean holds, String part, String quantity, double value, String expected) {
    if (!holds) {
      throw new ModelException(part, quantity, "is " + value + ", expected " + expected);
    }
    return value;
  }

  static double number(String part, String quantity, double value) {
    boolean holds = Math.abs(value) <= LARGEST;
    return check(holds, part, quantity, value, "a number within ±" + LARGEST);
  }

  static double positive(String part, String quantity, double value) {
    return check(number(part, quantity, value) > 0, part, quantity, value, "more than 0");
  }

  static double notNegative(String part, String quantity, double value) {
    return check(number(part, quantity, value) >= 0, part, quantity, value, "at least 0");
  }

  /** Masses and moments, which grow with the third and fifth power of lengths. */
  static double weight(String part, String quantity, double value) {
    boolean holds = value >= 0 && Double.isFinite(value);
    return check(holds, part, quantity, value, "a finite number of at least 0");
  }

  /** Checks the number of elements, and each of them. */
  public static double[] numbers(String part, String quantity, double[] values, int count) {
    if (values.length != count) {
      throw new ModelException(
          part, quantity, "has " + values.length + " numbers, expected " + count);
    }
    for (double value : values) {
      number(part, quantity, value);
    }
    return values;
  }

  static double[] range(String part, String quantity, double[] range) {
    numbers(part, quantity, range, 2);
    if (!(range[0] < range[1])) {
      throw new ModelException(
          part,
          quantity,
          "is from " + range[0] + " to " + range[1] + ", expected the lower number first");
    }
    return range;
  }

  /**
   * Points whose convex hull holds the origin. From one of them, x goes on towards the point that
   * is farthest back for as long as that brings it nearer to the origin; if the origin is outside,
   * all points end up ahead. Source: Gilbert, An iterative procedure for computing the minimum of a
   * quadratic form on a convex set (1966).
   */
  static void hull(String part, String quantity, float[] points) {
    if (points.length < 12 || points.length % 3 != 0) {
      throw new ModelException(
          part, quantity, "has " + points.length + " numbers, expected 3 each of 4 points or more");
    }
    for (float value : points) {
      number(part, quantity, value);
    }
    double[] x = {points[0], points[1], points[2]};
    for (int round = 0; round < 1000; round++) {
      double least = Double.POSITIVE_INFINITY;
      int back = 0;
      for (int i = 0; i < points.length; i += 3) {
        double ahead = x[0] * points[i] + x[1] * points[i + 1] + x[2] * points[i + 2];
        if (ahead < least) {
          least = ahead;
          back = i;
        }
      }
      double square = x[0] * x[0] + x[1] * x[1] + x[2] * x[2];
      if (2 * least > square) {
        throw new ModelException(
            part, quantity, "lie all to one side of the frame's origin, expected it in the hull");
      }
      double length = 0;
      for (int k = 0; k < 3; k++) {
        length += (points[back + k] - x[k]) * (points[back + k] - x[k]);
      }
      double step = length > 0 ? Math.min(1, (square - least) / length) : 0;
      for (int k = 0; k < 3; k++) {
        x[k] += step * (points[back + k] - x[k]);
      }
    }
  }

  /** The vector scaled to length 1. */
  public static double[] direction(String part, String quantity, double[] v) {
    double[] unit = numbers(part, quantity, v, 3).clone();
    double norm = Math.sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
    if (norm < 1e-10) {
      throw new ModelException(part, quantity, "has no length, expected a direction");
    }
    for (int i = 0; i < 3; i++) {
      unit[i] = v[i] / norm;
    }
    return unit;
  }

  /** The quaternion scaled to length 1. */
  public static double[] quaternion(String part, String quantity, double[] q) {
    double[] unit = numbers(part, quantity, q, 4).clone();
    if (Math.abs(q[0]) + Math.abs(q[1]) + Math.abs(q[2]) + Math.abs(q[3]) < 1e-10) {
      throw new ModelException(part, quantity, "is all zeros, expected a quaternion");
    }
    Rotation.normalize(unit, 0);
    return unit;
  }
}
