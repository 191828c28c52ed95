package org.qmp.env.physics.scene;

import org.qmp.env.physics.math.PrincipalAxes;

/**
 * The mass of a body and its distribution.
 *
 * @param mass kg
 * @param center of mass in the body's frame, m
 * @param orientation of the principal axes in the body's frame, a unit quaternion
 * @param moments about them, kg m²
 */
public record Inertial(double mass, double[] center, double[] orientation, double[] moments) {
  /** Moments of real bodies hold the triangle inequality; rounded ones may miss it by this. */
  private static final double ROUNDING = 1e-6;

  /** Refuses negative masses and impossible moments. */
  public Inertial {
    Checks.weight("inertial", "mass", mass);
    center = Checks.numbers("inertial", "center", center, 3).clone();
    orientation = Checks.quaternion("inertial", "orientation", orientation);
    moments = moments.clone();
    if (moments.length != 3) {
      throw new ModelException(
          "inertial", "", "there are " + moments.length + " moments, expected 3");
    }
    double sum = moments[0] + moments[1] + moments[2];
    for (double moment : moments) {
      Checks.weight("inertial", "moment", moment);
      if (2 * moment > sum * (1 + ROUNDING)) {
        String others = "is more than the sum of the others, " + (sum - moment);
        throw new ModelException("inertial", "moment " + moment, others + ", as in no rigid body");
      }
    }
  }

  @Override
  public double[] center() {
    return center.clone();
  }

  @Override
  public double[] orientation() {
    return orientation.clone();
  }

  @Override
  public double[] moments() {
    return moments.clone();
  }

  /** From a symmetric matrix about the centre of mass, in the order xx, yy, zz, xy, xz, yz. */
  public static Inertial ofMatrix(double mass, double[] center, double[] matrix) {
    double[] orientation = new double[4];
    if (matrix.length != 6) {
      throw new ModelException(
          "inertial", "the matrix", "has " + matrix.length + " numbers, expected 6");
    }
    return new Inertial(mass, center, orientation, PrincipalAxes.of(matrix, orientation));
  }
}
