package org.qmp.rl.tabular;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.qmp.rl.tabular.PolicyMixture.Score;

/** Soft policy iteration in which the mixture replaces π_i. */
final class MixtureIteration {
  private MixtureIteration() {}

  /**
   * Each round evaluates π_i exactly, improves it fully, evaluates the result, and replaces it by
   * the mixture of equation (1) over it and the helpers.
   *
   * <p>By (3) the sequence never decreases, and its limit is Q*. It does not always need fewer
   * rounds than without helpers.
   *
   * @param helpers the other candidates, which do not change; may be empty
   * @param rounds at least 0
   * @return Q^{π_i} before the first round and after each
   * @throws IllegalArgumentException unless α &gt; 0
   */
  static List<double[][]> policies(
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
