package org.qmp.env.reacher;

import java.util.List;
import java.util.Optional;
import org.qmp.env.DomainKnowledge;
import org.qmp.env.Relabeling;

/**
 * Knowledge about some tasks: their rewards, computed from observations as in the datasheet of
 * {@link Reacher}, and shares of acting.
 */
final class ReacherKnowledge implements Relabeling {
  /** As published, if all goals are within reach. */
  private static final double LEAST = -5;

  /** An upper bound of the parts of a reward other than the distance cost. */
  private static final double REST = 3;

  private final List<ReacherTask> tasks;
  private final HandByAngles hand = new HandByAngles(Arm.MODEL);

  ReacherKnowledge(List<ReacherTask> tasks) {
    this.tasks = List.copyOf(tasks);
  }

  @Override
  public double leastReward() {
    double farthest =
        tasks.stream()
            .flatMap(task -> task.goals().stream())
            .mapToDouble(goal -> goal.distanceTo(0, 0, 0))
            .max()
            .orElse(0);
    return Math.min(LEAST, -hand.reach() - farthest - REST);
  }

  @Override
  public Optional<String> unknown(int task) {
    return tasks.get(task).reward() == ReacherReward.COUNTED
        ? Optional.of("it depends on how many successes there were, which is not observed")
        : Optional.empty();
  }

  @Override
  public double reward(int task, double[] observation, double[] action, double[] nextObservation) {
    ReacherTask asked = tasks.get(task);
    int stage = Reacher.stageSeen(nextObservation);
    Goal goal = asked.goal(stage, hand.start());
    double distance = hand.distance(nextObservation, Arm.MODEL.timestep(), goal);
    double squares = 0;
    for (double part : action) {
      squares += part * part;
    }
    boolean success = distance < Reacher.NEAR;
    return asked.reward().of(distance, success, 0, stage) - Arm.TORQUE_COST * squares;
  }

  /** Shares of acting: equal among visits with the same goal in a stage; a stay acts alone. */
  static DomainKnowledge shares(List<ReacherTask> tasks) {
    int count = tasks.size();
    double[][][] shares = new double[ReacherTask.STAGES][count][count];
    for (int stage = 0; stage < ReacherTask.STAGES; stage++) {
      for (int task = 0; task < count; task++) {
        share(tasks, stage, task, shares[stage][task]);
      }
    }
    return new DomainKnowledge(Reacher::stageSeen, shares);
  }

  private static void share(List<ReacherTask> tasks, int stage, int task, double[] row) {
    List<Goal> goals = tasks.get(task).goals();
    int mates = 0;
    for (int other = 0; other < row.length; other++) {
      List<Goal> others = tasks.get(other).goals();
      boolean visits = !goals.isEmpty() && !others.isEmpty();
      if (other == task || (visits && goals.get(stage).equals(others.get(stage)))) {
        row[other] = 1;
        mates++;
      }
    }
    for (int other = 0; other < row.length; other++) {
      row[other] /= mates;
    }
  }
}
