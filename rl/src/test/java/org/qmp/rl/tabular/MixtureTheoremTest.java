package org.qmp.rl.tabular;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.qmp.rl.tabular.TableAssertions.assertClose;
import static org.qmp.rl.tabular.TableAssertions.assertNowhereLess;
import static org.qmp.rl.tabular.TableAssertions.assertSameBits;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.qmp.nn.Xoshiro256;
import org.qmp.rl.tabular.PolicyMixture.Score;

/** Properties 1 to 8 of the mixture of equation (1). */
@Domain(Problems.class)
@Domain(DomainContext.Global.class)
final class MixtureTheoremTest {
  private static final String SEED = "20250401";

  private static PolicyMixture soft(List<TabularPolicy> candidates) {
    return new PolicyMixture(candidates, Score.SOFT);
  }

  /** Rounding may swap two candidates only where their scores are the same up to rounding. */
  private static void assertAsGood(MixtureProblem it, double[][] q, int s, int chosen, int other) {
    double best = it.soft().j(q, it.candidates().get(chosen), s);
    assertEquals(best, it.soft().j(q, it.candidates().get(other), s), it.tolerance());
  }

  @Property(tries = 300, seed = SEED)
  void property1TheMixtureIsNowhereWorseThanTheOwnPolicy(@ForAll MixtureProblem it) {
    double[][] own = it.value(it.own());
    TabularPolicy mix = soft(it.candidates()).policy(it.soft(), own);
    double[][] mixed = it.value(mix);
    assertNowhereLess(mixed, own, it.tolerance());
    double[][] v = {it.soft().v(own, it.own())};
    assertNowhereLess(new double[][] {it.soft().v(mixed, mix)}, v, it.tolerance());
  }

  @Property(tries = 300, seed = SEED)
  void property2NoCandidateScoresHigherThanTheChosenOne(@ForAll MixtureProblem it) {
    double[][] q = it.value(it.own());
    TabularPolicy mix = soft(it.candidates()).policy(it.soft(), q);
    for (TabularPolicy candidate : it.candidates()) {
      for (int s = 0; s < q.length; s++) {
        assertTrue(it.soft().j(q, mix, s) >= it.soft().j(q, candidate, s));
      }
    }
  }

  @Property(tries = 300, seed = SEED)
  void property3CopiesOfTheOwnPolicyChangeNothing(@ForAll MixtureProblem it) {
    TabularPolicy own = it.own();
    double[][] q = it.value(own);
    PolicyMixture copies = soft(Collections.nCopies(it.candidates().size(), own));
    assertSameBits(q, it.value(copies.policy(it.soft(), q)));
    assertEquals(0, copies.choice(it.soft(), q, 0));
  }

  @Property(tries = 100, seed = SEED)
  void property3TheOptimalPolicyIsPreferredToEveryOther(@ForAll MixtureProblem it) {
    double[][] optimal = it.soft().optimum(it.mdp(), 1e-12 * it.mdp().scale());
    List<TabularPolicy> candidates = new ArrayList<>(it.others());
    candidates.add(0, PolicyImprovement.boltzmann(optimal, it.soft()));
    double[][] q = it.value(candidates.get(0));
    assertClose(optimal, q, it.tolerance());
    PolicyMixture mixture = soft(candidates);
    assertClose(q, it.value(mixture.policy(it.soft(), q)), it.tolerance());
    for (int s = 0; s < q.length; s++) {
      assertEquals(0, mixture.choice(it.soft(), q, s));
    }
  }

  @Property(tries = 300, seed = SEED)
  void property4TheLeastDivergenceIsTheHighestScore(@ForAll MixtureProblem it) {
    double[][] q = it.value(it.own());
    PolicyMixture nearest = new PolicyMixture(it.candidates(), TableAssertions.DIVERGENCE);
    for (int s = 0; s < q.length; s++) {
      int highest = soft(it.candidates()).choice(it.soft(), q, s);
      assertAsGood(it, q, s, highest, nearest.choice(it.soft(), q, s));
    }
  }

  @Property(tries = 300, seed = SEED)
  void property5OneMoreCandidateNeverLowersTheScore(@ForAll MixtureProblem it) {
    double[][] q = it.value(it.own());
    List<TabularPolicy> all = it.candidates();
    for (int n = 1; n < all.size(); n++) {
      double[] fewer = it.soft().v(q, soft(all.subList(0, n)).policy(it.soft(), q));
      double[] more = it.soft().v(q, soft(all.subList(0, n + 1)).policy(it.soft(), q));
      assertNowhereLess(new double[][] {more}, new double[][] {fewer}, 0);
    }
  }

  @Property(tries = 300, seed = SEED)
  void property6TheOrderOfCandidatesDoesNotMatter(@ForAll MixtureProblem it, @ForAll long seed) {
    double[][] q = it.value(it.own());
    List<TabularPolicy> all = it.candidates();
    int[] order = new int[all.size()];
    for (int j = 0; j < order.length; j++) {
      order[j] = j;
    }
    Xoshiro256.named(seed, "order").shuffle(order);
    List<TabularPolicy> shuffled = new ArrayList<>();
    for (int j : order) {
      shuffled.add(all.get(j));
    }
    assertSameBits(
        it.value(soft(all).policy(it.soft(), q)), it.value(soft(shuffled).policy(it.soft(), q)));
  }

  @Property(tries = 300, seed = SEED)
  void property7ImprovedIsNoWorseThanOldAndMixedNoWorseThanImproved(@ForAll MixtureProblem it) {
    double[][] old = it.value(it.old());
    TabularPolicy improved = it.own();
    double[][] premise = {it.soft().v(old, improved)};
    assertNowhereLess(premise, new double[][] {it.soft().v(old, it.old())}, it.tolerance());
    double[][] own = it.value(improved);
    assertNowhereLess(own, old, it.tolerance());
    double[][] mixed = it.value(soft(it.candidates()).policy(it.soft(), own));
    assertNowhereLess(mixed, own, it.tolerance());
    assertNowhereLess(mixed, old, it.tolerance());
  }

  @Property(tries = 300, seed = SEED)
  void property8NeitherAnOffsetOfAStateNorTheUnitOfRewardChangesTheChoice(
      @ForAll MixtureProblem it,
      @ForAll @DoubleRange(min = 0.1, max = 10) double unit,
      @ForAll @DoubleRange(min = -10, max = 10) double offset) {
    double[][] q = it.value(it.own());
    double[][] moved = Tables.copy(q);
    double[][] scaled = Tables.copy(q);
    for (int s = 0; s < q.length; s++) {
      for (int a = 0; a < q[s].length; a++) {
        moved[s][a] += offset * (s + 1);
        scaled[s][a] *= unit;
      }
    }
    Soft unitSoft = new Soft(unit * it.soft().temperature());
    PolicyMixture mixture = soft(it.candidates());
    for (int s = 0; s < q.length; s++) {
      int plain = mixture.choice(it.soft(), q, s);
      assertAsGood(it, q, s, plain, mixture.choice(it.soft(), moved, s));
      assertAsGood(it, q, s, plain, mixture.choice(unitSoft, scaled, s));
    }
  }
}
