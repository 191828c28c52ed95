package org.qmp.rl.tabular;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp.nn.Xoshiro256;

/**
 * Whether claims hold at every (s,a) of many random MDPs. Proven claims never fail, and all others
 * fail somewhere, so the other tests would notice if the theorem were wrong.
 */
final class ClaimsOnRandomMdpsTest {
  private static final int MDPS = 2_000;

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.05, 0.2, 1})
  void theTheoremNeverFailsAndItsVariationsDo(double temperature) {
    EnumSet<MixtureClaim> violated = EnumSet.noneOf(MixtureClaim.class);
    for (int i = 0; i < MDPS; i++) {
      MixtureProblem it =
          MixtureProblem.random(Xoshiro256.named(i, "rates at " + temperature), temperature);
      for (MixtureClaim claim : MixtureClaim.values()) {
        MixtureClaim.Outcome outcome = claim.on(it);
        if (claim.proven(it.soft())) {
          assertTrue(outcome.holds(), () -> claim + " by " + outcome.margin() + " at " + it);
        } else if (outcome.margin() < -0.01) {
          violated.add(claim);
        }
      }
    }
    EnumSet<MixtureClaim> unproven = EnumSet.allOf(MixtureClaim.class);
    unproven.removeIf(claim -> claim.proven(new Soft(temperature)));
    if (temperature == 0) {
      unproven.remove(MixtureClaim.OLD_CRITIC); // π_i is the old policy at temperature 0
    }
    assertEquals(unproven, violated);
  }

  /**
   * With one state all critics differ by a constant, so OLD_CRITIC needs two states; with two
   * actions, a policy whose mode is the better one is good enough, so AT_MODE needs three.
   */
  @ParameterizedTest
  @EnumSource
  void theSmallestCounterExampleViolatesItsClaim(MixtureClaim claim) {
    var found = claim.smallestCounterExample(1, 0.5, 4, 1000);
    assertEquals(!claim.proven(new Soft(0.5)), found.isPresent());
    found.ifPresent(
        it -> {
          assertTrue(claim.on(it).margin() < -0.01);
          assertEquals(claim == MixtureClaim.OLD_CRITIC ? 2 : 1, it.mdp().states());
          assertEquals(claim == MixtureClaim.AT_MODE ? 3 : 2, it.mdp().actions());
        });
  }

  /**
   * One state, rewards 3 and 0, γ = 0.9, α → 0: both policies take the better action most often,
   * with probability 0.6 (own) and 0.7: V = 10 (0.6 · 3) against 10 (0.7 · 3).
   */
  @Test
  void gainsAreMeanDifferencesOfValues() {
    Mdp mdp = new Mdp(new double[][] {{3, 0}}, new double[][][] {{{1}, {1}}}, 0.9);
    TabularPolicy own = TabularPolicy.of(new double[][] {{0.6, 0.4}});
    TabularPolicy better = TabularPolicy.of(new double[][] {{0.7, 0.3}});
    MixtureProblem it = new MixtureProblem(mdp, new Soft(0), own, 0, List.of(better));
    MixtureClaim.Outcome exact = MixtureClaim.THEOREM.on(it);
    assertEquals(3, exact.gain(), 1e-12);
    assertEquals(0.9 * 3, exact.margin(), 1e-12);
    assertTrue(exact.holds());
    MixtureClaim.Outcome uniform = MixtureClaim.NO_CRITIC.on(it);
    assertEquals(1.5, uniform.gain(), 1e-12);
    MixtureClaim.Outcome tie = MixtureClaim.AT_MODE.on(it);
    assertEquals(
        0, tie.gain(), 1e-12, "the likeliest action is the same: the own policy wins ties");
  }
}
