package org.qmp.env.physics.scene;

import java.util.ArrayList;
import java.util.List;

/**
 * The description of a model: options, a tree of bodies, actuators, joints that follow others,
 * bodies that are welded to others, and bodies that never touch.
 */
public final class Scene {

  /** Two bodies, by name, whose geoms never touch each other. */
  public record Exclusion(String first, String second, String origin) {}

  public final Options options;

  /** Never moves; geoms and bodies are added to it. */
  public final Body world = new Body("world");

  public final List<Actuator> actuators = new ArrayList<>();

  /** The place of each of them in a file; empty if none. */
  public final List<String> actuatorOrigins = new ArrayList<>();

  public final List<Exclusion> exclusions = new ArrayList<>();

  /** In the order of their rows. */
  public final List<JointEquality> equalities = new ArrayList<>();

  /** In the order of their rows, which come before those of the joints. */
  public final List<WeldEquality> welds = new ArrayList<>();

  /** Whether Euler's steps take the damping of joints as any other force. */
  public boolean explicitDamping;

  /** Whether a moving body may touch the one that it hangs on. */
  public boolean parentsTouch;

  /** Whether armature is no substitute for the mass of a body that moves: so in MuJoCo's files. */
  public boolean massRequired;

  /** Of each body, kg and kg m². */
  public double leastMass;

  public double leastMoment;

  /** Of all bodies together, kg; 0 for as much as they weigh. */
  public double totalMass;

  /** How messages write the place of a part in a file. */
  public static String place(String origin) {
    return origin.isEmpty() ? "" : " (" + origin + ")";
  }

  public Scene(Options options) {
    this.options = options;
  }

  /** Adds actuators; their order is that of the controls. */
  public Scene add(Actuator... more) {
    for (Actuator actuator : more) {
      add(actuator, "");
    }
    return this;
  }

  public void add(Actuator actuator, String origin) {
    actuators.add(actuator);
    actuatorOrigins.add(origin);
  }

  /** Keeps two bodies from touching; the origin is their place in a file, empty if none. */
  public void exclude(String firstBody, String secondBody, String origin) {
    exclusions.add(new Exclusion(firstBody, secondBody, origin));
  }

  /** Lets a joint follow another. */
  public Scene add(JointEquality equality) {
    equalities.add(equality);
    return this;
  }

  /** Welds a body to another. */
  public Scene add(WeldEquality weld) {
    welds.add(weld);
    return this;
  }

  /**
   * Sets the least mass, kg, and the least principal moment, kg m², of every body; 0 unless set.
   */
  public Scene leastInertia(double mass, double moment) {
    leastMass = Checks.weight("scene", "least mass", mass);
    leastMoment = Checks.weight("scene", "least moment", moment);
    return this;
  }

  /** Scales masses and inertias so that all bodies together weigh so much, kg; 0 for no scaling. */
  public Scene totalMass(double mass) {
    totalMass = Checks.weight("scene", "total mass", mass);
    return this;
  }
}
