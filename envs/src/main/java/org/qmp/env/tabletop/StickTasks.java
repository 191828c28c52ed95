package org.qmp.env.tabletop;

import java.util.List;
import org.qmp.env.tabletop.Bounds.Placement;
import org.qmp.env.tabletop.Rewards.Cage;

/** A container with a handle, to be moved with a stick. */
final class StickTasks {
  /** The nominal start of the container, o₀ of the original. */
  private static final Point3 CONTAINER = new Point3(0.2, 0.6, 0);

  private static final String[] SLIDES = {"slide_x", "slide_y"};

  private StickTasks() {}

  /** o is the stick, o₀ its place, κ the handle as observed. */
  private abstract static class Stick extends TabletopTask {
    final Slot handle = new Slot().at(site("insertion"));

    private Stick(String name, Bounds bounds) {
      super(name, "stick", bounds);
      object.at(body("stick")).xyzw(body("stick"));
      shown = List.of(object, handle);
    }

    final void place(Stage stage, Placement v, double slidY) {
      start.set(v.a().x, v.a().y, 0.02);
      stage.put("object", start);
      stage.rest(SLIDES, 0, slidY);
    }
  }

  /** To push it to the right. */
  static final class StickPush extends Stick {
    private static final Cage CAGE = Cage.dense(0.04, 0.05, 0.01);
    private final Marker insertion = site("insertion");
    private final Point3 stick = new Point3(); // s

    StickPush() {
      super(
          "stick-push",
          Bounds.of(-0.08, -0.03, 0.58, 0.62, 0, 0.001, 0.399, 0.401, 0.55, 0.6, 0.1319, 0.1321)
              .apart(0.1));
      handle.shifted(0, 0.09, 0);
    }

    @Override
    void arrange(Stage stage, Placement v) {
      place(stage, v, 0);
      goal.set(v.b().x, v.b().y, insertion.z);
    }

    @Override
    void judge() {
      stick.set(object, 0.015, 0, 0);
      double d = handle.distance(goal);
      double p = Rewards.tolerance(stick.distance(goal), 0.12, start.distance(goal) - 0.12);
      double b = Rewards.tolerance(d, 0.12, CONTAINER.distance(goal) - 0.12);
      double reach = stick.distance(tcp);
      boolean there = d <= 0.12;
      boolean held = reach < 0.02 && raised(0.01);
      double c = held ? 1 : CAGE.of(gripper, stick, start);
      double r = held ? 2 + 5 * p + 3 * b : c;
      verdict.reward(held && there ? 10 : r, there && raised(0.01));
      verdict.near(reach <= 0.03).grasp(raised(0.01), c).inPlace(p).distance(d);
    }
  }

  /** To pull it by its handle. */
  static final class StickPull extends Stick {
    private static final Cage CAGE = Cage.dense(0.014, 0.05, 0.01);
    private final Marker tip = site("stick_end");
    private final Point3 grip = new Point3(); // K
    private final Point3 gripStart = new Point3().set(CONTAINER, 0.05, 0, 0); // K₀

    StickPull() {
      super(
          "stick-pull",
          Bounds.of(-0.1, 0, 0.55, 0.65, 0, 0.001, 0.35, 0.45, 0.45, 0.55, 0.0199, 0.0201)
              .apart(0.1));
      handLow[1] = 0.35;
    }

    @Override
    void arrange(Stage stage, Placement v) {
      place(stage, v, 0.09);
      goal.set(v.b().x, v.b().y, 0.02);
    }

    /** The cage and the grasp use the place of the container instead of that of the stick. */
    @Override
    void judge() {
      grip.set(handle, 0.05, 0, 0);
      double margin = start.distance(gripStart, 1, 1, 2);
      double p1 = Rewards.tolerance(object.distance(grip, 1, 1, 2), 0.05, margin);
      double p2 = Rewards.tolerance(distance(), 0.05, start.distance(goal));
      double b = Rewards.tolerance(grip.distance(goal), 0.05, CONTAINER.distance(goal));
      boolean held = lifted(0.02, 0.01);
      double c = held ? 1 : CAGE.of(gripper, object, CONTAINER);
      boolean inserted =
          tip.x >= handle.x
              && Math.abs(tip.y - handle.y) <= 0.04
              && Math.abs(tip.z - handle.z) <= 0.06;
      double d = handle.distance(goal);
      double r = Rewards.hamacher(c, p1);
      if (held) {
        r += inserted ? 6 + 2 * p2 + b : 1 + 5 * p1;
      }
      verdict.reward(held && inserted && d <= 0.12 ? 10 : r, d <= 0.12 && inserted);
      boolean raised = opening() > 0 && object.z - 0.02 > CONTAINER.z;
      verdict.near(reach() <= 0.03).grasp(raised, c).inPlace(p1).distance(d);
    }
  }
}
