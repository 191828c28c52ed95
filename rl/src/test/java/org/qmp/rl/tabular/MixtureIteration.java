package org.qmp.rl.tabular;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.qmp.rl.tabular.PolicyMixture.Score;

/** Soft policy iteration with the mixture put in π_i's place. */
final class MixtureIteration {
  private MixtureIteration() {}

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
