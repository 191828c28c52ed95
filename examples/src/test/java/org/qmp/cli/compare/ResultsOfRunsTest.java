package org.qmp.cli.compare;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qmp.env.Environment;
import org.qmp.env.TaskSuite;
import org.qmp.env.Wrapper;
import org.qmp.env.classic.PointReach;
import org.qmp.rl.Evaluation.Acts;
import org.qmp.rl.stats.LearningCurve;

/** Which method, task and seed a number belongs to. */
final class ResultsOfRunsTest {
  @TempDir private Path temp;

  /** An environment that does not report success. */
  private static final class Silent extends Wrapper {
    Silent(Environment inner) {
      super(inner);
    }

    @Override
    public List<String> metrics() {
      return List.of("distance");
    }
  }

  /** Method m, seed s, n-th evaluation: 0.msn1 for the first task, 0.msn2 for the second. */
  private Recorded numbered() {
    Recorded runs = Recorded.of(temp, 2, 2);
    for (int method = 0; method < 2; method++) {
      for (int task = 0; task < 2; task++) {
        for (int seed = 1; seed <= 2; seed++) {
          double code = method / 10.0 + seed / 100.0 + (task + 1) / 10_000.0;
          double[] values = {code + 0.001, code + 0.002};
          runs.curve("evaluation", method, task, seed, "success", values);
        }
      }
    }
    return runs;
  }

  private static double second(LearningCurve curve) {
    return curve.values()[1];
  }

  @Test
  void scoresOfAMethodAreByTaskAndSeed() throws IOException {
    Results results = numbered().results();
    double[][] first = results.scores(Acts.OWN, 0, ResultsOfRunsTest::second).byTask();
    double[][] second = results.scores(Acts.OWN, 1, ResultsOfRunsTest::second).byTask();
    assertArrayEquals(new double[] {0.0121, 0.0221}, first[0], 1e-12);
    assertArrayEquals(new double[] {0.0122, 0.0222}, first[1], 1e-12);
    assertArrayEquals(new double[] {0.1121, 0.1221}, second[0], 1e-12);
    assertArrayEquals(new double[] {0.1122, 0.1222}, second[1], 1e-12);
    LearningCurve curve = results.curves(Acts.OWN, 1, 0).get(1);
    assertArrayEquals(new double[] {100, 200}, curve.steps());
    assertArrayEquals(new double[] {0.1211, 0.1221}, curve.values(), 1e-12);
    assertEquals(List.of(100L, 200L), results.steps(0));
    assertEquals(2, results.methods());
    assertEquals(Recorded.TASKS, results.tasks());
  }

  @Test
  void mixturesAreReadSeparately() throws IOException {
    Recorded runs = numbered();
    for (int task = 0; task < 2; task++) {
      runs.mixture(1, task, new double[][] {{0.5, 0.6}, {0.7, 0.8}});
    }
    Results results = runs.results();
    assertFalse(results.mixes(0));
    assertTrue(results.mixes(1));
    assertArrayEquals(
        new double[] {0.6, 0.8},
        results.scores(Acts.MIXTURE, 1, ResultsOfRunsTest::second).byTask()[1]);
    assertEquals(0.1121, results.scores(Acts.OWN, 1, ResultsOfRunsTest::second).score(0, 0), 1e-12);
  }

  @Test
  void successIsTheMeasureIfAllTasksReportIt() throws IOException {
    Results success = numbered().results();
    assertEquals(Measure.SUCCESS, success.measure());
    assertTrue(success.isRate());
    List<TaskSuite.Task> points = PointReach.suite().tasks();
    TaskSuite mixed =
        new TaskSuite(
            "two",
            List.of(
                new TaskSuite.Task(Recorded.TASKS.get(0), points.get(0)::create),
                new TaskSuite.Task(
                    Recorded.TASKS.get(1), () -> new Silent(points.get(1).create()))));
    Results returns = numbered().withSuite(mixed).results();
    assertEquals(Measure.RETURN, returns.measure());
    assertFalse(returns.isRate());
    assertEquals(-102, returns.scores(Acts.OWN, 0, ResultsOfRunsTest::second).score(0, 0));
    assertFalse(returns.isAllFailure(), "a return below 0 is no failure");
  }

  @Test
  void environmentsCreatedToReadTheirMetricsAreClosed() {
    AtomicInteger open = new AtomicInteger();
    TaskSuite suite =
        PointReach.suite()
            .wrapped(
                world -> {
                  open.incrementAndGet();
                  return new Wrapper(world) {
                    @Override
                    public void close() {
                      open.decrementAndGet();
                      super.close();
                    }
                  };
                });
    assertEquals(Measure.SUCCESS, Measure.of(suite, "--measure", Optional.empty()));
    assertEquals(0, open.get());
  }

  @Test
  void aRunThatLacksEvaluationsIsNamedAndNotCompared() {
    Recorded runs = Recorded.of(temp, 2, 2);
    double[][] whole = {{0, 0.5, 1}, {0, 0.5, 1}};
    runs.own(0, 0, whole).own(0, 1, whole).own(1, 0, whole);
    runs.own(1, 1, new double[][] {{0, 0.5, 1}, {0, 0.5}});
    String message = assertThrows(IOException.class, runs::results).getMessage();
    assertEquals(
        temp.resolve("separated+qmp-2/metrics/metrics.csv")
            + " lacks evaluations: expected evaluation/lower-right/success/ever at the steps"
            + " [100, 200, 300]",
        message);
  }

  @Test
  void aRunWithoutMetricsIsNamed() {
    Recorded runs = Recorded.of(temp, 1, 1);
    assertEquals(
        temp.resolve("separated-1/metrics/metrics.csv")
            + " lacks evaluations: expected evaluation/upper-right/success/ever at the steps []",
        assertThrows(IOException.class, runs::results).getMessage());
  }

  @Test
  void aMixtureThatLacksAnEvaluationIsNamed() {
    Recorded runs = numbered();
    runs.mixture(1, 0, new double[][] {{0, 0}, {0, 0}});
    runs.mixture(1, 1, new double[][] {{0, 0}, {0}});
    String message = assertThrows(IOException.class, runs::results).getMessage();
    assertTrue(message.contains("separated+qmp-2"), message);
    assertTrue(message.contains("expected evaluation-mixture/lower-right/success/ever"), message);
  }
}
