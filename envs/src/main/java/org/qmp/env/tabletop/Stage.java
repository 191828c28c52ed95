package org.qmp.env.tabletop;

/**
 * The scene, as a task prepares it for an episode. What is set is followed by a forward pass and a
 * look, unless it says otherwise.
 */
interface Stage {

  /** Moves a body that is fixed to the world, without a forward pass. */
  void place(String body, Point3 to);

  /** Puts what hangs on a free joint somewhere, turned as it is, at rest. */
  void put(String freeJoint, Point3 to);

  /** Sets slides or hinges, at rest. */
  void rest(String[] joints, double... positions);

  /** Sets a slide or a hinge, at rest. */
  default void rest(String joint, double position) {
    rest(new String[] {joint}, position);
  }

  /** Sets a slide or a hinge, whose velocity stays. */
  void set(String joint, double position);

  /** The same without a forward pass. */
  void setUnseen(String joint, double position);

  /**
   * Sets parts of the state by their places in it, whatever they belong to.
   *
   * @param position the place of the first position
   * @param velocity the place of the first velocity that becomes 0
   * @param velocities how many become 0
   */
  void overwrite(int position, double[] positions, int velocity, int velocities);

  /** Lets some steps of the simulation pass, and looks. */
  void run(int steps);
}
