package org.qmp.env.physics.scene;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A rigid body with its parts and children, described before the model is compiled. */
public final class Body {
  public final String name;
  public final List<Joint> joints = new ArrayList<>();
  public final List<Geom> geoms = new ArrayList<>();
  public final List<Site> sites = new ArrayList<>();
  public final List<Body> children = new ArrayList<>();

  /** Its place in a file; empty if none. */
  public String origin = "";

  public double[] position = new double[3];
  public double[] orientation = {1, 0, 0, 0};

  /** If null, that of the geoms. */
  public @Nullable Inertial inertial;

  /**
   * Whether it is a mocap body, whose pose is set from outside during the simulation; such a body
   * is a child of the world and has no joints.
   */
  public boolean mocap;

  /** A body at its parent's frame; the name is for messages and look-ups and may be empty. */
  public Body(String name) {
    this.name = name;
  }

  /** Sets the position in the parent's frame, m. */
  public Body at(double x, double y, double z) {
    position = new double[] {x, y, z};
    return this;
  }

  /** Sets the orientation in the parent's frame, a quaternion that need not be normalised. */
  public Body turned(double w, double x, double y, double z) {
    orientation = new double[] {w, x, y, z};
    return this;
  }

  /** Adds joints, in the order from the parent to the body; a body without any is fixed to it. */
  public Body add(Joint... more) {
    joints.addAll(List.of(more));
    return this;
  }

  public Body add(Geom... more) {
    geoms.addAll(List.of(more));
    return this;
  }

  public Body add(Site... more) {
    sites.addAll(List.of(more));
    return this;
  }

  public Body add(Body... more) {
    children.addAll(List.of(more));
    return this;
  }

  /** The name of this body in messages. */
  public String label() {
    return "body '" + name + "'" + Scene.place(origin);
  }
}
