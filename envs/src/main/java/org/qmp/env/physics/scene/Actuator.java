package org.qmp.env.physics.scene;

import org.jspecify.annotations.Nullable;

/**
 * A motor or servo on a slide or hinge with the position q and the velocity v.
 *
 * <pre>
 *   force on the joint = g clamp(gain · clip(ctrl) + b1 g q + b2 g v)
 * </pre>
 *
 * <p>A motor has gain 1 and b1 = b2 = 0; a position servo has gain kp, b1 = −kp and b2 = −kv; a
 * velocity servo has gain kv and b2 = −kv.
 *
 * @param name for messages and look-ups, may be empty
 * @param joint the name of a slide or hinge
 * @param gear g
 * @param gain of the control: N or N m for each of its units
 * @param positionBias b1, N/m or N m/rad
 * @param velocityBias b2, N s/m or N m s/rad
 * @param controlRange range to which controls are clipped; null for none
 * @param forceRange range to which forces before the gear are clamped, N or N m; null for none
 */
public record Actuator(
    String name,
    String joint,
    double gear,
    double gain,
    double positionBias,
    double velocityBias,
    double @Nullable [] controlRange,
    double @Nullable [] forceRange) {

  /** Refuses ranges whose lower end is not first, and numbers that are not finite or too large. */
  public Actuator {
    String part = "actuator '" + name + "'";
    Checks.number(part, "gear", gear);
    Checks.number(part, "gain", gain);
    Checks.number(part, "position bias", positionBias);
    Checks.number(part, "velocity bias", velocityBias);
    controlRange =
        controlRange == null ? null : Checks.range(part, "control range", controlRange).clone();
    forceRange = forceRange == null ? null : Checks.range(part, "force range", forceRange).clone();
  }

  @Override
  public double @Nullable [] controlRange() {
    return controlRange == null ? null : controlRange.clone();
  }

  @Override
  public double @Nullable [] forceRange() {
    return forceRange == null ? null : forceRange.clone();
  }

  /** The force before the gear under a control, at a position and velocity of the actuator. */
  public double force(double control, double position, double velocity) {
    double free =
        gain * clip(control, controlRange) + positionBias * position + velocityBias * velocity;
    return clip(free, forceRange);
  }

  private static double clip(double value, double @Nullable [] range) {
    return range == null ? value : Math.min(range[1], Math.max(range[0], value));
  }

  /** A motor of some gear with controls in [−1, 1]. */
  public static Actuator motor(String name, String joint, double gear) {
    return new Actuator(name, joint, gear, 1, 0, 0, new double[] {-1, 1}, null);
  }
}
