package org.qmp.rl.tabular;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.qmp.rl.tabular.TableAssertions.assertClose;
import static org.qmp.rl.tabular.TableAssertions.assertNowhereLess;
import static org.qmp.rl.tabular.TableAssertions.assertSameBits;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.qmp.nn.Xoshiro256;
import org.qmp.rl.tabular.PolicyMixture.Score;
import org.qmp.rl.tabular.SoftQLearning.Transition;

/** Properties 9 to 13: the mixture does not disturb learning. */
@Domain(Problems.class)
@Domain(DomainContext.Global.class)
final class SoftLearningTest {
  private static final String SEED = "20250402";

  private static SoftQLearning learner(MixtureProblem it) {
    Mdp mdp = it.mdp();
    return new SoftQLearning(mdp.states(), mdp.actions(), it.soft(), mdp.discount(), 0.7);
  }

  @Property(tries = 300, seed = SEED)
  void property9EvaluationAndOptimalityStepsContract(@ForAll MixtureProblem it, @ForAll long seed) {
    Mdp mdp = it.mdp();
    Xoshiro256 rng = Xoshiro256.named(seed, "critics");
    double[][] x = MixtureProblem.normals(rng, mdp.states(), mdp.actions(), 5);
    double[][] y = MixtureProblem.normals(rng, mdp.states(), mdp.actions(), 5);
    Soft soft = it.soft();
    double bound = mdp.discount() * Tables.distance(x, y) + it.tolerance();
    assertNowhereLess(
        new double[][] {{bound, bound}},
        new double[][] {
          {
            Tables.distance(
                soft.evaluationStep(mdp, it.old(), x), soft.evaluationStep(mdp, it.old(), y)),
            Tables.distance(soft.optimalityStep(mdp, x), soft.optimalityStep(mdp, y))
          }
        },
        0);
  }

  @Property(tries = 300, seed = SEED)
  void property9TheSolvedValuesAreTheFixedPoint(@ForAll MixtureProblem it) {
    double[][] q = it.value(it.own());
    assertClose(q, it.soft().evaluationStep(it.mdp(), it.own(), q), it.tolerance());
  }

  @Property(tries = 100, seed = SEED)
  void property10TheCollectorOfATransitionChangesNoBitOfTheUpdate(
      @ForAll MixtureProblem it, @ForAll long seed) {
    Mdp mdp = it.mdp();
    SoftQLearning mine = learner(it);
    SoftQLearning theirs = learner(it);
    Xoshiro256 rng = Xoshiro256.named(seed, "transitions");
    for (int i = 0; i < 200; i++) {
      int s = rng.nextInt(mdp.states());
      int a = rng.nextInt(mdp.actions());
      int next = mdp.next(s, a, rng.nextDouble());
      Transition own = new Transition(s, a, mdp.reward(s, a), next, 0);
      Transition foreign = new Transition(s, a, mdp.reward(s, a), next, 1 + rng.nextInt(9));
      assertEquals(mine.target(own), theirs.target(foreign), 0.0);
      mine.update(own);
      theirs.update(foreign);
    }
    assertSameBits(mine.q(), theirs.q());
  }

  /** Episodes start in any state, so all states are visited; candidates favour no action much. */
  @Property(tries = 12, seed = SEED)
  void property11TheLimitIsTheSameForEveryBehavior(
      @ForAll @IntRange(min = 2, max = 4) int states,
      @ForAll @IntRange(min = 2, max = 3) int actions,
      @ForAll long seed) {
    Xoshiro256 rng = Xoshiro256.named(seed, "behaviours");
    MixtureProblem it = MixtureProblem.random(rng, states, actions, 3, new Soft(0.2));
    List<TabularPolicy> candidates =
        List.of(gentle(rng, it.mdp()), gentle(rng, it.mdp()), gentle(rng, it.mdp()));
    TabularPolicy own = candidates.get(0);
    TabularPolicy mix = new PolicyMixture(candidates, Score.SOFT).policy(it.soft(), it.value(own));
    double tolerance = 0.02 * it.mdp().scale();
    double[][] optimal = it.soft().optimum(it.mdp(), 1e-12 * it.mdp().scale());
    assertClose(optimal, learned(it, own, rng.split("own")), tolerance);
    assertClose(optimal, learned(it, mix, rng.split("mix")), tolerance);
  }

  private static TabularPolicy gentle(Xoshiro256 rng, Mdp mdp) {
    return TabularPolicy.softmax(MixtureProblem.normals(rng, mdp.states(), mdp.actions(), 0.5));
  }

  private static double[][] learned(MixtureProblem it, TabularPolicy acting, Xoshiro256 rng) {
    SoftQLearning learner = learner(it);
    for (int episode = 0; episode < 20_000; episode++) {
      int start = rng.nextInt(it.mdp().states());
      learner.walk(it.mdp(), ActingPolicy.fixed(acting), start, 20, rng);
    }
    return learner.q();
  }

  @Property(tries = 40, seed = SEED)
  void property12IterationWithTheMixtureNeverFallsAndEndsAtTheOptimum(@ForAll MixtureProblem it) {
    List<double[][]> history =
        MixtureIteration.policies(it.mdp(), it.soft(), it.old(), it.others(), 200);
    for (int round = 1; round < history.size(); round++) {
      assertNowhereLess(history.get(round), history.get(round - 1), it.tolerance());
    }
    double[][] optimal = it.soft().optimum(it.mdp(), 1e-12 * it.mdp().scale());
    assertClose(optimal, history.get(history.size() - 1), it.tolerance());
  }

  @Property(tries = 50, seed = SEED)
  void property13AMixtureOfOneActsAndLearnsTheSameBits(
      @ForAll MixtureProblem it, @ForAll long seed) {
    SoftQLearning plain = learner(it);
    SoftQLearning switched = learner(it);
    Xoshiro256 one = Xoshiro256.named(seed, "life");
    Xoshiro256 other = Xoshiro256.named(seed, "life");
    int end = plain.walk(it.mdp(), ActingPolicy.own(it.soft()), 0, 300, one);
    ActingPolicy alone = ActingPolicy.mixture(it.soft(), List.of(), Score.AT_MODE);
    assertEquals(end, switched.walk(it.mdp(), alone, 0, 300, other));
    assertSameBits(plain.q(), switched.q());
    assertEquals(one.nextLong(), other.nextLong());
  }
}
