package org.qmp.env.tabletop;

import java.util.List;
import org.qmp.env.tabletop.Bounds.Placement;

/** A drawer in a cabinet, which opens towards the robot: 0 is shut, −0.16 m open. */
final class DrawerTasks {
  /** The drawer beside a door. */
  static final String CDS_SCENE = "cds";

  private static final Bounds BOUNDS = Bounds.of(-0.1, 0.1, 0.9, 0.9, 0, 0);
  private static final Bounds CDS_BOUNDS = Bounds.of(0.3, 0.4, 0.9, 0.9, 0, 0);

  private DrawerTasks() {}

  /** The observed part of a drawer: the bar of its handle. */
  static Slot drawer(TabletopTask task, String link) {
    return new Slot().at(task.body(link)).shifted(0, -0.16, 0).wxyz(task.body(link));
  }

  /** The drawer alone, or beside the door, which is then observed after it. */
  private abstract static class Drawer extends TabletopTask {
    final String cabinet;

    private Drawer(String name, boolean cds) {
      super(name, cds ? CDS_SCENE : "drawer", cds ? CDS_BOUNDS : BOUNDS);
      cabinet = cds ? "cabinet" : "drawer";
      String link = cds ? "drawer" : "drawer_link";
      object.at(body(link)).shifted(0, -0.16, 0);
      if (cds) {
        frames = 1;
        object.wxyz(body(link));
        shown = List.of(object, new Slot().at(site("handle")).xyzw(site("handle")));
      } else {
        handStart(0, 0.6f, 0.2f);
      }
    }
  }

  static final class DrawerOpen extends Drawer {
    private final Point3 shut = new Point3();

    DrawerOpen(boolean cds) {
      super("drawer-open", cds);
      if (!cds) {
        object.wxyz(body("drawer_link"));
      }
    }

    @Override
    void arrange(Stage stage, Placement v) {
      start.set(v.a());
      stage.place(cabinet, start);
      goal.set(start, 0, -0.36, 0.09);
    }

    @Override
    void judge() {
      double e = distance();
      double margin = shut.set(goal, 0, 0.2, 0).distance(startTcp, 3, 3, 1);
      double c = Rewards.tolerance(object.distance(hand, 3, 3, 1), 0.01, margin);
      double p = Rewards.tolerance(e, 0.02, 0.2);
      verdict.reward(5 * (c + p), e <= 0.03);
      verdict.near(object.distance(hand) <= 0.03).grasp(opening() > 0, c).inPlace(p).distance(e);
    }
  }

  static final class DrawerClose extends Drawer {
    private final double rise; // from the observed point to the drawer's nominal start, m

    DrawerClose(boolean cds) {
      super("drawer-close", cds);
      rise = cds ? 0.05 : 0;
      if (!cds) {
        object.shifted(0, -0.16, 0.05);
      }
    }

    @Override
    void arrange(Stage stage, Placement v) {
      stage.place(cabinet, v.a());
      stage.set("drawer", -0.15);
      goal.set(v.a(), 0, -0.16, 0.09);
      start.set(object, 0, 0, rise);
    }

    @Override
    void judge() {
      double d = distance();
      double p = Rewards.tolerance(d, 0.05, Math.abs(start.distance(goal) - 0.05));
      double near = Rewards.gaussian(reach(), 0.005, Math.abs(start.distance(startTcp) - 0.005));
      double c = Rewards.hamacher(near, gripper.closing());
      verdict.reward(d <= 0.065 ? 10 : 10 * Rewards.hamacher(c, p), d <= 0.065);
      verdict.near(reach() <= 0.01).grasp(true, c).inPlace(p).distance(d);
    }
  }
}
