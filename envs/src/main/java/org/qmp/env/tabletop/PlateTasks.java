package org.qmp.env.tabletop;

import org.qmp.env.tabletop.Bounds.Placement;

/** A plate that slides over the table, into a goal with a net or out of it. */
final class PlateTasks {
  private static final String[] SLIDES = {"slide_x", "slide_y"};

  private PlateTasks() {}

  /** Away from the robot or towards it, straight or to the side. */
  static final class Plate extends TabletopTask {
    private final boolean out;
    private final double slidX;
    private final double slidY;

    private Plate(
        String name, String scene, Bounds bounds, boolean out, double slidX, double slidY) {
      super(name, scene, bounds);
      this.out = out;
      this.slidX = slidX;
      this.slidY = slidY;
      handStart(0, 0.6f, 0.2f);
      object.at(geom("puck")).xyzw(geom("puck"));
    }

    static Plate slide() {
      return new Plate(
          "plate-slide",
          "plate",
          Bounds.of(0, 0, 0.6, 0.6, 0, 0, -0.1, 0.1, 0.85, 0.9, 0, 0),
          false,
          0,
          0);
    }

    static Plate slideSide() {
      return new Plate(
          "plate-slide-side",
          "plate_side",
          Bounds.of(0, 0, 0.6, 0.6, 0, 0, -0.3, -0.25, 0.54, 0.66, 0, 0),
          false,
          0,
          0);
    }

    static Plate slideBack() {
      return new Plate(
          "plate-slide-back",
          "plate",
          Bounds.of(0, 0, 0.85, 0.85, 0, 0, -0.1, 0.1, 0.6, 0.6, 0.015, 0.015),
          true,
          0,
          0.15);
    }

    static Plate slideBackSide() {
      return new Plate(
          "plate-slide-back-side",
          "plate_side",
          Bounds.of(-0.25, -0.25, 0.6, 0.6, 0, 0, -0.05, 0.15, 0.6, 0.6, 0.015, 0.015),
          true,
          -0.15,
          0);
    }

    @Override
    void arrange(Stage stage, Placement v) {
      start.set(v.a());
      goal.set(v.b());
      stage.place("puck_goal", out ? start : goal);
      stage.rest(SLIDES, slidX, slidY);
    }

    @Override
    void judge() {
      double d = distance();
      boolean straight = name.equals("plate-slide");
      double less = straight ? 0 : 0.05;
      double p = Rewards.tolerance(d, 0.05, start.distance(goal) - less);
      double c = Rewards.tolerance(reach(), 0.05, startTcp.distance(start) - less);
      double r =
          straight
              ? 8 * Rewards.hamacher(c, p)
              : tcp.z <= 0.03 && reach() < 0.07 ? 2 + 7 * p : 1.5 * c;
      verdict.reward(d < 0.05 ? 10 : r, d <= 0.07);
      verdict.near(reach() <= 0.03).grasp(false, c).inPlace(p).distance(d);
    }
  }
}
