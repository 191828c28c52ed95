package org.qmp.env.reacher;

import java.util.List;

/**
 * The goals of the hand. A step is a success if the hand, 0.01 s before the step's end, is within
 * 0.05 m of the goal of the current stage; successes are counted over the whole episode, and their
 * count determines the stage.
 *
 * @param name unique in its suite
 * @param goals of the three stages, a success each; none to stay where the episode began, for 30
 *     steps a stage, not necessarily in a row
 * @param reward of the steps
 * @param noise standard deviation σ of the noise on each number of an action, at least 0
 */
public record ReacherTask(String name, List<Goal> goals, ReacherReward reward, double noise) {
  static final int STAGES = 3;
  private static final int STAY = 30;
  private static final List<Goal> GOALS =
      List.of(
          new Goal(0.2, 0.3, 0.5),
          new Goal(0.3, 0, 0.3),
          new Goal(0.4, -0.3, 0.4),
          new Goal(0.4, 0.3, 0.2));

  /**
   * @throws IllegalArgumentException if there are goals, but not three, or if the noise is negative
   *     or not finite
   */
  public ReacherTask {
    goals = List.copyOf(goals);
    if (!goals.isEmpty() && goals.size() != STAGES) {
      throw new IllegalArgumentException(
          "reacher task " + name + ": " + goals.size() + " goals, expected 3, or none to stay");
    }
    if (!(noise >= 0 && noise <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "reacher task " + name + ": noise = " + noise + ", expected a number from 0");
    }
  }

  /** The five tasks of QMP. */
  public static List<ReacherTask> five() {
    return List.of(
        visit("0-1-2", ReacherReward.NEAR_AND_SOON, 0, 1, 2),
        visit("0-1-3", ReacherReward.NEAR_AND_PAID, 0, 1, 3),
        visit("1-3-2", ReacherReward.NEAR_AND_SOON, 1, 3, 2),
        visit("1-2-0-sparse", ReacherReward.SOON, 1, 2, 0),
        new ReacherTask("stay", List.of(), ReacherReward.NEAR, 0));
  }

  /** The first two of them, and to stay for a sparse reward. */
  public static List<ReacherTask> three() {
    return List.of(
        five().get(0),
        five().get(1),
        new ReacherTask("stay-sparse", List.of(), ReacherReward.COUNTED, 0));
  }

  private static ReacherTask visit(
      String name, ReacherReward reward, int first, int second, int third) {
    List<Goal> goals = List.of(GOALS.get(first), GOALS.get(second), GOALS.get(third));
    return new ReacherTask(name, goals, reward, 0);
  }

  private int successesPerStage() {
    return goals.isEmpty() ? STAY : 1;
  }

  /** The number of successes that finish it. */
  int successes() {
    return STAGES * successesPerStage();
  }

  /** The stage after a number of successes; 3 is the end. */
  int stageAfter(int count) {
    return count / successesPerStage();
  }

  /**
   * The goal of a stage.
   *
   * @param stage 0 to 2
   * @param home place of the hand when the episode began
   */
  Goal goal(int stage, Goal home) {
    return goals.isEmpty() ? home : goals.get(stage);
  }

  /** The same task with other noise. */
  public ReacherTask withNoise(double sigma) {
    return new ReacherTask(name, goals, reward, sigma);
  }
}
