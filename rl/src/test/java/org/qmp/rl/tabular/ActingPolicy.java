package org.qmp.rl.tabular;

import java.util.List;
import java.util.function.Function;
import org.qmp.rl.tabular.PolicyMixture.Score;

/** Which policy acts while task i learns, given its present critic. */
@FunctionalInterface
interface ActingPolicy {

  /** The policy that chooses the action in state s. */
  TabularPolicy policy(double[][] q, int s);

  /** Always the given policy, whatever the critic. */
  static ActingPolicy fixed(TabularPolicy policy) {
    return (q, s) -> policy;
  }

  /** The Boltzmann policy of the present critic. */
  static ActingPolicy own(Soft soft) {
    return (q, s) -> PolicyImprovement.boltzmann(q, soft);
  }

  /**
   * The switch of equation (1) with the present critic. Its candidates are the Boltzmann policy of
   * that critic, which comes first, and the helpers.
   */
  static ActingPolicy mixture(Soft soft, List<TabularPolicy> helpers, Score score) {
    Function<double[][], PolicyMixture> among =
        q -> {
          TabularPolicy[] all = new TabularPolicy[1 + helpers.size()];
          all[0] = PolicyImprovement.boltzmann(q, soft);
          for (int j = 1; j < all.length; j++) {
            all[j] = helpers.get(j - 1);
          }
          return new PolicyMixture(List.of(all), score);
        };
    return (q, s) -> {
      PolicyMixture mixture = among.apply(q);
      return mixture.candidates().get(mixture.choice(soft, q, s));
    };
  }
}
