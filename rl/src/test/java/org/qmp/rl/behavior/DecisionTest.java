package org.qmp.rl.behavior;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp.nn.Xoshiro256;

/** What a custom rule can read from a decision. */
final class DecisionTest {
  /** Records all that a rule can read, as text and numbers, and chooses the other policy. */
  private record Noting(List<String> words, List<double[]> numbers) implements Behavior.Custom {
    @Override
    public Behavior.Rule start(List<String> tasks, List<String> policies) {
      words.add(tasks + " by " + policies);
      return decision -> {
        words.add(
            String.format(
                Locale.ROOT,
                "task %d, own %d of %d, step %d",
                decision.task(),
                decision.own(),
                decision.policies(),
                decision.step()));
        double[] seen = decision.observation();
        numbers.add(
            new double[] {
              seen.length, seen[0], decision.score(0), decision.score(1), decision.nextDouble()
            });
        return 1 - decision.own();
      };
    }
  }

  /** Q_a(s, a) = a + 10 and Q_b(s, a) = 3 − 2a, at the means tanh ½ of a and tanh −1 of b. */
  @Test
  void aRuleSeesTheObservationAndTheScoresOfItsTask() {
    Noting noting = new Noting(new ArrayList<>(), new ArrayList<>());
    Players players = Players.separate(2).policy(0, 0.5, 1).policy(1, -1, 1);
    BehaviorPolicy policy = players.critics(0, 1, 10).critics(1, -2, 3).play(noting);
    noting.words.clear(); // recorded at the start
    policy.observe(0, new double[] {0.25});
    policy.observe(1, new double[] {-0.5});
    policy.decide(17);
    assertEquals(
        List.of("task 0, own 0 of 2, step 17", "task 1, own 1 of 2, step 17"), noting.words);
    double a = StrictMath.tanh(0.5);
    double b = StrictMath.tanh(-1);
    double chance = Xoshiro256.named(3, "choice/a").nextDouble();
    assertArrayEquals(new double[] {1, 0.25, a + 10, b + 10, chance}, noting.numbers.get(0), 1e-12);
    chance = Xoshiro256.named(3, "choice/b").nextDouble();
    assertArrayEquals(
        new double[] {1, -0.5, 3 - 2 * a, 3 - 2 * b, chance}, noting.numbers.get(1), 1e-12);
    assertEquals(List.of(1, 0), List.of(policy.acting(0), policy.acting(1)));
  }

  @Test
  void aRuleStartsOnceWithTheNamesOfTasksAndPolicies() {
    Noting noting = new Noting(new ArrayList<>(), new ArrayList<>());
    Players.separate(2).play(noting);
    assertEquals(List.of("[a, b] by [a, b]"), noting.words, "it begins once");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 2})
  void anUnknownPolicyCanNeitherBeScoredNorChosen(int policy) {
    record Astray(Behavior.Rule rule) implements Behavior.Custom {
      @Override
      public Behavior.Rule start(List<String> tasks, List<String> policies) {
        return rule;
      }

      @Override
      public String toString() {
        return "Astray";
      }
    }
    assertRefused(
        "task a: Astray asked for the score of policy " + policy + ", expected 0 to 1",
        new Astray(decision -> (int) decision.score(policy)));
    assertRefused(
        "task a: Astray chose policy " + policy + ", expected 0 to 1",
        new Astray(decision -> policy));
  }

  private static void assertRefused(String message, Behavior.Custom rule) {
    BehaviorPolicy acting = Players.separate(2).play(rule);
    acting.observe(0, new double[1]);
    assertEquals(
        message, assertThrows(IllegalStateException.class, () -> acting.decide(0)).getMessage());
  }
}
