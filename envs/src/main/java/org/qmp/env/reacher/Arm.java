package org.qmp.env.reacher;

import org.qmp.env.physics.Mechanism;
import org.qmp.env.physics.Model;
import org.qmp.env.physics.Robot;
import org.qmp.env.physics.scene.Rules;

/**
 * The arm, moved by torques for four steps of 0.01 s at a time. Poses of its links are those at the
 * beginning of the last of these steps, or of the reset, as in MuJoCo.
 */
final class Arm extends Robot {
  static final int JOINTS = 6; // number of joints, and of motors
  static final Model MODEL = Mechanism.REACHER_ARM.model(Rules.MUJOCO_2_1);

  private static final String[] LINKS = {
    "base", "link1", "link2", "link3", "link4", "link5", "hand"
  };

  static final double TORQUE_COST = 0.01; // of a squared part of a torque
  private static final double SPEED_COST = 0.001;
  private static final double ACCELERATION_COST = 1e-5;
  private static final int STEPS = 4;

  private final int[] links = new int[LINKS.length];

  Arm(Model model) {
    super(model, STEPS);
    for (int i = 0; i < links.length; i++) {
      links[i] = model.body(LINKS[i]);
    }
  }

  /** The cost of the last move: 0.01 Σa² + 0.001 mean|q̇| + 10⁻⁵ mean|q̈|. */
  double effort() {
    double squares = 0;
    double speed = 0;
    double acceleration = 0;
    for (int i = 0; i < JOINTS; i++) {
      squares += simulation().control(i) * simulation().control(i);
      speed += Math.abs(velocity(i));
      acceleration += Math.abs(simulation().acceleration(i));
    }
    return TORQUE_COST * squares
        + SPEED_COST * (speed / JOINTS)
        + ACCELERATION_COST * (acceleration / JOINTS);
  }

  /** A coordinate of the hand, in m. */
  double hand(int axis) {
    return link(links.length - 1, axis);
  }

  /** The place of the hand. */
  Goal handPlace() {
    return new Goal(hand(0), hand(1), hand(2));
  }

  double distanceTo(Goal goal) {
    return goal.distanceTo(hand(0), hand(1), hand(2));
  }

  /** The number of points of the line from the base to the hand. */
  int links() {
    return links.length;
  }

  /** A coordinate of the origin of a link, in m. */
  double link(int link, int axis) {
    return simulation().bodyPosition(links[link], axis);
  }
}
