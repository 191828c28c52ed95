package org.qmp.rl.tabular;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.qmp.env.Chance;
import org.qmp.nn.Xoshiro256;

/**
 * Policies to mix in a finite MDP.
 *
 * @param old the task's policy before its latest improvement
 * @param beta size of the improvement step from there to π_i, in [0, 1]; 0 takes none
 * @param others the other candidates
 */
public record MixtureProblem(
    Mdp mdp, Soft soft, TabularPolicy old, double beta, List<TabularPolicy> others) {
  private static final double DISCOUNT = 0.9;

  /**
   * 2–7 states, 2–5 actions and 2–5 candidates, each number equally likely; γ = 0.9, rewards N(0,
   * 1), transitions Dirichlet(0.3), policies Dirichlet(0.5), β uniform in [0.3, 1).
   *
   * @param temperature α
   */
  public static MixtureProblem random(Xoshiro256 rng, double temperature) {
    return random(
        rng, 2 + rng.nextInt(6), 2 + rng.nextInt(4), 2 + rng.nextInt(4), new Soft(temperature));
  }

  static MixtureProblem random(Xoshiro256 rng, int states, int actions, int candidates, Soft soft) {
    double[][][] transition = new double[states][actions][];
    double[][] reward = normals(rng, states, actions, 1);
    for (double[][] row : transition) {
      for (int a = 0; a < actions; a++) {
        row[a] = dirichlet(rng, states, 0.3);
      }
    }
    TabularPolicy old = policy(rng, states, actions);
    double beta = rng.nextDouble(0.3, 1);
    List<TabularPolicy> others = new ArrayList<>();
    for (int j = 1; j < candidates; j++) {
      others.add(policy(rng, states, actions));
    }
    return new MixtureProblem(new Mdp(reward, transition, DISCOUNT), soft, old, beta, others);
  }

  /**
   * Two candidates and round numbers, easy to read: whole rewards from −3 to 3, certain
   * transitions, probabilities in tenths, and half a step of improvement in half of the cases, none
   * in the others.
   *
   * @param temperature α &gt; 0
   */
  static MixtureProblem simple(Xoshiro256 rng, int states, int actions, double temperature) {
    double[][] reward = new double[states][actions];
    double[][][] transition = new double[states][actions][states];
    double[][][] probabilities = new double[2][states][];
    for (int s = 0; s < states; s++) {
      for (int a = 0; a < actions; a++) {
        reward[s][a] = rng.nextInt(7) - 3;
        transition[s][a][rng.nextInt(states)] = 1;
      }
      for (double[][] policy : probabilities) {
        policy[s] = tenths(rng, actions);
      }
    }
    return new MixtureProblem(
        new Mdp(reward, transition, DISCOUNT),
        new Soft(temperature),
        TabularPolicy.of(probabilities[0]),
        0.5 * rng.nextInt(2),
        List.of(TabularPolicy.of(probabilities[1])));
  }

  /** Ten tenths, at least one for each action. */
  private static double[] tenths(Xoshiro256 rng, int actions) {
    int[] count = new int[actions];
    Arrays.fill(count, 1);
    for (int i = actions; i < 10; i++) {
      count[rng.nextInt(actions)]++;
    }
    return Arrays.stream(count).mapToDouble(n -> n / 10.0).toArray();
  }

  /** π_i: one improvement step of size β from the old policy; the old one itself at α = 0. */
  public TabularPolicy own() {
    return soft.temperature() == 0 || beta == 0
        ? old
        : PolicyImprovement.step(old, value(old), soft, beta);
  }

  /** π_i first, then the others. */
  public List<TabularPolicy> candidates() {
    return Stream.concat(Stream.of(own()), others.stream()).toList();
  }

  /** Q^π. */
  public double[][] value(TabularPolicy pi) {
    return soft.evaluate(mdp, pi);
  }

  /** By how much rounding may set equal values apart. */
  double tolerance() {
    return 1e-10 * mdp.scale();
  }

  private static TabularPolicy policy(Xoshiro256 rng, int states, int actions) {
    double[][] p = new double[states][];
    for (int s = 0; s < states; s++) {
      p[s] = dirichlet(rng, actions, 0.5);
    }
    return TabularPolicy.of(p);
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
  static double gamma(Xoshiro256 rng, double k) {
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
