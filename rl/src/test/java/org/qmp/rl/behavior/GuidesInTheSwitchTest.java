package org.qmp.rl.behavior;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.qmp.rl.behavior.Players.decide;
import static org.qmp.rl.behavior.Players.mean;
import static org.qmp.rl.behavior.Players.sample;
import static org.qmp.rl.behavior.Players.tally;
import static org.qmp.rl.behavior.Players.tolerance;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp.autograd.NonFiniteException;
import org.qmp.env.Chance;
import org.qmp.env.Guide;
import org.qmp.nn.Xoshiro256;

/** Fixed policies as candidates beside the learned ones. */
final class GuidesInTheSwitchTest {

  private static final Guide LOW = new Pointer("low", -0.5, 0.2);
  private static final Guide HIGH = new Pointer("high", 0.5, 0.2);

  private static Players players() {
    return Players.separate(2).critics(0, 1, 0).critics(1, -1, 0);
  }

  @Test
  void theOwnCriticMayChooseAGuide() {
    BehaviorPolicy policy = players().play(QSwitch.defaults(), LOW, HIGH);
    assertArrayEquals(new int[] {3, 2}, decide(policy, 2));
  }

  @Test
  void aGuideGetsTheObservationOfTheTask() {
    BehaviorPolicy policy = players().play(QSwitch.defaults(), LOW, HIGH);
    policy.observe(0, new double[] {1});
    policy.observe(1, new double[] {-1});
    policy.decide(0);
    assertEquals(0.6, mean(policy, 0), 1e-15);
    assertEquals(-0.6, mean(policy, 1), 1e-15);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5})
  void aGuideDrawsFromTheStreamOfItsTaskUnderEveryScore(int samples) {
    QSwitch rule =
        samples == 0 ? QSwitch.defaults() : SwitchRules.score(new QSwitch.Expectation(samples));
    Players steady = players().policy(0, 0, 1e-9).policy(1, 0, 1e-9); // HIGH is always better
    BehaviorPolicy policy = steady.play(rule, HIGH);
    Chance rng = Xoshiro256.named(3, "guide/a")::nextDouble;
    double[] expected = new double[1];
    for (int n = 0; n < 20; n++) {
      assertEquals(2, decide(policy, 2)[0]);
      HIGH.act(new double[] {0}, rng, expected);
      assertEquals(expected[0], sample(policy, 0), "step " + n);
    }
  }

  /**
   * Policy a acts at ½. With uniform u, the guide at 0.49 + u − ½ is above it in 49 % of samples.
   */
  @Test
  void aGuideIsScoredAtItsMeanOneSampleOrManySamples() {
    Players players = players().policy(0, StrictMath.log(3) / 2, 1e-9); // tanh of it is ½
    players.policy(1, -1, 1e-9);
    Guide shaky = new Pointer("shaky", 0.49, 1);
    int steps = 2000;
    assertEquals(steps, tally(players.play(QSwitch.defaults(), shaky), 2, 0, steps)[0]);
    for (QSwitch.Score once : List.of(new QSwitch.AtSample(), new QSwitch.Expectation(1))) {
      int[] counts = tally(players.play(SwitchRules.score(once), shaky), 2, 0, steps);
      assertEquals(steps * 0.49, counts[2], tolerance(steps, 0.49), once.toString());
    }
    QSwitch often = SwitchRules.score(new QSwitch.Expectation(400));
    Guide poor = new Pointer("poor", 0.3, 1);
    assertEquals(50, tally(players.play(often, poor), 2, 0, 50)[0]);
  }

  /** Guides without noise at ±0.5 + s / 10: a, at s = 4, prefers 0.9; b, at −4, prefers −0.9. */
  @Test
  void sampledScoresUseEachTasksObservationForEachGuide() {
    Guide low = new Pointer("low", -0.5, 0);
    Guide high = new Pointer("high", 0.5, 0);
    Players players = players().policy(0, 0.8, 1e-6).policy(1, -0.8, 1e-6); // tanh 0.8 = 0.66
    BehaviorPolicy policy = players.play(SwitchRules.score(new QSwitch.Expectation(3)), low, high);
    policy.observe(0, new double[] {4});
    policy.observe(1, new double[] {-4});
    policy.decide(0);
    assertArrayEquals(new int[] {3, 2}, new int[] {policy.acting(0), policy.acting(1)});
    assertEquals(0.9, sample(policy, 0), 1e-12);
    policy.observe(0, new double[] {0});
    policy.observe(1, new double[] {0});
    policy.decide(1);
    assertArrayEquals(new int[] {0, 1}, new int[] {policy.acting(0), policy.acting(1)});
  }

  @Test
  void entropyInTheScoreIsRefusedWithGuides() {
    assertEquals(
        "the Q-switch cannot count entropy: a guide such as low has none",
        assertThrows(
                IllegalArgumentException.class,
                () -> players().play(SwitchRules.entropy(), LOW, HIGH))
            .getMessage());
  }

  @Test
  void guidesAreDrawnIntoASubsetLikeLearnedPolicies() {
    assertEquals(3, decide(players().play(SwitchRules.candidates(4), LOW, HIGH), 2)[0]);
    int[] counts = tally(players().play(SwitchRules.candidates(2), LOW, HIGH), 2, 0, 3000);
    assertEquals(1000, counts[3], tolerance(3000, 1 / 3.0));
    assertEquals(2000, counts[0] + counts[1], tolerance(3000, 1 / 3.0));
  }

  @Test
  void aGuideWithANanScoreStopsTheRunAndIsNamed() {
    Guide lost = new Pointer("lost", Double.NaN, 0);
    BehaviorPolicy policy = players().play(QSwitch.defaults(), LOW, lost);
    assertEquals(
        "task a: the score of policy lost is NaN at step 0",
        assertThrows(NonFiniteException.class, () -> decide(policy, 2)).getMessage());
  }
}
