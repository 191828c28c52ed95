package org.qmp.env.kitchen;

import org.qmp.env.Box;
import org.qmp.env.physics.Mechanism;
import org.qmp.env.physics.Model;
import org.qmp.env.physics.Robot;
import org.qmp.env.physics.math.Rotation;
import org.qmp.env.physics.scene.Rules;

/**
 * The arm and the kitchen around it, moved by position servos for 40 steps of 0.002 s at a time.
 * Positions of sites and fingers are those of the last forward pass: 0.002 s before the end of a
 * move, or of the start, as in MuJoCo.
 */
final class Franka extends Robot {
  static final int MOTORS = 9; // seven of the arm and two of the fingers; they come first
  static final int POSITIONS = 30; // these, pairs of knob and burner 8, switch 2, doors 4, kettle 7

  static final int STEPS = 40; // of the simulation in a move
  static final Model MODEL = Mechanism.KITCHEN.model(Rules.MUJOCO_2_1);

  private static final double SPEED = 2; // rad/s or m/s, of an action of 1
  private static final int KETTLE_TURN = 26;

  /** To which targets are clipped, before the servos clip them to their own ranges. */
  private static final Box TARGETS =
      Box.of(
          new double[] {-2.9, -1.8, -2.9, -3.1, -2.9, 0, -2.9, 0, 0},
          new double[] {2.9, 1.8, 2.9, 0, 2.9, 3.8, 2.9, 0.04, 0.04});

  private static final double[] START = { // one finger begins outside its range
    0.148388023, -1.76848573, 1.84390296, -2.4768576, 0.260252026,
    0.712533105, 1.59515394, 0.0479267505, 0.0371350919, -0.00026627985,
    -5.18043486e-05, 3.1287722e-05, -4.51199853e-05, -3.90842156e-06, -4.22629655e-05,
    6.28065475e-05, 4.04984708e-05, 0.000462730939, -0.000226906415, -0.000465501369,
    -0.00644129196, -0.00177048263, 0.00108009684, -0.26939744, 0.350383255,
    1.61944683, 1.00618764, 0.0040639512, -0.00662095997, -0.000268278933
  };

  static {
    Rotation.normalize(START, KETTLE_TURN);
  }

  private final int leftFinger;
  private final int rightFinger;
  private final int endEffector;

  Franka(Model model, int steps) {
    super(model, steps);
    leftFinger = model.body("leftFinger");
    rightFinger = model.body("rightFinger");
    endEffector = model.site("endEffector");
  }

  /** Sets the start of the task, at rest. */
  void start(KitchenTask task) {
    simulation().reset();
    place(START, 0);
    place(task.start().stream().mapToDouble(x -> x).toArray(), task.first());
    simulation().forward();
  }

  /** Sets some positions, beginning at an entry. */
  void place(double[] positions, int first) {
    for (int i = 0; i < positions.length; i++) {
      simulation().setPosition(first + i, positions[i]);
    }
  }

  /**
   * Sets the targets of the servos for the next move: where the joints would be at its end if they
   * started at the readings and moved with the action's velocities.
   *
   * @param reading begins with the last reading of the joints, rad and m
   * @param action velocities, in units of 2 rad/s or 2 m/s
   */
  void aim(double[] reading, double[] action) {
    for (int i = 0; i < MOTORS; i++) {
      push(i, TARGETS.clip(i, reading[i] + SPEED * action[i] * seconds()));
    }
  }

  /** The distance of a site from the middle between the frames of both fingers, in m. */
  double fingersTo(int site) {
    double squares = 0;
    for (int axis = 0; axis < 3; axis++) {
      double left = simulation().bodyPosition(leftFinger, axis);
      double right = simulation().bodyPosition(rightFinger, axis);
      double off = simulation().sitePosition(site, axis) - 0.5 * (left + right);
      squares += off * off;
    }
    return Math.sqrt(squares);
  }

  /** The distance of a site from the point between the finger tips, in m. */
  double tipsTo(int site) {
    double squares = 0;
    for (int axis = 0; axis < 3; axis++) {
      double off =
          simulation().sitePosition(site, axis) - simulation().sitePosition(endEffector, axis);
      squares += off * off;
    }
    return Math.sqrt(squares);
  }
}
