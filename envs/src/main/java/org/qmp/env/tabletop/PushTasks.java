package org.qmp.env.tabletop;

import org.qmp.env.tabletop.Bounds.Placement;
import org.qmp.env.tabletop.Rewards.Cage;
import org.qmp.env.tabletop.Rewards.Pinch;

/** Tasks of pushing something over the table to a goal. */
final class PushTasks {
  static final Bounds WALL =
      Bounds.of(-0.05, 0.05, 0.6, 0.65, 0.015, 0.015, -0.05, 0.05, 0.85, 0.9, 0.05, 0.3)
          .apart(0.15);

  private PushTasks() {}

  /** Places the object, and the goal, at the height at which the object has settled. */
  private abstract static class Push extends TabletopTask {
    private Push(String name, String scene, Bounds bounds) {
      super(name, scene, bounds);
      object.at(body("obj")).xyzw(geom("objGeom"));
    }

    @Override
    void arrange(Stage stage, Placement v) {
      start.set(v.a().x, v.a().y, object.z);
      goal.set(v.b().x, v.b().y, object.z);
      stage.put("object", start);
    }
  }

  /** A puck, away from the robot. */
  static final class PushAway extends Push {
    private static final Cage CAGE = Cage.dense(0.015, 0.05, 0.005);

    PushAway() {
      super(
          "push",
          "puck",
          Bounds.of(-0.1, 0.1, 0.6, 0.7, 0.02, 0.02, -0.1, 0.1, 0.8, 0.9, 0.01, 0.02).apart(0.15));
      grasped = "objGeom";
    }

    @Override
    void judge() {
      double d = distance();
      double p = Rewards.tolerance(d, 0.05, start.distance(goal));
      double c = caged(CAGE);
      double r = 2 * c;
      if (reach() < 0.02 && opening() > 0) {
        r += 1 + r + 5 * p; // the running reward is added to itself
      }
      verdict.reward(d < 0.05 ? 10 : r, d <= 0.05);
      verdict.near(reach() <= 0.03).grasp(graspedAndRaised(), c).inPlace(p).distance(d);
    }
  }

  /** A puck, past the end of a wall. */
  static final class PushWall extends Push {
    private static final Cage CAGE = Cage.dense(0.015, 0.05, 0.005);
    private final Point3 past = new Point3();

    PushWall() {
      super(
          "push-wall",
          "puck_wall",
          Bounds.of(-0.05, 0.05, 0.6, 0.65, 0.015, 0.015, -0.05, 0.05, 0.85, 0.9, 0.01, 0.02)
              .apart(0.15));
      grasped = "objGeom";
    }

    @Override
    void judge() {
      past.set(-0.05, 0.77, object.z);
      double d = distance();
      double margin = start.distance(past, 3, 1, 1);
      double p1 = Rewards.tolerance(object.distance(past, 3, 1, 1), 0.05, margin);
      double p2 = Rewards.tolerance(d, 0.05, start.distance(goal));
      double c = caged(CAGE);
      double r = 2 * c;
      if (reach() < 0.02 && opening() > 0) {
        r = 2 * c + (object.y > 0.75 ? 5 + 3 * p2 : 1 + 4 * p1);
      }
      verdict.reward(d < 0.05 ? 10 : r, d <= 0.07);
      verdict.near(reach() <= 0.03).grasp(graspedAndRaised(), c).inPlace(p2).distance(d);
    }
  }

  /** A block, towards the robot. */
  static final class PushBack extends Push {
    private static final Pinch PINCH = new Pinch(0.007, 0.003, 0.01);

    PushBack() {
      super(
          "push-back",
          "block",
          Bounds.of(-0.1, 0.1, 0.8, 0.85, 0.02, 0.02, -0.1, 0.1, 0.6, 0.7, 0.0199, 0.0201)
              .apart(0.15));
      handStart(0, 0.6f, 0.2f);
    }

    @Override
    void judge() {
      double d = distance();
      double far = start.distance(goal);
      double p = Rewards.tolerance(d, 0.05, far);
      double c = pinched(PINCH);
      double r = Rewards.hamacher(c, p);
      if (reach() < 0.01 && opening() > 0 && opening() < 0.55 && far - d > 0.01) {
        r += 1 + 5 * p;
      }
      verdict.reward(d < 0.05 ? 10 : r, d <= 0.07);
      verdict.near(reach() <= 0.03).grasp(raised(0.02), c).inPlace(p).distance(d);
    }
  }

  /** A block, to the right. */
  static final class Sweep extends TabletopTask {
    private static final Pinch PINCH = new Pinch(0.02, 0.01, 0.005);

    Sweep() {
      super("sweep", "sweep", Bounds.of(-0.1, 0.1, 0.6, 0.7, 0.02, 0.02));
      object.at(body("obj")).wxyz(body("obj"));
      grasped = "objGeom";
    }

    @Override
    void arrange(Stage stage, Placement v) {
      start.set(v.a().x, v.a().y, 0.02);
      goal.set(0.5, v.a().y, 0.01);
      stage.put("object", start);
    }

    @Override
    void judge() {
      sweep(this, PINCH, goal);
    }
  }

  /** A block, into the hole in the table, which is always in the same place. */
  static final class SweepInto extends TabletopTask {
    private static final Pinch PINCH = new Pinch(0.02, 0.005, 0.01);
    private static final Point3 HOLE = new Point3(0, 0.84, 0.02);
    private final Point3 above = new Point3();

    SweepInto() {
      super(
          "sweep-into",
          "table_hole",
          Bounds.of(-0.1, 0.1, 0.6, 0.7, 0.02, 0.02, -0.001, 0.001, 0.8399, 0.8401, 0.0199, 0.0201)
              .apart(0.15));
      object.at(body("obj")).xyzw(body("obj"));
      grasped = "objGeom";
    }

    @Override
    boolean tooClose(Placement v) {
      return v.a().distanceXy(HOLE) < bounds.apart();
    }

    @Override
    void arrange(Stage stage, Placement v) {
      start.set(v.a().x, v.a().y, object.z);
      goal.set(HOLE);
      stage.put("object", start);
    }

    @Override
    void judge() {
      sweep(this, PINCH, above.set(goal.x, goal.y, object.z));
    }
  }

  private static void sweep(TabletopTask t, Pinch pinch, Point3 goal) {
    double d = t.object.distance(goal);
    double p = Rewards.tolerance(d, 0.05, t.start.distance(goal));
    double c = t.pinched(pinch);
    double r = 2 * c + 6 * Rewards.hamacher(c, p);
    t.verdict.reward(d < 0.05 ? 10 : r, d <= 0.05);
    t.verdict.near(t.reach() <= 0.03).grasp(t.pressed && t.opening() > 0, c).inPlace(p).distance(d);
  }
}
