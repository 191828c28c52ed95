package org.qmp.env.physics.scene;

import java.util.ArrayList;
import java.util.List;

/**
 * The description of a model: options, a tree of bodies, actuators, joint equalities, welds, and
 * bodies that never touch.
 */
public final class Scene {

  /** Two bodies, by name, whose geoms never touch each other. */
  public record Exclusion(String first, String second, String origin) {}

  public final Options options;

  /** The fixed root, to which geoms and bodies are added. */
  public final Body world = new Body("world");

  public final List<Actuator> actuators = new ArrayList<>();

  /** The place of each of them in a file; empty if none, also for those beyond the last one. */
  public final List<String> actuatorOrigins = new ArrayList<>();

  public final List<Exclusion> exclusions = new ArrayList<>();

  /** In the order of their rows. */
  public final List<JointEquality> equalities = new ArrayList<>();

  /** In the order of their rows, which come before those of the joints. */
  public final List<WeldEquality> welds = new ArrayList<>();

  /** Whether Euler's steps treat the damping of joints like any other force. */
  public boolean explicitDamping;

  /** Whether a moving body may touch its parent. */
  public boolean parentsTouch;

  /**
   * Whether a moving body must have mass even if its joints have armature, as in MuJoCo's files.
   */
  public boolean massRequired;

  /** Of each body, kg and kg m². */
  public double leastMass;

  public double leastMoment;

  /** Total mass of all bodies, kg; 0 for no scaling. */
  public double totalMass;

  /** A part's place in a file, as written in messages. */
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

  /** Excludes contacts between two bodies; the origin is its place in a file, empty without one. */
  public void exclude(String firstBody, String secondBody, String origin) {
    exclusions.add(new Exclusion(firstBody, secondBody, origin));
  }

  /** Adds a joint equality. */
  public Scene add(JointEquality equality) {
    equalities.add(equality);
    return this;
  }

  /** Adds a weld. */
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

  /** Scales masses and inertias to this total mass, kg; 0 for no scaling. */
  public Scene totalMass(double mass) {
    totalMass = Checks.weight("scene", "total mass", mass);
    return this;
  }
}
