package org.qmp.rl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qmp.autograd.kernel.Precision;
import org.qmp.env.Chance;
import org.qmp.env.Guide;
import org.qmp.env.RescaleAction;
import org.qmp.env.TaskSuite;
import org.qmp.env.TimeLimit;
import org.qmp.env.classic.Pendulum;
import org.qmp.env.walker.Walker;
import org.qmp.nn.Fingerprint;
import org.qmp.rl.Evaluation.Acts;
import org.qmp.rl.TrainingConfig.Start;
import org.qmp.rl.TrainingConfig.Turns;
import org.qmp.rl.behavior.Behavior;
import org.qmp.rl.multitask.Method;
import org.qmp.rl.multitask.Method.Beta;
import org.qmp.rl.multitask.Method.Regularizer.Dnc;
import org.qmp.rl.multitask.NamedMethod;
import org.qmp.rl.replay.ReplayBuffer;

/** Which task acts when, and how many updates each learner then makes. */
final class TurnsTest {
  /** A task with episodes of that many steps. */
  static TaskSuite.Task task(String name, int length) {
    return new TaskSuite.Task(
        name, () -> new TimeLimit(Pendulum.suite().tasks().get(0).create(), length));
  }

  /** Tasks with episodes of two and of five steps. */
  private static TaskSuite lengths() {
    return new TaskSuite("lengths", List.of(task("short", 2), task("long", 5)));
  }

  private static Training training(Turns turns, String method, long warmUp) {
    TrainingConfig config =
        new TrainingConfig(1000, warmUp, Start.BEHAVIOR, turns, 2, 100, 1000, 1, 1000);
    return MethodRuns.training(lengths(), NamedMethod.of(method).method(), config);
  }

  @ParameterizedTest
  @CsvSource({"STEPS, 10, 10", "EPISODES, 4, 10"})
  void withTurnsByEpisodeTheShortTaskWaitsForTheLongOne(Turns turns, int ofShort, int ofLong) {
    try (Training training = training(turns, "separated", 1000)) {
      MethodRuns.rounds(training, 10);
      assertEquals(
          List.of(ofShort, ofLong),
          training.tasks().stream().map(task -> task.replay.size()).toList());
      assertEquals(ofShort + ofLong, training.step());
    }
  }

  @Test
  void noTaskEndsAnEpisodeWhileItWaits() {
    try (Training training = training(Turns.EPISODES, "separated", 1000)) {
      for (int round = 1; round <= 20; round++) {
        training.round();
        List<TaskLoop> loops = training.tasks();
        assertEquals(round % 5 == 2, loops.get(0).justEnded(), "short, round " + round);
        assertEquals(round % 5 == 0, loops.get(1).justEnded(), "long, round " + round);
      }
    }
  }

  /** By episodes, five rounds have seven steps; the warm-up is the first four, or two rounds. */
  @ParameterizedTest
  @CsvSource({"STEPS, 16, 16", "EPISODES, 4, 16"})
  void theUpdatesOfEachLearnerFollowTheStepsOfItsTask(Turns turns, int ofShort, int ofLong) {
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
  void theUpdatesOfASharedLearnerFollowTheMeanStepsOfItsTasks(Turns turns, int expected) {
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
  void aRunKilledWhileTasksWaitEndsWithTheSameBits(@TempDir Path temp) throws IOException {
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

  /** Two rounds of both tasks are four steps; in the third round the long task acts alone. */
  @Test
  void errorMessagesDoNotCountStepsOfATaskThatWaits() {
    FaultyWorlds worlds = new FaultyWorlds();
    TrainingConfig config =
        new TrainingConfig(1000, 1000, Start.BEHAVIOR, Turns.EPISODES, 2, 100, 1000, 1, 1000);
    try (Training training =
        MethodRuns.training(worlds.suite(lengths()), Method.SEPARATED, config)) {
      MethodRuns.rounds(training, 2);
      worlds.setFault(FaultyWorlds.Fault.THROWS_IN_STEP);
      String message = assertThrows(EnvironmentException.class, training::round).getMessage();
      assertTrue(message.startsWith("task long, step 5: "), message);
    }
  }

  /** Chooses the policies in turn, separately for each task, and counts its choices. */
  private record InTurn(int persistence, long[] choices) implements Behavior.Custom {
    @Override
    public Behavior.Rule start(List<String> tasks, List<String> policies) {
      Arrays.fill(choices, 0);
      return decision -> (int) (choices[decision.task()]++ % decision.policies());
    }
  }

  private static Training training(Turns turns, InTurn behavior) {
    TrainingConfig config =
        new TrainingConfig(1000, 1000, Start.BEHAVIOR, turns, 2, 100, 1000, 1, 1000);
    return MethodRuns.training(lengths(), Method.SEPARATED.with(behavior), config);
  }

  @Test
  void aPersistentChoiceLastsUntilTheEpisodeEndsAndNoLonger() {
    InTurn behavior = new InTurn(100, new long[2]);
    try (Training training = training(Turns.STEPS, behavior)) {
      MethodRuns.rounds(training, 10);
      assertEquals(List.of(0, 0, 1, 1, 0, 0, 1, 1, 0, 0), actors(training, 0));
      assertEquals(List.of(0, 0, 0, 0, 0, 1, 1, 1, 1, 1), actors(training, 1));
      training.evaluate(Acts.MIXTURE, 3, 1, "", "now");
      assertArrayEquals(new long[] {3, 3}, behavior.choices, "once in each evaluated episode");
    }
  }

  private static List<Integer> actors(Training training, int task) {
    ReplayBuffer replay = training.tasks().get(task).replay;
    return IntStream.range(0, replay.size()).mapToObj(replay::actingPolicy).toList();
  }

  @Test
  void noPolicyIsChosenForATaskThatWaits() {
    InTurn behavior = new InTurn(1, new long[2]);
    try (Training training = training(Turns.EPISODES, behavior)) {
      MethodRuns.rounds(training, 10);
      assertArrayEquals(new long[] {4, 10}, behavior.choices);
      assertEquals(List.of(0, 1, 0, 1), actors(training, 0));
      training.evaluate(Acts.MIXTURE, 3, 1, "", "now");
      assertArrayEquals(new long[] {6, 15}, behavior.choices);
    }
  }

  /** A guide that counts its calls. */
  private record Asked(int[] means, int[] samples) implements Guide {
    @Override
    public String name() {
      return "guide";
    }

    @Override
    public void mean(double[] observation, double[] actionOut) {
      means[0]++;
    }

    @Override
    public void act(double[] observation, Chance chance, double[] actionOut) {
      samples[0]++;
    }
  }

  @Test
  void guidesAreNotCalledForATaskThatWaits() {
    Asked guide = new Asked(new int[1], new int[1]);
    TrainingConfig config =
        new TrainingConfig(1000, 1000, Start.BEHAVIOR, Turns.EPISODES, 2, 100, 1000, 1, 1000);
    TaskSuite suite = lengths().wrapped(RescaleAction::new).withGuides(List.of(guide));
    Method method = NamedMethod.of("separated+qmp").method();
    try (Training training = MethodRuns.training(suite, method, config)) {
      MethodRuns.rounds(training, 10);
      assertEquals(List.of(14, 14), List.of(guide.means[0], guide.samples[0]));
    }
  }

  /** Distils with a period of 20 steps. */
  private static Training distilling(long warmUp, double updatesPerStep) {
    TrainingConfig config =
        new TrainingConfig(
            1000, warmUp, Start.UNIFORM, Turns.STEPS, updatesPerStep, 100, 1000, 1, 1000);
    Method dnc = Method.SEPARATED.with(new Dnc(new Beta.Uniform(0.05), 20, 1));
    return MethodRuns.training(lengths(), dnc, config);
  }

  /** After the warm-up, at steps 40 and 60, one policy replaces all; then they diverge again. */
  @Test
  void atAMultipleOfThePeriodAllPoliciesBecomeOne() {
    try (Training training = distilling(20, 1)) {
      for (int round = 1; round <= 35; round++) {
        training.round();
        boolean one = actor(training, 0).equals(actor(training, 1));
        assertEquals(round == 20 || round == 30, one, "after step " + 2 * round);
      }
    }
  }

  private static String actor(Training training, int task) {
    return Fingerprint.of(training.learners().sacs().get(task).actor().parameters());
  }

  /** Multiples of the period in the warm-up, here steps 20 and 40, do not count. */
  @Test
  void duringTheWarmUpNothingIsDistilled() {
    try (Training training = distilling(50, 2)) {
      String before = MethodRuns.learned(training);
      MethodRuns.rounds(training, 25);
      assertEquals(50, training.step());
      assertEquals(before, MethodRuns.learned(training));
      MethodRuns.rounds(training, 1);
      assertNotEquals(before, MethodRuns.learned(training));
    }
  }
}
