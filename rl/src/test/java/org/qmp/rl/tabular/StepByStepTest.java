package org.qmp.rl.tabular;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.qmp.nn.Xoshiro256;
import org.qmp.rl.tabular.PolicyMixture.Score;
import org.qmp.rl.tabular.SoftQLearning.Transition;

/** Single steps of learning, acting and iterating, worked by hand. */
final class StepByStepTest {
  private static final double LOG_2 = StrictMath.log(2);

  /**
   * Two states, two actions: action 0 leads to state 0 three times in four, action 1 to state 1.
   */
  private static final Mdp MDP =
      new Mdp(
          new double[][] {{1, -6}, {2, 4}},
          new double[][][] {{{0.75, 0.25}, {0, 1}}, {{0.75, 0.25}, {0, 1}}},
          0.5);

  private static final TabularPolicy EVEN =
      TabularPolicy.of(new double[][] {{0.5, 0.5}, {0.5, 0.5}});

  /** η is 1 at first and (1 + n)^−ω after n updates of the entry; the target uses max Q. */
  @Test
  void updatesOfAnEntryGetSmaller() {
    SoftQLearning learner = new SoftQLearning(2, 2, new Soft(0), 0.5, 1);
    learner.update(new Transition(0, 1, 3, 1, 0));
    assertEquals(3, learner.q()[0][1]);
    learner.update(new Transition(1, 0, 1, 0, 0));
    assertEquals(1 + 0.5 * 3, learner.q()[1][0], "from the best of the state that follows");
    learner.update(new Transition(0, 1, 3, 1, 0));
    assertEquals(3 + 0.5 * (3 + 0.5 * 2.5 - 3), learner.q()[0][1]);
    learner.update(new Transition(0, 1, 0, 0, 0));
    double before = 3.625;
    assertEquals(before + (0 + 0.5 * before - before) / 3, learner.q()[0][1], 1e-15);
    assertEquals(0, learner.q()[0][0]);
    assertEquals(0, learner.q()[1][1]);
    SoftQLearning slower = new SoftQLearning(1, 1, new Soft(0), 0, 0.75);
    slower.update(new Transition(0, 0, 1, 0, 0));
    slower.update(new Transition(0, 0, 3, 0, 0));
    assertEquals(1 + 2 * StrictMath.pow(2, -0.75), slower.q()[0][0], 1e-15);
  }

  /** γ α log Σ exp(0) over two actions. */
  @Test
  void theTargetUsesTheSoftMaximum() {
    SoftQLearning learner = new SoftQLearning(2, 2, new Soft(0.2), 0.5, 1);
    assertEquals(3 + 0.5 * 0.2 * LOG_2, learner.target(new Transition(0, 0, 3, 1, 7)), 1e-15);
  }

  @Test
  void stepSizesThatDoNotConvergeAreRefused() {
    Soft soft = new Soft(0);
    assertThrows(IllegalArgumentException.class, () -> new SoftQLearning(1, 1, soft, 0.5, 0.5));
    assertThrows(IllegalArgumentException.class, () -> new SoftQLearning(1, 1, soft, 0.5, 1.01));
    assertThrows(IllegalArgumentException.class, () -> new SoftQLearning(1, 1, soft, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new SoftQLearning(1, 1, soft, -0.1, 1));
    assertEquals(1, new SoftQLearning(1, 1, soft, 0, 1).q().length);
  }

  /** A nearly deterministic policy and sure transitions: 0 → 1 → 1, with rewards −6 and 4. */
  @Test
  void aWalkActsAndLearnsStepByStep() {
    TabularPolicy second = TabularPolicy.softmax(new double[][] {{0, 800}, {0, 800}});
    SoftQLearning learner = new SoftQLearning(2, 2, new Soft(0), 0.5, 1);
    Xoshiro256 rng = Xoshiro256.named(1, "walk");
    assertEquals(1, learner.walk(MDP, ActingPolicy.fixed(second), 0, 2, rng));
    assertArrayEquals(new double[] {0, -6}, learner.q()[0]);
    assertArrayEquals(new double[] {0, 4}, learner.q()[1]);
    Xoshiro256 other = Xoshiro256.named(1, "walk");
    for (int i = 0; i < 4; i++) {
      other.nextDouble();
    }
    assertEquals(other.nextLong(), rng.nextLong(), "two numbers a step");
  }

  /** The own policy wins ties. By the score π(1|s) it wins where Q favours action 1, else EVEN. */
  @Test
  void theMixtureUsesThePresentCritic() {
    TabularPolicy first = TabularPolicy.of(new double[][] {{0.9, 0.1}, {0.9, 0.1}});
    Soft cold = new Soft(1e-3);
    ActingPolicy mixture = ActingPolicy.mixture(cold, List.of(EVEN, first), Score.AT_MODE);
    double[][] q = {{1, 0}, {0, 1}};
    assertEquals(1, mixture.policy(q, 0).probability(0, 0), 1e-12, "the own one, first of equals");
    ActingPolicy tilted =
        ActingPolicy.mixture(
            cold, List.of(EVEN, first), (soft, table, pi, s) -> pi.probability(s, 1));
    assertEquals(1, tilted.policy(q, 1).probability(1, 1), 1e-12);
    assertEquals(EVEN, tilted.policy(q, 0));
    assertEquals(1, ActingPolicy.own(cold).policy(q, 1).probability(1, 1), 1e-12);
  }

  @Test
  void aDrawTakesTheFirstEntryWhoseCumulativeSumExceedsIt() {
    assertEquals(0, MDP.next(0, 0, 0));
    assertEquals(0, MDP.next(0, 0, 0.7499));
    assertEquals(1, MDP.next(0, 0, 0.75));
    assertEquals(1, MDP.next(0, 1, 0), "never a state of probability 0");
    assertEquals(1, EVEN.action(0, 0.5));
    assertEquals(0, EVEN.action(0, 0.4999));
    assertEquals(1, Tables.invert(new double[] {0.3, 0.3, 0}, 0.9), "rounding, past the end");
  }

  /** KL of (½, ½) from (¼, ¾): ½ log 2 + ½ log ⅔. */
  @Test
  void entropyAndDivergenceAreInNats() {
    TabularPolicy uneven = TabularPolicy.of(new double[][] {{0.25, 0.75}, {0.5, 0.5}});
    assertEquals(LOG_2, EVEN.entropy(0), 1e-15);
    assertEquals(
        0.5 * LOG_2 + 0.5 * StrictMath.log(2 / 3.0),
        TableAssertions.divergence(EVEN, uneven, 0),
        1e-15);
    assertEquals(0, TableAssertions.divergence(EVEN, uneven, 1));
    assertEquals(0, EVEN.mode(0), "the lowest of equals");
    assertEquals(1, uneven.mode(0));
    assertEquals(0.25 * 4 + 0.75 * 8, uneven.expectation(0, new double[] {4, 8}));
  }

  /** V = (½ 10 + ½ 20 + α log 2, ½ 30 + ½ 50 + α log 2); Q = r + ½ P V. */
  @Test
  void oneStepOfEvaluationAndOfOptimality() {
    double[][] q = {{10, 20}, {30, 50}};
    double bonus = 0.2 * LOG_2;
    double[][] evaluated = new Soft(0.2).evaluationStep(MDP, EVEN, q);
    assertEquals(1 + 0.5 * (0.75 * 15 + 0.25 * 40 + bonus), evaluated[0][0], 1e-14);
    assertEquals(-6 + 0.5 * (40 + bonus), evaluated[0][1], 1e-14);
    assertEquals(4 + 0.5 * (40 + bonus), evaluated[1][1], 1e-14);
    double[][] best = new Soft(0).optimalityStep(MDP, q);
    assertEquals(1 + 0.5 * (0.75 * 20 + 0.25 * 50), best[0][0]);
    assertEquals(2 + 0.5 * (0.75 * 20 + 0.25 * 50), best[1][0]);
    assertEquals(4 + 25, best[1][1]);
    assertEquals(12, MDP.scale(), "the largest reward is −6");
    assertArrayEquals(new double[] {15 + bonus, 40 + bonus}, new Soft(0.2).v(q, EVEN), 1e-14);
  }

  /** The solution is x = 3, y = −2, z = 1; the first pivot without exchange would be 0. */
  @Test
  void linearSystemsAreSolvedWithPivots() {
    double[][] a = {{0, 1, 2}, {2, 1, 1}, {4, 4, -1}};
    assertArrayEquals(new double[] {3, -2, 1}, Tables.solve(a, new double[] {0, 5, 3}), 1e-14);
  }

  @Test
  void iterationReturnsTheStartAndEveryRound() {
    Soft soft = new Soft(0.2);
    List<double[][]> none = MixtureIteration.policies(MDP, soft, EVEN, List.of(), 0);
    assertEquals(1, none.size());
    assertArrayEquals(soft.evaluate(MDP, EVEN)[1], none.get(0)[1]);
    List<double[][]> one = MixtureIteration.policies(MDP, soft, EVEN, List.of(), 1);
    assertEquals(2, one.size());
    TabularPolicy better = PolicyImprovement.boltzmann(none.get(0), soft);
    assertArrayEquals(soft.evaluate(MDP, better)[0], one.get(1)[0]);
  }

  @Test
  void improvementSteps0And1GiveTheOldAndTheBoltzmannPolicy() {
    Soft soft = new Soft(0.5);
    double[][] q = {{1, 3}, {0, 0}};
    TabularPolicy uneven = TabularPolicy.of(new double[][] {{0.25, 0.75}, {0.9, 0.1}});
    assertEquals(0.25, PolicyImprovement.step(uneven, q, soft, 0).probability(0, 0), 1e-15);
    assertEquals(0.5, PolicyImprovement.step(uneven, q, soft, 1).probability(1, 0), 1e-15);
    assertEquals(0.75, PolicyImprovement.step(uneven, q, soft, 0.5).probability(1, 0), 1e-15);
    assertThrows(
        IllegalArgumentException.class, () -> PolicyImprovement.step(uneven, q, soft, -0.01));
    assertThrows(
        IllegalArgumentException.class, () -> PolicyImprovement.step(uneven, q, soft, 1.01));
  }
}
