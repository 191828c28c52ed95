package org.qmp.env.physics.scene;

/** The releases of MuJoCo that a model can reproduce; the methods tell their differences. */
public enum Rules {
  /**
   * Release 2.1.0. A capsule weighs as a cylinder of half-length h + r/2 does; a body on slides has
   * the mean inverse weight over three axes; a range without a word about limits is refused.
   */
  MUJOCO_2_1,

  /**
   * Releases from 3.5 on; welds are those from 3.7, gaps those from 3.9 and contacts of two boxes
   * those from 3.12 on. A capsule has the mass and inertia of a capsule; a body on slides has the
   * inverse weight 1/mass. Contacts of convex shapes without a special rule (cylinders and hulls)
   * are those of 2.1 here, at most one for a pair; MuJoCo itself seeks the least penetration there,
   * and several points unless the flag multiccd is off.
   */
  MUJOCO_3;

  /** The margin of a pair of geoms, m, from those of the two; likewise the gap. */
  public double together(double first, double second) {
    return this == MUJOCO_3 ? first + second : Math.max(first, second);
  }

  /** The distance within which the contacts of a pair are found, m. */
  public double found(double margin, double gap) {
    return this == MUJOCO_3 ? margin + gap : margin;
  }

  /** The distance within which the contacts of a pair act, m. */
  public double acting(double margin, double gap) {
    return this == MUJOCO_3 ? margin : margin - gap;
  }

  /**
   * Whether all six rows of a weld take the inverse weight of translation and ignore the change of
   * their Jacobian; otherwise those of rotation have their own weight, and none ignores it.
   */
  public boolean weldsByTranslation() {
    return switch (this) {
      case MUJOCO_2_1 -> true;
      case MUJOCO_3 -> false;
    };
  }

  /** Whether a range limits if a model file does not say whether it does. */
  public boolean limitsByRange() {
    return this == MUJOCO_3;
  }

  /** Whether the solver skips a step, after the first, that promises too little improvement. */
  public boolean stopsBeforeSmallSteps() {
    return this == MUJOCO_3;
  }

  /**
   * Whether the solver starts from the last forward pass, even within a step, or from the last
   * step.
   */
  public boolean warmsEveryPass() {
    return this == MUJOCO_2_1;
  }

  /**
   * Whether the contacts of a box on a face of another are the corners of a clipped polygon, each
   * with its depth, or some corners and crossings of edges, each with half of its depth.
   */
  public boolean clipsBoxes() {
    return this == MUJOCO_3;
  }

  /** The depth, m, of a ball's centre below the face of a box that counts, given the true one. */
  public double depthInBox(double depth) {
    return this == MUJOCO_3 ? depth : 0;
  }
}
