package org.qmp.rl.tabular;

import java.util.List;
import java.util.function.Function;

/** Which policy acts while task i learns, given the critic as it is now. */
@FunctionalInterface
public interface Behavior {

  /** The policy that chooses the action in state s. */
  Policy policy(double[][] q, int s);

  /** The given policy, whatever is learned. */
  static Behavior fixed(Policy policy) {
    return (q, s) -> policy;
  }

  /** The Boltzmann policy of the present critic. */
  static Behavior own(Soft soft) {
    return (q, s) -> Improvement.boltzmann(q, soft);
  }

  /**
   * The switch of equation (1) with the present critic, among the Boltzmann policy of that critic,
   * which stands first, and the helpers.
   */
  static Behavior mixture(Soft soft, List<Policy> helpers, Score score) {
    Function<double[][], Mixture> among =
        q -> {
          Policy[] all = new Policy[1 + helpers.size()];
          all[0] = Improvement.boltzmann(q, soft);
          for (int j = 1; j < all.length; j++) {
            all[j] = helpers.get(j - 1);
          }
          return new Mixture(List.of(all), score);
        };
    return (q, s) -> {
      Mixture mixture = among.apply(q);
      return mixture.candidates().get(mixture.choice(soft, q, s));
    };
  }
}
