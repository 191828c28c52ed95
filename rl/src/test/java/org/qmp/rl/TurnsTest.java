package org.qmp.rl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qmp.autograd.kernel.Precision;
import org.qmp.env.TaskSuite;
import org.qmp.env.TimeLimit;
import org.qmp.env.classic.Pendulum;
import org.qmp.env.walker.Walker;
import org.qmp.rl.TrainingConfig.Start;
import org.qmp.rl.TrainingConfig.Turns;
import org.qmp.rl.multitask.Method;
import org.qmp.rl.multitask.NamedMethod;

/** Who acts when, and who learns how much from it. */
final class TurnsTest {
  private static TaskSuite.Task task(String name, int length) {
    return new TaskSuite.Task(
        name, () -> new TimeLimit(Pendulum.suite().tasks().get(0).create(), length));
  }

  /** Tasks of two and of five steps. */
  private static Training training(Turns turns, String method, long warmUp) {
    TaskSuite suite = new TaskSuite("lengths", List.of(task("short", 2), task("long", 5)));
    TrainingConfig config =
        new TrainingConfig(1000, warmUp, Start.BEHAVIOR, turns, 2, 100, 1000, 1, 1000);
    return MethodRuns.training(suite, NamedMethod.of(method).method(), config);
  }

  @ParameterizedTest
  @CsvSource({"STEPS, 10, 10", "EPISODES, 4, 10"})
  void whereEpisodesCountTheShortTaskWaitsForTheLong(Turns turns, int ofShort, int ofLong) {
    try (Training training = training(turns, "separated", 1000)) {
      MethodRuns.rounds(training, 10);
      assertEquals(
          List.of(ofShort, ofLong),
          training.tasks().stream().map(task -> task.replay.size()).toList());
      assertEquals(ofShort + ofLong, training.step());
    }
  }

  @Test
  void nobodyEndsAnEpisodeWhileWaiting() {
    try (Training training = training(Turns.EPISODES, "separated", 1000)) {
      for (int round = 1; round <= 20; round++) {
        training.round();
        List<TaskLoop> loops = training.tasks();
        assertEquals(round % 5 == 2, loops.get(0).justEnded(), "short, round " + round);
        assertEquals(round % 5 == 0, loops.get(1).justEnded(), "long, round " + round);
      }
    }
  }

  /** Of seven steps in five rounds, the first four are the warm-up's: two rounds. */
  @ParameterizedTest
  @CsvSource({"STEPS, 16, 16", "EPISODES, 4, 16"})
  void everyLearnerFollowsTheStepsOfItsOwnTask(Turns turns, int ofShort, int ofLong) {
    try (Training training = training(turns, "separated", 4)) {
      MethodRuns.rounds(training, 10);
      List<Integer> updates =
          training.learners().sacs().stream().map(sac -> (int) sac.updates()).toList();
      assertEquals(List.of(ofShort, ofLong), updates);
      assertEquals((ofShort + ofLong) / 2, training.updates());
    }
  }

  @ParameterizedTest
  @CsvSource({"STEPS, 20", "EPISODES, 14"})
  void aLearnerOfAllTasksFollowsTheirMean(Turns turns, int expected) {
    try (Training training = training(turns, "params", 0)) {
      MethodRuns.rounds(training, 10);
      assertEquals(expected, training.learners().sacs().get(0).updates());
    }
  }

  private static String run(Path directory, Agent.Listener listener) throws IOException {
    TrainingConfig config =
        new TrainingConfig(500, 50, Start.BEHAVIOR, Turns.EPISODES, 0.5, 400, 200, 1, 30);
    RunSpec spec =
        new RunSpec("walker", Method.SEPARATED, 3, Precision.FLOAT, config, Runs.tinyNets(8));
    return Runs.run(spec, Walker.suite(), directory, listener);
  }

  @Test
  void killedWhileSomeWaitItGoesOnWithTheSameBits(@TempDir Path temp) throws IOException {
    Path broken = temp.resolve("broken");
    for (int death : new int[] {77, 160, 333, 341}) {
      assertThrows(Runs.Death.class, () -> run(broken, Runs.dieAt(death)));
    }
    Path unbroken = temp.resolve("unbroken");
    assertEquals(run(unbroken, Runs.SILENT), run(broken, Runs.SILENT));
    assertEquals(
        Files.readString(MetricsOfARun.file(unbroken, "metrics.csv")),
        Files.readString(MetricsOfARun.file(broken, "metrics.csv")));
  }
}
