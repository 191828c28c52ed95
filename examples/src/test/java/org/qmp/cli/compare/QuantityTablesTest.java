package org.qmp.cli.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qmp.env.TaskSuite;
import org.qmp.env.classic.PointReach;

/** Which of many tasks a table names as the worst and the best. */
final class QuantityTablesTest {
  private static final int TASKS = 14;
  @TempDir private Path temp;

  /**
   * Two methods, four seeds: the steps until 90 % of task i, summed over these eight curves, are
   * 100 i more than those of task 0.
   */
  private ComparisonReport report() throws IOException {
    List<TaskSuite.Task> tasks =
        IntStream.range(0, TASKS)
            .mapToObj(i -> new TaskSuite.Task("t" + i, PointReach.suite().tasks().get(0)::create))
            .toList();
    Recorded runs = Recorded.of(temp, 2, 4).withSuite(new TaskSuite("two", tasks));
    for (int i = 0; i < TASKS; i++) {
      for (int curve = 0; curve < 8; curve++) {
        int late = (i + curve) / 8; // sums to i over the curves
        double[] rates = IntStream.range(0, 3).mapToDouble(at -> at < late ? 0 : 1).toArray();
        runs.curve("evaluation", curve / 4, i, 1 + curve % 4, "success", rates);
      }
    }
    return new ComparisonReport(runs.results());
  }

  private static List<String> extremes(ComparisonReport report, String title) {
    Table table =
        report.tables().stream().filter(t -> t.title().startsWith(title)).findFirst().orElseThrow();
    return table.rows().stream()
        .map(row -> row.get(0))
        .filter(name -> name.contains(": "))
        .toList();
  }

  /** Fewer steps are better; all other numbers are better if they are higher. */
  @Test
  void theWorstAndTheBestOfManyTasksAreNamed() throws IOException {
    ComparisonReport report = report();
    List<String> named =
        Stream.concat(
                Stream.of(13, 12, 11, 10, 9).map(i -> "worst: t" + i),
                Stream.of(0, 1, 2, 3, 4).map(i -> "best: t" + i))
            .toList();
    assertEquals(named, extremes(report, "Steps until 90 %"));
    assertEquals(named, extremes(report, "Mean height"));
    assertEquals(List.of(), extremes(report, "At the end"), "all are equal");
  }
}
