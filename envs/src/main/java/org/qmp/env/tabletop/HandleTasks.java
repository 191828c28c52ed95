package org.qmp.env.tabletop;

import org.qmp.env.tabletop.Bounds.Placement;
import org.qmp.env.tabletop.Rewards.Cage;

/** A handle in the side of a box, which slides down, from 0 to −0.1 m. */
final class HandleTasks {
  private static final Bounds FRONT = Bounds.of(-0.1, 0.1, 0.8, 0.9, -0.001, 0.001);

  private HandleTasks() {}

  /** To press it down, in front of the robot or at its side. */
  static final class Press extends TabletopTask {
    private final Marker down = site("goalPress");
    private final Point3 handleStart = remembered(); // k₀

    private Press(String name, Bounds bounds) {
      super(name, name.endsWith("side") ? "handle_side" : "handle", bounds);
      object.at(site("handleStart"));
    }

    static Press front() {
      return new Press("handle-press", FRONT);
    }

    static Press side() {
      return new Press("handle-press-side", Bounds.of(-0.35, -0.25, 0.65, 0.75, -0.001, 0.001));
    }

    @Override
    void arrange(Stage stage, Placement v) {
      start.set(v.a());
      stage.place("box", start);
      stage.rest("handle", -0.001);
      goal.set(down);
      handleStart.set(object);
    }

    @Override
    void judge() {
      double e = Math.abs(object.z - goal.z);
      double margin = Math.abs(Math.abs(handleStart.z - goal.z) - 0.02);
      double p = Rewards.tolerance(e, 0.02, margin);
      double c = Rewards.tolerance(reach(), 0.02, Math.abs(handleStart.distance(startTcp) - 0.02));
      verdict.reward(e <= 0.02 ? 10 : 10 * Rewards.hamacher(c, p), e <= 0.02);
      verdict.near(reach() <= 0.05).grasp(true, c).inPlace(p).distance(e);
    }
  }

  /** To pull it up: being above the place of the box is rewarded by itself. */
  static final class Pull extends TabletopTask {
    private static final Cage CAGE = Cage.dense(0.022, 0.05, 0.01);
    private final Marker up = site("goalPull");

    Pull() {
      super("handle-pull", "handle", FRONT);
      object.at(site("handleRight"));
    }

    @Override
    void arrange(Stage stage, Placement v) {
      start.set(v.a());
      stage.place("box", start);
      stage.rest("handle", -0.1);
      goal.set(up);
    }

    @Override
    void judge() {
      double e = Math.abs(object.z - goal.z);
      pull(this, CAGE, e, Math.abs(goal.z - start.z), 0.05);
    }
  }

  /** The same at the robot's side. */
  static final class PullSide extends TabletopTask {
    private static final Cage CAGE = Cage.dense(0.032, 0.06, 0.01);
    private final Marker up = site("goalPull");

    PullSide() {
      super("handle-pull-side", "handle_side", Bounds.of(-0.35, -0.25, 0.65, 0.75, 0, 0));
      object.at(site("handleCenter"));
    }

    @Override
    void arrange(Stage stage, Placement v) {
      stage.place("box", v.a());
      stage.rest("handle", -0.1);
      goal.set(up);
      start.set(object);
    }

    @Override
    void judge() {
      pull(this, CAGE, distance(), start.distance(goal), 0.08);
    }
  }

  private static void pull(TabletopTask t, Cage cage, double e, double margin, double success) {
    double p = Rewards.tolerance(e, 0.05, margin);
    double c = t.caged(cage);
    double r = Rewards.hamacher(c, p) + (t.lifted(0.035, 0.01) ? 1 + 5 * p : 0);
    t.verdict.reward(e < 0.05 ? 10 : r, e <= success);
    t.verdict.near(t.reach() <= 0.05).grasp(t.raised(0.03), c).inPlace(p).distance(e);
  }
}
