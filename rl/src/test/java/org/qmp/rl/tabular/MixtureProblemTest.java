package org.qmp.rl.tabular;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp.nn.Xoshiro256;

/** Random problems have the documented distributions. */
final class MixtureProblemTest {
  private static final int MANY = 6000;

  /** Each count is within five standard deviations of a binomial. */
  @Test
  void allSizesAreEquallyLikely() {
    int[] states = new int[8];
    int[] actions = new int[6];
    int[] candidates = new int[6];
    for (int n = 0; n < MANY; n++) {
      MixtureProblem it = MixtureProblem.random(Xoshiro256.named(n, "sizes"), 1);
      states[it.mdp().states()]++;
      actions[it.mdp().actions()]++;
      candidates[1 + it.others().size()]++;
    }
    for (int size = 2; size <= 7; size++) {
      assertEquals(1000, states[size], 5 * Math.sqrt(1000 * 5 / 6.0), size + " states");
    }
    for (int size = 2; size <= 5; size++) {
      assertEquals(1500, actions[size], 5 * Math.sqrt(1500 * 3 / 4.0), size + " actions");
      assertEquals(1500, candidates[size], 5 * Math.sqrt(1500 * 3 / 4.0), size + " candidates");
    }
  }

  /**
   * For p ~ Dirichlet(k) with n parts, E Σ p² = (k + 1) / (n k + 1): for two parts 1.3 / 1.6 with k
   * = 0.3, and 1.5 / 2 with k = 0.5. Σ p² lies in [½, 1], so its deviation is at most ¼.
   */
  @Test
  void transitionsAndPoliciesAreAsConcentratedAsTheirDistributions() {
    double transitions = 0;
    double policies = 0;
    for (int n = 0; n < MANY; n++) {
      Xoshiro256 rng = Xoshiro256.named(n, "concentration");
      MixtureProblem it = MixtureProblem.random(rng, 2, 2, 2, new Soft(1));
      transitions += squares(it.mdp().transition(0, 0, 0), it.mdp().transition(0, 0, 1)) / MANY;
      policies += squares(it.old().probability(0, 0), it.old().probability(0, 1)) / MANY;
    }
    double tolerance = 5 * 0.25 / Math.sqrt(MANY);
    assertEquals(0.8125, transitions, tolerance);
    assertEquals(0.75, policies, tolerance);
  }

  private static double squares(double p, double q) {
    return p * p + q * q;
  }

  /**
   * Gamma(k) has mean k and variance k. The fourth moment about the mean is 3 k² + 6 k, so the
   * variance of the squared deviation is 2 k² + 6 k.
   */
  @ParameterizedTest
  @ValueSource(doubles = {0.3, 0.5})
  void gammaVariatesHaveTheirMeanAndVariance(double k) {
    Xoshiro256 rng = Xoshiro256.named(1, "gamma");
    double[] x = new double[MANY];
    Arrays.setAll(x, n -> MixtureProblem.gamma(rng, k));
    double mean = Arrays.stream(x).sum() / MANY;
    double variance = Arrays.stream(x).map(v -> (v - k) * (v - k)).sum() / MANY;
    assertEquals(k, mean, 5 * Math.sqrt(k / MANY));
    assertEquals(k, variance, 5 * Math.sqrt((2 * k * k + 6 * k) / MANY));
  }
}
