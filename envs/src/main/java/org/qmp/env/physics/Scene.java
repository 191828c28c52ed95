package org.qmp.env.physics;

import java.util.ArrayList;
import java.util.List;

/**
 * The description of a model: options, a tree of bodies, actuators, and bodies that never touch.
 */
public final class Scene {

  /** Two bodies, by name, whose geoms never touch each other. */
  record Exclusion(String first, String second) {}

  final Options options;
  final Body world = new Body("world");
  final List<Actuator> actuators = new ArrayList<>();
  final List<Exclusion> exclusions = new ArrayList<>();

  /** An empty world. */
  public Scene(Options options) {
    this.options = options;
  }

  /** The body that never moves; geoms and bodies are added to it. */
  public Body world() {
    return world;
  }

  /** Adds actuators; their order is that of the controls. */
  public Scene add(Actuator... more) {
    actuators.addAll(List.of(more));
    return this;
  }

  /** Keeps two bodies from touching. */
  public Scene exclude(String firstBody, String secondBody) {
    exclusions.add(new Exclusion(firstBody, secondBody));
    return this;
  }

  /**
   * The model of this description.
   *
   * @throws ModelException if it describes none, naming the part and what is wrong with it
   */
  public Model compile() {
    return new Compiler(this).compile();
  }
}
