package org.qmp.env.reacher;

import java.util.List;
import org.qmp.env.DomainKnowledge;
import org.qmp.env.Relabeling;
import org.qmp.env.reacher.Errand.Visit;

/**
 * What is known about some tasks: their rewards, computed from observations, and shares of acting.
 * The stage is the one that {@code nextObservation} shows, which is that of the step before it was
 * counted; speeds and accelerations cost nothing, since those of the step are not seen; a stay
 * counts from the middle of all starts, and how often is not seen, so that it is never paid for.
 */
final class ReacherKnowledge implements Relabeling {
  private static final double LEAST = -5;

  private final List<ReacherTask> tasks;
  private final HandByAngles hand = new HandByAngles(Arm.MODEL);

  ReacherKnowledge(List<ReacherTask> tasks) {
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

  /** Shares of acting: equal among all tasks that want the hand at the same goal in a stage. */
  static DomainKnowledge shares(List<ReacherTask> tasks) {
    int count = tasks.size();
    double[][][] shares = new double[Errand.STAGES][count][count];
    for (int stage = 0; stage < Errand.STAGES; stage++) {
      for (int task = 0; task < count; task++) {
        share(tasks, stage, task, shares[stage][task]);
      }
    }
    return new DomainKnowledge(Reacher::stageSeen, shares);
  }

  private static void share(List<ReacherTask> tasks, int stage, int task, double[] row) {
    int mates = 0;
    for (int other = 0; other < row.length; other++) {
      if (other == task || same(tasks.get(task).errand(), tasks.get(other).errand(), stage)) {
        row[other] = 1;
        mates++;
      }
    }
    for (int other = 0; other < row.length; other++) {
      row[other] /= mates;
    }
  }

  private static boolean same(Errand one, Errand other, int stage) {
    return one instanceof Visit a
        && other instanceof Visit b
        && a.goals().get(stage).equals(b.goals().get(stage));
  }
}
