package org.qmp.env.tabletop;

import org.qmp.env.tabletop.Bounds.Placement;
import org.qmp.env.tabletop.Rewards.Cage;

/**
 * A coffee machine with a button, and a mug, whose positions come before those of the arm. The
 * original places it correctly, but stops the arm's last joints and the fingers instead of the mug.
 */
final class CoffeeTasks {
  private CoffeeTasks() {}

  private static void putMug(TabletopTask task, Stage stage, Point3 at) {
    if (task.gripper.repaired) {
      stage.put("mug", at);
    } else {
      stage.overwrite(0, new double[] {at.x, at.y, at.z}, 9, 6);
    }
  }

  /** To move the mug, away from the machine or under it. */
  static final class Mug extends TabletopTask {
    private static final Cage CAGE = Cage.reach(0.02, 0.05, 0.05, 0.04).withEffort(0.7);
    private final boolean pull;

    private Mug(boolean pull, Bounds bounds) {
      super(pull ? "coffee-pull" : "coffee-push", "coffee", bounds);
      this.pull = pull;
      handStart(0, 0.4, 0.2);
      object.at(body("obj")).xyzw(site("mug"));
    }

    static Mug pull() {
      return new Mug(
          true,
          Bounds.of(-0.05, 0.05, 0.7, 0.75, -0.001, 0.001, -0.1, 0.1, 0.55, 0.65, -0.001, 0.001)
              .apart(0.15));
    }

    static Mug push() {
      return new Mug(
          false,
          Bounds.of(-0.1, 0.1, 0.55, 0.65, -0.001, 0.001, -0.05, 0.05, 0.7, 0.75, -0.001, 0.001)
              .apart(0.15));
    }

    @Override
    void arrange(Stage stage, Placement v) {
      start.set(v.a());
      goal.set(v.b());
      putMug(this, stage, start);
      stage.place("coffee_machine", new Point3().set(pull ? start : goal, 0, 0.22, 0));
    }

    @Override
    void judge() {
      double e = object.distance(goal, 2, 2, 1);
      double p = Rewards.tolerance(e, 0.05, start.distance(goal, 2, 2, 1));
      double c = caged(CAGE);
      double r = Rewards.hamacher(c, p);
      if (reach() < 0.04 && opening() > 0) {
        r += 1 + 5 * p;
      }
      double d = distance();
      verdict.reward(e < 0.05 ? 10 : r, d <= 0.07);
      verdict.near(reach() <= 0.03).grasp(opening() > 0, c).inPlace(p).distance(d);
    }
  }

  /** To press the button. */
  static final class CoffeeButton extends TabletopTask {
    private static final double TRAVEL = 0.03;

    CoffeeButton() {
      super("coffee-button", "coffee", Bounds.of(-0.1, 0.1, 0.8, 0.9, -0.001, 0.001));
      handStart(0, 0.4, 0.2);
      object.at(site("buttonStart")).upright();
    }

    @Override
    void arrange(Stage stage, Placement v) {
      start.set(v.a());
      goal.set(start, 0, -0.19, 0.3);
      stage.place("coffee_machine", start);
      putMug(this, stage, new Point3().set(start, 0, -0.22, 0));
    }

    @Override
    void judge() {
      ButtonTasks.press(this, 0.02, TRAVEL);
    }
  }
}
