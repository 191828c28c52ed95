package org.qmp.cli.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qmp.cli.option.NamedSuite;
import org.qmp.env.Environment;
import org.qmp.env.TaskSuite;
import org.qmp.env.classic.PointReach;
import org.qmp.rl.stats.Interval;

/** What is said of a comparison, word by word. */
final class ComparisonReportTest {
  private static final Supplier<Environment> FLOOR = PointReach.suite().tasks().get(0)::create;
  @TempDir private static Path temp;
  private static ComparisonReport race;

  @BeforeAll
  static void read() throws IOException {
    race = new ComparisonReport(Recorded.race(temp.resolve("race")).results());
  }

  private static String table(ComparisonReport report, int index) {
    return report.tables().get(index).text();
  }

  /** The estimate speaks for the second method every time; what counts is the interval. */
  @ParameterizedTest
  @CsvSource({
    "0.51, 0.70, 0.90, 'so its learning curves are higher'",
    "0.505, 0.70, 0.90, 'so its learning curves are higher'",
    "0.5049, 0.70, 0.90, 'so 10 seeds cannot tell them apart'",
    "0.50, 0.70, 0.90, 'so 10 seeds cannot tell them apart'",
    "0.40, 0.70, 0.90, 'so 10 seeds cannot tell them apart'",
    "0.40, 0.30, 0.50, 'so 10 seeds cannot tell them apart'",
    "0.10, 0.30, 0.495, 'so 10 seeds cannot tell them apart'",
    "0.10, 0.30, 0.4949, 'so its learning curves are lower'",
    "0.10, 0.55, 0.49, 'so its learning curves are lower'",
    "0.51, 0.45, 0.90, 'so its learning curves are higher'",
    "0.50, 0.50, 0.50, 'so 10 seeds cannot tell them apart'",
  })
  void theJudgementSaysNoMoreThanTheInterval(
      double low, double estimate, double high, String judgement) {
    assertEquals(judgement, ComparisonSentences.judgement(new Interval(low, estimate, high), 10));
  }

  /** Three seeds each, all of one method ahead: 2 of C(6, 3) = 20 orders are as extreme, 10 %. */
  @Test
  void belowFourSeedsNothingIsToldHoweverNarrowTheInterval() {
    String few = "but it takes at least 4 seeds to tell them apart";
    for (int seeds = 1; seeds <= 3; seeds++) {
      assertEquals(few, ComparisonSentences.judgement(new Interval(1, 1, 1), seeds));
      assertEquals(few, ComparisonSentences.judgement(new Interval(0.2, 0.5, 0.8), seeds));
    }
    assertEquals(
        "so its learning curves are higher",
        ComparisonSentences.judgement(new Interval(1, 1, 1), 4));
  }

  @Test
  void theSentenceGivesItsNumbers() {
    assertEquals(
        List.of(
            "separated+qmp against separated, 4 seeds: policies other than the task's own acted in"
                + " 20 % of the steps that policies made; 90 % success took 225 steps (never in 1"
                + " of 8 learning curves, taken as 320) instead of 310 steps (never in 4 of 8"
                + " learning curves, taken as 320); on a task, its learning curve is the higher one"
                + " with probability 0.81 (95 % interval 0.56 to 1.00), so its learning curves are"
                + " higher."),
        race.sentences());
  }

  /** The same curves with the methods exchanged: 1 − 0.81, and the interval mirrored. */
  @Test
  void withTheMethodsExchangedItSaysTheContrary() throws IOException {
    double[] late = {0, 0.5, 1};
    double[] poor = {0.2, 0.2, 0.2};
    Recorded exchanged =
        Recorded.of(temp.resolve("exchanged"), 2, 4)
            .own(1, 0, new double[][] {late, late, late, late})
            .own(1, 1, new double[][] {poor, poor, poor, poor})
            .own(0, 0, new double[][] {{0, 1, 0.6}, {0, 1, 0.5}, {0, 1, 0.5}, {0, 0, 1}})
            .own(0, 1, new double[][] {{0, 0.9, 0.9}, {0, 0, 0.9}, {0.9, 0.9, 0.9}, {0, 1, 1}});
    assertEquals(
        List.of(
            "separated+qmp against separated, 4 seeds: 90 % success took 310 steps (never in 4 of 8"
                + " learning curves, taken as 320) instead of 200 steps; on a task, its learning"
                + " curve is the higher one with probability 0.13 (95 % interval 0.00 to 0.38), so"
                + " its learning curves are lower."),
        new ComparisonReport(exchanged.results()).sentences());
  }

  @Test
  void everyMethodButTheFirstIsHeldAgainstTheFirst() throws IOException {
    Recorded three = Recorded.of(temp.resolve("three"), 3, 4);
    double[][] rates = {{0.1, 0.1}, {0.2, 0.2}, {0.3, 0.3}, {0.4, 0.4}};
    double[][] best = {{1, 1}, {1, 1}, {1, 1}, {1, 1}};
    for (int task = 0; task < 2; task++) {
      three.own(0, task, rates).own(1, task, rates).own(2, task, best);
    }
    ComparisonReport report = new ComparisonReport(three.results());
    assertEquals(2, report.sentences().size());
    String same = report.sentences().get(0);
    assertTrue(
        same.startsWith("separated+qmp against separated, 4 seeds: none reached 90 % success;"));
    assertTrue(same.contains("with probability 0.50 ("), same);
    assertTrue(same.endsWith("so 4 seeds cannot tell them apart."), same);
    assertEquals(
        "separated+uniform against separated, 4 seeds: 90 % success took 100 steps instead of more"
            + " than all 320 steps; on a task, its learning curve is the higher one with"
            + " probability 1.00 (95 % interval 1.00 to 1.00), so its learning curves are higher.",
        report.sentences().get(1));
    assertTrue(report.curves().text().contains("separated+uniform  ██  100 %"));
  }

  @Test
  void tablesHaveTasksInRowsAndMethodsInColumns() {
    assertEquals(5, race.tables().size());
    assertEquals(
        """
        At the end, own policies: success, in %
        task         separated      separated+qmp
        upper-right  100 [91, 100]  65 [50, 78]
        lower-right  20 [10, 35]    78 [62, 88]
        all          60 [60, 60]    73 [50, 93]
        mean         60 [60, 60]    71 [57, 85]
        """,
        table(race, 0));
    assertEquals(
        """
        At the end, acting as in training: success, in %
        task         separated+qmp
        upper-right  100 [91, 100]
        lower-right  20 [10, 35]
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
        all          35 [35, 35]  54 [24, 70]
        mean         35 [35, 35]  52 [37, 68]
        """,
        table(race, 2));
    assertEquals(
        """
        Steps until 90 % of an evaluation's episodes succeed; where they never do, all 320
        task         separated                 separated+qmp
        upper-right  300 [300, 300] in 4 of 4  225 [200, 275] in 4 of 4
        lower-right  320 [320, 320] in 0 of 4  230 [150, 310] in 3 of 4
        all          310 [310, 310] in 4 of 8  225 [175, 300] in 7 of 8
        mean         310 [310, 310] in 4 of 8  228 [178, 270] in 7 of 8
        """,
        table(race, 3));
    assertEquals(
        """
        Probability of a higher learning curve than separated's
        task         separated+qmp
        upper-right  0.75 [0.25, 1.00]
        lower-right  0.88 [0.63, 1.00]
        all          0.81 [0.56, 1.00]
        """,
        table(race, 4));
  }

  @Test
  void theMixtureIsThatOfTheMethod() {
    assertEquals(
        """
        Whose policy acted, in % of the steps that policies made for a task: separated+qmp
        task         upper-right  lower-right
        upper-right  70           30
        lower-right  10           90
        """,
        race.mixture(1).text());
  }

  /** Heights of blocks are shares of the way from the least to the greatest middle, here 0. */
  @Test
  void curvesAreRowsOfBlocks() {
    assertEquals(
        """
        Learning curves, own policies: success
                            end
        separated      ▂▄▇  60 %
        separated+qmp  ▁██  73 %
        """,
        race.curves().text());
  }

  @Test
  void theCaptionSaysHowTheNumbersWereMade() {
    assertEquals(
        "two: 2 tasks, 4 seeds of 320 steps, 10 episodes of each task in an evaluation. Brackets"
            + " hold 95 % intervals. The row of a task is the mean over seeds; at the end, of all"
            + " their episodes (Wilson interval). Row all is the interquartile mean over tasks and"
            + " seeds; of probabilities, the mean over tasks. Row mean is the mean over tasks and"
            + " seeds. Intervals over seeds are stratified bootstrap intervals.",
        race.caption());
  }

  @Test
  void theFileOfNumbersHasTheseColumns() {
    List<String> lines = race.csv().lines().toList();
    assertEquals("method,task,quantity,estimate,low,high,reached,runs", lines.get(0));
    assertEquals("separated,\"upper-right\",final,1.000000,0.912378,1.000000,4,4", lines.get(1));
    assertTrue(
        lines.contains("separated+qmp,\"lower-right\",steps,230.000000,150.000000,310.000000,3,4"));
    assertEquals(
        "separated+qmp,\"all\",improvement,0.812500,0.562500,1.000000,7,8",
        lines.get(lines.size() - 1));
    assertEquals(1 + 4 * 7 + 3, lines.size());
    assertTrue(race.csv().endsWith("\n"));
  }

  @Test
  void whereNobodySucceedsThereIsNothingToTabulate() throws IOException {
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
        "two: 2 tasks, 4 seeds of 320 steps, 10 episodes of each task in an evaluation.",
        report.caption());
    assertEquals(
        List.of(
            "separated+qmp against separated, 4 seeds: policies other than the task's own acted in"
                + " 50 % of the steps that policies made; none reached 90 % success; on a task, its"
                + " learning curve is the higher one with probability 0.50 (95 % interval 0.50 to"
                + " 0.50), so 4 seeds cannot tell them apart."),
        report.sentences());
    assertEquals(1 + 4 * 7 + 3, report.csv().lines().count(), "the file has every number");
    assertTrue(report.curves().text().contains("separated+qmp  ▁▁  0 %"));
  }

  @Test
  void oneSuccessOfAMixtureOnTheWayIsSomethingToTabulate() throws IOException {
    double[][] never = {{0, 0}, {0, 0}, {0, 0}, {0, 0}};
    Recorded runs = Recorded.of(temp.resolve("once"), 2, 4);
    runs.own(0, 0, never).own(0, 1, never).own(1, 0, never).own(1, 1, never).mixture(1, 0, never);
    runs.mixture(1, 1, new double[][] {{0, 0}, {0, 0}, {0, 0}, {0.1, 0}});
    ComparisonReport report = new ComparisonReport(runs.results());
    assertEquals(4, report.tables().size(), "all but the steps to 90 %, which none reached");
    assertTrue(report.tables().stream().noneMatch(table -> table.title().startsWith("Steps")));
    assertTrue(report.caption().contains("Wilson"));
  }

  /** The row of a task must not be taken for the row of all. */
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
        report.sentences().get(0).contains("probability 0.75 (95 % interval 0.75 to 0.75)"),
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

  /** Task i of fourteen succeeds in i of 20 episodes, or in all but 2 i with the second method. */
  @Test
  void ofManyTasksTheFamiliesAndTheExtremesAreShown() throws IOException {
    List<TaskSuite.Task> tasks =
        IntStream.range(0, 14)
            .mapToObj(i -> new TaskSuite.Task("t" + i, i % 3 == 0 ? "odd" : "even", FLOOR, FLOOR))
            .toList();
    Recorded many =
        Recorded.of(temp.resolve("many"), 2, 4)
            .withSuite(new TaskSuite("two", tasks))
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
        List.of("task", "all", "mean", "odd, 5 tasks", "even, 9 tasks"),
        area.subList(0, 5).stream().map(row -> row.get(0)).toList());
    List<List<String>> improved = report.tables().get(report.tables().size() - 1).rows();
    assertEquals(
        List.of("task", "all", "odd, 5 tasks", "even, 9 tasks", "worst: t11", "worst: t12"),
        improved.subList(0, 6).stream().map(row -> row.get(0)).toList());
    assertEquals(
        List.of("worst: t13", "worst: t10"),
        improved.subList(6, improved.size()).stream().map(row -> row.get(0)).toList());
    assertEquals("0.80 [0.80, 0.80]", improved.get(2).get(1), "t0, t3, t6, t9 of five");
    assertEquals(
        List.of("task", "t0", "t3", "t6", "t9", "t12", "t1"),
        report.taskTables().get(0).rows().subList(0, 7).stream().map(row -> row.get(0)).toList());
    assertTrue(report.markdown().contains("\n## Every task\n"));
    assertTrue(report.caption().contains("; so is that of a family."), report.caption());
    assertEquals(List.of(), race.taskTables());
  }

  @Test
  void returnsAreComparedInTheirUnit() throws IOException {
    Recorded runs =
        Recorded.of(temp.resolve("returns"), 2, 4).withSuite(NamedSuite.suite("pendulum"));
    for (int seed = 1; seed <= 4; seed++) {
      runs.curve("evaluation", 0, 0, seed, "return", -1500, -150.25);
      runs.curve("evaluation", 1, 0, seed, "return", -1500, -1234.6);
    }
    ComparisonReport report = new ComparisonReport(runs.results());
    assertEquals(
        List.of(
            "separated+qmp against separated, 4 seeds: its return at the end was −1,235 instead of"
                + " −150.3; on a task, its learning curve is the higher one with probability 0.00"
                + " (95 % interval 0.00 to 0.00), so its learning curves are lower."),
        report.sentences());
    assertEquals(3, report.tables().size());
    assertTrue(table(report, 0).startsWith("At the end, own policies: return\n"));
    assertTrue(table(report, 0).contains("−150.3 [−150.3, −150.3]  −1,235 [−1,235, −1,235]"));
    assertTrue(
        table(report, 1).startsWith("Mean height of the learning curve, own policies: return\n"));
    assertTrue(report.caption().contains("is the mean over seeds. Row all"), report.caption());
    assertTrue(report.curves().text().contains("separated      ▁█  −150.3\n"));
  }

  @ParameterizedTest
  @CsvSource({"0.9, 90 %", "0.995, 99.5 %", "1, 100 %", "0.29, 29 %"})
  void thresholdsAreNotRounded(double threshold, String text) throws IOException {
    ComparisonReport report =
        new ComparisonReport(Recorded.race(temp.resolve("at" + threshold)).results(threshold));
    assertTrue(report.sentences().get(0).contains("; " + text + " success took "));
    assertTrue(table(report, 3).startsWith("Steps until " + text + " of an evaluation's"));
  }
}
