package org.qmp.env.tabletop;

import org.qmp.env.tabletop.Bounds.Placement;
import org.qmp.env.tabletop.Rewards.Cage;

/** A peg and a box with a hole in its side. */
final class PegTasks {
  private PegTasks() {}

  static final class PegInsertSide extends TabletopTask {
    private static final Cage CAGE = Cage.dense(0.0075, 0.03, 0.005);
    private final Marker head = site("pegHead");
    private final Marker low1 = site("bottom_right_corner_collision_box_1");
    private final Marker high1 = site("top_left_corner_collision_box_1");
    private final Marker low2 = site("bottom_right_corner_collision_box_2");
    private final Marker high2 = site("top_left_corner_collision_box_2");
    private final Point3 headStart = remembered(); // s₀

    PegInsertSide() {
      super(
          "peg-insert-side",
          "peg",
          Bounds.of(0, 0.2, 0.5, 0.7, 0.02, 0.02, -0.35, -0.25, 0.4, 0.7, -0.001, 0.001)
              .apart(0.1));
      object.at(site("pegGrasp")).xyzw(site("pegGrasp"));
    }

    /** s₀ is where the head was before the peg was placed. */
    @Override
    void arrange(Stage stage, Placement v) {
      headStart.set(head);
      start.set(v.a());
      stage.put("object", start);
      stage.place("box", v.b());
      goal.set(v.b(), 0.03, 0, 0.13);
    }

    @Override
    void judge() {
      double e = head.distance(goal, 1, 2, 2);
      double p0 = Rewards.tolerance(e, 0.07, headStart.distance(goal, 1, 2, 2));
      double clear = Rewards.hamacher(outside(low2, high2), outside(low1, high1));
      double p = Rewards.hamacher(p0, clear);
      boolean lifted = lifted(0.08, 0.01);
      double c = lifted ? 1 : caged(CAGE);
      double r = Rewards.hamacher(c, p) + (lifted ? 1 + 5 * p : 0);
      verdict.reward(e <= 0.07 ? 10 : r, e <= 0.07);
      verdict.near(reach() <= 0.03).grasp(lifted(0.02, 0.01), c).inPlace(p).distance(e);
    }

    /** Less than 1 where the head is in the wall of the box between two corners. */
    private double outside(Point3 low, Point3 high) {
      double x = (head.x - low.x) / (high.x - low.x);
      double y = (head.y - low.y) / (high.y - low.y);
      double z = (head.z - low.z) / (high.z - low.z);
      return within(x) && within(y) && within(z) ? x * y * z : 1;
    }

    private static boolean within(double share) {
      return 0 <= share && share <= 1;
    }
  }

  static final class PegUnplugSide extends TabletopTask {
    private static final Cage CAGE = Cage.dense(0.025, 0.05, 0.005).withEffort(0.8);

    PegUnplugSide() {
      super("peg-unplug-side", "unplug", Bounds.of(-0.25, -0.15, 0.6, 0.8, -0.001, 0.001));
      object.at(site("pegEnd")).wxyz(body("plug1"));
    }

    @Override
    void arrange(Stage stage, Placement v) {
      Point3 box = v.a();
      stage.place("box", box);
      stage.overwrite(9, new double[] {box.x + 0.044, box.y, box.z + 0.131, 1, 0, 0, 0}, 9, 3);
      start.set(object);
      goal.set(box, 0.194, 0, 0.131);
    }

    @Override
    void judge() {
      double d = distance();
      double c = caged(CAGE);
      double p = Rewards.tolerance(d, 0.05, start.distance(goal));
      boolean out = opening() > 0.5 && object.x - start.x > 0.015;
      double r = 2 * c + (out && reach() < 0.035 ? 1 + 5 * p : 0);
      verdict.reward(d <= 0.05 ? 10 : r, d <= 0.07);
      verdict.near(reach() <= 0.03).grasp(out, c).inPlace(p).distance(d);
    }
  }
}
