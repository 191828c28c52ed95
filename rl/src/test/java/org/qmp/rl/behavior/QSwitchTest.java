package org.qmp.rl.behavior;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.qmp.rl.behavior.Players.decide;
import static org.qmp.rl.behavior.Players.sample;
import static org.qmp.rl.behavior.Players.tally;
import static org.qmp.rl.behavior.Players.tolerance;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp.autograd.NonFiniteException;
import org.qmp.autograd.kernel.Precision;
import org.qmp.nn.Normal;
import org.qmp.nn.Xoshiro256;
import org.qmp.rl.replay.Dimensions;
import org.qmp.rl.sac.Sac;
import org.qmp.rl.sac.SacConfig;

/** Every option of the switch, with policies and critics whose outputs are known. */
final class QSwitchTest {
  private static final int MANY = 4000;

  /** Policies at −1, 0 and 1, in this order. */
  private static Players spread(Players players) {
    return players.policy(0, -1, 0.5).policy(1, 0, 0.5).policy(2, 1, 0.5);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void onlyTheOwnCriticCountsWhateverTheScaleOfTheOthers(boolean separate) {
    Players players = spread(separate ? Players.separate(3) : Players.multiHead(3));
    players.critics(0, 1, -500).critics(1, -1, 0).critics(2, 2, 9000);
    BehaviorPolicy policy = players.play(QSwitch.defaults());
    assertArrayEquals(new int[] {2, 0, 2}, decide(policy, 3));
    players.critics(0, -1, -500);
    assertArrayEquals(new int[] {0, 0, 2}, decide(policy, 3), "task a has changed its mind");
  }

  @Test
  void theFirstTheMinimumOrTheMeanOfTheTwinCriticsScores() {
    Players players = spread(Players.separate(3));
    players.critic(1, 0, 1, 0).critic(2, 0, -3, 0);
    assertEquals(2, decide(players.play(SwitchRules.critic(QSwitch.CriticChoice.FIRST)), 3)[0]);
    assertEquals(1, decide(players.play(SwitchRules.critic(QSwitch.CriticChoice.MIN)), 3)[0]);
    assertEquals(0, decide(players.play(SwitchRules.critic(QSwitch.CriticChoice.MEAN)), 3)[0]);
  }

  /** The mean of b is a little less than that of a, and its samples vary widely. */
  private static Players steadyAndWild() {
    return Players.separate(2).policy(0, 0.5, 1e-6).policy(1, 0.4, 1).critics(0, 1, 0);
  }

  @Test
  void theDefaultScoresTheMeanAndAtSampleScoresASample() {
    BehaviorPolicy atMean = steadyAndWild().play(QSwitch.defaults());
    assertEquals(MANY, tally(atMean, 2, 0, MANY)[0]);
    BehaviorPolicy atSample = steadyAndWild().play(SwitchRules.score(new QSwitch.AtSample()));
    double share = 0.4602; // P(0.4 + ε > 0.5)
    assertEquals(MANY * share, tally(atSample, 2, 0, MANY)[1], tolerance(MANY, share));
  }

  @Test
  void withAtSampleTheScoredActionIsExecuted() {
    BehaviorPolicy policy = steadyAndWild().play(SwitchRules.score(new QSwitch.AtSample()));
    for (int n = 0; n < 200; n++) {
      boolean wild = decide(policy, 2)[0] == 1;
      assertTrue(sample(policy, 0) >= StrictMath.tanh(0.5 - 1e-5), "action " + sample(policy, 0));
      assertEquals(wild, sample(policy, 0) > StrictMath.tanh(0.5 + 1e-5));
    }
  }

  @Test
  void aSampleOfTheChosenPolicyIsExecuted() {
    BehaviorPolicy policy = spread(Players.separate(3)).play(QSwitch.defaults());
    var epsilon = Precision.DOUBLE.zeros(1, 1);
    Normal noise = new Normal(Xoshiro256.named(3, "action/b"));
    for (int n = 0; n < 20; n++) {
      assertEquals(0, decide(policy, 3)[1], "equal scores: the lowest index");
      noise.fill(epsilon);
      double sample = StrictMath.tanh(-1 + 0.5 * epsilon.scalar());
      assertEquals(sample, sample(policy, 1), 1e-12);
      assertEquals(StrictMath.tanh(-1), Players.mean(policy, 1), 1e-12);
    }
  }

  @Test
  void persistenceKeepsThePolicyAndNotTheAction() {
    Players players = spread(Players.separate(3)).critics(0, 1, 0);
    BehaviorPolicy policy = players.play(SwitchRules.persistence(3));
    assertEquals(2, decide(policy, 3)[0]);
    double first = sample(policy, 0);
    players.critics(0, -1, 0);
    assertEquals(2, decide(policy, 3)[0]);
    assertNotEquals(first, sample(policy, 0));
    assertEquals(2, decide(policy, 3)[0]);
    assertEquals(0, decide(policy, 3)[0], "three steps are over");
  }

  @Test
  void persistenceEndsOnlyForTheTaskWhoseEpisodeBegins() {
    Players players = spread(Players.separate(3)).critics(0, 1, 0).critics(1, 1, 0);
    BehaviorPolicy policy = players.play(SwitchRules.persistence(3));
    assertArrayEquals(new int[] {2, 2}, Arrays.copyOf(decide(policy, 3), 2));
    players.critics(0, -1, 0).critics(1, -1, 0);
    policy.episodeBegan(1);
    assertArrayEquals(new int[] {2, 0}, Arrays.copyOf(decide(policy, 3), 2));
  }

  @Test
  void persistenceIsSavedAndRestored() {
    Players players = spread(Players.separate(3)).critics(0, 1, 0);
    BehaviorPolicy policy = players.play(SwitchRules.persistence(3));
    decide(policy, 3);
    players.critics(0, -1, 0);
    BehaviorPolicy resumed = players.play(SwitchRules.persistence(3));
    resumed.restore(policy.save());
    int[] acting = IntStream.range(0, 4).map(n -> decide(resumed, 3)[0]).toArray();
    assertArrayEquals(new int[] {2, 2, 0, 0}, acting);
  }

  @ParameterizedTest
  @CsvSource({"0", "0.3", "0.7", "1"})
  void theOwnPolicyActsWithTheProbabilityOfTheFloor(double floor) {
    Players players = spread(Players.separate(3)).critics(0, 1, 0);
    int[] counts = tally(players.play(SwitchRules.ownFloor(floor)), 3, 0, MANY);
    assertEquals(MANY * floor, counts[0], tolerance(MANY, floor));
    assertEquals(MANY, counts[0] + counts[2]);
  }

  @Test
  void duringTheWarmUpOnlyOwnPoliciesAct() {
    Players players = spread(Players.separate(3)).critics(0, 1, 0).critics(1, 1, 0);
    BehaviorPolicy policy = players.play(SwitchRules.warmUp(60));
    assertArrayEquals(new int[] {0, 1, 2}, decide(policy, 3, 0, 0));
    assertArrayEquals(new int[] {0, 1, 2}, decide(policy, 3, 59, 0));
    assertEquals(2, decide(policy, 3, 60, 0)[0]);
    assertEquals(2, decide(policy, 3, 60, 0)[1]);
  }

  /** The critics score later policies higher, so the best of a subset is its last. */
  @Test
  void aSubsetHasTheOwnPolicyAndEquallyLikelyOthers() {
    Players players = Players.separate(5);
    for (int i = 0; i < 5; i++) {
      players.policy(i, 0.1 * i, 1).critics(i, 1, 0);
    }
    int[] two = tally(players.play(SwitchRules.candidates(2)), 5, 0, MANY);
    int[] three = tally(players.play(SwitchRules.candidates(3)), 5, 1, MANY);
    int[] ofTheBest = tally(players.play(SwitchRules.candidates(2)), 5, 4, 100);
    double[] lastOfTwo = {0, 0.25, 0.25, 0.25, 0.25};
    double[] lastOfThree = {0, 0, 1 / 6.0, 2 / 6.0, 3 / 6.0}; // own and two of a, c, d, e
    for (int j = 0; j < 5; j++) {
      assertEquals(MANY * lastOfTwo[j], two[j], tolerance(MANY, lastOfTwo[j]), "policy " + j);
      assertEquals(MANY * lastOfThree[j], three[j], tolerance(MANY, lastOfThree[j]));
    }
    assertArrayEquals(new int[] {0, 0, 0, 0, 100}, ofTheBest);
    assertEquals(100, tally(players.play(SwitchRules.candidates(1)), 5, 2, 100)[2]);
    assertEquals(100, tally(players.play(SwitchRules.candidates(5)), 5, 2, 100)[4]);
  }

  @Test
  void moreCandidatesThanPoliciesAreRefused() {
    assertEquals(
        "candidates = 4, expected at most 3 (all policies)",
        assertThrows(
                IllegalArgumentException.class,
                () -> Players.separate(3).play(SwitchRules.candidates(4)))
            .getMessage());
  }

  @Test
  void theLowestIndexOrTheOwnPolicyWinsATie() {
    Players players = Players.separate(4).critics(3, 1, 0).policy(0, -1, 1).policy(2, 1, 1);
    players.policy(3, 1, 1);
    int[] lowest = decide(players.play(SwitchRules.tie(QSwitch.Tie.LOWEST_INDEX)), 4);
    assertArrayEquals(new int[] {0, 0, 0, 2}, lowest);
    int[] own = decide(players.play(SwitchRules.tie(QSwitch.Tie.OWN)), 4);
    assertArrayEquals(new int[] {0, 1, 2, 3}, own);
    players.policy(3, 0.5, 1);
    int[] worse = decide(players.play(SwitchRules.tie(QSwitch.Tie.OWN)), 4);
    assertEquals(2, worse[3], "the own policy is not among the best");
  }

  @ParameterizedTest
  @CsvSource({"0, NaN", "1, NaN", "2, NaN"})
  void aPolicyWithANanScoreStopsTheRunAndIsNamed(int bad, double mean) {
    Players players = spread(Players.separate(3)).policy(bad, mean, 1).critics(1, 1, 0);
    BehaviorPolicy policy = players.play(QSwitch.defaults());
    NonFiniteException error =
        assertThrows(NonFiniteException.class, () -> decide(policy, 3, 17, 0));
    String expected = "task a: the score of policy " + Players.NAMES[bad] + " is NaN at step 17";
    assertEquals(expected, error.getMessage());
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void aCriticWithoutAFiniteScoreStopsTheRunAndIsNamed(double constant) {
    Players players = spread(Players.separate(3)).critics(1, 0, constant);
    BehaviorPolicy policy = players.play(QSwitch.defaults());
    NonFiniteException error =
        assertThrows(NonFiniteException.class, () -> decide(policy, 3, 6, 0));
    assertEquals("task b: the score of policy a is " + constant + " at step 6", error.getMessage());
  }

  /**
   * The entropies of σ = 1 and σ = e differ by 1, the means by Δ: entropy decides if α > Δ, with
   * the α of the task that chooses.
   */
  @Test
  void entropyIsWeightedByTheOwnTemperature() {
    double gap = StrictMath.tanh(0.5);
    Players players = Players.separate(2);
    players.temperature(0, StrictMath.log(0.99 * gap)).temperature(1, StrictMath.log(1.01 * gap));
    players.policy(0, 0.5, 1).policy(1, 0, StrictMath.E).critics(0, 1, 0).critics(1, 1, 0);
    assertArrayEquals(new int[] {0, 1}, decide(players.play(SwitchRules.entropy()), 2));
    assertArrayEquals(new int[] {0, 0}, decide(players.play(QSwitch.defaults()), 2));
  }

  /** a leads by tanh ½ = 0.46, b by an entropy of α = 0.7; the critics' sum would be 0.92. */
  @ParameterizedTest
  @EnumSource(QSwitch.CriticChoice.class)
  void twinCriticsThatAgreeCountOnceAgainstTheEntropy(QSwitch.CriticChoice choice) {
    Players players = Players.separate(2).critics(0, 1, 0).temperature(0, StrictMath.log(0.7));
    players.policy(0, 0.5, 1).policy(1, 0, StrictMath.E);
    assertEquals(1, decide(players.play(SwitchRules.entropy(choice)), 2)[0]);
  }

  /** tanh has a mean of about 0.21 under N(½, 2²), less than tanh 0.3 ≈ 0.29 < tanh ½ ≈ 0.46. */
  private static Players steadyAndOverrated() {
    return Players.separate(2).policy(0, 0.3, 1e-6).policy(1, 0.5, 2).critics(0, 1, 0);
  }

  @Test
  void manySamplesComeCloseToTheExpectationAndOneDoesNot() {
    assertEquals(1, decide(steadyAndOverrated().play(QSwitch.defaults()), 2)[0]);
    QSwitch many = SwitchRules.score(new QSwitch.Expectation(2000));
    assertEquals(10, tally(steadyAndOverrated().play(many), 2, 0, 10)[0]);
    QSwitch one = SwitchRules.score(new QSwitch.Expectation(1));
    double share = 0.5398; // P(0.5 + 2ε > 0.3)
    int[] counts = tally(steadyAndOverrated().play(one), 2, 0, MANY);
    assertEquals(MANY * share, counts[1], tolerance(MANY, share));
  }

  /**
   * The mean of four scores at tanh ½ is 0.46, less than b's lead in entropy, α · 1 = 1; the sum of
   * the four would be 1.85.
   */
  @Test
  void theExpectationIsTheMeanAndNotTheSumOfSampledScores() {
    double narrow = 1e-6;
    Players players = Players.separate(2).critics(0, 1, 0);
    players.policy(0, 0.5, narrow).policy(1, 0, narrow * StrictMath.E);
    QSwitch d = QSwitch.defaults();
    QSwitch rule =
        new QSwitch(
            new QSwitch.Expectation(4),
            d.criticChoice(),
            QSwitch.Entropy.GAUSSIAN,
            1,
            0,
            0,
            0,
            d.tie());
    assertEquals(1, decide(players.play(rule), 2)[0]);
    players.temperature(0, StrictMath.log(0.45)); // 0.45 < tanh 0.5
    assertEquals(0, decide(players.play(rule), 2)[0]);
  }

  @Test
  void executedActionsHaveTheSameNoiseUnderEveryScore() {
    Players players = spread(Players.separate(3)).critics(0, 1, 0).critics(1, 1, 0);
    players.policy(2, 1, 1e-3); // so that it wins under every score
    players.policy(0, -1, 1e-3).policy(1, 0, 1e-3);
    BehaviorPolicy mean = players.play(QSwitch.defaults());
    BehaviorPolicy sampled = players.play(SwitchRules.score(new QSwitch.AtSample()));
    BehaviorPolicy expected = players.play(SwitchRules.score(new QSwitch.Expectation(7)));
    for (int n = 0; n < 50; n++) {
      List.of(mean, sampled, expected).forEach(each -> assertEquals(2, decide(each, 3)[1]));
      assertEquals(sample(mean, 1), sample(sampled, 1));
      assertEquals(sample(mean, 1), sample(expected, 1));
    }
  }

  @Test
  void aConstantAddedToTheCriticChangesNoChoice() {
    SacConfig config = SacConfig.defaults();
    Dimensions sizes = new Dimensions(3, 1, 1);
    Sac sac = new Sac(Players.KERNELS, sizes, config, 1, "random");
    Policies policies =
        new TrainedPolicies(List.of("a", "b", "c"), List.of(sac), List.of(), Optional.empty());
    int[][] before = picks(Players.play(QSwitch.defaults(), policies));
    sac.critics().first().parameters().get(5).value().fill(12.5);
    assertTrue(Arrays.stream(before).flatMapToInt(Arrays::stream).distinct().count() > 1);
    assertArrayEquals(before, picks(Players.play(QSwitch.defaults(), policies)));
  }

  private static int[][] picks(BehaviorPolicy policy) {
    return IntStream.range(-100, 100)
        .mapToObj(n -> decide(policy, 3, 0, 0.05 * n))
        .toArray(int[][]::new);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0, 0, 'persistence = 0, expected at least 1'",
    "1, 1.5, 0, 0, 'ownFloor = 1.5, expected in [0, 1]'",
    "1, NaN, 0, 0, 'ownFloor = NaN, expected in [0, 1]'",
    "1, 0, -1, 0, 'switch warm-up = -1, expected at least 0'",
    "1, 0, 0, -2, 'candidates = -2, expected at least 0'"
  })
  void optionsOutOfTheirRangesAreRefused(
      int persistence, double floor, long warmUp, int candidates, String message) {
    QSwitch d = QSwitch.defaults();
    IllegalArgumentException error =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                new QSwitch(
                    d.score(),
                    d.criticChoice(),
                    d.entropy(),
                    persistence,
                    floor,
                    warmUp,
                    candidates,
                    d.tie()));
    assertEquals(message, error.getMessage());
    assertThrows(IllegalArgumentException.class, () -> new QSwitch.Expectation(0));
  }
}
