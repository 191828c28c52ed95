package org.qmp.rl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.qmp.rl.TurnsTest.task;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qmp.autograd.kernel.Backend;
import org.qmp.autograd.kernel.Precision;
import org.qmp.env.TaskSuite;
import org.qmp.env.classic.PointReach;
import org.qmp.rl.TrainingConfig.Start;
import org.qmp.rl.TrainingConfig.Turns;
import org.qmp.rl.behavior.Behavior;
import org.qmp.rl.multitask.Method;
import org.qmp.rl.multitask.NamedMethod;
import org.qmp.rl.replay.ReplayBuffer;
import org.qmp.rl.sac.Sac;

/** Every metric that exists is reported once, and no other. */
final class TrainingMetricsTest {
  private static final int LONG = 50;

  /** The first task waits for the second most of the time. */
  private static TaskSuite lengths() {
    return new TaskSuite("lengths", List.of(task("short", 3), task("long", LONG)));
  }

  private static final Method MIXTURE = Method.SEPARATED.with(new Behavior.Uniform(1));

  /** Records the metrics it receives, by name and round. */
  private static final class Memory implements MetricsSink {
    private final Map<String, SortedMap<Integer, Double>> told = new TreeMap<>();
    private int round;

    @Override
    public void write(long step, String name, double value) {
      told.computeIfAbsent(name, key -> new TreeMap<>()).put(round, value);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  /** Reported every ten rounds, all windows together cover all steps in the replay buffers. */
  @Test
  void noStepOfAMixtureIsLostWhileATaskWaits() throws IOException {
    TrainingConfig config =
        new TrainingConfig(1000, 1000, Start.BEHAVIOR, Turns.EPISODES, 1, 500, 1000, 1, 1000);
    Memory memory = new Memory();
    try (Training training = MethodRuns.training(lengths(), MIXTURE, config)) {
      TrainingMetrics metrics = new TrainingMetrics(training);
      metrics.add(memory);
      for (int round = 1; round <= 2 * LONG; round++) {
        training.round();
        if (round % 10 == 0) {
          memory.round = round;
          metrics.shares();
        }
      }
      assertEquals(
          List.of(10, 20, 30, 40, 50, 60, 70, 80, 90, 100),
          List.copyOf(memory.told.get("mixture/long/short").keySet()));
      assertEquals(List.of(10, 60), List.copyOf(memory.told.get("mixture/short/short").keySet()));
      for (String task : List.of("short", "long")) {
        ReplayBuffer replay = training.replays().get(task);
        int perWindow = task.equals("short") ? 3 : 10;
        for (int policy = 0; policy < 2; policy++) {
          double acted = 0;
          for (int i = 0; i < replay.size(); i++) {
            acted += replay.actingPolicy(i) == policy ? 1 : 0;
          }
          String name = "mixture/" + task + "/" + (policy == 0 ? "short" : "long");
          double told = memory.told.get(name).values().stream().mapToDouble(v -> v).sum();
          assertEquals(acted, told * perWindow, 1e-9, name);
          assertTrue(acted > 0, name);
        }
      }
    }
  }

  @Test
  void aRowOfTheMixtureIsReportedAtEveryEvaluationIfItsTaskActed(@TempDir Path temp)
      throws IOException {
    TrainingConfig config =
        new TrainingConfig(212, 1000, Start.BEHAVIOR, Turns.EPISODES, 1, 500, 20, 1, 47);
    RunSpec spec = new RunSpec("lengths", MIXTURE, 2, Precision.FLOAT, config, Runs.tinyNets(4));
    Path broken = temp.resolve("broken");
    assertThrows(Runs.Death.class, () -> Runs.run(spec, lengths(), broken, Runs.dieAt(113)));
    Runs.run(spec, lengths(), broken, Runs.SILENT);
    Path unbroken = temp.resolve("unbroken");
    Runs.run(spec, lengths(), unbroken, Runs.SILENT);
    assertEquals(
        Files.readString(MetricsOfARun.file(unbroken, "metrics.csv")),
        Files.readString(MetricsOfARun.file(broken, "metrics.csv")));
    Map<String, Map<Long, Double>> metrics = MetricsOfARun.read(broken);
    List<Long> evaluated = List.copyOf(metrics.get("evaluation-mixture/long/return").keySet());
    assertTrue(evaluated.size() >= 10, evaluated.toString());
    assertEquals(evaluated, List.copyOf(metrics.get("mixture/long/long").keySet()));
    for (long step : evaluated) {
      assertEquals(1, MetricsOfARun.rowSum(metrics, "long", step), 1e-12);
    }
  }

  /** The warm-up ends after 50 steps of two tasks, and evaluations are at 20, 40, 60, 80, 100. */
  @Test
  void learnersWithoutUpdatesReportNoMetrics(@TempDir Path temp) throws IOException {
    for (String method : List.of("separated", "params", "data")) {
      TaskSuite suite =
          new TaskSuite("pair", PointReach.suite().tasks().subList(0, 2))
              .withRelabeling(PointReach.suite().relabeling().orElseThrow());
      TrainingConfig config =
          new TrainingConfig(100, 50, Start.UNIFORM, Turns.STEPS, 1, 500, 20, 1, 30);
      RunSpec spec =
          new RunSpec(
              "pair",
              NamedMethod.of(method).method(),
              2,
              Precision.FLOAT,
              config,
              Runs.tinyNets(4));
      Path run = temp.resolve(method);
      assertThrows(Runs.Death.class, () -> Runs.run(spec, suite, run, Runs.dieAt(44)));
      Runs.run(spec, suite, run, Runs.SILENT);
      Map<String, Map<Long, Double>> metrics = MetricsOfARun.read(run);
      List<String> ofLearners =
          metrics.keySet().stream().filter(name -> name.startsWith("learner/")).toList();
      assertTrue(ofLearners.size() >= 5, ofLearners.toString());
      for (String name : ofLearners) {
        assertEquals(
            List.of(60L, 80L, 100L), List.copyOf(metrics.get(name).keySet()), method + " " + name);
      }
    }
  }

  @Test
  void ofSeparateLearnersOnlyThoseWithUpdatesAreReported() throws IOException {
    try (Training training = learning(Turns.EPISODES)) {
      MethodRuns.rounds(training, LONG - 1); // the short task has waited since the warm-up
      assertEquals(
          List.of(
              "learner/long/actorLoss",
              "learner/long/alpha",
              "learner/long/criticLoss",
              "learner/long/entropy"),
          List.copyOf(toldOfLearners(training).keySet()));
    }
  }

  /** Separate learners that start after ten steps, with one update per step. */
  private static Training learning(Turns turns) {
    return MethodRuns.training(
        lengths(),
        Method.SEPARATED,
        new TrainingConfig(1000, 10, Start.UNIFORM, turns, 1, 500, 1000, 1, 1000));
  }

  private static Map<String, SortedMap<Integer, Double>> toldOfLearners(Training training)
      throws IOException {
    Memory memory = new Memory();
    TrainingMetrics metrics = new TrainingMetrics(training);
    metrics.add(memory);
    metrics.learners();
    return memory.told;
  }

  @Test
  void theMetricsOfEveryLearnerAreThoseOfItsLatestUpdate() throws IOException {
    try (Training training = learning(Turns.STEPS)) {
      MethodRuns.rounds(training, 20);
      for (int i = 0; i < 2; i++) {
        Sac sac = training.learners().sacs().get(i);
        sac.state().get("temperature/logAlpha").fill(-i);
      }
      var told = toldOfLearners(training);
      for (int i = 0; i < 2; i++) {
        Sac sac = training.learners().sacs().get(i);
        String learner = "learner/" + training.tasks().get(i).name + "/";
        assertEquals(Map.of(0, sac.criticLoss()), told.get(learner + "criticLoss"));
        assertEquals(Map.of(0, sac.actorLoss()), told.get(learner + "actorLoss"));
        assertEquals(Map.of(0, sac.entropy()), told.get(learner + "entropy"));
        assertEquals(Map.of(0, StrictMath.exp(-i)), told.get(learner + "alpha"));
      }
    }
  }

  @Test
  void theRecentReturnIsThatOfTasksThatHaveEndedAnEpisode(@TempDir Path temp) throws IOException {
    TrainingConfig config =
        new TrainingConfig(212, 1000, Start.UNIFORM, Turns.STEPS, 1, 500, 1000, 1, 1000);
    RunSpec spec =
        new RunSpec("lengths", Method.SEPARATED, 2, Precision.FLOAT, config, Runs.tinyNets(4));
    try (Trainer trainer = new Trainer(spec, lengths(), Backend.plain(), temp)) {
      assertTrue(Double.isNaN(trainer.agent().recentReturn()));
      trainer.run(Runs.stopAt(8));
      assertRecentReturnIsTheOneTold(trainer, temp);
    }
    try (Trainer resumed = new Trainer(spec, lengths(), Backend.plain(), temp)) {
      assertRecentReturnIsTheOneTold(resumed, temp);
    }
  }

  /** The short episode ends at step 6; the long one is still running. */
  private static void assertRecentReturnIsTheOneTold(Trainer trainer, Path run) throws IOException {
    Map<Long, Double> told = MetricsOfARun.read(run).get("collect/short/return");
    assertEquals(told, Map.of(6L, trainer.agent().recentReturn()));
  }
}
