package org.qmp.env.tabletop;

import org.qmp.env.tabletop.Bounds.Placement;

/** Tasks of pressing a button into its box. */
final class ButtonTasks {
  private ButtonTasks() {}

  /** A box with a hole, whose button stands out of it. */
  private abstract static class Button extends TabletopTask {
    final Marker hole = site("hole");
    final Marker out = site("buttonStart");

    private Button(String name, String scene, Bounds bounds) {
      super(name, scene, bounds);
      handStart(0, 0.4f, 0.2f);
      object.wxyz(body("button"));
    }
  }

  /** From above; a wall may stand beside it. */
  static final class TopDown extends Button {
    private static final Bounds BOUNDS = Bounds.of(-0.1, 0.1, 0.8, 0.9, 0.115, 0.115);

    TopDown() {
      this("button-press-topdown", "button_topdown");
    }

    private TopDown(String name, String scene) {
      super(name, scene, BOUNDS);
      object.at(body("button")).shifted(0, 0, 0.193);
    }

    static TopDown wall() {
      return new TopDown("button-press-topdown-wall", "button_topdown_wall");
    }

    @Override
    void arrange(Stage stage, Placement v) {
      start.set(v.a());
      stage.place("box", start);
      goal.set(hole);
    }

    @Override
    void judge() {
      double e = Math.abs(goal.z - object.z);
      double near = Rewards.tolerance(reach(), 0.01, object.distance(startTcp));
      double pressed = Rewards.tolerance(e, 0.005, Math.abs(hole.z - out.z));
      double r = 5 * Rewards.hamacher(1 - opening(), near) + (reach() <= 0.03 ? 5 * pressed : 0);
      verdict.reward(r, e <= 0.02);
      verdict.near(reach() <= 0.05).grasp(opening() > 0, near).inPlace(pressed).distance(e);
    }
  }

  /** From the front. */
  static final class Front extends Button {
    Front() {
      this("button-press", "button", Bounds.of(-0.1, 0.1, 0.85, 0.9, 0.115, 0.115));
    }

    private Front(String name, String scene, Bounds bounds) {
      super(name, scene, bounds);
      object.at(body("button")).shifted(0, -0.193, 0);
    }

    /** Past a wall. */
    static Front wall() {
      return new Front(
          "button-press-wall", "button_wall", Bounds.of(-0.05, 0.05, 0.85, 0.9, 0.1149, 0.1151));
    }

    @Override
    void arrange(Stage stage, Placement v) {
      start.set(v.a());
      stage.place("box", start);
      stage.rest("button", 0);
      goal.set(hole);
    }

    @Override
    void judge() {
      double travel = Math.abs(hole.y - out.y);
      if (name.equals("button-press")) {
        press(this, 0.02, travel);
        return;
      }
      double e = Math.abs(goal.y - object.y);
      double near = Rewards.tolerance(reach(), 0.01, object.distance(startTcp));
      double b = Rewards.tolerance(e, 0.005, travel);
      double r =
          reach() > 0.07
              ? 2 * Rewards.hamacher((1 - opening()) / 2, near)
              : 4 + 2 * opening() + 4 * b * b;
      verdict.reward(r, e <= 0.03);
      verdict.near(reach() <= 0.05).grasp(opening() > 0, near).inPlace(b).distance(e);
    }
  }

  /** Away from the robot, with the fingers open. */
  static void press(TabletopTask t, double success, double travel) {
    double e = Math.abs(t.goal.y - t.object.y);
    double near = Rewards.tolerance(t.reach(), 0.05, t.object.distance(t.startTcp));
    double pressed = Rewards.tolerance(e, 0.005, travel);
    double r = 2 * Rewards.hamacher(t.opening(), near) + (t.reach() <= 0.05 ? 8 * pressed : 0);
    t.verdict.reward(r, e <= success);
    t.verdict.near(t.reach() <= 0.05).grasp(t.opening() > 0, near).inPlace(pressed).distance(e);
  }
}
