package org.qmp.rl.behavior;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.qmp.autograd.NonFiniteException;
import org.qmp.nn.Xoshiro256;

/** Which policies the switch scores. */
final class CandidatesTest {

  private static int[] draw(int own, int count, int policies, Xoshiro256 rng) {
    int[] all = IntStream.range(0, policies).toArray();
    QSwitch.ByScore.drawCandidates(own, count, all, rng);
    return Arrays.copyOf(all, count);
  }

  @Test
  void allPoliciesAsCandidatesNeedNoDraw() {
    Xoshiro256 rng = Xoshiro256.named(1, "choice");
    assertArrayEquals(new int[] {0, 1, 2}, draw(1, 3, 3, rng));
    assertEquals(Xoshiro256.named(1, "choice").nextLong(), rng.nextLong());
  }

  @Test
  void theOwnPolicyAloneNeedsNoDraw() {
    Xoshiro256 rng = Xoshiro256.named(1, "choice");
    assertArrayEquals(new int[] {2}, draw(2, 1, 4, rng));
    assertEquals(Xoshiro256.named(1, "choice").nextLong(), rng.nextLong());
  }

  /** Policy 1 with two of 0, 2, 3, 4: six pairs; counts within 5 standard deviations of 1,000. */
  @Test
  void allSubsetsWithTheOwnPolicyAreEquallyLikely() {
    Xoshiro256 rng = Xoshiro256.named(7, "choice");
    Map<String, Integer> counts = new HashMap<>();
    for (int n = 0; n < 6_000; n++) {
      counts.merge(Arrays.toString(draw(1, 3, 5, rng)), 1, Integer::sum);
    }
    assertEquals(6, counts.size(), counts::toString);
    counts.forEach(
        (subset, count) -> {
          assertEquals(1_000, count, 150, subset);
          assertEquals(true, subset.contains("1"), subset);
        });
  }

  /** A switch that scores two candidates. */
  private static QSwitch two(QSwitch.Entropy entropy, QSwitch.Tie tie) {
    QSwitch d = QSwitch.defaults();
    return new QSwitch(d.score(), d.criticChoice(), entropy, 1, 0, 0, 2, tie);
  }

  /** Which policy acts for c, the third task and the only one that is observed. */
  private static int actsForC(BehaviorPolicy policy) {
    policy.observe(2, new double[1]);
    policy.decide(0);
    return policy.acting(2);
  }

  /** Entropy alone decides: σ is e for a, 1/e for b and 1 for c. */
  @Test
  void eachCandidateIsScoredWithItsOwnEntropy() {
    Players players = Players.separate(3).policy(0, 0, StrictMath.E).policy(2, 0, 1);
    players.policy(1, 0, 1 / StrictMath.E);
    BehaviorPolicy policy = players.play(two(QSwitch.Entropy.GAUSSIAN, QSwitch.Tie.LOWEST_INDEX));
    int[] counts = new int[3];
    for (int n = 0; n < 400; n++) {
      counts[actsForC(policy)]++;
    }
    assertEquals(200, counts[0], 50, "whenever {a, c} is drawn");
    assertEquals(0, counts[1]);
    assertEquals(400 - counts[0], counts[2], "whenever {b, c} is drawn");
  }

  @Test
  void tiesInASubsetGoToTheOwnPolicyOrTheLowestIndex() {
    BehaviorPolicy own = Players.separate(3).play(two(QSwitch.Entropy.NONE, QSwitch.Tie.OWN));
    BehaviorPolicy lowest =
        Players.separate(3).play(two(QSwitch.Entropy.NONE, QSwitch.Tie.LOWEST_INDEX));
    for (int n = 0; n < 50; n++) {
      assertEquals(2, actsForC(own));
      assertTrue(actsForC(lowest) < 2);
    }
  }

  @Test
  void aPolicyOfASubsetWithANanScoreIsNamed() {
    Players players = Players.separate(3).policy(1, Double.NaN, 1).critics(2, 1, 0);
    BehaviorPolicy policy = players.play(two(QSwitch.Entropy.NONE, QSwitch.Tie.LOWEST_INDEX));
    NonFiniteException error =
        assertThrows(
            NonFiniteException.class, () -> IntStream.range(0, 100).forEach(n -> actsForC(policy)));
    assertEquals("task c: the score of policy b is NaN at step 0", error.getMessage());
  }
}
