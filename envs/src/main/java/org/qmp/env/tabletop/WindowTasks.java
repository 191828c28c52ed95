package org.qmp.env.tabletop;

import org.qmp.env.tabletop.Bounds.Placement;

/** A window that slides to the right to open, from 0 to 0.2 m, pushed at its handle. */
final class WindowTasks {
  private WindowTasks() {}

  /** The distance to go is that of the handle along x. */
  private abstract static class Window extends TabletopTask {
    private Window(String name, String handle, Bounds bounds) {
      super(name, "window", bounds);
      handStart(0, 0.4f, 0.2f);
      object.at(site(handle));
    }

    final double away() {
      return Math.abs(object.x - goal.x);
    }

    /** 10 H(c, p), with the distance w that the handle has to go. */
    final void judge(double c, double w) {
      double e = away();
      double p = Rewards.tolerance(e, 0.05, Math.abs(w - 0.05));
      verdict.reward(10 * Rewards.hamacher(c, p), e <= 0.05);
      verdict.near(reach() <= 0.05).grasp(true, c).inPlace(p).distance(e);
    }
  }

  static final class WindowOpen extends Window {
    private final Point3 handle = remembered(); // k₀

    WindowOpen() {
      super("window-open", "handleOpenStart", Bounds.of(-0.1, 0.1, 0.7, 0.9, 0.16, 0.16));
    }

    @Override
    void arrange(Stage stage, Placement v) {
      start.set(v.a());
      stage.place("window", start);
      stage.setUnseen("window", 0);
      goal.set(start, 0.2, 0, 0);
      handle.set(start, -0.04, -0.095, 0);
    }

    @Override
    void judge() {
      double margin = Math.abs(handle.distance(startTcp) - 0.02);
      judge(Rewards.tolerance(reach(), 0.02, margin), Math.abs(start.x - goal.x));
    }
  }

  /** Begins open, which the first observation of the original does not show. */
  static final class WindowClose extends Window {
    private final Point3 handle = remembered(); // k₀

    WindowClose() {
      super("window-close", "handleCloseStart", Bounds.of(0, 0, 0.75, 0.9, 0.2, 0.2));
    }

    @Override
    void arrange(Stage stage, Placement v) {
      start.set(v.a());
      stage.place("window", start);
      if (gripper.repaired) {
        stage.set("window", 0.2);
      } else {
        stage.setUnseen("window", 0.2);
      }
      goal.set(start);
      handle.set(start, 0.21, -0.095, 0);
    }

    @Override
    void judge() {
      double margin = Math.abs(handle.distance(startTcp) - 0.02);
      judge(Rewards.gaussian(reach(), 0.02, margin), Math.abs(handle.x - goal.x));
    }
  }
}
