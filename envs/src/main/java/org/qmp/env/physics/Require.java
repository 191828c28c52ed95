package org.qmp.env.physics;

/** What the numbers of a model must be; each check names the part, the number and the demand. */
final class Require {
  /** No length, mass, angle or coefficient of a world that runs in doubles is larger. */
  private static final double LARGEST = 1e10;

  private Require() {}

  static double number(String part, String what, double value) {
    if (!(Math.abs(value) <= LARGEST)) {
      throw new ModelException(
          part + ": " + what + " is " + value + ", expected a number within ±" + LARGEST);
    }
    return value;
  }

  static double positive(String part, String what, double value) {
    if (!(number(part, what, value) > 0)) {
      throw new ModelException(part + ": " + what + " is " + value + ", expected more than 0");
    }
    return value;
  }

  static double notNegative(String part, String what, double value) {
    if (!(number(part, what, value) >= 0)) {
      throw new ModelException(part + ": " + what + " is " + value + ", expected at least 0");
    }
    return value;
  }

  /** Masses and moments, which grow with the third and fifth power of lengths. */
  static double weight(String part, String what, double value) {
    if (!(value >= 0 && Double.isFinite(value))) {
      throw new ModelException(
          part + ": " + what + " is " + value + ", expected a finite number of at least 0");
    }
    return value;
  }

  static double[] numbers(String part, String what, double[] values, int count) {
    if (values.length != count) {
      throw new ModelException(
          part + ": " + what + " has " + values.length + " numbers, expected " + count);
    }
    for (double value : values) {
      number(part, what, value);
    }
    return values;
  }

  static double[] range(String part, String what, double[] range) {
    numbers(part, what, range, 2);
    if (!(range[0] < range[1])) {
      throw new ModelException(
          part
              + ": "
              + what
              + " is from "
              + range[0]
              + " to "
              + range[1]
              + ", expected the lower number first");
    }
    return range;
  }

  /** The vector scaled to length 1. */
  static double[] direction(String part, String what, double[] v) {
    double[] unit = numbers(part, what, v, 3).clone();
    double norm = Math.sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
    if (norm < 1e-10) {
      throw new ModelException(part + ": " + what + " has no length, expected a direction");
    }
    for (int i = 0; i < 3; i++) {
      unit[i] = v[i] / norm;
    }
    return unit;
  }

  /** The quaternion scaled to length 1. */
  static double[] quaternion(String part, String what, double[] q) {
    double[] unit = numbers(part, what, q, 4).clone();
    if (Math.abs(q[0]) + Math.abs(q[1]) + Math.abs(q[2]) + Math.abs(q[3]) < 1e-10) {
      throw new ModelException(part + ": " + what + " is all zeros, expected a quaternion");
    }
    Rotation.normalize(unit, 0);
    return unit;
  }
}
