package org.qmp.env.physics.scene;

/**
 * A slide or hinge that follows another: q₁ = c₀ + c₁ q₂ + … + c₄ q₂⁴, both from where they are in
 * the initial configuration.
 *
 * @param first the name of the joint that follows
 * @param second the name of the joint that leads; empty for none, then q₁ = c₀
 * @param polynomial c₀ to c₄, for lengths in m and angles in rad
 * @param softness of the constraint
 * @param origin its place in a file, empty without one
 */
public record JointEquality(
    String first, String second, double[] polynomial, Softness softness, String origin) {

  /** Refuses polynomials without five numbers, and a joint that follows itself. */
  public JointEquality {
    String part = "equality of joint '" + first + "'" + Scene.place(origin);
    polynomial = Checks.numbers(part, "polynomial", polynomial, 5).clone();
    if (first.equals(second)) {
      throw new ModelException(part, "", "expected another joint to follow");
    }
  }

  @Override
  public double[] polynomial() {
    return polynomial.clone();
  }
}
