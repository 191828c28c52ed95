package org.qmp.env;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class DomainKnowledgeTest {
  private static String refusal(double[][][] shares) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> new DomainKnowledge(seen -> 0, shares))
            .getMessage());
  }

  @Test
  void sharesAreIndexedByStageTaskAndPolicy() {
    double[][][] shares = {{{1, 0, 0}, {0.25, 0.5, 0.25}}, {{0, 0, 1}, {0, 1, 0}}};
    DomainKnowledge known = new DomainKnowledge(seen -> seen[0] < 0 ? 0 : 1, shares);
    assertEquals(2, known.stages());
    assertEquals(2, known.tasks());
    assertEquals(3, known.policies());
    assertEquals(0, known.stage(new double[] {-1}));
    assertEquals(1, known.stage(new double[] {1}));
    for (int stage = 0; stage < 2; stage++) {
      for (int task = 0; task < 2; task++) {
        for (int policy = 0; policy < 3; policy++) {
          assertEquals(shares[stage][task][policy], known.share(stage, task, policy));
        }
      }
    }
  }

  @Test
  void laterChangesOfTheArrayHaveNoEffect() {
    double[][] shares = {{1, 0}, {0, 1}};
    DomainKnowledge known = DomainKnowledge.ofOneStage(shares);
    shares[0][0] = 7;
    assertEquals(1, known.share(0, 0, 0));
  }

  @Test
  void theErrorNamesAShareOutOfRange() {
    assertEquals(
        "shares of task 1: that of policy 0 is -0.5, expected one in [0, 1]",
        refusal(new double[][][] {{{1, 0}, {-0.5, 1.5}}}));
    assertEquals(
        "shares of task 0: that of policy 1 is NaN, expected one in [0, 1]",
        refusal(new double[][][] {{{1, Double.NaN}}}));
  }

  @Test
  void theErrorNamesSharesThatDoNotSumToOne() {
    assertEquals(
        "shares of stage 1, task 0: the sum is 0.75, expected 1",
        refusal(new double[][][] {{{1, 0}}, {{0.5, 0.25}}}));
  }

  /** A third may be written with ten digits, but not with seven. */
  @Test
  void sharesMayBeRounded() {
    double tenDigits = 0.3333333333;
    new DomainKnowledge(seen -> 0, new double[][][] {{{tenDigits, tenDigits, tenDigits}}});
    double seven = 0.3333333;
    assertTrue(refusal(new double[][][] {{{seven, seven, seven}}}).startsWith("shares of task 0"));
    assertEquals(
        "shares of task 0: that of policy 0 is 1.5, expected one in [0, 1]",
        refusal(new double[][][] {{{1.5, 0}}}));
  }

  @Test
  void theErrorNamesRowsOfTheWrongLength() {
    assertEquals(
        "shares of task 1: 1 policies, expected 2", refusal(new double[][][] {{{1, 0}, {1}}}));
    assertEquals(
        "shares of stage 1: 2 tasks, expected 1", refusal(new double[][][] {{{1}}, {{1}, {1}}}));
    assertEquals("shares without a stage, task or policy", refusal(new double[][][] {{{}}}));
    assertEquals("shares without a stage, task or policy", refusal(new double[0][][]));
    assertEquals("shares without a stage, task or policy", refusal(new double[1][0][]));
  }

  @Test
  void theErrorNamesAStageOutOfRange() {
    DomainKnowledge known = new DomainKnowledge(seen -> 2, new double[][][] {{{1}}, {{1}}});
    assertEquals(
        "shares of stage 2: expected one from 0 to 1",
        assertThrows(IllegalStateException.class, () -> known.stage(new double[1])).getMessage());
    DomainKnowledge before = new DomainKnowledge(seen -> -1, new double[][][] {{{1}}});
    assertThrows(IllegalStateException.class, () -> before.stage(new double[1]));
  }
}
