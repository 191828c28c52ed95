package org.qmp.rl;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.qmp.autograd.kernel.Backend;
import org.qmp.autograd.kernel.Precision;
import org.qmp.env.TaskSuite;
import org.qmp.env.classic.Pendulum;
import org.qmp.env.classic.PointReach;
import org.qmp.rl.Evaluation.Acts;
import org.qmp.rl.TrainingConfig.Start;
import org.qmp.rl.TrainingConfig.Turns;
import org.qmp.rl.multitask.Method;
import org.qmp.rl.sac.SacConfig;

/**
 * Complete training runs. They take minutes, so they have a tag and a separate command:
 *
 * <pre>
 *   ./mvnw -q verify -pl rl -am -Dqmp.test.excluded= -Dgroups=long -Dtest=LearningTest -Dsurefire.failIfNoSpecifiedTests=false
 * </pre>
 *
 * Each appends its results to {@code target/learning.csv}: suite, seed, task, metric, value.
 */
@Tag("long")
final class LearningTest {
  private static final int SEEDS = 5;
  private static final Path TABLE = Path.of("target/learning.csv");

  private static SacConfig sac() {
    return SacConfig.defaults()
        .with(
            c -> {
              c.hidden = List.of(64, 64);
              c.batch = 128;
              c.learningRate = 1e-3;
            });
  }

  /** One update for every step; the evaluation at the end has twenty episodes of each task. */
  private static Training learn(TaskSuite suite, long seed, long steps, long warmUp) {
    TrainingConfig config =
        new TrainingConfig(steps, warmUp, Start.UNIFORM, Turns.STEPS, 1, 100_000, steps, 20, steps);
    RunSpec spec =
        new RunSpec(suite.name(), Method.SEPARATED, seed, Precision.FLOAT, config, sac());
    Training training = new Training(spec, suite, Backend.best());
    while (!training.isOver()) {
      training.round();
    }
    return training;
  }

  private static void note(String suite, long seed, String task, String metric, double value)
      throws IOException {
    String line =
        String.format(Locale.ROOT, "%s,%d,%s,%s,%.4f%n", suite, seed, task, metric, value);
    Files.writeString(TABLE, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  @Test
  void thePendulumSwingsUpOnAverageOverFiveSeeds() throws IOException {
    double mean = 0;
    for (int seed = 1; seed <= SEEDS; seed++) {
      Training training = learn(Pendulum.suite(), seed, 20_000, 1000);
      double value = training.evaluate(Acts.OWN).get(0).meanReturn();
      note("pendulum", seed, training.tasks().get(0).name, "return", value);
      mean += value / SEEDS;
    }
    assertTrue(mean >= -180, "mean return " + mean);
  }

  @Test
  void everyGoalIsReachedWithEverySeed() throws IOException {
    boolean reached = true;
    for (int seed = 1; seed <= SEEDS; seed++) {
      Training training = learn(PointReach.suite(), seed, 40_000, 4000);
      for (int task = 0; task < training.tasks().size(); task++) {
        Evaluation evaluation = training.evaluate(Acts.OWN).get(task);
        int success = evaluation.metricNames().indexOf("success/ever");
        String name = training.tasks().get(task).name;
        note("point", seed, name, "success", evaluation.meanMetric(success));
        note("point", seed, name, "steps", evaluation.meanLength());
        reached &= evaluation.meanMetric(success) == 1;
      }
    }
    assertTrue(reached, "see " + TABLE);
  }
}
