package org.qmp.env.tabletop;

import org.qmp.env.tabletop.Bounds.Placement;
import org.qmp.env.tabletop.Rewards.Cage;
import org.qmp.env.tabletop.Rewards.Pinch;

/** Tasks of picking something up and placing it elsewhere. */
final class PickTasks {
  private PickTasks() {}

  /** A puck, into the air. */
  static final class PickPlace extends TabletopTask {
    private static final Pinch PINCH = new Pinch(0.015, 0, 0.005);

    PickPlace() {
      super("pick-place", "puck", ReachTasks.Reach.BOUNDS);
      object.at(body("obj")).xyzw(geom("objGeom"));
      grasped = "objGeom";
    }

    @Override
    void arrange(Stage stage, Placement v) {
      start.set(v.a());
      goal.set(v.b());
      stage.put("object", start);
    }

    @Override
    void judge() {
      double d = distance();
      double p = Rewards.tolerance(d, 0.05, start.distance(goal));
      double k = PINCH.around(gripper, object, start);
      double c = (Rewards.hamacher(k, k > 0.97 ? gripper.closing() : 0) + k) / 2;
      double r = Rewards.hamacher(c, p);
      if (lifted(0.02, 0.01)) {
        r += 1 + 5 * p;
      }
      verdict.reward(d < 0.05 ? 10 : r, d <= 0.07);
      verdict.near(reach() <= 0.03).grasp(graspedAndRaised(), c).inPlace(p).distance(d);
    }
  }

  /** A puck, over a wall. */
  static final class PickPlaceWall extends TabletopTask {
    private static final Cage CAGE = Cage.plain(0.015, 0.05, 0.005);
    private final Point3 over = new Point3();

    PickPlaceWall() {
      super("pick-place-wall", "puck_wall", PushTasks.WALL);
      object.at(body("obj")).xyzw(geom("objGeom"));
      grasped = "objGeom";
    }

    @Override
    void arrange(Stage stage, Placement v) {
      start.set(v.a()); // 5 mm deep in the table, out of which it pops
      goal.set(v.b());
      stage.put("object", start);
    }

    @Override
    void judge() {
      over.set(goal.x, 0.77, 0.25);
      double d = distance();
      double margin = start.distance(over, 1, 1, 3);
      double p1 = Rewards.tolerance(object.distance(over, 1, 1, 3), 0.05, margin);
      double p2 = Rewards.tolerance(d, 0.05, start.distance(goal));
      double c = caged(CAGE);
      double r = Rewards.hamacher(c, p1);
      if (lifted(0.02, 0.015)) {
        r += object.y > 0.75 ? 5 + 3 * p2 : 1 + 4 * p1;
      }
      verdict.reward(d < 0.05 ? 10 : r, d <= 0.07);
      verdict.near(reach() <= 0.03).grasp(graspedAndRaised(), c).inPlace(p2).distance(d);
    }
  }

  /** A block, into a hole in the table. */
  static final class HandInsert extends TabletopTask {
    private static final Cage CAGE = Cage.dense(0.015, 0.05, 0.005);

    HandInsert() {
      super(
          "hand-insert",
          "table_hole",
          Bounds.of(-0.1, 0.1, 0.6, 0.7, 0.05, 0.05, -0.04, 0.04, 0.8, 0.88, -0.0201, -0.0199)
              .apart(0.15));
      handStart(0, 0.6f, 0.2f);
      handNotBelow(-0.15);
      object.at(body("obj")).wxyz(body("obj"));
      grasped = "objGeom";
    }

    @Override
    void arrange(Stage stage, Placement v) {
      start.set(v.a().x, v.a().y, 0.05);
      goal.set(v.b());
      stage.put("object", start);
    }

    @Override
    void judge() {
      double d = distance();
      double p = Rewards.tolerance(d, 0.05, start.distance(goal));
      double c = caged(CAGE);
      double r = Rewards.hamacher(c, p);
      if (reach() < 0.02 && opening() > 0) {
        r += 1 + 7 * p;
      }
      verdict.reward(d < 0.05 ? 10 : r, d <= 0.05);
      verdict.near(reach() <= 0.03).grasp(graspedAndRaised(), c).inPlace(p).distance(d);
    }
  }

  /** A puck, out of a hole in the table. */
  static final class PickOutOfHole extends TabletopTask {
    private static final Cage CAGE = Cage.dense(0.015, 0.02, 0.03).withEffort(0.1);

    PickOutOfHole() {
      super(
          "pick-out-of-hole",
          "hole",
          Bounds.of(0, 0, 0.75, 0.75, 0.02, 0.02, -0.1, 0.1, 0.5, 0.6, 0.15, 0.3).apart(0.15));
      handNotBelow(-0.05);
      object.at(body("obj")).wxyz(body("obj"));
    }

    @Override
    void arrange(Stage stage, Placement v) {
      start.set(v.a());
      goal.set(v.b());
      stage.put("object", start);
    }

    @Override
    void judge() {
      double d = distance();
      double floor = Rewards.floor(tcp.distanceXy(start), 0.03, 0.015, 0.15);
      double above = tcp.z >= floor ? 1 : Rewards.tolerance(floor - tcp.z, 0.01, 0.02);
      double c = caged(CAGE);
      double p = Rewards.tolerance(d, 0.02, start.distance(goal));
      double r = Rewards.hamacher(c, p);
      boolean lifted = reach() < 0.04 && object.z - 0.02 > start.z && opening() >= 0.33;
      if (lifted) {
        r += 1 + 5 * Rewards.hamacher(p, above);
      }
      verdict.reward(d < 0.05 ? 10 : r, d <= 0.07);
      verdict.near(reach() <= 0.03).grasp(lifted, c).inPlace(p).distance(d);
    }
  }

  /** A block, from one bin into the other. */
  static final class BinPicking extends TabletopTask {
    private static final Cage CAGE = Cage.dense(0.015, 0.05, 0.01).withEffort(0.7);
    private final Marker bin = body("bin_goal");

    /** x is d at the first step of an episode, and negative before. */
    private final Point3 far = remembered();

    BinPicking() {
      super(
          "bin-picking",
          "bin",
          Bounds.of(
              -0.21, -0.03, 0.65, 0.75, 0.02, 0.02, 0.1199, 0.1201, 0.699, 0.701, -0.001, 0.001));
      handNotBelow(0.07);
      object.at(body("obj")).wxyz(body("obj"));
    }

    @Override
    void arrange(Stage stage, Placement v) {
      start.set(v.a().x, v.a().y, object.z);
      stage.put("object", start);
      goal.set(bin);
      far.set(-1, 0, 0);
    }

    @Override
    void judge() {
      double d = distance();
      far.x = far.x < 0 ? d : far.x;
      double p = Rewards.tolerance(d, 0.05, far.x);
      double floor = Math.min(floorAround(start), floorAround(goal));
      double above = hand.z >= floor ? 1 : Rewards.tolerance(floor - hand.z, 0.01, 0.05);
      double c = caged(CAGE);
      double r = Rewards.hamacher(c, p);
      boolean near = object.distance(hand) < 0.04;
      boolean lifted = near && object.z - 0.02 > start.z && opening() >= 0.43;
      if (lifted) {
        r += 1 + 5 * Rewards.hamacher(above, p);
      }
      verdict.reward(d < 0.05 ? 10 : r, d <= 0.05);
      verdict.near(near).grasp(lifted, c).inPlace(p).distance(d);
    }

    private double floorAround(Point3 bin) {
      return Rewards.floor(hand.distanceXy(bin), 0.03, 0.02, 0.2);
    }
  }

  /** A block, onto a shelf. */
  static final class ShelfPlace extends TabletopTask {
    private static final Cage CAGE = Cage.plain(0.02, 0.05, 0.01);

    ShelfPlace() {
      super(
          "shelf-place",
          "shelf",
          Bounds.of(-0.1, 0.1, 0.5, 0.6, 0.019, 0.021, -0.1, 0.1, 0.8, 0.9, 0.299, 0.301)
              .apart(0.1));
      handStart(0, 0.6f, 0.2f);
      object.at(body("obj")).xyzw(body("obj"));
    }

    @Override
    void arrange(Stage stage, Placement v) {
      start.set(v.a().x, v.a().y, object.z);
      goal.set(v.b());
      stage.place("shelf", new Point3().set(v.b(), 0, 0, -0.3));
      stage.put("object", start);
    }

    @Override
    void judge() {
      double d = distance();
      double c = caged(CAGE);
      double p = Rewards.tolerance(d, 0.05, start.distance(goal));
      double r = Rewards.hamacher(c, p);
      p = outside(p);
      if (lifted(0.025, 0.01)) {
        r += 1 + 5 * p;
      }
      verdict.reward(d < 0.05 ? 10 : r, d <= 0.07);
      verdict.near(reach() <= 0.03).grasp(raised(0.02), c).inPlace(p).distance(d);
    }

    /** Worth less below the board, so that the block comes from above. */
    private double outside(double p) {
      if (!(0 < object.z && object.z < 0.24 && Math.abs(object.x - goal.x) < 0.15)) {
        return p;
      }
      double deep = (object.y - goal.y + 0.15) / 0.15;
      if (goal.y - 0.15 < object.y && object.y < goal.y) {
        return Rewards.clip(p - Rewards.hamacher(deep, (0.24 - object.z) / 0.24), 0, 1);
      }
      return object.y > goal.y ? 0 : p;
    }
  }
}
