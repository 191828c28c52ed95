package org.qmp.rl.tabular;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.qmp.env.Chance;
import org.qmp.nn.Xoshiro256;

/**
 * What the properties are tried on: a world, a temperature, the policy before the improvement, the
 * size of the step from there to π_i, and the other candidates.
 */
record Problem(Mdp mdp, Soft soft, Policy old, double beta, List<Policy> others) {
  private static final double OF_TRANSITIONS = 0.3;
  private static final double OF_POLICIES = 0.5;
  private static final double SMALLEST_STEP = 0.3;

  /** 2–7 states, 2–5 actions and 2–5 candidates, each as likely. */
  static Problem random(Xoshiro256 rng, double temperature) {
    return random(
        rng, 2 + rng.nextInt(6), 2 + rng.nextInt(4), 2 + rng.nextInt(4), new Soft(temperature));
  }

  static Problem random(Xoshiro256 rng, int states, int actions, int candidates, Soft soft) {
    double[][][] transition = new double[states][actions][];
    double[][] reward = normals(rng, states, actions, 1);
    for (double[][] row : transition) {
      for (int a = 0; a < actions; a++) {
        row[a] = dirichlet(rng, states, OF_TRANSITIONS);
      }
    }
    Policy old = policy(rng, states, actions);
    double beta = rng.nextDouble(SMALLEST_STEP, 1);
    List<Policy> others = new ArrayList<>();
    for (int j = 1; j < candidates; j++) {
      others.add(policy(rng, states, actions));
    }
    return new Problem(new Mdp(reward, transition, 0.9), soft, old, beta, others);
  }

  /** π_i: one partial improvement step from the old policy. */
  Policy own() {
    if (soft.temperature() == 0) {
      return old;
    }
    return Improvement.step(old, soft.evaluate(mdp, old), soft, beta);
  }

  /** π_i first, then the others. */
  List<Policy> candidates() {
    List<Policy> all = new ArrayList<>(List.of(own()));
    all.addAll(others);
    return all;
  }

  double[][] value(Policy pi) {
    return soft.evaluate(mdp, pi);
  }

  double tolerance() {
    return 1e-10 * mdp.scale();
  }

  /** Dirichlet(0.5) in every state. */
  private static Policy policy(Xoshiro256 rng, int states, int actions) {
    double[][] p = new double[states][];
    for (int s = 0; s < states; s++) {
      p[s] = dirichlet(rng, actions, OF_POLICIES);
    }
    return Policy.of(p);
  }

  static double[][] normals(Xoshiro256 rng, int rows, int cols, double sigma) {
    Chance chance = rng::nextDouble;
    double[][] table = new double[rows][cols];
    for (double[] row : table) {
      for (int j = 0; j < cols; j++) {
        row[j] = sigma * chance.normal();
      }
    }
    return table;
  }

  /** Gamma(k) variates over their sum. */
  private static double[] dirichlet(Xoshiro256 rng, int n, double k) {
    double[] p = new double[n];
    double sum = 0;
    for (int i = 0; i < n; i++) {
      p[i] = Math.max(gamma(rng, k), 1e-300);
      sum += p[i];
    }
    for (int i = 0; i < n; i++) {
      p[i] /= sum;
    }
    return p;
  }

  /** Gamma(k) for k &lt; 1 by rejection (Ahrens and Dieter 1974, algorithm GS). */
  private static double gamma(Xoshiro256 rng, double k) {
    double b = 1 + k / Math.E;
    while (true) {
      double u = b * rng.nextOpenDouble();
      double limit = -StrictMath.log(rng.nextOpenDouble());
      double tail = -StrictMath.log((b - u) / k);
      double x = u <= 1 ? StrictMath.pow(u, 1 / k) : tail;
      double cost = u <= 1 ? x : (1 - k) * StrictMath.log(x);
      if (cost <= limit) {
        return x;
      }
    }
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%d states, %d actions, %d candidates, α = %s, β = %s, r = %s, P = %s",
        mdp.states(),
        mdp.actions(),
        1 + others.size(),
        soft.temperature(),
        beta,
        Arrays.deepToString(mdp.reward()),
        Arrays.deepToString(mdp.transition()));
  }
}
