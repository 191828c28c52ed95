package org.qmp.env.tabletop;

import org.qmp.env.tabletop.Bounds.Placement;
import org.qmp.env.tabletop.Rewards.Cage;
import org.qmp.env.tabletop.Rewards.Pinch;

/** Tasks of bringing a ball into a goal. */
final class BallTasks {
  private BallTasks() {}

  /**
   * From above, through a hoop.
   *
   * <p>In this scene the positions of the ball come before those of the arm, but the original
   * writes its place as if they came after: so joints 2 to 4 of the arm are displaced, the hand is
   * pulled back within some steps, and the ball always lies where the model has it.
   */
  static final class Basketball extends TabletopTask {
    private static final Cage CAGE = Cage.dense(0.025, 0.06, 0.005);
    private final Marker hoop = site("goal");
    private final Point3 above = new Point3();

    Basketball() {
      super(
          "basketball",
          "basketball",
          Bounds.of(-0.1, 0.1, 0.6, 0.7, 0.0299, 0.0301, -0.1, 0.1, 0.85, 0.9, 0, 0).apart(0.15));
      handStart(0, 0.6f, 0.2f);
      object.at(body("bsktball")).wxyz(body("bsktball"));
    }

    @Override
    void arrange(Stage stage, Placement v) {
      start.set(v.a().x, v.a().y, 0.03f);
      stage.place("basket_goal", v.b());
      if (gripper.repaired) {
        stage.put("object", start);
      } else {
        stage.overwrite(9, new double[] {start.x, start.y, start.z}, 9, 6);
      }
      goal.set(hoop);
    }

    @Override
    void judge() {
      above.set(goal.x, goal.y, 0.3);
      double e = object.distance(above, 1, 1, 2);
      double p = Rewards.tolerance(e, 0.08, start.distance(above, 1, 1, 2));
      boolean lifted = lifted(0.035, 0.01);
      double c = lifted ? 1 : caged(CAGE);
      double r = Rewards.hamacher(c, p) + (lifted ? 1 + 5 * p : 0);
      verdict.reward(e < 0.08 ? 10 : r, e <= 0.08);
      verdict.near(reach() <= 0.05).grasp(raised(0.03), c).inPlace(p).distance(e);
    }
  }

  /** Over the table, past the posts. */
  static final class Soccer extends TabletopTask {
    private static final Pinch PINCH = new Pinch(0.013, 0.01, 0.005);

    Soccer() {
      super(
          "soccer",
          "soccer",
          Bounds.of(-0.1, 0.1, 0.6, 0.7, 0.03, 0.03, -0.1, 0.1, 0.8, 0.9, 0, 0).apart(0.15));
      object.at(body("soccer_ball")).xyzw(body("soccer_ball"));
    }

    @Override
    void arrange(Stage stage, Placement v) {
      start.set(v.a().x, v.a().y, 0.03);
      goal.set(v.b());
      stage.place("goal_whole", goal);
      stage.put("object", start);
    }

    @Override
    void judge() {
      double e = object.distance(goal, 3, 1, 1);
      double p = Rewards.tolerance(e, 0.07, object.distance(start, 3, 1, 1)); // 0 until it moves
      double line = goal.y - 0.1;
      if (object.y > line && Math.abs(object.x - goal.x) > 0.1) {
        p = Rewards.clip(p - 2 * (object.y - line) / (1 - line), 0, 1);
      }
      double c = pinched(PINCH);
      double d = distance();
      verdict.reward(e < 0.07 ? 10 : 3 * c + 6.5 * p, d <= 0.07);
      verdict.near(reach() <= 0.03).grasp(raised(0.02), c).inPlace(p).distance(d);
    }
  }
}
