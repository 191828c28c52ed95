package org.qmp.rl.behavior;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.qmp.rl.behavior.Players.decide;
import static org.qmp.rl.behavior.Players.tally;
import static org.qmp.rl.behavior.Players.tolerance;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp.env.DomainKnowledge;

/** Policies drawn at random: how often, with which shares, and for how many steps. */
final class SharesTest {
  private static final int MANY = 4000;

  private static void assertShares(double[] expected, int[] counts) {
    assertEquals(MANY, Arrays.stream(counts, 0, expected.length).sum());
    for (int j = 0; j < expected.length; j++) {
      assertEquals(MANY * expected[j], counts[j], tolerance(MANY, expected[j]), "policy " + j);
    }
  }

  @Test
  void uniformGivesAllPoliciesAndGuidesTheSameShare() {
    Behavior uniform = new Behavior.Uniform(1);
    assertShares(
        new double[] {0.25, 0.25, 0.25, 0.25},
        tally(Players.separate(4).play(uniform), 4, 2, MANY));
    BehaviorPolicy guided = Players.separate(1).play(uniform, new Pointer("guide", 0.3, 0));
    assertShares(new double[] {0.5, 0.5}, tally(guided, 1, 0, MANY));
  }

  @Test
  void fixedSharesComeFromTheRowOfTheTask() {
    Behavior fixed =
        new Behavior.Fixed(
            List.of(List.of(0.1, 0.9, 0.0), List.of(0.0, 0.0, 1.0), List.of(0.2, 0.3, 0.5)), 1);
    assertShares(new double[] {0.1, 0.9, 0}, tally(Players.separate(3).play(fixed), 3, 0, MANY));
    assertShares(new double[] {0, 0, 1}, tally(Players.separate(3).play(fixed), 3, 1, MANY));
    assertShares(new double[] {0.2, 0.3, 0.5}, tally(Players.separate(3).play(fixed), 3, 2, MANY));
  }

  /** Policy j is drawn for u in [c, c + its share), with c the sum of the shares before it. */
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "0.2499, 0",
    "0.25, 2",
    "0.7499, 2",
    "0.75, 3",
    "0.99, 3",
  })
  void sharesAreDrawnByInversion(double u, int policy) {
    double[][] rows = {{0, 0, 0, 1}, {0.25, 0, 0.5, 0.25}};
    DomainKnowledge shares = DomainKnowledge.ofOneStage(rows);
    assertEquals(policy, BehaviorPolicy.ByShare.draw(shares, 0, 1, u));
    assertEquals(3, BehaviorPolicy.ByShare.draw(shares, 0, 0, u));
  }

  /** Three times ⅓ with ten digits is less than 1. */
  @Test
  void aRoundingRemainderGoesToTheLastPolicyWithAShare() {
    double third = 0.3333333333;
    double[][] rows = {{third, third, third, 0}};
    DomainKnowledge shares = DomainKnowledge.ofOneStage(rows);
    assertEquals(2, BehaviorPolicy.ByShare.draw(shares, 0, 0, Math.nextDown(1.0)));
    assertEquals(2, BehaviorPolicy.ByShare.draw(shares, 0, 0, 0.6666666667));
    assertEquals(1, BehaviorPolicy.ByShare.draw(shares, 0, 0, 0.6666666665));
  }

  private static DomainKnowledge staged() {
    return new DomainKnowledge(
        seen -> seen[0] > 0 ? 1 : 0, new double[][][] {{{1, 0}, {1, 0}}, {{0.3, 0.7}, {0, 1}}});
  }

  @Test
  void domainKnowledgeUsesTheStageOfEachTask() {
    BehaviorPolicy policy =
        Players.play(new Behavior.Domain(1), Players.separate(2).policies(staged()));
    int late = 0;
    for (int n = 0; n < MANY; n++) {
      assertEquals(0, decide(policy, 2, 0, -1)[0]);
      int[] acting = decide(policy, 2, 0, 1);
      late += acting[0];
      assertEquals(1, acting[1]);
    }
    assertEquals(MANY * 0.7, late, tolerance(MANY, 0.7));
    policy.observe(0, new double[] {1});
    policy.observe(1, new double[] {-1});
    policy.decide(0);
    assertEquals(0, policy.acting(1), "task b is in the first stage while task a is in the second");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void aDrawnPolicyPersistsForTheGivenSteps(int persistence) {
    BehaviorPolicy policy = Players.separate(2).play(new Behavior.Uniform(persistence));
    int changes = 0;
    int before = -1;
    for (int n = 0; n < MANY; n++) {
      int acting = decide(policy, 2)[0];
      if (acting != before && n % persistence == 0) {
        changes++;
      } else {
        assertEquals(before, acting, "step " + n);
      }
      before = acting;
    }
    int draws = MANY / persistence;
    assertEquals(draws / 2.0, changes, tolerance(draws, 0.5) + 1);
  }

  private static String refused(Behavior behavior, Policies policies) {
    return assertThrows(IllegalArgumentException.class, () -> Players.play(behavior, policies))
        .getMessage();
  }

  @Test
  void sharesForAWrongNumberOfTasksOrPoliciesAreRefused() {
    Policies two = Players.separate(2).policies();
    assertEquals(
        "shares of 2 policies for 1 tasks, expected 2 policies [a, b] for 2 tasks",
        refused(new Behavior.Fixed(List.of(List.of(0.5, 0.5)), 1), two));
    assertEquals(
        "shares of 1 policies for 2 tasks, expected 2 policies [a, b] for 2 tasks",
        refused(new Behavior.Fixed(List.of(List.of(1.0), List.of(1.0)), 1), two));
    assertEquals(
        "shares of 2 policies for 2 tasks, expected 3 policies [a, b, c] for 3 tasks",
        refused(new Behavior.Domain(1), Players.separate(3).policies(staged())));
  }

  @Test
  void fixedSharesThatAreNoTableOfProbabilitiesAreRefused() {
    assertRefused("task 1: 1 policies, expected 2", List.of(List.of(0.5, 0.5), List.of(1.0)));
    assertRefused(
        "task 0: the sum is 0.9, expected 1", List.of(List.of(0.5, 0.4), List.of(0.5, 0.5)));
    assertRefused(
        "task 0: that of policy 1 is -0.5, expected one in [0, 1]", List.of(List.of(1.0, -0.5)));
  }

  private static void assertRefused(String problem, List<List<Double>> rows) {
    MethodException refused =
        assertThrows(MethodException.class, () -> new Behavior.Fixed(rows, 1));
    assertEquals("shares of " + problem, refused.getMessage());
  }

  @Test
  void missingDomainKnowledgeIsRefused() {
    assertEquals(
        "these tasks come without domain knowledge",
        refused(new Behavior.Domain(1), Players.separate(2).policies()));
  }

  @Test
  void aPersistenceBelowOneIsRefused() {
    assertEquals(
        "persistence = 0, expected at least 1",
        assertThrows(IllegalArgumentException.class, () -> new Behavior.Uniform(0)).getMessage());
    assertThrows(IllegalArgumentException.class, () -> new Behavior.Domain(-1));
    assertThrows(
        IllegalArgumentException.class, () -> new Behavior.Fixed(List.of(List.of(1.0)), 0));
  }

  @Test
  void emptySharesAreRefused() {
    assertEquals(
        "fixed shares need a row for each task, and there are none",
        refused(new Behavior.Fixed(List.of(), 1), Players.separate(2).policies()));
  }
}
