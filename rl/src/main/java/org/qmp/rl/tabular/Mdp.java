package org.qmp.rl.tabular;

import java.util.Arrays;

/**
 * A finite Markov decision process: rewards r(s,a), transition probabilities P(s′|s,a) and a
 * discount γ. Arrays are copied on the way in and out.
 *
 * @param reward r[s][a], finite; at least one state and one action
 * @param transition P[s][a][s′], each row non-negative with a sum within 1e-9 of 1
 * @param discount γ in [0, 1)
 */
public record Mdp(double[][] reward, double[][][] transition, double discount) {

  /**
   * @throws IllegalArgumentException if an array is ragged or a number out of its range
   */
  public Mdp {
    reward = Tables.copy(reward);
    Tables.requireRectangle("rewards", reward);
    if (transition.length != reward.length) {
      throw new IllegalArgumentException(
          "transitions leave " + transition.length + " states, rewards " + reward.length);
    }
    transition = transition.clone();
    for (int s = 0; s < transition.length; s++) {
      transition[s] = Tables.copy(transition[s]);
      String where = "transitions from state " + s;
      Tables.requireSize(where, transition[s], reward[s].length, reward.length);
      Tables.requireDistributions(where, transition[s]);
    }
    if (!(discount >= 0 && discount < 1)) {
      throw new IllegalArgumentException("a discount is in [0, 1), not " + discount);
    }
  }

  /** |S|. */
  public int states() {
    return reward.length;
  }

  /** |A|, the same in every state. */
  public int actions() {
    return reward[0].length;
  }

  /** r(s,a). */
  public double reward(int s, int a) {
    return reward[s][a];
  }

  /** P(s′|s,a). */
  public double transition(int s, int a, int next) {
    return transition[s][a][next];
  }

  /** Σ_{s′} P(s′|s,a) v(s′). */
  public double expected(int s, int a, double[] v) {
    return Tables.dot(transition[s][a], v);
  }

  /** The state that follows for u uniform in [0, 1), by inversion: one number for each step. */
  public int next(int s, int a, double u) {
    return Tables.invert(transition[s][a], u);
  }

  /** max |r| / (1 − γ), the bound of |V| at α = 0: what tolerances are relative to. */
  public double scale() {
    double largest =
        Arrays.stream(reward).flatMapToDouble(Arrays::stream).map(Math::abs).max().orElseThrow();
    return largest / (1 - discount);
  }

  @Override
  public double[][] reward() {
    return Tables.copy(reward);
  }

  @Override
  public double[][][] transition() {
    return Arrays.stream(transition).map(Tables::copy).toArray(double[][][]::new);
  }
}
