package org.qmp.env.reacher;

import java.util.List;

/**
 * Something for the arm to do.
 *
 * @param name unique in its suite
 * @param errand where the hand is to be
 * @param reward what steps are worth
 * @param noise standard deviation σ of what is added to each number of an action, at least 0
 */
public record ReacherTask(String name, Errand errand, ReacherReward reward, double noise) {
  private static final List<Goal> GOALS =
      List.of(
          new Goal(0.2, 0.3, 0.5),
          new Goal(0.3, 0, 0.3),
          new Goal(0.4, -0.3, 0.4),
          new Goal(0.4, 0.3, 0.2));

  /**
   * @throws IllegalArgumentException if the noise is negative or not finite
   */
  public ReacherTask {
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
        new ReacherTask("stay", new Errand.Stay(), ReacherReward.NEAR, 0));
  }

  /** The first two of them, and to stay for a sparse reward. */
  public static List<ReacherTask> three() {
    return List.of(
        five().get(0),
        five().get(1),
        new ReacherTask("stay-sparse", new Errand.Stay(), ReacherReward.COUNTED, 0));
  }

  private static ReacherTask visit(
      String name, ReacherReward reward, int first, int second, int third) {
    List<Goal> goals = List.of(GOALS.get(first), GOALS.get(second), GOALS.get(third));
    return new ReacherTask(name, new Errand.Visit(goals), reward, 0);
  }

  /** The same task with other noise. */
  public ReacherTask withNoise(double sigma) {
    return new ReacherTask(name, errand, reward, sigma);
  }
}
