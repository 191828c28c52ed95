package org.qmp.rl.stats;

/**
 * The chance that method X does better than method Y on a task drawn at random (Agarwal et al.
 * 2021, arXiv:2108.13264, section 4.3, with the U statistic of Mann and Whitney 1947).
 */
public final class Improvement {
  private Improvement() {}

  /**
   * The mean over tasks of {@link #onTask}: in [0, 1], ½ when nothing separates the methods.
   *
   * <pre>
   *   P(X &gt; Y) = (1/M) Σ_m P(X_m &gt; Y_m)
   * </pre>
   *
   * @throws IllegalArgumentException if the methods have different numbers of tasks
   */
  public static double probability(Scores x, Scores y) {
    if (x.tasks() != y.tasks()) {
      throw new IllegalArgumentException(
          "methods of " + x.tasks() + " and " + y.tasks() + " tasks cannot be compared");
    }
    double sum = 0;
    for (int task = 0; task < x.tasks(); task++) {
      sum += onTask(x, y, task);
    }
    return sum / x.tasks();
  }

  /**
   *
   *
   * <pre>
   *   P(X_m &gt; Y_m) = (1 / (N K)) Σᵢ Σⱼ S(xᵢ, yⱼ),    S(x, y) = 1 if x &gt; y, ½ if x = y, else 0
   * </pre>
   */
  public static double onTask(Scores x, Scores y, int task) {
    double wins = 0;
    for (int i = 0; i < x.seeds(task); i++) {
      for (int j = 0; j < y.seeds(task); j++) {
        double difference = x.score(task, i) - y.score(task, j);
        wins += difference > 0 ? 1 : difference == 0 ? 0.5 : 0;
      }
    }
    return wins / ((double) x.seeds(task) * y.seeds(task));
  }
}
