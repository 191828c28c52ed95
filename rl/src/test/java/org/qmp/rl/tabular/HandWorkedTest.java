package org.qmp.rl.tabular;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.qmp.rl.tabular.PolicyMixture.Score;

/** MDPs small enough to solve by hand, and input that is refused. */
final class HandWorkedTest {
  private static final Mdp ONE_STATE = new Mdp(new double[][] {{1, 3}}, stay(1, 2), 0.5);
  private static final TabularPolicy EVEN = TabularPolicy.of(new double[][] {{0.5, 0.5}});

  private static double[][][] stay(int states, int actions) {
    double[][][] transition = new double[states][actions][states];
    for (int s = 0; s < states; s++) {
      for (double[] row : transition[s]) {
        row[s] = 1;
      }
    }
    return transition;
  }

  /** V = (½ 1 + ½ 3 + α log 2) / (1 − ½) and Q(a) = r(a) + ½ V. */
  @Test
  void aSingleStateIsWorthItsMeanRewardAndItsEntropy() {
    double v = 2 * (2 + 0.2 * StrictMath.log(2));
    double[][] q = new Soft(0.2).evaluate(ONE_STATE, EVEN);
    assertEquals(1 + v / 2, q[0][0], 1e-14);
    assertEquals(3 + v / 2, q[0][1], 1e-14);
    assertEquals(v, new Soft(0.2).j(q, EVEN, 0), 1e-14);
  }

  /** State 0 leads to state 1, which pays 10 for ever: V(1) = 20, V(0) = −1 + ½ 20. */
  @Test
  void valuesFlowBackwardsAlongTransitions() {
    double[][][] transition = {{{0, 1}}, {{0, 1}}};
    Mdp mdp = new Mdp(new double[][] {{-1}, {10}}, transition, 0.5);
    double[][] q = new Soft(0).evaluate(mdp, TabularPolicy.of(new double[][] {{1}, {1}}));
    assertEquals(9, q[0][0], 1e-14);
    assertEquals(20, q[1][0], 1e-14);
  }

  /** A reward of 3 for ever is worth 6; the temperature is 0. */
  @Test
  void hardValueIterationFindsTheBestAction() {
    double[][] q = new Soft(0).optimum(ONE_STATE, 1e-12);
    assertEquals(4, q[0][0], 1e-12);
    assertEquals(6, q[0][1], 1e-12);
  }

  /** Without rewards, Q* = γ α log 2 / (1 − γ); a tolerance too small for doubles is refused. */
  @Test
  void entropyAloneHasAValueToo() {
    Mdp idle = new Mdp(new double[1][2], stay(1, 2), 0.9);
    double[][] q = new Soft(1).optimum(idle, 1e-10);
    assertEquals(9 * StrictMath.log(2), q[0][0], 1e-10);
    assertThrows(IllegalArgumentException.class, () -> new Soft(1).optimum(idle, 1e-300));
  }

  /** At α = 1e-300, Q / α is infinite, and the soft maximum is still the maximum. */
  @Test
  void theSoftMaximumSurvivesTheSmallestTemperatures() {
    assertEquals(3e9, new Soft(1e-300).softMaximum(new double[] {1, 3e9}));
    assertEquals(3 + StrictMath.log(2), new Soft(1).softMaximum(new double[] {3, 3}), 1e-15);
  }

  /** π ∝ (½)^{1−β} exp(β Q/α): at α = 1 / log 2 the odds are 2^{β (3 − 1)}. */
  @Test
  void aHalfStepTakesTheRootOfTheOdds() {
    Soft soft = new Soft(1 / StrictMath.log(2));
    double[][] q = {{1, 3}};
    assertEquals(0.8, PolicyImprovement.boltzmann(q, soft).probability(0, 1), 1e-15);
    assertEquals(2.0 / 3, PolicyImprovement.step(EVEN, q, soft, 0.5).probability(0, 1), 1e-15);
  }

  @Test
  void theScoresDisagreeWhereTheirDefinitionsDo() {
    TabularPolicy sure = TabularPolicy.of(new double[][] {{0.01, 0.99}});
    List<TabularPolicy> both = List.of(EVEN, sure);
    Soft warm = new Soft(10);
    double[][] q = {{1, 3}};
    assertEquals(0, new PolicyMixture(both, Score.SOFT).choice(warm, q, 0));
    assertEquals(0, new PolicyMixture(both, TableAssertions.DIVERGENCE).choice(warm, q, 0));
    assertEquals(1, new PolicyMixture(both, Score.WITHOUT_ENTROPY).choice(warm, q, 0));
    assertEquals(1, new PolicyMixture(both, Score.AT_MODE).choice(warm, q, 0));
    assertEquals(0.745, new PolicyMixture(both, Score.SOFT).uniform().probability(0, 1), 1e-15);
  }

  @Test
  void theLowestIndexWinsTies() {
    PolicyMixture twins = new PolicyMixture(List.of(EVEN, EVEN, EVEN), Score.SOFT);
    assertEquals(0, twins.choice(new Soft(1), new double[][] {{1, 3}}, 0));
  }

  @Test
  void aNanScoreIsRefusedAndItsCandidateNamed() {
    PolicyMixture mixture =
        new PolicyMixture(List.of(EVEN, EVEN), (soft, q, pi, s) -> s == 0 ? Double.NaN : 0);
    var thrown =
        assertThrows(
            ArithmeticException.class, () -> mixture.choice(new Soft(1), new double[1][2], 0));
    assertTrue(thrown.getMessage().contains("candidate 0 in state 0"), thrown::getMessage);
  }

  @Test
  void vanishingProbabilitiesHaveFiniteLogarithms() {
    TabularPolicy extreme = TabularPolicy.softmax(new double[][] {{0, -5000}});
    assertEquals(0, extreme.probability(0, 1));
    assertEquals(-5000, extreme.log(0, 1));
    assertEquals(0, extreme.entropy(0));
  }

  @Test
  void invalidDecisionProcessesAreRefused() {
    double[][] r = {{1, 3}};
    assertThrows(IllegalArgumentException.class, () -> new Mdp(r, stay(1, 2), 1));
    assertThrows(IllegalArgumentException.class, () -> new Mdp(r, stay(1, 2), Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> new Mdp(r, stay(2, 2), 0.5));
    assertThrows(IllegalArgumentException.class, () -> new Mdp(r, stay(1, 3), 0.5));
    assertThrows(IllegalArgumentException.class, () -> new Mdp(new double[0][], stay(0, 2), 0.5));
    assertThrows(
        IllegalArgumentException.class, () -> new Mdp(r, new double[][][] {{{0.9}, {1}}}, 0.5));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Mdp(new double[][] {{Double.NaN, 0}}, stay(1, 2), 0.5));
  }

  @Test
  void invalidPoliciesAndTemperaturesAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> TabularPolicy.of(new double[][] {{1, 0}}));
    assertThrows(
        IllegalArgumentException.class, () -> TabularPolicy.of(new double[][] {{1.5, -0.5}}));
    assertThrows(
        IllegalArgumentException.class, () -> TabularPolicy.of(new double[][] {{0.5, 0.4}}));
    assertThrows(IllegalArgumentException.class, () -> new PolicyMixture(List.of(), Score.SOFT));
    assertThrows(IllegalArgumentException.class, () -> new Soft(-1));
    assertThrows(
        IllegalArgumentException.class,
        () -> PolicyImprovement.boltzmann(new double[][] {{1, 3}}, new Soft(0)));
  }

  @Test
  void arraysAreCopiedInAndOut() {
    double[][] r = {{1, 3}};
    Mdp mdp = new Mdp(r, stay(1, 2), 0.5);
    r[0][0] = 100;
    mdp.reward()[0][1] = 100;
    mdp.transition()[0][0][0] = 100;
    assertEquals(1, mdp.reward(0, 0));
    assertEquals(3, mdp.reward(0, 1));
    assertEquals(1, mdp.transition(0, 0, 0));
  }
}
