package org.qmp.cli.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qmp.cli.option.NamedSuite;
import org.qmp.rl.stats.Interval;

/** The exact wording of the report on a comparison. */
final class ComparisonReportTest {
  @TempDir private static Path temp;
  private static ComparisonReport race;

  @BeforeAll
  static void read() throws IOException {
    race = new ComparisonReport(Recorded.race(temp.resolve("race")).results());
  }

  static String table(ComparisonReport report, int index) {
    return report.tables().get(index).text();
  }

  @ParameterizedTest
  @CsvSource({
    "0.70, 0.0499, 'so its learning curves are higher'",
    "0.70, 0.05, 'so its learning curves are higher'",
    "0.70, 0.0501, 'so 10 seeds cannot tell them apart'",
    "0.30, 0.0501, 'so 10 seeds cannot tell them apart'",
    "0.30, 0.05, 'so its learning curves are lower'",
    "0.50, 1, 'so 10 seeds cannot tell them apart'",
  })
  void theJudgementClaimsNoMoreThanTheTestShows(double better, double p, String judgement) {
    assertEquals(judgement, ComparisonSentences.judgement(better, p, 10));
  }

  @Test
  void smallPValuesAreNotShownAsZero() {
    Interval better = new Interval(0.5, 0.75, 0.875);
    String begin = "0.75 (95 % interval 0.50 to 0.88; p ";
    String end = " in an exact permutation test), so its learning curves are higher";
    assertEquals(begin + "< 0.001" + end, ComparisonSentences.judged(better, 0.00099, 8));
    assertEquals(begin + "= 0.001" + end, ComparisonSentences.judged(better, 0.001, 8));
    assertEquals(begin + "= 0.049" + end, ComparisonSentences.judged(better, 0.049, 8));
  }

  /** The middle two of 1, 2, 2 and 9, and the middle two of 1, 1, 3 and 20. */
  @Test
  void returnsAreReportedByTheirInterquartileMean() throws IOException {
    Recorded runs =
        Recorded.of(temp.resolve("uneven"), 2, 4).withSuite(NamedSuite.suite("pendulum"));
    for (int seed = 1; seed <= 4; seed++) {
      runs.curve("evaluation", 0, 0, seed, "return", 0, List.of(1, 9, 2, 2).get(seed - 1));
      runs.curve("evaluation", 1, 0, seed, "return", 0, List.of(20, 1, 3, 1).get(seed - 1));
    }
    String sentence = new ComparisonReport(runs.results()).sentences().get(0);
    assertTrue(sentence.contains("return at the end was 2.000 instead of 2.000;"), sentence);
  }

  /** With three seeds, all of one method ahead, 2 of C(6, 3) = 20 orders are as extreme: 10 %. */
  @Test
  void belowFourSeedsThereIsNoJudgement() {
    for (int seeds = 1; seeds <= 3; seeds++) {
      assertEquals(
          "but it takes at least 4 seeds to tell them apart",
          ComparisonSentences.judgement(1, 0.1, seeds));
    }
  }

  /**
   * Of the 70 ways to divide the eight runs, ten give as large a difference: the actual one; those
   * that exchange the switch's last run with one of the four others; and the reverse of these five.
   */
  @Test
  void theSentenceHasAllItsNumbers() {
    assertEquals(
        List.of(
            "separated+qmp against separated, 4 seeds: policies other than the task's own acted in"
                + " 20 % of the steps that policies made; 90 % success took 225 steps (never in 1"
                + " of 8 learning curves, taken as 320) instead of 310 steps (never in 4 of 8"
                + " learning curves, taken as 320); on a task, its learning curve is the higher one"
                + " with probability 0.81 (95 % interval 0.44 to 1.00; p = 0.143 in an exact"
                + " permutation test), so 4 seeds cannot tell them apart."),
        race.sentences());
  }

  /** The race with the methods exchanged, and one curve better: 1 − (0.75 + 1) / 2 = 0.125. */
  @Test
  void aWorseMethodIsSaidToHaveLowerLearningCurves() throws IOException {
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
                + " curve is the higher one with probability 0.13 (95 % interval 0.00 to 0.38; p ="
                + " 0.029 in an exact permutation test), so its learning curves are lower."),
        new ComparisonReport(exchanged.results()).sentences());
  }

  @Test
  void everyOtherMethodIsComparedWithTheFirst() throws IOException {
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
            + " probability 1.00 (95 % interval 1.00 to 1.00; p = 0.029 in an exact permutation"
            + " test), so its learning curves are higher.",
        report.sentences().get(1));
    assertTrue(report.curves().text().contains("separated+uniform  ██  100 %"));
  }

  /** Heights of blocks are from the least of all means, here 0, to the greatest. */
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
  void theCaptionSaysHowTheNumbersWereComputed() {
    assertEquals(
        "two: 2 tasks, 4 seeds of 320 steps, 10 episodes of each task in an evaluation. Brackets"
            + " hold 95 % intervals. The row of a task is the mean over seeds; at the end in a"
            + " Wilson interval with the seeds as trials. Row all is the interquartile mean over"
            + " tasks and seeds; of probabilities, the mean over tasks. Row mean is the mean over"
            + " tasks and seeds. Other intervals are bootstrap intervals, whole runs being drawn.",
        race.caption());
  }

  @Test
  void theCsvFileHasTheseColumns() {
    List<String> lines = race.csv().lines().toList();
    assertEquals("method,task,quantity,estimate,low,high,reached,curves", lines.get(0));
    assertEquals("separated,upper-right,final,1.000000,0.510109,1.000000,4,4", lines.get(1));
    assertTrue(
        lines.contains("separated+qmp,lower-right,steps,230.000000,150.000000,310.000000,3,4"));
    assertEquals(
        "separated+qmp,all,improvement,0.812500,0.437500,1.000000,7,8",
        lines.get(lines.size() - 1));
    assertEquals(1 + 4 * 7 + 3, lines.size());
    assertTrue(race.csv().endsWith("\n"));
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
                + " (95 % interval 0.00 to 0.00; p = 0.029 in an exact permutation test), so its"
                + " learning curves are lower."),
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
