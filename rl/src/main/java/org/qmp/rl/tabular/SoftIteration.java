package org.qmp.rl.tabular;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.qmp.rl.tabular.PolicyMixture.Score;

/** Soft value iteration, and soft policy iteration with the mixture put in π_i's place. */
public final class SoftIteration {
  /** Some twenty roundings: rewards, expectations and logarithms of one step make fewer. */
  private static final double ROUNDING = 4e-15;

  private SoftIteration() {}

  /**
   * Q*, the fixed point of Q ← T Q, by iteration from 0.
   *
   * <pre>
   *   ‖T Q − Q‖ ≤ tolerance (1 − γ) / γ    implies    ‖T Q − Q*‖ ≤ tolerance
   * </pre>
   *
   * @param tolerance how far the result may be from Q* in the sup-norm, but for rounding
   * @throws IllegalArgumentException if the tolerance is too small ever to be reached in doubles
   */
  public static double[][] values(Mdp mdp, Soft soft, double tolerance) {
    double bound =
        mdp.scale()
            + soft.temperature() * StrictMath.log(mdp.actions()) / (1 - mdp.discount()); // ≥ |Q*|
    double enough = tolerance * (1 - mdp.discount()) / Math.max(mdp.discount(), 0.5);
    if (!(tolerance > 0 && enough >= ROUNDING * bound)) {
      throw new IllegalArgumentException(
          "values of up to " + bound + " cannot be found to within " + tolerance);
    }
    double[][] q = new double[mdp.states()][mdp.actions()];
    while (true) {
      double[][] better = soft.optimalityStep(mdp, q);
      if (Tables.distance(better, q) <= enough) {
        return better;
      }
      q = better;
    }
  }

  /**
   * One round after another of: evaluate π_i exactly; improve it fully; evaluate the result; put
   * the mixture of equation (1) over it and the helpers in its place.
   *
   * <p>By (3) the sequence never falls, and its limit is Q*. That it needs fewer rounds than
   * without helpers is not claimed, and is sometimes false.
   *
   * @param helpers the other candidates, which stay as they are; may be empty
   * @param rounds at least 0
   * @return Q^{π_i} before the first round and after each
   * @throws IllegalArgumentException unless α &gt; 0
   */
  public static List<double[][]> policies(
      Mdp mdp, Soft soft, TabularPolicy start, List<TabularPolicy> helpers, int rounds) {
    List<double[][]> history = new ArrayList<>();
    double[][] q = soft.evaluate(mdp, start);
    history.add(q);
    for (int round = 0; round < rounds; round++) {
      TabularPolicy improved = PolicyImprovement.boltzmann(q, soft);
      var candidates = Stream.concat(Stream.of(improved), helpers.stream()).toList();
      TabularPolicy mixed =
          new PolicyMixture(candidates, Score.SOFT).policy(soft, soft.evaluate(mdp, improved));
      q = soft.evaluate(mdp, mixed);
      history.add(q);
    }
    return history;
  }
}
