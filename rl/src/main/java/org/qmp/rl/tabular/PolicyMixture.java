package org.qmp.rl.tabular;

import java.util.List;
import java.util.Locale;

/**
 * The mixture of policies that acts in task i: in every state, the candidate with the highest
 * score.
 *
 * <pre>
 *   π_i^mix(·|s) = π_{j*(s)}(·|s),   j*(s) = argmax_j score(Q, π_j)(s)
 * </pre>
 *
 * Once the candidates and the critic are fixed, it is a stationary policy like any other. On ties
 * the lowest index wins, so the own policy, π_i, wins all ties where it stands first.
 *
 * @param candidates at least one, all of the same size; the theorem asks that π_i be among them
 * @param score {@link Score#SOFT} is the theorem's
 */
public record PolicyMixture(List<TabularPolicy> candidates, Score score) {

  /**
   * How a mixture scores a candidate π_j in a state, given a critic. Which critic, that of the
   * improved policy or of an older one, is the caller's choice.
   */
  @FunctionalInterface
  public interface Score {

    /** The score of π_j at s; higher is better. */
    double of(Soft soft, double[][] q, TabularPolicy candidate, int s);

    /**
     * E_{a~π_j(·|s)}[ Q(s,a) ] + α H[ π_j(·|s) ] = J(Q, π_j)(s): equation (1), the theorem's. It is
     * α log Z − α D_KL( π_j(·|s) ‖ exp(Q(s,·)/α) / Z ): the nearest to the Boltzmann policy wins.
     */
    Score SOFT = Soft::j;

    /** E_{a~π_j(·|s)}[ Q(s,a) ]. The theorem covers it only at α = 0, where it is equation (1). */
    Score WITHOUT_ENTROPY = (soft, q, candidate, s) -> candidate.expectation(s, q[s]);

    /** Q(s, argmax_a π_j(a|s)), the tabular form of equation (2). Covered by no theorem. */
    Score AT_MODE = (soft, q, candidate, s) -> q[s][candidate.mode(s)];
  }

  /**
   * @throws IllegalArgumentException if there is no candidate, or their sizes differ
   */
  public PolicyMixture {
    candidates = List.copyOf(candidates);
    if (candidates.isEmpty()) {
      throw new IllegalArgumentException("a mixture needs at least one candidate");
    }
    TabularPolicy first = candidates.get(0);
    for (TabularPolicy candidate : candidates) {
      if (candidate.states() != first.states() || candidate.actions() != first.actions()) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "candidates of %d×%d and %d×%d (states×actions)",
                first.states(),
                first.actions(),
                candidate.states(),
                candidate.actions()));
      }
    }
  }

  /**
   * j*(s), the lowest index among the best.
   *
   * @throws ArithmeticException if a score is not a number: such a candidate neither wins nor loses
   */
  public int choice(Soft soft, double[][] q, int s) {
    double[] scores = new double[candidates.size()];
    for (int j = 0; j < scores.length; j++) {
      scores[j] = score.of(soft, q, candidates.get(j), s);
      if (Double.isNaN(scores[j])) {
        throw new ArithmeticException("the score of candidate " + j + " in state " + s + " is NaN");
      }
    }
    return Tables.argmax(scores);
  }

  /** π_i^mix, chosen with the critic Q. */
  public TabularPolicy policy(Soft soft, double[][] q) {
    TabularPolicy[] parts = new TabularPolicy[q.length];
    for (int s = 0; s < parts.length; s++) {
      parts[s] = candidates.get(choice(soft, q, s));
    }
    return TabularPolicy.patchwork(parts);
  }

  /** (1/N) Σ_j π_j, from the logarithms: the mixture without a critic, for comparison. */
  public TabularPolicy uniform() {
    TabularPolicy first = candidates.get(0);
    double[][] x = new double[first.states()][first.actions()];
    double[] logs = new double[candidates.size()];
    for (int s = 0; s < x.length; s++) {
      for (int a = 0; a < x[s].length; a++) {
        for (int j = 0; j < logs.length; j++) {
          logs[j] = candidates.get(j).log(s, a);
        }
        x[s][a] = Tables.logSumExp(logs);
      }
    }
    return TabularPolicy.softmax(x);
  }
}
