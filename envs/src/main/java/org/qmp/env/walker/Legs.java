package org.qmp.env.walker;

import org.qmp.env.physics.Model;
import org.qmp.env.physics.Robot;
import org.qmp.env.physics.Simulation;
import org.qmp.env.physics.scene.Rules;
import org.qmp.env.walker.WalkerTask.Terrain;

/**
 * The walker, moved by torques for four steps of 0.002 s at a time. Angles and velocities are those
 * after a move; poses and contacts are those of the last forward pass of the simulator, as in
 * MuJoCo.
 */
final class Legs extends Robot {
  static final int MOTORS = 6; // number of motors
  static final int JOINTS = 9; // x, height, pitch, then right and left leg

  /** The torso, then the right and the left leg, from above. */
  static final String[] PARTS = {
    "torso", "thigh", "leg", "foot", "thigh_left", "leg_left", "foot_left"
  };

  private static final int X = 0;
  private static final int HEIGHT = 1;
  private static final int PITCH = 2;
  private static final int RIGHT_ANKLE = 5;
  private static final int LEFT_ANKLE = 8;
  private static final int STEPS = 4;

  private final int[] bodies = new int[PARTS.length];
  private final int[] geoms = new int[PARTS.length];
  private final int[] ceilings;
  private double xBefore;
  private double rightBefore;
  private double leftBefore;

  Legs(Terrain terrain, Rules rules) {
    super(terrain.mechanism().model(rules), STEPS);
    Model model = simulation().model();
    for (int i = 0; i < PARTS.length; i++) {
      bodies[i] = model.body(PARTS[i]);
      geoms[i] = model.geom(PARTS[i]);
    }
    ceilings = terrain.ceilings().stream().mapToInt(model::geom).toArray();
  }

  /**
   * Applies the torques, and returns whether the simulation has not failed; if it has, nothing
   * moves.
   */
  @Override
  public boolean move() {
    xBefore = position(X);
    rightBefore = position(RIGHT_ANKLE);
    leftBefore = position(LEFT_ANKLE);
    return super.move();
  }

  /** Mean velocity along x in the last move, in m/s. */
  double velocity() {
    return (position(X) - xBefore) / seconds();
  }

  /** Mean speeds of both ankle joints in the last move, added up, in rad/s. */
  double ankleSpeed() {
    double right = Math.abs(position(RIGHT_ANKLE) - rightBefore);
    double left = Math.abs(position(LEFT_ANKLE) - leftBefore);
    return (right + left) / seconds();
  }

  /** Height of the torso's frame above the higher foot's, in m. */
  double lift() {
    double right = simulation().bodyPosition(bodies[3], 2);
    double left = simulation().bodyPosition(bodies[6], 2);
    return simulation().bodyPosition(bodies[0], 2) - Math.max(right, left);
  }

  /** The radius of a part's capsule, in m. */
  double radius(int part) {
    return simulation().model().geomSize(geoms[part], 0);
  }

  /** From x, to x, from z and to z of a box of the terrain, in m. */
  double[] extent(String box) {
    int geom = simulation().model().geom(box);
    double[] extent = new double[4];
    for (int i = 0; i < 2; i++) {
      int axis = 2 * i; // x, then z
      double half = simulation().model().geomSize(geom, axis);
      extent[2 * i] = simulation().geomPosition(geom, axis) - half;
      extent[2 * i + 1] = simulation().geomPosition(geom, axis) + half;
    }
    return extent;
  }

  /** Along x, in m. */
  double x() {
    return position(X);
  }

  /** Of the root, in m; 1.25 upright. */
  double height() {
    return position(HEIGHT);
  }

  /** Of the torso, in rad; 0 upright. */
  double pitch() {
    return position(PITCH);
  }

  boolean touchesCeiling() {
    for (int contact = 0; contact < simulation().contacts(); contact++) {
      for (int ceiling : ceilings) {
        if (simulation().touches(contact, ceiling)) {
          return true;
        }
      }
    }
    return false;
  }

  /** A coordinate of the middle of a part, in m: 0 is x, 2 is z. */
  double middle(int part, int axis) {
    return simulation().geomPosition(geoms[part], axis);
  }

  /** From the middle of a part to an end of its axis, in m: 0 is x, 2 is z. */
  double half(int part, int axis) {
    Simulation s = simulation();
    return s.model().geomSize(geoms[part], 1) * s.geomRotation(geoms[part], axis, 2);
  }
}
