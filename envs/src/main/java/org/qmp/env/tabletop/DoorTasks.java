package org.qmp.env.tabletop;

import java.util.List;
import org.qmp.env.tabletop.Bounds.Placement;

/**
 * A door with a handle on a hinge, which opens towards the robot: 0 is shut, −π/2 half way round.
 */
final class DoorTasks {
  private static final Bounds BOUNDS = Bounds.of(0, 0.1, 0.85, 0.95, 0.15, 0.15);
  private static final Bounds CDS_BOUNDS = Bounds.of(-0.1, 0, 0.85, 0.95, 0.15, 0.15);

  private DoorTasks() {}

  /** The door alone, or beside the drawer, which is then observed before it. */
  private abstract static class Door extends TabletopTask {
    private final String frame;
    final Joint hinge = joint("door");

    private Door(String name, boolean cds) {
      super(name, cds ? DrawerTasks.CDS_SCENE : "door", cds ? CDS_BOUNDS : BOUNDS);
      frame = cds ? "door_frame" : "door";
      object.at(site("handle")).xyzw(site("handle"));
      if (cds) {
        frames = 1;
        shown = List.of(DrawerTasks.drawer(this, "drawer"), object);
      }
    }

    final void place(Stage stage, Placement v, double angle) {
      start.set(v.a());
      stage.place(frame, start);
      stage.rest("door", angle);
    }
  }

  static final class DoorOpen extends Door {
    private final Point3 front = new Point3();

    DoorOpen(boolean cds) {
      super("door-open", cds);
    }

    @Override
    void arrange(Stage stage, Placement v) {
      place(stage, v, 0);
      goal.set(start, -0.3, -0.45, 0);
    }

    @Override
    void judge() {
      double f = Rewards.floor(hand.distanceXy(front.set(object, -0.05, 0, 0)), 0.12, 0.04, 0.4);
      double above = hand.z >= f ? 1 : Rewards.tolerance(f - hand.z, 0.01, f / 2);
      double behind = hand.distance(front.set(object, 0, 0.03, -0.01));
      double ready = Rewards.hamacher(above, Rewards.tolerance(behind, 0.06, 0.5));
      double left = StrictMath.PI / 2 + StrictMath.PI / 6 + hinge.position;
      double opened =
          (hinge.position < -StrictMath.PI / 90 ? 0.2 : 0)
              + 0.8 * Rewards.tolerance(left, 0.5, StrictMath.PI / 3);
      double grab = gripper.grab();
      boolean success = Math.abs(object.x - goal.x) <= 0.08;
      verdict.reward(success ? 10 : 2 * Rewards.hamacher(ready, grab) + 8 * opened, success);
      verdict.near(ready).grasp(grab >= 0.5, grab).inPlace(opened);
    }
  }

  static final class DoorClose extends Door {
    DoorClose(boolean cds) {
      super("door-close", cds);
      if (cds) {
        handStart(-0.6, 0.6, 0.2);
      } else {
        handStart(-0.5, 0.6f, 0.2f);
      }
    }

    @Override
    void arrange(Stage stage, Placement v) {
      place(stage, v, -1.5708);
      goal.set(start, 0.2, -0.2, 0);
    }

    @Override
    void judge() {
      double d = distance();
      double p = Rewards.gaussian(d, 0.05, start.distance(goal));
      double y = Rewards.gaussian(tcp.distance(goal), 0.0125, handStart.distance(object) + 0.1);
      verdict.reward(d < 0.05 ? 10 : 3 * y + 6 * p, d <= 0.08);
      verdict.grasp(true, 1).inPlace(y).distance(d);
    }
  }

  /** A door with a bolt that turns down to lock, from 0 to π/2. */
  private abstract static class Lock extends TabletopTask {
    final Marker bolt = body("lock_link");
    final Point3 side = new Point3();

    private Lock(String name, String tip) {
      super(name, "lock", Bounds.of(-0.1, 0.1, 0.8, 0.85, 0.15, 0.15));
      handStart(0, 0.6f, 0.2f);
      handNotBelow(-0.15);
      object.at(site(tip)).wxyz(body("door_link"));
    }

    /** x is a weighted distance of gripper and bolt, e the bolt's from its goal along one axis. */
    final void judge(double x, double worth, double near, double e) {
      double turned = Rewards.tolerance(e, 0.005, 0.1);
      verdict.reward(2 * worth + 8 * turned, e <= 0.02);
      verdict.near(x <= 0.05).grasp(opening() > 0, near).inPlace(turned).distance(e);
    }
  }

  static final class DoorLock extends Lock {
    private final Point3 tip = remembered(); // start of the bolt's end

    DoorLock() {
      super("door-lock", "lockStartLock");
    }

    @Override
    void arrange(Stage stage, Placement v) {
      stage.place("door", v.a());
      stage.run(5);
      start.set(bolt);
      goal.set(start, 0, -0.04, -0.1);
      tip.set(object);
    }

    /** The margin is meant to be the distance at the start; the original uses the current one. */
    @Override
    void judge() {
      double x = object.distance(gripper.left, 0.25, 1, 0.5);
      double margin = gripper.repaired ? tip.distance(gripper.startLeft, 0.25, 1, 0.5) : x;
      double near = Rewards.tolerance(x, 0.01, margin);
      judge(x, Rewards.hamacher(opening(), near), near, Math.abs(goal.z - object.z));
    }
  }

  static final class DoorUnlock extends Lock {
    private final Point3 began = new Point3();

    DoorUnlock() {
      super("door-unlock", "lockStartUnlock");
    }

    @Override
    void arrange(Stage stage, Placement v) {
      stage.place("door", v.a());
      stage.rest("lock", 1.5708);
      start.set(bolt);
      goal.set(start, 0.1, -0.04, 0);
    }

    @Override
    void judge() {
      double x = side.set(hand, 0, 0.055, 0.07).distance(object, 0.25, 1, 0.5);
      double margin = began.set(startTcp, 0, 0.055, 0.07).distance(bolt, 0.25, 1, 0.5);
      double near = Rewards.tolerance(x, 0.02, margin);
      judge(x, near, near, Math.abs(goal.x - object.x));
    }
  }
}
