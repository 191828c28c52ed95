package org.qmp.rl;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.qmp.autograd.kernel.Backend;
import org.qmp.autograd.kernel.Precision;
import org.qmp.env.TaskSuite;
import org.qmp.env.classic.PointReach;
import org.qmp.env.classic.PointTask;
import org.qmp.rl.TrainingConfig.Start;
import org.qmp.rl.TrainingConfig.Turns;
import org.qmp.rl.multitask.NamedMethod;
import org.qmp.rl.sac.SacConfig;

/**
 * The paper's illustration: one learner alone (a), with guides ↑, → and ↙ to choose from (b), and
 * with ↗ instead of ↙ (c). The results go to {@code target/panels.csv}.
 */
@Tag("long")
final class PanelsTest {
  private static final int SEEDS = 20;
  private static final long BUDGET = 10_000;

  private static SacConfig sac() {
    return SacConfig.defaults()
        .with(
            c -> {
              c.hidden = List.of(64, 64);
              c.batch = 128;
              c.learningRate = 1e-3;
            });
  }

  /** Environment steps until an episode ends at the goal, or the budget if none does. */
  private static long stepsToTheGoal(TaskSuite suite, String method, long seed) {
    TrainingConfig config =
        new TrainingConfig(BUDGET, 100, Start.BEHAVIOR, Turns.STEPS, 1, 100_000, BUDGET, 1, BUDGET);
    RunSpec spec =
        new RunSpec(
            suite.name(), NamedMethod.of(method).method(), seed, Precision.FLOAT, config, sac());
    try (Training training = new Training(spec, suite, Backend.best())) {
      TaskLoop loop = training.tasks().get(0);
      boolean there = false;
      while (!there && !training.isOver()) {
        training.round();
        there = loop.justEnded() && loop.lastLength() < PointTask.FIGURE.horizon();
      }
      return training.step();
    }
  }

  private static double median(List<Long> values) {
    List<Long> sorted = values.stream().sorted().toList();
    return 0.5 * (sorted.get((SEEDS - 1) / 2) + sorted.get(SEEDS / 2));
  }

  private static List<Long> panel(
      String name, TaskSuite suite, String method, StringBuilder table) {
    List<Long> steps = new ArrayList<>();
    for (int seed = 1; seed <= SEEDS; seed++) {
      steps.add(stepsToTheGoal(suite, method, seed));
      table.append(String.format(Locale.ROOT, "%s,%d,%d%n", name, seed, steps.get(seed - 1)));
    }
    return steps;
  }

  @Test
  void guidesSpeedUpLearningEvenWhenOneIsHarmful() throws IOException {
    StringBuilder table = new StringBuilder("panel,seed,steps\n");
    double a = median(panel("a", PointReach.figure(), "separated", table));
    double b = median(panel("b", PointReach.figureB(), "separated+qmp", table));
    double c = median(panel("c", PointReach.figureC(), "separated+qmp", table));
    Files.writeString(Path.of("target", "panels.csv"), table);
    assertTrue(c < b && b < a, "median steps to the goal: a " + a + ", b " + b + ", c " + c);
  }
}
