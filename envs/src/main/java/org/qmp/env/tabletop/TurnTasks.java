package org.qmp.env.tabletop;

import org.qmp.env.Trig;
import org.qmp.env.tabletop.Bounds.Placement;

/** A dial, a faucet and a lever, turned by pushing. */
final class TurnTasks {
  private TurnTasks() {}

  static final class DialTurn extends TabletopTask {
    private static final double RADIUS = 0.05;
    private final Marker dial = body("dial");
    private final Joint knob = joint("dial");
    private final Point3 push = new Point3(); // P
    private final Point3 pushStart = remembered(); // P₀

    DialTurn() {
      super("dial-turn", "dial", Bounds.of(-0.1, 0.1, 0.7, 0.8, 0, 0));
      handStart(0, 0.6f, 0.2f);
      object.wxyz(dial);
    }

    @Override
    void arrange(Stage stage, Placement v) {
      start.set(v.a());
      stage.place("dial", start);
      goal.set(start, 0, 0.03, 0.03);
      pushStart.set(start, 0.05, -0.03, 0.09);
    }

    /** A point on the rim of the knob, as it stands after the step. */
    @Override
    void follow() {
      super.follow();
      double dx = RADIUS * Trig.sin(knob.position);
      double dy = -RADIUS * Trig.cos(knob.position);
      object.set(dial, dx, dy, 0);
    }

    @Override
    void judge() {
      push.set(object, 0.05, 0.02, 0.09);
      double d = distance();
      double p = Rewards.tolerance(d, 0.07, Math.abs(pushStart.distance(goal) - 0.07));
      double margin = Math.abs(pushStart.distance(startTcp) - 0.005);
      double near = Rewards.gaussian(push.distance(tcp), 0.005, margin);
      double c = Rewards.hamacher(near, gripper.closing());
      verdict.reward(10 * Rewards.hamacher(c, p), d <= 0.07);
      verdict.near(push.distance(tcp) <= 0.01).grasp(true, c).inPlace(p).distance(d);
    }
  }

  /** To the right to open, to the left to close. */
  static final class Faucet extends TabletopTask {
    private final double way;
    private final double shiftX;
    private final double shiftZ;
    private final Point3 handle = new Point3(); // o'

    private Faucet(String name, String tip, double half, double way, double shiftX, double shiftZ) {
      super(name, "faucet", Bounds.of(-half, half, 0.8, 0.85, 0, 0));
      this.way = way;
      this.shiftX = shiftX;
      this.shiftZ = shiftZ;
      handStart(0, 0.4, 0.2);
      handNotBelow(-0.15);
      object.at(site(tip)).shifted(0, 0, -0.01).wxyz(body("faucetBase"));
    }

    static Faucet open() {
      return new Faucet("faucet-open", "handleStartOpen", 0.05, 0.175, -0.04, 0.03);
    }

    static Faucet close() {
      return new Faucet("faucet-close", "handleStartClose", 0.1, -0.175, 0, 0);
    }

    @Override
    void arrange(Stage stage, Placement v) {
      start.set(v.a());
      stage.place("faucetBase", start);
      goal.set(start, way, 0, 0.125);
    }

    @Override
    void judge() {
      handle.set(object, shiftX, 0, shiftZ);
      double d = handle.distance(goal);
      double p = Rewards.tolerance(d, 0.07, Math.abs(start.distance(goal) - 0.07));
      double reach = handle.distance(tcp);
      double c = Rewards.gaussian(reach, 0.01, Math.abs(start.distance(startTcp) - 0.01));
      verdict.reward(d <= 0.07 ? 10 : 4 * c + 6 * p, d <= 0.07);
      verdict.near(reach <= 0.01).grasp(true, c).inPlace(p).distance(d);
    }
  }

  /** Upwards, through the soft limit of its joint. */
  static final class LeverPull extends TabletopTask {
    private final Joint lever = joint("lever");
    private final Point3 leverStart = remembered(); // k₀
    private final Point3 shoulder = new Point3();

    LeverPull() {
      super("lever-pull", "lever", Bounds.of(-0.1, 0.1, 0.7, 0.8, 0, 0));
      handStart(0, 0.4f, 0.2f);
      handNotBelow(-0.15);
      object.at(site("leverStart")).xyzw(site("objGeom"));
    }

    @Override
    void arrange(Stage stage, Placement v) {
      start.set(v.a());
      stage.place("lever", start);
      leverStart.set(start, 0.12, -0.2, 0.25);
      goal.set(start, 0.12, 0, 0.45);
    }

    @Override
    void judge() {
      double margin = shoulder.set(startTcp, 0, 0.055, 0.07).distance(leverStart, 4, 1, 4);
      double x = shoulder.set(hand, 0, 0.055, 0.07).distance(object, 4, 1, 4);
      double c = Rewards.tolerance(x, 0.02, margin);
      double p = Rewards.tolerance(distance(), 0.04, leverStart.distance(goal));
      double left = Math.abs(-lever.position - StrictMath.PI / 2);
      double turned =
          Rewards.tolerance(left, StrictMath.PI / 48, StrictMath.PI / 2 - StrictMath.PI / 12);
      verdict.reward(10 * Rewards.hamacher(c, p), left <= StrictMath.PI / 24);
      verdict.near(x < 0.03).grasp(c > 0.9, c).inPlace(turned).distance(x);
    }
  }
}
