package org.qmp.env.tabletop;

/**
 * The scene, as a task prepares it for an episode. Every change is followed by a forward pass and
 * an update of the task's view, unless it says otherwise.
 */
interface Stage {

  /** Moves a body that is fixed to the world, without a forward pass. */
  void place(String body, Point3 to);

  /** Places a body with a free joint, keeping its orientation, at rest. */
  void put(String freeJoint, Point3 to);

  /** Sets slides or hinges, at rest. */
  void rest(String[] joints, double... positions);

  /** Sets a slide or a hinge, at rest. */
  default void rest(String joint, double position) {
    rest(new String[] {joint}, position);
  }

  /** Sets a slide or a hinge, and keeps its velocity. */
  void set(String joint, double position);

  /** The same without a forward pass. */
  void setUnseen(String joint, double position);

  /**
   * Sets parts of the state by their indices, whatever they belong to.
   *
   * @param position the place of the first position
   * @param velocity the place of the first velocity that becomes 0
   * @param velocities number of velocities that become 0
   */
  void overwrite(int position, double[] positions, int velocity, int velocities);

  /** Makes some steps of the simulation and updates the task's view. */
  void run(int steps);
}
