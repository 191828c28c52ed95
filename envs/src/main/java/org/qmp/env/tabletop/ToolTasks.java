package org.qmp.env.tabletop;

import java.util.List;
import org.qmp.env.tabletop.Bounds.Placement;
import org.qmp.env.tabletop.Rewards.Cage;

/** A nut on a peg, a hammer and a nail, a lid on a box, which must have the right orientation. */
final class ToolTasks {
  private static final double QUARTER = 0.707; // of (0.707, 0, 0, 0.707), a quarter turn about z

  private ToolTasks() {}

  /** Q, 1 if turned as wanted, 0 from a distance of the quaternions on. */
  private static double upright(Slot slot, double w, double z, double zero) {
    return Math.max(1 - slot.turnedFrom(w, 0, 0, z) / zero, 0);
  }

  /** õ, the handle where the hand is nearest to it: anywhere along x. */
  private static Point3 alongHandle(TabletopTask task, double half, Point3 out) {
    out.set(task.object);
    if (Math.abs(out.x - task.hand.x) < half) {
      out.x = task.hand.x;
    }
    return out;
  }

  /** A round nut with a handle, and a peg. */
  private abstract static class Nut extends TabletopTask {
    final Marker nut = site("RoundNut");
    private final Cage cage;
    private final Point3 handle = new Point3();

    private Nut(String name, Bounds bounds, Cage cage) {
      super(name, "nut", bounds);
      this.cage = cage;
      object.at(site("RoundNut-8")).wxyz(body("RoundNut"));
    }

    final void judge(double p, boolean success) {
      double q = upright(object, QUARTER, QUARTER, 0.4);
      double c = cage.of(gripper, alongHandle(this, 0.01, handle), start);
      verdict.reward(success ? 10 : (2 * c + 6 * p) * q, success);
      verdict.near(q).grasp(c >= 0.5, c).inPlace(p);
    }
  }

  static final class Assembly extends Nut {
    Assembly() {
      super(
          "assembly",
          Bounds.of(0, 0, 0.6, 0.6, 0.02, 0.02, -0.1, 0.1, 0.75, 0.85, 0.1, 0.1).apart(0.1),
          Cage.reach(0.015, 0.02, 0.01, 0.01));
      handStart(0, 0.6f, 0.2f);
    }

    @Override
    void arrange(Stage stage, Placement v) {
      start.set(v.a());
      goal.set(v.b());
      stage.put("object", start);
      stage.place("peg", new Point3().set(goal, 0, 0, -0.05));
    }

    @Override
    void judge() {
      double dx = goal.x - nut.x;
      double dy = goal.y - nut.y;
      double aside = nut.distanceXy(goal);
      boolean success = aside < 0.02 && goal.z - nut.z > 0;
      double threshold = success ? 0.02 : 0.01;
      double dz = 3 * (Rewards.floor(aside, threshold, 0.02, 0.2) - nut.z);
      double e = Math.sqrt(dx * dx + dy * dy + dz * dz);
      boolean begun = nut.z > 0.02 || aside < threshold;
      judge((begun ? 0.1 : 0) + 0.9 * Rewards.tolerance(e, 0.02, 0.4), success);
    }
  }

  static final class Disassemble extends Nut {
    private final Point3 above = new Point3();

    /** The bounds of x are exchanged in the original, which changes nothing. */
    Disassemble() {
      super(
          "disassemble",
          Bounds.of(0.1, 0, 0.6, 0.75, 0.025, 0.02501, -0.1, 0.1, 0.6, 0.75, 0.1699, 0.1701)
              .apart(0.1),
          Cage.dense(0.015, 0.02, 0.01));
      handStart(0, 0.4f, 0.2f);
    }

    @Override
    void arrange(Stage stage, Placement v) {
      start.set(v.a());
      goal.set(start, 0, 0, 0.15);
      stage.place("peg", new Point3().set(start, 0, 0, 0.03));
      stage.put("object", start);
    }

    @Override
    void judge() {
      double e = above.set(goal, 0, 0, 0.1).distance(nut);
      double p = (nut.z > 0.02 ? 0.1 : 0) + 0.9 * Rewards.tolerance(e, 0.02, 0.2);
      judge(p, object.z > goal.z);
    }
  }

  static final class Hammer extends TabletopTask {
    private static final Cage CAGE = Cage.dense(0.015, 0.02, 0.01);
    private static final Point3 BOX = new Point3(0.24, 0.85, 0);
    private final Marker nail = site("goal");
    private final Joint driven = joint("nail");
    private final Point3 head = new Point3();
    private final Point3 handle = new Point3();

    Hammer() {
      super("hammer", "hammer", Bounds.of(-0.1, 0.1, 0.4, 0.5, 0, 0));
      handStart(0, 0.4, 0.2);
      object.at(body("hammer")).wxyz(body("hammer"));
      shown = List.of(object, new Slot().at(body("nail_link")).wxyz(body("nail_link")));
    }

    @Override
    void arrange(Stage stage, Placement v) {
      start.set(v.a());
      stage.place("box", BOX);
      stage.put("object", start);
      goal.set(nail);
    }

    /** The head is taken to lie beside the handle, however the hammer is turned. */
    @Override
    void judge() {
      double q = upright(object, 1, 0, 0.4);
      double c = CAGE.of(gripper, alongHandle(this, 0.07, handle), start);
      double e = head.set(object, 0.16, 0.06, 0).distance(goal);
      double p = (head.z > 0.02 ? 0.1 : 0) + 0.9 * Rewards.tolerance(e, 0.02, 0.2);
      double r = (2 * c + 6 * p) * q;
      boolean success = driven.position > 0.09;
      verdict.reward(success && r > 5 ? 10 : r, success);
      verdict.near(q).grasp(c >= 0.5, c).inPlace(p);
    }
  }

  static final class BoxClose extends TabletopTask {
    private final Point3 lid = new Point3();

    BoxClose() {
      super(
          "box-close",
          "box",
          Bounds.of(-0.05, 0.05, 0.5, 0.55, 0.02, 0.02, -0.1, 0.1, 0.7, 0.8, 0.133, 0.133)
              .apart(0.25));
      handStart(0, 0.6f, 0.2f);
      object.at(body("top_link")).wxyz(body("top_link"));
    }

    @Override
    void arrange(Stage stage, Placement v) {
      start.set(v.a());
      goal.set(v.b());
      stage.place("boxbody", new Point3(goal.x, goal.y, 0));
      stage.put("object", new Point3(start.x, start.y, 0.02));
    }

    @Override
    void judge() {
      lid.set(object, 0, 0, 0.02);
      double f = Rewards.floor(hand.distanceXy(lid), 0.02, 0.04, 0.4);
      double above = hand.z >= f ? 1 : Rewards.tolerance(f - hand.z, 0.01, f / 2);
      double ready = Rewards.hamacher(above, Rewards.tolerance(hand.distance(lid), 0.02, 0.5));
      double e = lid.distance(goal, 1, 1, 3);
      double p = (lid.z > 0.04 ? 0.2 : 0) + 0.8 * Rewards.tolerance(e, 0.05, 0.25);
      boolean success = distance() < 0.08;
      double grab = gripper.grab();
      double q = upright(object, QUARTER, QUARTER, 0.2);
      double r = success ? 10 : 2 * Rewards.hamacher(grab, ready) + 8 * p;
      verdict.reward(q * r, success); // even a success has a smaller reward if the lid is crooked
      verdict.near(ready).grasp(grab >= 0.5, grab).inPlace(p);
    }
  }
}
