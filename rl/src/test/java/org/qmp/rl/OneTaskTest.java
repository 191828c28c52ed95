package org.qmp.rl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.qmp.env.classic.PointReach;
import org.qmp.rl.behavior.Behavior;
import org.qmp.rl.behavior.QSwitch;
import org.qmp.rl.multitask.Method;
import org.qmp.rl.multitask.Method.Networks;

/** With one task there is one policy to choose from: sharing behaviour changes no bit. */
final class OneTaskTest {
  private static final Result PLAIN = run(Method.SEPARATED);

  private record Result(String learned, Map<String, List<String>> stored) {}

  private static Result run(Method method) {
    try (Training training = MethodRuns.training(PointReach.figure(), method)) {
      MethodRuns.rounds(training, 150);
      return new Result(MethodRuns.learned(training), MethodRuns.stored(training));
    }
  }

  static Stream<Behavior> behaviors() {
    List<Behavior> all = new ArrayList<>();
    for (QSwitch.Score score :
        List.of(new QSwitch.AtMean(), new QSwitch.AtSample(), new QSwitch.Expectation(3))) {
      for (QSwitch.Tie tie : QSwitch.Tie.values()) {
        for (QSwitch.Entropy entropy : QSwitch.Entropy.values()) {
          all.add(new QSwitch(score, QSwitch.CriticChoice.FIRST, entropy, 1, 0, 0, 0, tie));
        }
      }
      all.add(
          new QSwitch(
              score,
              QSwitch.CriticChoice.MIN,
              QSwitch.Entropy.NONE,
              3,
              0.5,
              100,
              1,
              QSwitch.Tie.LOWEST_INDEX));
    }
    all.add(new Behavior.Own());
    all.add(new Behavior.Uniform(1));
    all.add(new Behavior.Uniform(5));
    all.add(new Behavior.Fixed(List.of(List.of(1.0)), 2));
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("behaviors")
  void withOneTaskEveryBehaviorEqualsPlainSacToTheBit(Behavior behavior) {
    for (Networks networks : List.of(Networks.SEPARATE, Networks.MULTI_HEAD)) {
      Result result = run(Method.of(networks).with(behavior));
      MethodRuns.assertStoredAlike(PLAIN.stored(), result.stored());
      assertEquals(PLAIN.learned(), result.learned());
    }
  }
}
