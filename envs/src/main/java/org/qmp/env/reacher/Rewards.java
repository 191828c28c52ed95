package org.qmp.env.reacher;

import java.util.List;
import org.qmp.env.Relabeling;

/**
 * The rewards of some tasks, told by what was seen. The stage is the one that {@code
 * nextObservation} shows, which is that of the step before it was counted; speeds and accelerations
 * cost nothing, since those of the step are not seen; a stay counts from the middle of all starts,
 * and how often is not seen, so that it is never paid for.
 */
final class Rewards implements Relabeling {
  private static final double LEAST = -5;

  private final List<ReacherTask> tasks;
  private final HandByAngles hand = new HandByAngles(Arm.MODEL);

  Rewards(List<ReacherTask> tasks) {
    this.tasks = List.copyOf(tasks);
  }

  @Override
  public double leastReward() {
    return LEAST;
  }

  @Override
  public double reward(int task, double[] observation, double[] action, double[] nextObservation) {
    ReacherTask asked = tasks.get(task);
    int stage = Reacher.stageSeen(nextObservation);
    Goal goal = asked.errand().goal(stage, hand.start());
    double distance = hand.distance(nextObservation, Arm.MODEL.timestep(), goal);
    double squares = 0;
    for (double part : action) {
      squares += part * part;
    }
    boolean success = distance < Reacher.NEAR;
    return asked.reward().of(distance, success, 0, stage) - Arm.TORQUE_COST * squares;
  }
}
