package org.qmp.rl.stats;

import java.util.Arrays;

/**
 * One method's results: a number for each seed of each task. Seed i of every task is the same run,
 * unless tasks have different numbers of seeds. Arrays are copied on the way in and out.
 *
 * @param byTask scores[task][seed], finite; at least one task, and a seed for each
 */
public record Scores(double[][] byTask) {

  /**
   * @throws IllegalArgumentException if a task has no seeds, there is no task, or a number is not
   *     finite
   */
  public Scores {
    if (byTask.length == 0) {
      throw new IllegalArgumentException("scores of no task");
    }
    byTask = copy(byTask);
    for (int task = 0; task < byTask.length; task++) {
      Averages.require("scores of task " + task, byTask[task]);
    }
  }

  private static double[][] copy(double[][] rows) {
    return Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
  }

  public int tasks() {
    return byTask.length;
  }

  /** How many seeds the task has. */
  public int seeds(int task) {
    return byTask[task].length;
  }

  /** Whether every task has as many seeds. */
  public boolean ofTheSameRuns() {
    return Arrays.stream(byTask).allMatch(seeds -> seeds.length == byTask[0].length);
  }

  public double score(int task, int seed) {
    return byTask[task][seed];
  }

  /** All scores in one row, task after task. */
  public double[] flat() {
    return Arrays.stream(byTask).flatMapToDouble(Arrays::stream).toArray();
  }

  @Override
  public double[][] byTask() {
    return copy(byTask);
  }

  /**
   * The chance that method X does better than method Y on a task drawn at random (Agarwal et al.
   * 2021, arXiv:2108.13264, section 4.3, with the U statistic of Mann and Whitney 1947): the mean
   * over tasks of {@link #improvementOnTask}, in [0, 1], ½ when nothing separates the methods.
   *
   * <pre>
   *   P(X &gt; Y) = (1/M) Σ_m P(X_m &gt; Y_m)
   * </pre>
   *
   * @throws IllegalArgumentException if the methods have different numbers of tasks
   */
  public static double probabilityOfImprovement(Scores x, Scores y) {
    if (x.tasks() != y.tasks()) {
      throw new IllegalArgumentException(
          "methods of " + x.tasks() + " and " + y.tasks() + " tasks cannot be compared");
    }
    double sum = 0;
    for (int task = 0; task < x.tasks(); task++) {
      sum += improvementOnTask(x, y, task);
    }
    return sum / x.tasks();
  }

  /**
   * The chance that method X does better than method Y on one task.
   *
   * <pre>
   *   P(X_m &gt; Y_m) = (1 / (N K)) Σᵢ Σⱼ S(xᵢ, yⱼ),    S(x, y) = 1 if x &gt; y, ½ if x = y, else 0
   * </pre>
   */
  public static double improvementOnTask(Scores x, Scores y, int task) {
    double wins = 0;
    for (int i = 0; i < x.seeds(task); i++) {
      for (int j = 0; j < y.seeds(task); j++) {
        wins += win(x.score(task, i), y.score(task, j));
      }
    }
    return wins / ((double) x.seeds(task) * y.seeds(task));
  }

  /** S(x, y). */
  static double win(double x, double y) {
    return x > y ? 1 : x == y ? 0.5 : 0;
  }
}
