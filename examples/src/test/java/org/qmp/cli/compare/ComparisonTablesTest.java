package org.qmp.cli.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.qmp.cli.compare.ComparisonReportTest.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qmp.env.Environment;
import org.qmp.env.TaskSuite;
import org.qmp.env.classic.PointReach;

/** Which tables a comparison has, and what they contain. */
final class ComparisonTablesTest {
  private static final Supplier<Environment> FLOOR = PointReach.suite().tasks().get(0)::create;
  @TempDir private static Path temp;
  private static ComparisonReport race;

  @BeforeAll
  static void read() throws IOException {
    race = new ComparisonReport(Recorded.race(temp.resolve("race")).results());
  }

  @Test
  void tablesHaveTasksInRowsAndMethodsInColumns() {
    assertEquals(5, race.tables().size());
    assertEquals(
        """
        At the end, own policies: success, in %
        task         separated      separated+qmp
        upper-right  100 [51, 100]  65 [23, 92]
        lower-right  20 [3, 66]     78 [32, 96]
        all          60 [60, 60]    73 [70, 75]
        mean         60 [60, 60]    71 [70, 74]
        """,
        table(race, 0));
    assertEquals(
        """
        At the end, acting as in training: success, in %
        task         separated+qmp
        upper-right  100 [51, 100]
        lower-right  20 [3, 66]
        all          70 [50, 80]
        mean         60 [50, 72]
        """,
        table(race, 1));
    assertEquals(
        """
        Mean height of the learning curve, own policies: success, in %
        task         separated    separated+qmp
        upper-right  50 [50, 50]  54 [34, 64]
        lower-right  20 [20, 20]  50 [21, 79]
        all          35 [35, 35]  54 [24, 69]
        mean         35 [35, 35]  52 [33, 71]
        """,
        table(race, 2));
    assertEquals(
        """
        Steps until 90 % of an evaluation's episodes succeed; where they never do, all 320
        task         separated                 separated+qmp
        upper-right  300 [300, 300] in 4 of 4  225 [200, 275] in 4 of 4
        lower-right  320 [320, 320] in 0 of 4  230 [150, 310] in 3 of 4
        all          310 [310, 310] in 4 of 8  225 [175, 305] in 7 of 8
        mean         310 [310, 310] in 4 of 8  228 [175, 283] in 7 of 8
        """,
        table(race, 3));
    assertEquals(
        """
        Probability of a higher learning curve than separated's
        task         separated+qmp
        upper-right  0.75 [0.25, 1.00]
        lower-right  0.88 [0.63, 1.00]
        all          0.81 [0.44, 1.00]
        """,
        table(race, 4));
  }

  @Test
  void theMixtureTableIsThatOfTheMethod() {
    assertEquals(
        """
        Whose policy acted, in % of the steps that policies made for a task: separated+qmp
        task         upper-right  lower-right
        upper-right  70           30
        lower-right  10           90
        """,
        race.mixture(1).text());
  }

  @Test
  void withoutAnySuccessThereAreNoTables() throws IOException {
    double[][] never = {{0, 0}, {0, 0}, {0, 0}, {0, 0}};
    Recorded runs = Recorded.of(temp.resolve("never"), 2, 4);
    for (int task = 0; task < 2; task++) {
      runs.own(0, task, never).own(1, task, never).mixture(1, task, never);
      for (int seed = 1; seed <= 4; seed++) {
        runs.acted(1, task, seed, 200, 0.5, 0.5);
      }
    }
    ComparisonReport report = new ComparisonReport(runs.results());
    assertEquals(List.of(), report.tables());
    assertEquals(
        "two: 2 tasks, 4 seeds of 320 steps, 10 episodes of each task in an evaluation. In every"
            + " evaluation, success is 0.",
        report.caption());
    assertEquals(
        List.of(
            "separated+qmp against separated, 4 seeds: policies other than the task's own acted in"
                + " 50 % of the steps that policies made; none reached 90 % success; on a task, its"
                + " learning curve is the higher one with probability 0.50 (95 % interval 0.50 to"
                + " 0.50; p = 1.000 in an exact permutation test), so 4 seeds cannot tell them"
                + " apart."),
        report.sentences());
    assertEquals(1 + 4 * 7 + 3, report.csv().lines().count(), "the file has every number");
    assertTrue(report.curves().text().contains("separated+qmp  ▁▁  0 %"));
  }

  @Test
  void oneEarlySuccessOfAMixtureIsEnoughForTables() throws IOException {
    double[][] never = {{0, 0}, {0, 0}, {0, 0}, {0, 0}};
    Recorded runs = Recorded.of(temp.resolve("once"), 2, 4);
    runs.own(0, 0, never).own(0, 1, never).own(1, 0, never).own(1, 1, never).mixture(1, 0, never);
    runs.mixture(1, 1, new double[][] {{0, 0}, {0, 0}, {0, 0}, {0.1, 0}});
    ComparisonReport report = new ComparisonReport(runs.results());
    assertEquals(4, report.tables().size(), "all but the steps to 90 %, which none reached");
    assertTrue(report.tables().stream().noneMatch(table -> table.title().startsWith("Steps")));
    assertTrue(report.caption().contains("Wilson"));
  }

  /** The row of a task named all must not be taken for the row of all tasks. */
  @Test
  void aTaskMayBeCalledAll() throws IOException {
    List<TaskSuite.Task> points = PointReach.suite().tasks();
    TaskSuite suite =
        new TaskSuite(
            "two",
            List.of(
                new TaskSuite.Task("all", points.get(0)::create),
                new TaskSuite.Task("the \"mean\"", points.get(1)::create)));
    Recorded runs = Recorded.of(temp.resolve("all"), 2, 4).withSuite(suite);
    double[][] low = {{0, 0}, {0, 0}, {0, 0}, {0, 0}};
    double[][] high = {{1, 1}, {1, 1}, {1, 1}, {1, 1}};
    runs.own(0, 0, low).own(1, 0, high).own(0, 1, low).own(1, 1, low);
    ComparisonReport report = new ComparisonReport(runs.results());
    assertTrue(
        report
            .sentences()
            .get(0)
            .contains("probability 0.75 (95 % interval 0.75 to 0.75; p = 0.029"),
        report.sentences()::toString);
    assertEquals(
        """
        Probability of a higher learning curve than separated's
        task        separated+qmp
        all         1.00 [1.00, 1.00]
        the "mean"  0.50 [0.50, 0.50]
        all         0.75 [0.75, 0.75]
        """,
        table(report, report.tables().size() - 1));
    assertTrue(report.csv().contains("separated,\"the \"\"mean\"\"\",final,0.000000,"));
  }

  /** A suite of many tasks t0, t1, … in families. */
  private static TaskSuite two(int tasks, IntFunction<String> family) {
    return new TaskSuite(
        "two",
        IntStream.range(0, tasks)
            .mapToObj(i -> new TaskSuite.Task("t" + i, family.apply(i), FLOOR, FLOOR))
            .toList());
  }

  /** Task i of fourteen succeeds in i of 20 episodes, with the second method in 20 − i. */
  @Test
  void ofManyTasksTheFamiliesAndTheExtremesAreShown() throws IOException {
    Recorded many =
        Recorded.of(temp.resolve("many"), 2, 4)
            .withSuite(two(14, i -> i % 3 == 0 ? "third" : "rest"))
            .withEpisodes(20);
    for (int i = 0; i < 14; i++) {
      double[] first = {0, i / 20.0};
      double[] second = {0, 1 - i / 10.0 / 2};
      many.own(0, i, new double[][] {first, first, first, first});
      many.own(1, i, new double[][] {second, second, second, second});
    }
    ComparisonReport report = new ComparisonReport(many.results());
    List<List<String>> area = report.tables().get(1).rows();
    assertEquals(
        List.of("task", "all", "mean", "third, 5 tasks", "rest, 9 tasks"),
        area.subList(0, 5).stream().map(row -> row.get(0)).toList());
    List<List<String>> improved = report.tables().get(report.tables().size() - 1).rows();
    assertEquals(
        List.of("task", "all", "third, 5 tasks", "rest, 9 tasks", "worst: t11", "worst: t12"),
        improved.subList(0, 6).stream().map(row -> row.get(0)).toList());
    assertEquals(
        List.of("worst: t13", "worst: t10"),
        improved.subList(6, improved.size()).stream().map(row -> row.get(0)).toList());
    assertEquals(
        "0.80 [0.80, 0.80]", improved.get(2).get(1), "better in t0, t3, t6 and t9 of five");
    assertEquals(
        List.of("task", "t0", "t3", "t6", "t9", "t12", "t1"),
        report.taskTables().get(0).rows().subList(0, 7).stream().map(row -> row.get(0)).toList());
    assertTrue(report.markdown().contains("\n## Every task\n"));
    assertTrue(report.caption().contains("; so is that of a family."), report.caption());
    assertEquals(List.of(), race.taskTables());
  }

  /** Rows of a family are adjacent; a share below half a percent is not a main one. */
  @Test
  void ofManyPoliciesTheMainOnesAreNamed() throws IOException {
    Recorded many =
        Recorded.of(temp.resolve("main"), 2, 1)
            .withSuite(two(13, i -> i % 2 == 0 ? "even" : "odd"));
    for (int i = 0; i < 13; i++) {
      double[][] rates = {{0.5, 0.5}};
      many.own(0, i, rates).own(1, i, rates).mixture(1, i, rates);
      many.line(1, 1, 200, "mixture/t" + i + "/t" + i, i == 1 ? 0.5 : 1);
    }
    many.line(1, 1, 200, "mixture/t1/t4", 0.196);
    many.line(1, 1, 200, "mixture/t1/t3", 0.3);
    many.line(1, 1, 200, "mixture/t1/t2", 0.004);
    List<List<String>> rows = new ComparisonReport(many.results()).mixture(1).rows();
    assertEquals(List.of("task", "its own", "most of the others"), rows.get(0));
    assertEquals(List.of("t2", "100", ""), rows.get(2));
    assertEquals(List.of("t1", "50", "t3 30, t4 20"), rows.get(8));
  }
}
