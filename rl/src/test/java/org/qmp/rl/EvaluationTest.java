package org.qmp.rl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qmp.autograd.kernel.Precision;
import org.qmp.env.Chance;
import org.qmp.env.Environment;
import org.qmp.env.Outcome;
import org.qmp.env.Summary;
import org.qmp.env.TaskSuite;
import org.qmp.env.Wrapper;
import org.qmp.env.classic.Pendulum;
import org.qmp.rl.Evaluation.Acts;
import org.qmp.rl.TrainingConfig.Start;
import org.qmp.rl.TrainingConfig.Turns;
import org.qmp.rl.multitask.Method;

/** What an evaluation reports about its episodes, and in which states they start. */
final class EvaluationTest {
  /** Episodes of three steps whose metrics follow a table. */
  private static final class Scripted extends Wrapper {
    private static final List<String> NAMES =
        List.of("success", "distance", "most", "least", "average");

    /** For each step of each episode: success, and one value for all other metrics. */
    private static final double[][][] SCRIPT = {
      {{0, 5}, {1, 2}, {0, 3.5}}, {{0, -4}, {0, -9}, {0, -2}}, {{1, 1}, {0, 1}, {0, 1}}
    };

    private int episode = -1;
    private int step;

    Scripted(Environment inner) {
      super(inner);
    }

    @Override
    public void reset(Chance chance, double[] observationOut) {
      super.reset(chance, observationOut);
      episode++;
      step = 0;
    }

    @Override
    public Outcome step(double[] action, double[] observationOut) {
      super.step(action, observationOut);
      step++;
      return step == 3 ? new Outcome.Terminated(1) : new Outcome.Running(10);
    }

    @Override
    public List<String> metrics() {
      return NAMES;
    }

    @Override
    public Summary summary(String metric) {
      return switch (metric) {
        case "most" -> Summary.MAX;
        case "least" -> Summary.MIN;
        case "average" -> Summary.MEAN;
        default -> super.summary(metric);
      };
    }

    @Override
    public void readMetrics(double[] out) {
      double[] now = SCRIPT[episode][step - 1];
      Arrays.fill(out, now[1]);
      out[0] = now[0];
    }
  }

  private static Training training(TaskSuite suite) {
    return MethodRuns.training(suite, Method.SEPARATED);
  }

  /** Trained in the plain pendulum, evaluated in the scripted one. */
  @Test
  void evaluationsUseTheTasksEvaluationWorld() {
    TaskSuite suite =
        new TaskSuite(
            "elsewhere",
            List.of(
                new TaskSuite.Task(
                    "swing-up", Pendulum::task, () -> new Scripted(Pendulum.task()))));
    try (Training training = training(suite)) {
      assertEquals(21, training.evaluate(Acts.OWN, 3, 1, "", "now").get(0).meanReturn());
    }
  }

  @Test
  void everyMetricIsSummarizedAsItsNameSays() {
    try (Training training = training(Pendulum.suite().wrapped(Scripted::new))) {
      Evaluation told = training.evaluate(Acts.OWN, 3, 1, "", "now").get(0);
      assertEquals(
          List.of("success/ever", "distance/last", "most/max", "least/min", "average/mean"),
          told.metricNames());
      assertArrayEquals(new double[] {1, 3.5, 5, 2, 3.5}, told.metrics()[0], 1e-15);
      assertArrayEquals(new double[] {0, -2, -2, -9, -5}, told.metrics()[1], 1e-15);
      assertArrayEquals(new double[] {1, 1, 1, 1, 1}, told.metrics()[2], 1e-15);
      assertEquals(2 / 3.0, told.meanMetric(0), 1e-15);
      assertEquals(2.5 / 3, told.meanMetric(1), 1e-15);
      assertEquals(4 / 3.0, told.meanMetric(2), 1e-15);
      assertEquals(-2, told.meanMetric(3), 1e-15);
      assertEquals(-0.5 / 3, told.meanMetric(4), 1e-15);
      assertArrayEquals(new double[] {21, 21, 21}, told.returns());
      assertArrayEquals(new long[] {3, 3, 3}, told.lengths());
      assertEquals(21, told.meanReturn());
      assertEquals(3, told.meanLength());
    }
  }

  /** Training collects three episodes; the only evaluation is at the end, with three more. */
  @Test
  void theMetricsFileHasReturnsLengthsAndSummarizedMetrics(@TempDir Path temp) throws IOException {
    TrainingConfig config = new TrainingConfig(9, 9, Start.UNIFORM, Turns.STEPS, 1, 50, 9, 3, 9);
    RunSpec spec =
        new RunSpec("pendulum", Method.SEPARATED, 1, Precision.FLOAT, config, Runs.tinyNets(4));
    Runs.run(spec, Pendulum.suite().wrapped(Scripted::new), temp, Runs.SILENT);
    Map<String, Map<Long, Double>> metrics = MetricsOfARun.read(temp);
    assertEquals(Map.of(9L, 21.0), metrics.get("evaluation/swing-up/return"));
    assertEquals(Map.of(9L, 3.0), metrics.get("evaluation/swing-up/length"));
    assertEquals(Map.of(3L, 21.0, 6L, 21.0, 9L, 21.0), metrics.get("collect/swing-up/return"));
    assertEquals(Map.of(3L, 3.0, 6L, 3.0, 9L, 3.0), metrics.get("collect/swing-up/length"));
    assertEquals(Map.of(9L, 2 / 3.0), metrics.get("evaluation/swing-up/success/ever"));
    assertEquals(2.5 / 3, metrics.get("evaluation/swing-up/distance/last").get(9L), 1e-15);
    assertEquals(-2.0, metrics.get("evaluation/swing-up/least/min").get(9L), 1e-15);
  }

  /** The first observation of every episode, for each world in the order of creation. */
  private static final class Starts {
    private final List<List<String>> seen = new ArrayList<>();

    Environment note(Environment inner) {
      List<String> mine = new ArrayList<>();
      seen.add(mine);
      return new Wrapper(inner) {
        @Override
        public void reset(Chance chance, double[] observationOut) {
          super.reset(chance, observationOut);
          mine.add(Arrays.toString(observationOut));
        }
      };
    }
  }

  @Test
  void twoTasksInTheSameWorldAreEvaluatedFromDifferentStarts() {
    Starts starts = new Starts();
    TaskSuite.Task pendulum = Pendulum.suite().tasks().get(0);
    TaskSuite twins =
        new TaskSuite(
            "twins",
            List.of(
                new TaskSuite.Task("one", () -> starts.note(pendulum.create())),
                new TaskSuite.Task("two", () -> starts.note(pendulum.create()))));
    try (Training training = training(twins)) {
      starts.seen.clear();
      training.evaluate(Acts.OWN, 3, 7, "", "now");
      List<String> first = List.copyOf(starts.seen.get(0));
      List<String> second = List.copyOf(starts.seen.get(1));
      List<String> all = new ArrayList<>(first);
      all.addAll(second);
      assertEquals(6, new HashSet<>(all).size(), "six episodes of two tasks: " + all);

      training.evaluate(Acts.OWN, 3, 7, "", "again");
      assertEquals(first, starts.seen.get(2));
      assertEquals(second, starts.seen.get(3));
      training.evaluate(Acts.OWN, 3, 8, "", "with another seed");
      assertNotEquals(first, starts.seen.get(4));
      training.evaluate(Acts.OWN, 3, 7, "/5", "at another step");
      assertNotEquals(first, starts.seen.get(6));
    }
  }
}
