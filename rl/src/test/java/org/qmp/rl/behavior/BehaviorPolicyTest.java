package org.qmp.rl.behavior;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.qmp.rl.behavior.Players.decide;
import static org.qmp.rl.behavior.Players.sample;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Precision;
import org.qmp.nn.Normal;
import org.qmp.nn.Xoshiro256;
import org.qmp.rl.replay.Dimensions;

/** What all behaviours have in common: random streams, noise and restarts. */
final class BehaviorPolicyTest {

  /** A checkpoint saves these streams of a behaviour and no others. */
  @Test
  void everyTaskHasAStreamForEachPurpose() {
    BehaviorPolicy policy = Players.separate(2).play(new Behavior.Own());
    assertEquals(
        List.of(
            "action/a",
            "choice/a",
            "score/a",
            "guide/a",
            "action/b",
            "choice/b",
            "score/b",
            "guide/b"),
        List.copyOf(policy.streams().keySet()));
  }

  @Test
  void restartSeedsEachStreamByPrefixAndName() {
    BehaviorPolicy policy = Players.separate(2).play(new Behavior.Own());
    policy.restart(17, "evaluation/");
    policy
        .streams()
        .forEach(
            (name, stream) ->
                assertArrayEquals(
                    Xoshiro256.named(17, "evaluation/" + name).state(), stream.state(), name));
  }

  @Test
  void ownPoliciesActWithTheNoiseOfTheirTask() {
    Players players = Players.separate(2).policy(0, 0.25, 0.5).policy(1, -1, 2);
    BehaviorPolicy policy = players.play(new Behavior.Own());
    Normal a = new Normal(Xoshiro256.named(3, "action/a"));
    Normal b = new Normal(Xoshiro256.named(3, "action/b"));
    Mat epsilon = Precision.DOUBLE.zeros(1, 1);
    for (int n = 0; n < 5; n++) {
      assertArrayEquals(new int[] {0, 1}, decide(policy, 2));
      a.fill(epsilon);
      assertEquals(StrictMath.tanh(0.25 + 0.5 * epsilon.scalar()), sample(policy, 0), 1e-12);
      b.fill(epsilon);
      assertEquals(StrictMath.tanh(-1 + 2 * epsilon.scalar()), sample(policy, 1), 1e-12);
      assertEquals(StrictMath.tanh(0.25), Players.mean(policy, 0), 1e-12);
      assertEquals(StrictMath.tanh(-1), Players.mean(policy, 1), 1e-12);
    }
  }

  @Test
  void aRestartRepeatsTheActionsAndForgetsWhichPolicyActed() {
    Players players = Players.separate(3).policy(2, 1, 1).critics(0, 1, 0);
    BehaviorPolicy policy = players.play(SwitchRules.persistence(100));
    List<Double> first = actions(policy);
    assertEquals(2, policy.acting(0));
    players.policy(2, -1, 1);
    policy.restart(3, "");
    assertEquals(0, decide(policy, 3)[0], "chosen anew: a is now the first of the best");
    players.policy(2, 1, 1);
    policy.restart(3, "");
    assertEquals(first, actions(policy));
    policy.restart(4, "");
    assertNotEquals(first, actions(policy));
  }

  private static List<Double> actions(BehaviorPolicy policy) {
    List<Double> actions = new ArrayList<>();
    for (int n = 0; n < 3; n++) {
      decide(policy, 3);
      actions.add(sample(policy, 0));
      actions.add(sample(policy, 2));
    }
    return actions;
  }

  @Test
  void everyTaskSeesItsOwnObservation() {
    Guide guide = new Guide();
    BehaviorPolicy policy = Players.separate(2).play(new Behavior.Uniform(1), guide);
    double[] seen = {0.25};
    policy.observe(0, seen);
    seen[0] = -0.75;
    policy.observe(1, seen);
    seen[0] = 9;
    policy.decide(0);
    assertEquals(List.of(0.25, -0.75), guide.seen, "as they were when they were observed");
  }

  /** Records the observations at which it is asked for a mean action. */
  private static final class Guide implements org.qmp.env.Guide {
    private final List<Double> seen = new ArrayList<>();

    @Override
    public String name() {
      return "noting";
    }

    @Override
    public void mean(double[] observation, double[] actionOut) {
      seen.add(observation[0]);
      actionOut[0] = 0;
    }

    @Override
    public void act(double[] observation, org.qmp.env.Chance chance, double[] actionOut) {
      actionOut[0] = 0;
    }
  }

  /** The state of a stream, as text. */
  private static String state(BehaviorPolicy policy, String stream) {
    return Arrays.toString(policy.streams().get(stream).state());
  }

  @Test
  void theDefaultSwitchDrawsNumbersForTheActionOnly() {
    BehaviorPolicy policy = Players.separate(2).play(QSwitch.defaults());
    String choice = state(policy, "choice/a");
    String score = state(policy, "score/a");
    String guide = state(policy, "guide/a");
    String action = state(policy, "action/a");
    decide(policy, 2);
    assertEquals(choice, state(policy, "choice/a"));
    assertEquals(score, state(policy, "score/a"));
    assertEquals(guide, state(policy, "guide/a"));
    assertNotEquals(action, state(policy, "action/a"));
  }

  /** The switch that scores two samples and holds its choice for two steps. */
  private static BehaviorPolicy samplingForTwoSteps() {
    QSwitch d = QSwitch.defaults();
    return Players.separate(2)
        .play(
            new QSwitch(
                new QSwitch.Expectation(2), d.criticChoice(), d.entropy(), 2, 0, 0, 0, d.tie()));
  }

  @Test
  void nothingIsScoredWhileAllChoicesPersist() {
    BehaviorPolicy policy = samplingForTwoSteps();
    String before = state(policy, "score/a");
    decide(policy, 2);
    String after = state(policy, "score/a");
    assertNotEquals(before, after);
    decide(policy, 2);
    assertEquals(after, state(policy, "score/a"), "the second of two steps");
    decide(policy, 2);
    assertNotEquals(after, state(policy, "score/a"));
  }

  /** b is in the second of its two steps; the new episode of a must not advance b's streams. */
  @Test
  void samplesAreScoredOnlyForTasksThatChoose() {
    BehaviorPolicy policy = samplingForTwoSteps();
    decide(policy, 2);
    String a = state(policy, "score/a");
    String b = state(policy, "score/b");
    policy.episodeBegan(0);
    decide(policy, 2);
    assertNotEquals(a, state(policy, "score/a"));
    assertEquals(b, state(policy, "score/b"));
  }

  @Test
  void theActingPolicyIsSavedWithItsRemainingSteps() {
    Players players = Players.separate(3).policy(2, 1, 1).critics(0, 1, 0);
    BehaviorPolicy policy = players.play(SwitchRules.persistence(3));
    assertArrayEquals(new long[6], policy.save());
    decide(policy, 3);
    assertArrayEquals(new long[] {2, 2, 0, 2, 0, 2}, policy.save());
    policy.episodeBegan(1);
    assertArrayEquals(new long[] {2, 2, 0, 0, 0, 2}, policy.save());
    policy.restore(new long[] {1, 1, 0, 0, 2, 2});
    assertArrayEquals(new int[] {1, 0, 2}, decide(policy, 3));
    assertArrayEquals(new long[] {1, 0, 0, 2, 2, 1}, policy.save());
  }

  @Test
  void meanAndSampledActionsHaveAllDimensions() {
    Dimensions sizes = new Dimensions(1, 1, 3);
    BehaviorPolicy policy =
        new BehaviorPolicy(
            Players.KERNELS, new Behavior.Own(), Players.policies(sizes, 0.1, -0.2, 0.3), sizes);
    policy.restart(1, "");
    policy.observe(0, new double[1]);
    policy.decide(0);
    double[] mean = new double[3];
    policy.meanAction(0, mean);
    double[] expected = {0.1, -0.2, 0.3};
    assertArrayEquals(Arrays.stream(expected).map(StrictMath::tanh).toArray(), mean, 1e-12);
    double[] sample = new double[3];
    policy.sampledAction(0, sample);
    Mat epsilon = Precision.DOUBLE.zeros(1, 3);
    new Normal(Xoshiro256.named(1, "action/a")).fill(epsilon);
    for (int a = 0; a < 3; a++) {
      assertEquals(StrictMath.tanh(expected[a] + epsilon.get(0, a)), sample[a], 1e-12);
    }
  }

  @Test
  void noPolicyIsChosenForATaskWithoutAnObservation() {
    BehaviorPolicy policy = Players.separate(2).play(new Behavior.Uniform(3));
    String before = state(policy, "choice/b");
    policy.observe(0, new double[1]);
    policy.decide(0);
    assertEquals(before, state(policy, "choice/b"));
    assertArrayEquals(new long[] {policy.acting(0), 2, 0, 0}, policy.save());
  }

  @Test
  void aRestartDiscardsEarlierObservations() {
    BehaviorPolicy policy = Players.separate(2).play(new Behavior.Uniform(3));
    policy.observe(1, new double[1]);
    policy.restart(3, "");
    String before = state(policy, "choice/b");
    policy.observe(0, new double[1]);
    policy.decide(0);
    assertEquals(before, state(policy, "choice/b"));
    assertArrayEquals(new long[] {policy.acting(0), 2, 0, 0}, policy.save());
  }

  @Test
  void observationsThatDoNotFitAreRefused() {
    BehaviorPolicy policy = Players.separate(2).play(new Behavior.Own());
    assertRefused("observations have 1 numbers, not 2", () -> policy.observe(0, new double[2]));
    assertRefused(
        "observation[0] = NaN, expected a finite float",
        () -> policy.observe(1, new double[] {Double.NaN}));
    assertRefused( // networks of floats would make it NaN
        "observation[0] = 1.0E39, expected a finite float",
        () -> policy.observe(1, new double[] {1e39}));
  }

  @Test
  void aRuleWithZeroPersistenceIsRefused() {
    record Restless() implements Behavior.Custom {
      @Override
      public Behavior.Rule start(List<String> tasks, List<String> policies) {
        return Behavior.Decision::own;
      }

      @Override
      public int persistence() {
        return 0;
      }
    }
    assertRefused(
        "persistence of Restless[] = 0, expected at least 1",
        () -> Players.separate(2).play(new Restless()));
  }

  private static void assertRefused(String message, Runnable action) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, action::run).getMessage());
  }
}
