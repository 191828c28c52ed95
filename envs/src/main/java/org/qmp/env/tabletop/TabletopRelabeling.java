package org.qmp.env.tabletop;

import java.util.List;
import java.util.Optional;
import org.qmp.env.Relabeling;
import org.qmp.env.Trig;

/**
 * The rewards of some tasks, computed from the observation after a step, as far as that suffices.
 * The door's angle follows from the place and the orientation of its handle:
 *
 * <pre>
 *   turn = Rz(θ) turn₀        turn₀ of the door when it is shut,
 *   hinge = handle − Rz(θ) arm        and arm then from the hinge to the handle
 * </pre>
 *
 * <p>This angle is 2.5 ms older than the one by which the world rewards.
 */
final class TabletopRelabeling implements Relabeling {
  private final List<TabletopTask> tasks;
  private boolean begun;

  // Of the door, shut.
  private final double[] turn = new double[4];
  private final Point3 arm = new Point3();
  private final Point3 goalFromHinge = new Point3();

  /** How far the goal is from the drawer along x, m. */
  private double goalFromDrawer;

  TabletopRelabeling(List<TabletopTask> tasks) {
    this.tasks = tasks;
  }

  @Override
  public double leastReward() {
    return 0;
  }

  @Override
  public Optional<String> unknown(int task) {
    TabletopTask asked = tasks.get(task);
    if (asked.frames == 2) {
      return Optional.of("its things are not in the scenes of other tasks");
    }
    return asked.name.endsWith("close")
        ? Optional.of("it depends on where the finger tips are, which is not observed")
        : Optional.empty();
  }

  @Override
  public double reward(int task, double[] observation, double[] action, double[] nextObservation) {
    TabletopTask asked = tasks.get(task);
    unknown(task)
        .ifPresent(
            why -> {
              throw new UnsupportedOperationException(asked.name + ": " + why);
            });
    begin();
    asked.see(nextObservation);
    asked.gripper.effort = action[3];
    if (asked instanceof DoorTasks.DoorOpen door) {
      place(door);
    } else { // the cabinet moves along x, the drawer along y
      asked.goal.x = asked.object.x + goalFromDrawer;
    }
    asked.judge();
    return asked.verdict.reward();
  }

  /** Reads the tasks' constants once at the start of an episode. */
  private void begin() {
    if (begun) {
      return;
    }
    begun = true;
    for (TabletopTask task : tasks) {
      if (task instanceof DoorTasks.DoorOpen door) {
        Sawyer sawyer = begin(door);
        int body = sawyer.simulation().model().body("door");
        double x = sawyer.simulation().bodyPosition(body, 0);
        double y = sawyer.simulation().bodyPosition(body, 1);
        double z = sawyer.simulation().bodyPosition(body, 2);
        System.arraycopy(door.object.turn, 0, turn, 0, turn.length);
        arm.set(door.object, -x, -y, -z);
        goalFromHinge.set(door.goal, -x, -y, -z);
      } else if (unknown(tasks.indexOf(task)).isEmpty()) {
        begin(task);
        goalFromDrawer = task.goal.x - task.object.x;
      }
    }
  }

  private static Sawyer begin(TabletopTask task) {
    Tabletop world = new Tabletop(task, TabletopOptions.PUBLISHED);
    world.reset(() -> 0, new double[world.observations().size()]);
    return world.sawyer();
  }

  private void place(DoorTasks.DoorOpen door) {
    double[] q = door.object.turn; // x y z w; q turn⁻¹ is a turn about z
    double w = q[0] * turn[0] + q[1] * turn[1] + q[2] * turn[2] + q[3] * turn[3];
    double z = q[2] * turn[3] - q[3] * turn[2] + q[1] * turn[0] - q[0] * turn[1];
    double angle = 2 * StrictMath.atan(z / w);
    double sin = Trig.sin(angle);
    double cos = Trig.cos(angle);
    door.hinge.position = angle;
    door.goal.set(
        door.object,
        goalFromHinge.x - (cos * arm.x - sin * arm.y),
        goalFromHinge.y - (sin * arm.x + cos * arm.y),
        goalFromHinge.z - arm.z);
  }
}
