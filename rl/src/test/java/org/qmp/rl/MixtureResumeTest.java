package org.qmp.rl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.qmp.autograd.kernel.Precision;
import org.qmp.env.classic.PointReach;
import org.qmp.rl.TrainingConfig.Start;
import org.qmp.rl.TrainingConfig.Turns;
import org.qmp.rl.behavior.Behavior;
import org.qmp.rl.behavior.QSwitch;
import org.qmp.rl.multitask.Method;

/** A resumed mixture restores who was acting, for how long, and how often each policy acted. */
final class MixtureResumeTest {

  static Stream<Behavior> mixtures() {
    return Stream.of(
        QSwitch.defaults(),
        new QSwitch(
            new QSwitch.Expectation(2),
            QSwitch.CriticChoice.MEAN,
            QSwitch.Entropy.GAUSSIAN,
            7,
            0.3,
            0,
            2,
            QSwitch.Tie.OWN),
        new Behavior.Uniform(5),
        new Behavior.Domain(3));
  }

  @ParameterizedTest
  @MethodSource("mixtures")
  void aRunKilledBetweenEvaluationsWritesTheSameFiles(Behavior mixture, @TempDir Path temp)
      throws IOException {
    TrainingConfig config =
        new TrainingConfig(480, 40, Start.BEHAVIOR, Turns.STEPS, 0.3, 500, 160, 1, 92);
    Method method = Method.SEPARATED.with(mixture);
    RunSpec spec = new RunSpec("point", method, 9, Precision.FLOAT, config, Runs.tinyNets(4));
    Path unbroken = temp.resolve("unbroken");
    Path broken = temp.resolve("broken");
    String fingerprint = Runs.run(spec, PointReach.suite(), unbroken, Runs.SILENT);
    for (int death : new int[] {133, 399}) {
      assertThrows(
          Runs.Death.class, () -> Runs.run(spec, PointReach.suite(), broken, Runs.dieAt(death)));
    }
    assertEquals(fingerprint, Runs.run(spec, PointReach.suite(), broken, Runs.SILENT));
    MetricsOfARun.assertSameFiles(unbroken, broken);
    Map<String, Map<Long, Double>> metrics = MetricsOfARun.read(broken);
    for (String task : List.of("upper-right", "lower-right", "upper-left", "centre")) {
      for (long step : new long[] {160, 320, 480}) {
        assertEquals(1, MetricsOfARun.rowSum(metrics, task, step), 1e-12, task + " " + step);
      }
    }
  }

  @Test
  void theMatrixIsNotRecordedWhereAllActionsWereRandom(@TempDir Path temp) throws IOException {
    TrainingConfig config =
        new TrainingConfig(240, 100, Start.UNIFORM, Turns.STEPS, 0.3, 500, 80, 1, 1000);
    Method method = Method.SEPARATED.with(QSwitch.defaults());
    RunSpec spec = new RunSpec("point", method, 9, Precision.FLOAT, config, Runs.tinyNets(4));
    Runs.run(spec, PointReach.suite(), temp, Runs.SILENT);
    Map<String, Map<Long, Double>> metrics = MetricsOfARun.read(temp);
    var shares = metrics.getOrDefault("mixture/centre/centre", Map.of());
    assertEquals(List.of(160L, 240L), List.copyOf(shares.keySet()));
    for (long step : shares.keySet()) {
      assertEquals(1, MetricsOfARun.rowSum(metrics, "centre", step), 1e-12);
    }
  }
}
