package org.qmp.cli.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.qmp.cli.compare.Recorded;
import org.qmp.cli.option.UsageException;
import org.qmp.env.TaskSuite;
import org.qmp.env.classic.PointReach;
import org.qmp.rl.TrainingConfig;
import org.qmp.rl.TrainingConfig.Start;

/** How often policies acted, worked by hand for two tasks and at most three runs. */
final class PolicySharesTest {
  private static final TaskSuite SUITE =
      new TaskSuite("two", PointReach.suite().tasks().subList(0, 2));

  /** The metrics of a run, which is evaluated at steps 100, 200 and 400. */
  private static final class Run {
    private final SortedMap<Long, SortedMap<String, Double>> byStep = new TreeMap<>();

    Run() {
      for (long step : new long[] {100, 200, 400}) {
        put(step, "evaluation-mixture/upper-right/return", -1);
        put(step, "evaluation/upper-right/return", -1);
      }
    }

    private Run put(long step, String name, double value) {
      byStep.computeIfAbsent(step, at -> new TreeMap<>()).put(name, value);
      return this;
    }

    /** Sets the shares of both policies in a task's steps, for the window that ends at a step. */
    Run acted(long step, String task, double first, double second) {
      return put(step, "mixture/" + task + "/upper-right", first)
          .put(step, "mixture/" + task + "/lower-right", second);
    }
  }

  private static TrainingConfig training(Start start) {
    return TrainingConfig.of(400)
        .with(
            c -> {
              c.warmUp = 150;
              c.start = start;
            });
  }

  private static PolicyShares of(Run... runs) {
    return of(training(Start.BEHAVIOR), runs);
  }

  private static PolicyShares of(TrainingConfig training, Run... runs) {
    return PolicyShares.of(
        "runs", SUITE, training, List.of(runs).stream().map(r -> new Metrics(r.byStep)).toList());
  }

  private static Run usual() {
    return new Run()
        .acted(100, "upper-right", 1, 0)
        .acted(100, "lower-right", 0.5, 0.5)
        .acted(200, "upper-right", 0.8, 0.2)
        .acted(200, "lower-right", 0, 1)
        .acted(400, "upper-right", 0.6, 0.4)
        .acted(400, "lower-right", 0.25, 0.75);
  }

  private static void assertWindow(
      long from, long to, double[] first, double[] second, PolicyShares.Window window) {
    assertEquals(List.of(from, to), List.of(window.from(), window.to()));
    assertArrayEquals(first, window.shares()[0], 1e-12);
    assertArrayEquals(second, window.shares()[1], 1e-12);
  }

  @Test
  void windowsReachFromOneEvaluationToTheNext() {
    PolicyShares mixture = of(usual());
    assertEquals(Recorded.TASKS, mixture.tasks());
    assertEquals(Recorded.TASKS, mixture.policies());
    assertEquals(3, mixture.windows().size());
    assertWindow(0, 100, new double[] {1, 0}, new double[] {0.5, 0.5}, mixture.windows().get(0));
    assertWindow(100, 200, new double[] {0.8, 0.2}, new double[] {0, 1}, mixture.windows().get(1));
    assertWindow(
        200, 400, new double[] {0.6, 0.4}, new double[] {0.25, 0.75}, mixture.windows().get(2));
  }

  /** First task: 0 · 100 + 0.2 · 100 + 0.4 · 200 = 100 steps; second: 50 + 0 + 50; of 800. */
  @Test
  void theShareOfOtherPoliciesIsWeightedBySteps() {
    assertEquals(0.25, of(usual()).foreign(), 1e-12);
    assertEquals(0.25, of(usual()).condensed(1).foreign(), 1e-12);
  }

  @Test
  void joinedWindowsAreWeightedBySteps() {
    PolicyShares one = of(usual()).condensed(1);
    assertEquals(1, one.windows().size());
    assertWindow(
        0, 400, new double[] {0.75, 0.25}, new double[] {0.25, 0.75}, one.windows().get(0));
    PolicyShares two = of(usual()).condensed(2);
    assertWindow(0, 100, new double[] {1, 0}, new double[] {0.5, 0.5}, two.windows().get(0));
    assertWindow(
        100,
        400,
        new double[] {2 / 3.0, 1 / 3.0},
        new double[] {1 / 6.0, 5 / 6.0},
        two.windows().get(1));
    assertEquals(of(usual()).windows().size(), of(usual()).condensed(8).windows().size());
    assertEquals(2, two.windows().size());
  }

  /** As in a run whose warm-up lasts for 200 steps. */
  @Test
  void windowsOfRandomActionsOnlyDoNotCount() {
    Run late =
        new Run()
            .acted(200, "upper-right", 0, 0)
            .acted(200, "lower-right", 0, 0)
            .acted(400, "upper-right", 0.6, 0.4)
            .acted(400, "lower-right", 0.2, 0.8);
    PolicyShares mixture = of(late);
    assertEquals(0.3, mixture.foreign(), 1e-12);
    assertEquals(1, mixture.windows().size());
    assertWindow(
        200, 400, new double[] {0.6, 0.4}, new double[] {0.2, 0.8}, mixture.windows().get(0));
  }

  /**
   * Actions are random until step 150; policies act in the last 50 steps of the second window: for
   * the first task 0.2 · 50 + 0.4 · 200 = 90, for the second 0 + 0.25 · 200 = 50, of 500.
   */
  @Test
  void onlyStepsOfPoliciesCountInAWindow() {
    Run run = usual();
    run.byStep.get(100L).keySet().removeIf(name -> name.startsWith("mixture/"));
    PolicyShares mixture = of(training(Start.UNIFORM), run);
    assertEquals(0.28, mixture.foreign(), 1e-12);
    assertWindow(150, 200, new double[] {0.8, 0.2}, new double[] {0, 1}, mixture.windows().get(0));
    assertWindow(
        150,
        400,
        new double[] {0.64, 0.36},
        new double[] {0.2, 0.8},
        mixture.condensed(1).windows().get(0));
    assertEquals(0.25, of(run).foreign(), 1e-12, "its policies act from the first step on");
  }

  /** If tasks take equally many episodes, not steps, one may wait through a whole window. */
  @Test
  void aTaskThatWaitedIsLeftOutOfThatWindowOnly() {
    Run waiting =
        new Run()
            .acted(100, "upper-right", 0.5, 0.5)
            .acted(200, "lower-right", 0.25, 0.75)
            .acted(400, "upper-right", 0.8, 0.2)
            .acted(400, "lower-right", 0, 1);
    PolicyShares mixture = of(waiting);
    assertEquals(3, mixture.windows().size());
    assertWindow(0, 100, new double[] {0.5, 0.5}, new double[2], mixture.windows().get(0));
    assertWindow(100, 200, new double[2], new double[] {0.25, 0.75}, mixture.windows().get(1));
    assertWindow(
        0,
        400,
        new double[] {(50 + 160) / 300.0, (50 + 40) / 300.0},
        new double[] {25 / 300.0, 275 / 300.0},
        mixture.condensed(1).windows().get(0));
    assertEquals((50 + 40 + 25) / 600.0, mixture.foreign(), 1e-12);
  }

  @Test
  void sharesAreMeansOverRunsInWhichPoliciesActedForTheTask() {
    Run own = usual().acted(200, "lower-right", 0, 1);
    Run other = usual().acted(200, "lower-right", 0.5, 0.5);
    Run waiting = usual().acted(200, "lower-right", 0, 0);
    double[][] shares = of(own, other, waiting).windows().get(1).shares();
    assertArrayEquals(new double[] {0.25, 0.75}, shares[1], 1e-12);
    assertArrayEquals(new double[] {0.8, 0.2}, shares[0], 1e-12);
  }

  @Test
  void windowsEndAtEvaluationsThatAllRunsShare() {
    Run behind = usual();
    behind.byStep.remove(200L);
    PolicyShares mixture = of(usual(), behind);
    assertEquals(2, mixture.windows().size());
    assertEquals(100, mixture.windows().get(1).from());
    assertEquals(400, mixture.windows().get(1).to());
  }

  @Test
  void beforeAnyPolicyActsThereIsOneEmptyWindow() {
    PolicyShares mixture = of(new Run());
    assertEquals(1, mixture.windows().size());
    assertWindow(0, 400, new double[2], new double[2], mixture.windows().get(0));
    assertEquals(0, mixture.foreign());
  }

  @Test
  void guidesAreColumnsAfterTheTasks() {
    Run run = new Run();
    run.put(100, "mixture/upper-right/upper-right", 0.25);
    run.put(100, "mixture/upper-right/RIGHT", 0.75);
    PolicyShares mixture =
        PolicyShares.of(
            "run",
            PointReach.figureB(),
            training(Start.BEHAVIOR),
            List.of(new Metrics(run.byStep)));
    assertEquals(List.of("upper-right", "UP", "RIGHT", "DOWN_LEFT"), mixture.policies());
    assertArrayEquals(new double[] {0.25, 0, 0.75, 0}, mixture.windows().get(0).shares()[0]);
    assertEquals(0.75, mixture.foreign());
  }

  @Test
  void runsWithoutAMixtureAreRefused() {
    Run alone = new Run();
    alone.byStep.values().forEach(at -> at.remove("evaluation-mixture/upper-right/return"));
    assertEquals(
        "runs has no mixture of policies; runs that have been evaluated, of methods such as"
            + " separated+qmp, are allowed",
        assertThrows(UsageException.class, () -> of(alone)).getMessage());
  }
}
