package org.qmp.env;

import java.util.function.ToIntFunction;

/**
 * Probabilities of acting, set by hand from knowledge of the tasks: one row for each task in each
 * stage of an episode.
 *
 * <pre>
 *   P(policy k acts for task i in stage s) = p[s][i][k],   Σₖ p[s][i][k] = 1
 * </pre>
 *
 * <p>The policies are those of the tasks, in the order of the suite, then its guides.
 */
public final class DomainKnowledge {
  private static final double ROUNDING = 1e-9; // so that 1/3 may be written with ten digits

  private final ToIntFunction<double[]> stage;
  private final double[][][] shares;

  /**
   * Shares that change with the stage of an episode.
   *
   * @param stage gives the stage, from 0, of an observation; must be stateless
   * @param shares p[stage][task][policy]
   * @throws IllegalArgumentException if there is no stage, no task or no policy, if a stage has
   *     more or fewer tasks than others, or if a row is longer or shorter than others, has a share
   *     outside [0, 1] or does not sum to 1
   */
  public DomainKnowledge(ToIntFunction<double[]> stage, double[][][] shares) {
    if (shares.length == 0 || shares[0].length == 0 || shares[0][0].length == 0) {
      throw new IllegalArgumentException("shares without a stage, task or policy");
    }
    this.stage = stage;
    this.shares = new double[shares.length][shares[0].length][];
    for (int s = 0; s < shares.length; s++) {
      requireAsMany("stage " + s, "tasks", shares[0].length, shares[s].length);
      for (int task = 0; task < shares[s].length; task++) {
        String where = (shares.length == 1 ? "" : "stage " + s + ", ") + "task " + task;
        requireAsMany(where, "policies", shares[0][0].length, shares[s][task].length);
        requireShares(where, shares[s][task]);
        this.shares[s][task] = shares[s][task].clone();
      }
    }
  }

  /**
   * Shares that are the same throughout an episode.
   *
   * @param shares p[task][policy]
   * @throws IllegalArgumentException as the constructor
   */
  public static DomainKnowledge ofOneStage(double[][] shares) {
    return new DomainKnowledge(observation -> 0, new double[][][] {shares});
  }

  private static IllegalArgumentException refusal(String where, String problem) {
    return new IllegalArgumentException("shares of " + where + ": " + problem);
  }

  private static void requireAsMany(String where, String what, int expected, int found) {
    if (found != expected) {
      throw refusal(where, found + " " + what + ", expected " + expected);
    }
  }

  private static void requireShares(String where, double[] row) {
    double sum = 0;
    for (int k = 0; k < row.length; k++) {
      if (!(row[k] >= 0 && row[k] <= 1)) {
        throw refusal(where, "that of policy " + k + " is " + row[k] + ", expected one in [0, 1]");
      }
      sum += row[k];
    }
    if (!(Math.abs(sum - 1) <= ROUNDING)) {
      throw refusal(where, "the sum is " + sum + ", expected 1");
    }
  }

  /** The number of stages, at least 1. */
  public int stages() {
    return shares.length;
  }

  /** The number of tasks. */
  public int tasks() {
    return shares[0].length;
  }

  /** The number of policies. */
  public int policies() {
    return shares[0][0].length;
  }

  /**
   * The stage of an episode, from 0.
   *
   * @param observation of an environment of the suite
   * @throws IllegalStateException if the constructor's function names no stage
   */
  public int stage(double[] observation) {
    int found = stage.applyAsInt(observation);
    if (found < 0 || found >= stages()) {
      throw new IllegalStateException(
          "shares of stage " + found + ": expected one from 0 to " + (stages() - 1));
    }
    return found;
  }

  /** The share p[stage][task][policy], in [0, 1]. */
  public double share(int stage, int task, int policy) {
    return shares[stage][task][policy];
  }
}
