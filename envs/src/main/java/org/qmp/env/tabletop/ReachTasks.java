package org.qmp.env.tabletop;

import org.qmp.env.tabletop.Bounds.Placement;

/** Tasks of bringing the fingers to a point in the air. */
final class ReachTasks {
  private ReachTasks() {}

  /** Nothing is in the way. */
  static final class Reach extends TabletopTask {
    static final Bounds BOUNDS =
        Bounds.of(-0.1, 0.1, 0.6, 0.7, 0.02, 0.02, -0.1, 0.1, 0.8, 0.9, 0.05, 0.3).apart(0.15);
    private static final Point3 HAND = new Point3(0, 0.6, 0.2);

    Reach() {
      this("reach", "puck", BOUNDS);
    }

    private Reach(String name, String scene, Bounds bounds) {
      super(name, scene, bounds);
      object.at(body("obj")).xyzw(geom("objGeom"));
    }

    /** A wall stands in the way. */
    static Reach wall() {
      return new Reach("reach-wall", "puck_wall_reach", PushTasks.WALL);
    }

    @Override
    void arrange(Stage stage, Placement v) {
      start.set(v.a());
      stage.put("object", start);
      goal.set(v.b());
    }

    @Override
    void judge() {
      double d = tcp.distance(goal);
      double p = Rewards.tolerance(d, 0.05, HAND.distance(goal));
      verdict.reward(10 * p, d <= 0.05).inPlace(p).distance(d);
      if (name.equals("reach")) { // reports the distance for two other metrics
        verdict.near(d).grasp(true, d);
      }
    }
  }
}
