package org.qmp.rl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qmp.env.TaskSuite;
import org.qmp.env.classic.PointReach;
import org.qmp.rl.behavior.QSwitch;
import org.qmp.rl.multitask.Method;

/** The order of a suite's tasks affects indices and nothing else. */
final class TaskOrderTest {
  private static final QSwitch RICH =
      new QSwitch(
          new QSwitch.Expectation(2),
          QSwitch.CriticChoice.MIN,
          QSwitch.Entropy.GAUSSIAN,
          2,
          0.2,
          80,
          0,
          QSwitch.Tie.OWN);

  private static Training run(QSwitch rule, int... order) {
    TaskSuite suite = PointReach.suite();
    List<TaskSuite.Task> tasks = Arrays.stream(order).mapToObj(suite.tasks()::get).toList();
    Training training =
        MethodRuns.training(new TaskSuite("point", tasks), Method.SEPARATED.with(rule));
    MethodRuns.rounds(training, 120);
    return training;
  }

  @ParameterizedTest
  @CsvSource({"true, 1, 3, 0, 2", "true, 3, 2, 1, 0", "false, 1, 3, 0, 2"})
  void permutingTheTasksPermutesEverythingElse(boolean plain, int a, int b, int c, int d) {
    QSwitch rule = plain ? QSwitch.defaults() : RICH;
    try (Training straight = run(rule, 0, 1, 2, 3);
        Training permuted = run(rule, a, b, c, d)) {
      assertNotEquals(straight.policies().tasks(), permuted.policies().tasks());
      MethodRuns.assertStoredAlike(MethodRuns.stored(straight), MethodRuns.stored(permuted));
      assertEquals(
          new TreeMap<>(MethodRuns.learnedByName(straight)),
          new TreeMap<>(MethodRuns.learnedByName(permuted)));
      assertTrue(someoneElseActs(straight), "the claim needs a policy that acts for another");
    }
  }

  private static boolean someoneElseActs(Training training) {
    return MethodRuns.stored(training).entrySet().stream()
        .anyMatch(task -> task.getValue().stream().anyMatch(line -> !line.endsWith(task.getKey())));
  }
}
