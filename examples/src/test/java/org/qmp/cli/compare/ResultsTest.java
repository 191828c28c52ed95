package org.qmp.cli.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qmp.cli.compare.Estimates.Entry;
import org.qmp.cli.compare.Estimates.Quantity;
import org.qmp.cli.draw.Series;
import org.qmp.cli.option.NamedSuite;
import org.qmp.cli.run.Families.Family;
import org.qmp.rl.stats.Interval;

/** Numbers of a comparison, worked by hand from learning curves of four seeds and two tasks. */
final class ResultsTest {
  @TempDir private static Path temp;
  private static Results race;
  private List<Entry> entries;

  @BeforeAll
  static void read() throws IOException {
    race = Recorded.race(temp.resolve("race")).results();
  }

  @BeforeEach
  void compute() {
    entries = new Estimates(race).entries();
  }

  private Entry entry(Quantity quantity, int method, String name) {
    List<Entry> found =
        entries.stream()
            .filter(e -> e.quantity() == quantity && e.method() == method && e.name().equals(name))
            .toList();
    assertEquals(1, found.size(), quantity + " of " + name);
    return found.get(0);
  }

  private double estimate(Quantity quantity, int method, String name) {
    return entry(quantity, method, name).value().estimate();
  }

  private static void assertInterval(double low, double estimate, double high, Interval found) {
    assertEquals(low, found.low(), 1e-12);
    assertEquals(estimate, found.estimate(), 1e-12);
    assertEquals(high, found.high(), 1e-12);
  }

  /** Heights 0.65, 0.625, 0.625, 0.25 against four of 0.5; the 2.5 % quantile has 1 win of 4. */
  @Test
  void theProbabilityOfImprovementIsTheShareOfPairsWon() {
    assertInterval(0.25, 0.75, 1, entry(Quantity.IMPROVEMENT, 1, "upper-right").value());
  }

  /** Heights 0.675, 0.225, 0.9, 0.2 against four of 0.2; the 2.5 % quantile has 3 ties of 4. */
  @Test
  void tiesCountHalf() {
    assertInterval(0.625, 0.875, 1, entry(Quantity.IMPROVEMENT, 1, "lower-right").value());
  }

  @Test
  void theProbabilityForAllTasksIsTheirMean() {
    Interval all = entry(Quantity.IMPROVEMENT, 1, "all").value();
    assertEquals((0.75 + 0.875) / 2, all.estimate());
    assertTrue(all.low() >= (0.25 + 0.5) / 2 && all.low() < all.estimate(), all::toString);
    assertTrue(all.high() > all.estimate() && all.high() <= 1, all::toString);
  }

  /** (v₁ + 2 v₂ + v₃) / 4, not the last value: these curves rise late, or fall. */
  @Test
  void theAreaIsTheMeanHeightOfTheCurve() {
    assertInterval(0.5, 0.5, 0.5, entry(Quantity.AREA, 0, "upper-right").value());
    assertEquals(
        (0.65 + 0.625 + 0.625 + 0.25) / 4, estimate(Quantity.AREA, 1, "upper-right"), 1e-15);
    assertEquals((0.675 + 0.225 + 0.9 + 0.2) / 4, estimate(Quantity.AREA, 1, "lower-right"), 1e-15);
  }

  /** The middle four of 0.2, 0.225, 0.25, 0.625, 0.625, 0.65, 0.675 and 0.9, and all of them. */
  @Test
  void rowAllIsTheInterquartileMeanAndRowMeanTheMean() {
    assertEquals((0.25 + 0.625 + 0.625 + 0.65) / 4, estimate(Quantity.AREA, 1, "all"), 1e-15);
    assertEquals(4.15 / 8, estimate(Quantity.AREA, 1, "mean"), 1e-15);
    assertEquals((0.5 + 0.6 + 0.9 + 0.9) / 4, estimate(Quantity.FINAL, 1, "all"), 1e-15);
    assertEquals(5.7 / 8, estimate(Quantity.FINAL, 1, "mean"), 1e-15);
    Interval mean = entry(Quantity.AREA, 1, "mean").value();
    // resamples of four runs whose means are 0.6625, 0.425, 0.7625 and 0.225
    assertTrue(mean.low() > 0.3 && mean.low() < 0.35, mean::toString);
    assertTrue(mean.high() > 0.69 && mean.high() < 0.73, mean::toString);
  }

  /**
   * Four seeds with 0.6 + 0.5 + 0.5 + 1 successes, with 0.9 + 0.9 + 0.9 + 0.4, and with four times
   * 0.2: Wilson's limits for 2.6, 3.1 and 0.8 of four trials.
   */
  @Test
  void atTheEndEachSeedIsATrial() {
    assertInterval(
        0.2346830693882506,
        0.65,
        0.9183496796753702,
        entry(Quantity.FINAL, 1, "upper-right").value());
    assertInterval(
        0.31845058125827874,
        0.775,
        0.9621094586916926,
        entry(Quantity.FINAL, 1, "lower-right").value());
    assertInterval(
        0.030768094263670408,
        0.2,
        0.6631664076090878,
        entry(Quantity.FINAL, 0, "lower-right").value());
  }

  /** 0.29 · 100 and 0.57 · 100 are a little less than 29 and 57 in floating point. */
  @Test
  void ratesAreRoundedToWholeEpisodes() throws IOException {
    double[][] rates = {{0.29}, {0.57}};
    Recorded runs =
        Recorded.of(temp.resolve("hundred"), 1, 2)
            .withEpisodes(100)
            .own(0, 0, rates)
            .own(0, 1, rates);
    assertEquals(86 / 200.0, new Estimates(runs.results()).entries().get(0).value().estimate());
  }

  @Test
  void actingAsInTrainingHasItsOwnEstimates() {
    assertEquals(1, estimate(Quantity.FINAL_OF_MIXTURE, 1, "upper-right"));
    assertEquals(0.2, estimate(Quantity.FINAL_OF_MIXTURE, 1, "lower-right"));
    assertEquals((0.2 + 0.6 + 1 + 1) / 4, estimate(Quantity.FINAL_OF_MIXTURE, 1, "all"), 1e-15);
  }

  /** Reached at 200, 200, 200 and 300; at 200, 300, 100 and never, which counts as 320 steps. */
  @Test
  void aCurveThatNeverReachesTheThresholdTookAllSteps() {
    Entry first = entry(Quantity.STEPS, 1, "upper-right");
    Entry second = entry(Quantity.STEPS, 1, "lower-right");
    Entry all = entry(Quantity.STEPS, 1, "all");
    assertEquals(225, first.value().estimate());
    assertEquals(230, second.value().estimate());
    assertEquals((200 + 200 + 200 + 300) / 4.0, all.value().estimate());
    assertEquals(1820 / 8.0, estimate(Quantity.STEPS, 1, "mean"));
    assertEquals(List.of(4, 3, 7), List.of(first.reached(), second.reached(), all.reached()));
    assertEquals(List.of(4, 4, 8), List.of(first.curves(), second.curves(), all.curves()));
    assertEquals(0, entry(Quantity.STEPS, 0, "lower-right").reached());
    assertInterval(320, 320, 320, entry(Quantity.STEPS, 0, "lower-right").value());
    assertEquals(310, estimate(Quantity.STEPS, 0, "all"));
    assertEquals(4, entry(Quantity.STEPS, 0, "mean").reached());
  }

  @Test
  void estimatesAreOrderedByQuantityMethodAndRow() {
    List<String> names = List.of("upper-right", "lower-right", "all", "mean");
    List<String> expected =
        Stream.of(
                "FINAL 0",
                "FINAL 1",
                "FINAL_OF_MIXTURE 1",
                "AREA 0",
                "AREA 1",
                "STEPS 0",
                "STEPS 1",
                "IMPROVEMENT 1")
            .flatMap(
                of ->
                    names.stream()
                        .limit(of.startsWith("IMPROVEMENT") ? 3 : 4)
                        .map(name -> of + " " + names.indexOf(name) + " " + name))
            .toList();
    assertEquals(
        expected,
        entries.stream()
            .map(e -> e.quantity() + " " + e.method() + " " + e.row() + " " + e.name())
            .toList());
    assertEquals(2, new Estimates(race).all());
    assertEquals(3, new Estimates(race).mean());
  }

  /** At 100: seven zeros and 0.9. At 200: 0, 0, 0.2, 0.9, 0.9, 1, 1, 1. At 300 as above. */
  @Test
  void curvesAreInterquartileMeansAtEachEvaluation() {
    List<Series> curves = race.aggregateCurves();
    assertEquals(
        List.of("separated", "separated+qmp"), curves.stream().map(Series::label).toList());
    assertEquals("separated+qmp", curves.get(1).legend());
    List<Series.Moment> points = curves.get(1).points();
    assertEquals(List.of(100.0, 200.0, 300.0), points.stream().map(Series.Moment::step).toList());
    assertEquals(0, points.get(0).mean());
    assertEquals((0.2 + 0.9 + 0.9 + 1) / 4, points.get(1).mean(), 1e-15);
    assertEquals(2.9 / 4, points.get(2).mean(), 1e-15);
    assertTrue(points.get(1).low() < 0.5, points::toString);
    assertTrue(points.get(1).high() > 0.9, points::toString);
    Series.Moment alike = curves.get(0).points().get(0);
    assertEquals(
        List.of(0.1, 0.1, 0.1),
        List.of(alike.mean(), alike.low(), alike.high()),
        "seeds are drawn within each task, where all have the same value");
  }

  /** Of the second method at the end: 0.6, 0.5, 0.5 and 1 on the first task. */
  @Test
  void curvesOfATaskAreMeansAndTheirBandsTheRange() {
    List<Series> curves = race.curves(0);
    assertEquals(
        List.of("separated", "separated+qmp"), curves.stream().map(Series::label).toList());
    assertEquals(4, curves.get(1).runs());
    assertEquals(new Series.Moment(300, 2.6 / 4, 0.5, 1), curves.get(1).points().get(2));
    assertEquals(new Series.Moment(200, 0.5, 0.5, 0.5), curves.get(0).points().get(1));
  }

  /** On the second task 0.9, 0.9, 0.9 and 0.4. */
  @Test
  void aRunSolvesATaskIfItEndsAtTheThresholdOrAbove() {
    assertEquals(List.of(4L, 0L), List.of(race.solved(0, 0), race.solved(0, 1)));
    assertEquals(List.of(1L, 3L), List.of(race.solved(1, 0), race.solved(1, 1)));
  }

  /** As for all tasks above, but with the mean instead of the interquartile mean. */
  @Test
  void theNumbersOfAFamilyAreMeansOverItsTasks() {
    Estimates estimates = new Estimates(race);
    Family both = new Family("both", List.of(0, 1));
    Family second = new Family("second", List.of(1));
    Entry steps = estimates.entry(Quantity.STEPS, 1, both);
    assertEquals("both, 2 tasks", steps.name());
    assertEquals(1820 / 8.0, steps.value().estimate());
    assertEquals(List.of(7, 8), List.of(steps.reached(), steps.curves()));
    assertEquals(4.15 / 8, estimates.entry(Quantity.AREA, 1, both).value().estimate(), 1e-15);
    assertEquals(3.1 / 4, estimates.entry(Quantity.FINAL, 1, second).value().estimate(), 1e-15);
    assertEquals(3, estimates.entry(Quantity.STEPS, 1, second).reached());
    assertEquals(0, estimates.entry(Quantity.STEPS, 0, second).reached());
    assertEquals(0.875, estimates.entry(Quantity.IMPROVEMENT, 1, second).value().estimate());
    List<Series.Moment> curve = race.curves(second).get(1).points();
    assertEquals(2.0 / 4, curve.get(1).mean(), 1e-15, "0.9, 0, 0.9 and 0.2");
    assertTrue(curve.get(1).low() < 0.3 && curve.get(1).high() > 0.7, curve::toString);
  }

  /** Returns −1, −3, −2 and −2, −2, −6 are no rates: no Wilson interval, no steps to 90 %. */
  @Test
  void measuresThatAreNoRatesAreAveragedOverSeeds() throws IOException {
    Recorded runs =
        Recorded.of(temp.resolve("returns"), 2, 3).withSuite(NamedSuite.suite("pendulum"));
    for (int seed = 1; seed <= 3; seed++) {
      runs.curve("evaluation", 0, 0, seed, "return", 9, List.of(-1, -3, -2).get(seed - 1));
      runs.curve("evaluation", 1, 0, seed, "return", 9, List.of(-2, -2, -6).get(seed - 1));
    }
    entries = new Estimates(runs.results()).entries();
    String task = runs.suite().tasks().get(0).name();
    assertInterval(-3, -2, -1, entry(Quantity.FINAL, 0, task).value());
    assertEquals(-10 / 3.0, estimate(Quantity.FINAL, 1, task), 1e-15);
    assertEquals((0.25 * -6 - 2 + 0.25 * -2) / 1.5, estimate(Quantity.FINAL, 1, "all"), 1e-15);
    assertEquals((4 + 3 + 3.5) / 3, estimate(Quantity.AREA, 0, task), 1e-15);
    // −1 beats all three; −2 beats −6 and ties twice; −3 beats −6
    assertEquals((3 + 2 + 1) / 9.0, 1 - estimate(Quantity.IMPROVEMENT, 1, task), 1e-15);
    assertTrue(entries.stream().noneMatch(e -> e.quantity() == Quantity.STEPS));
    assertTrue(entries.stream().allMatch(e -> e.reached() == 0), "a return is no rate");
  }
}
