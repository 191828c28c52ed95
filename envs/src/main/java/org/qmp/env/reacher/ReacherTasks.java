package org.qmp.env.reacher;

import java.util.List;

/** The tasks that were published, for those who want them with other noise or company. */
public final class ReacherTasks {
  private static final List<Goal> GOALS =
      List.of(
          new Goal(0.2, 0.3, 0.5),
          new Goal(0.3, 0, 0.3),
          new Goal(0.4, -0.3, 0.4),
          new Goal(0.4, 0.3, 0.2));

  private ReacherTasks() {}

  /** The five tasks of QMP. */
  public static List<ReacherTask> five() {
    return List.of(
        visit("0-1-2", Reward.NEAR_AND_SOON, 0, 1, 2),
        visit("0-1-3", Reward.NEAR_AND_PAID, 0, 1, 3),
        visit("1-3-2", Reward.NEAR_AND_SOON, 1, 3, 2),
        visit("1-2-0-sparse", Reward.SOON, 1, 2, 0),
        new ReacherTask("stay", new Errand.Stay(), Reward.NEAR, 0));
  }

  /** The first two of them, and to stay for a sparse reward. */
  public static List<ReacherTask> three() {
    return List.of(
        five().get(0),
        five().get(1),
        new ReacherTask("stay-sparse", new Errand.Stay(), Reward.COUNTED, 0));
  }

  private static ReacherTask visit(String name, Reward reward, int first, int second, int third) {
    List<Goal> goals = List.of(GOALS.get(first), GOALS.get(second), GOALS.get(third));
    return new ReacherTask(name, new Errand.Visit(goals), reward, 0);
  }
}
