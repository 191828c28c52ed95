package org.qmp.rl.stats;

/**
 * One method's results: a number for each seed of each task. Tasks may have different numbers of
 * seeds. The arrays are copied when they come and when they go.
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
      Sample.require("scores of task " + task, byTask[task]);
    }
  }

  private static double[][] copy(double[][] rows) {
    double[][] copy = rows.clone();
    for (int i = 0; i < copy.length; i++) {
      copy[i] = copy[i].clone();
    }
    return copy;
  }

  public int tasks() {
    return byTask.length;
  }

  /** How many seeds the task has. */
  public int seeds(int task) {
    return byTask[task].length;
  }

  public double score(int task, int seed) {
    return byTask[task][seed];
  }

  /** All scores in one row, task after task. */
  public double[] flat() {
    int n = 0;
    for (double[] row : byTask) {
      n += row.length;
    }
    double[] flat = new double[n];
    int at = 0;
    for (double[] row : byTask) {
      System.arraycopy(row, 0, flat, at, row.length);
      at += row.length;
    }
    return flat;
  }

  @Override
  public double[][] byTask() {
    return copy(byTask);
  }
}
