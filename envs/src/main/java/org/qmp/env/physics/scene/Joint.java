package org.qmp.env.physics.scene;

import java.util.function.Consumer;

/** A joint of a {@link Body}, described before the model is compiled. SI units, radians. */
public final class Joint implements Cloneable {

  /** The kinds of joints. */
  public enum Kind {
    /** Free motion: position and quaternion, linear velocity in the world, angular in the body. */
    FREE(7, 6),
    /** All rotations about the anchor: a quaternion and an angular velocity in the body's frame. */
    BALL(4, 3),
    /** Motion along the axis. */
    SLIDE(1, 1),
    /** Rotation about the axis through the anchor. */
    HINGE(1, 1);

    public final int positions;
    public final int velocities;

    Kind(int positions, int velocities) {
      this.positions = positions;
      this.velocities = velocities;
    }
  }

  public final Kind kind;
  public final String name;

  /** Its place in a file; empty if none. */
  public String origin = "";

  /** Of a slide or hinge, in the body's frame. */
  public double[] axis = {0, 0, 1};

  /** The point in the body's frame that a ball or hinge turns about. */
  public double[] anchor = new double[3];

  /** The limits, m or rad, if {@link #limited}; of a ball, 0 and the largest angle. */
  public double[] range = new double[2];

  public boolean limited;

  /** Resistance to velocity, N s/m or N m s/rad. */
  public double damping;

  /** Inertia of the joint itself, kg or kg m². */
  public double armature;

  /** Of a spring, N/m or N m/rad, and the position at which it is slack (slide and hinge). */
  public double stiffness;

  public double springReference;

  /** The position that the drawn pose stands for; of a slide or hinge, m or rad. */
  public double reference;

  /** Dry friction, N or N m. */
  public double frictionLoss;

  /** The distance from a limit at which it begins to act. */
  public double margin;

  /** Softness of limits, and of dry friction. */
  public Softness limitSoftness = Softness.DEFAULT;

  public Softness frictionSoftness = Softness.DEFAULT;

  /** A joint; the name is for messages and look-ups and may be empty. */
  public Joint(Kind kind, String name) {
    this.kind = kind;
    this.name = name;
  }

  public Joint axis(double x, double y, double z) {
    axis = new double[] {x, y, z};
    return this;
  }

  public Joint anchor(double x, double y, double z) {
    anchor = new double[] {x, y, z};
    return this;
  }

  /** Sets {@link #range} and limits. */
  public Joint range(double low, double high) {
    range = new double[] {low, high};
    limited = true;
    return this;
  }

  /** Changes other numbers, as in {@code with(j -> j.damping = 0.1)}. */
  public Joint with(Consumer<Joint> change) {
    change.accept(this);
    return this;
  }

  /** A copy for a compiled model, which does not follow later changes. */
  public Joint copy() {
    try {
      Joint copy = (Joint) clone();
      copy.axis = axis.clone();
      copy.anchor = anchor.clone();
      copy.range = range.clone();
      return copy;
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }

  public boolean scalar() {
    return kind == Kind.SLIDE || kind == Kind.HINGE;
  }

  /** Refuses invalid numbers. */
  public void check() {
    String part = label();
    Checks.numbers(part, "anchor", anchor, 3);
    Checks.notNegative(part, "damping", damping);
    Checks.notNegative(part, "armature", armature);
    Checks.notNegative(part, "stiffness", stiffness);
    Checks.number(part, "springref", springReference);
    Checks.number(part, "ref", reference);
    Checks.notNegative(part, "frictionloss", frictionLoss);
    Checks.notNegative(part, "margin", margin);
    if (limited) {
      Checks.range(part, "range", range);
    }
    if (kind == Kind.FREE && limited) {
      throw new ModelException(part, "", "a free joint has no range");
    }
    if (kind == Kind.BALL && limited && range[0] != 0) {
      throw new ModelException(
          part, "the range of a ball", "begins at " + range[0] + ", expected 0");
    }
  }

  /** The name of this joint in messages. */
  public String label() {
    return "joint '" + name + "'" + Scene.place(origin);
  }
}
