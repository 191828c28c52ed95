package org.qmp.rl.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.qmp.nn.Xoshiro256;

/** Intervals are the same on every machine, and about as wide as theory says. */
final class BootstrapTest {
  private static final String SEED = "1979";

  private static Scores random(long seed, int tasks, int seeds) {
    Xoshiro256 rng = Xoshiro256.named(seed, "scores");
    double[][] scores = new double[tasks][seeds];
    for (int task = 0; task < tasks; task++) {
      for (int i = 0; i < seeds; i++) {
        scores[task][i] = 10 * task + rng.nextDouble();
      }
    }
    return new Scores(scores);
  }

  private static double iqm(Scores scores) {
    return Averages.interquartileMean(scores.flat());
  }

  private static double mean(Scores scores) {
    return Averages.mean(scores.flat());
  }

  @Property(tries = 50, seed = SEED)
  void theSameSeedGivesTheSameBits(@ForAll long seed) {
    Scores scores = random(seed, 3, 5);
    Bootstrap bootstrap = new Bootstrap(seed, 100, 0.95);
    Interval once = bootstrap.interval(scores, BootstrapTest::iqm);
    assertEquals(once, bootstrap.interval(scores, BootstrapTest::iqm));
    assertNotEquals(once, new Bootstrap(seed + 1, 100, 0.95).interval(scores, BootstrapTest::iqm));
  }

  /** This interval must have these bits on every machine. */
  @Test
  void oneIntervalHasKnownBits() {
    Scores scores = new Scores(new double[][] {{0.1, 0.4, 0.35}, {0.8, 0.7, 0.95}});
    assertEquals(
        new Interval(0.45, 0.5583333333333332, 0.6499999999999999),
        Bootstrap.of(7).interval(scores, BootstrapTest::iqm));
  }

  /** The scores of tasks are ten apart, so a seed drawn from another task would show. */
  @Property(tries = 50, seed = SEED)
  void seedsAreDrawnWithinTheirTask(@ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int t) {
    Scores scores = random(seed, 5, 4);
    Interval interval =
        new Bootstrap(seed, 200, 0.99).interval(scores, s -> Averages.mean(s.byTask()[t]));
    assertTrue(interval.low() >= 10 * t && interval.high() < 10 * t + 1, interval::toString);
  }

  /** Two equal tasks give the same interval as one; two opposite tasks cancel. */
  @Test
  void aRunIsDrawnWithAllItsTasks() {
    double[] seeds = {0, 1, 3, 7};
    double[] opposite = {7, 6, 4, 0};
    Bootstrap bootstrap = Bootstrap.of(1);
    Interval one = bootstrap.interval(new Scores(new double[][] {seeds}), BootstrapTest::mean);
    assertTrue(one.width() > 3, one::toString);
    assertEquals(
        one, bootstrap.interval(new Scores(new double[][] {seeds, seeds}), BootstrapTest::mean));
    assertEquals(
        new Interval(3.5, 3.5, 3.5),
        bootstrap.interval(new Scores(new double[][] {seeds, opposite}), BootstrapTest::mean));
  }

  @Test
  void aStatisticThatIsNanInSomeResamplesIsRefused() {
    Scores scores = new Scores(new double[][] {{0, 1, 1, 1, 1, 1, 1, 1}});
    assertThrows(
        IllegalArgumentException.class,
        () -> Bootstrap.of(1).interval(scores, s -> mean(s) == 1 ? Double.NaN : mean(s)));
  }

  @Property(tries = 50, seed = SEED)
  void moreConfidenceNeverNarrowsTheInterval(
      @ForAll long seed, @ForAll @DoubleRange(min = 0.5, max = 0.9) double confidence) {
    Scores scores = random(seed, 2, 6);
    Interval narrow = new Bootstrap(seed, 200, confidence).interval(scores, BootstrapTest::mean);
    Interval wide = new Bootstrap(seed, 200, 0.95).interval(scores, BootstrapTest::mean);
    assertTrue(wide.low() <= narrow.low() && narrow.high() <= wide.high());
  }

  @Test
  void equalScoresInEveryTaskGiveAPointInterval() {
    Scores scores = new Scores(new double[][] {{2, 2, 2}, {4, 4}});
    assertEquals(
        new Interval(2.8, 2.8, 2.8), Bootstrap.of(1).interval(scores, BootstrapTest::mean));
  }

  /** 2 · 1.96 √(σ²/n) with σ² = 1/12 and n = 400: 0.0566. */
  @Test
  void theIntervalOfAMeanIsAsWideAsTheCentralLimitTheoremSays() {
    Interval interval = Bootstrap.of(3).interval(random(3, 1, 400), BootstrapTest::mean);
    assertEquals(0.0566, interval.width(), 0.005);
    assertTrue(interval.contains(0.5), interval::toString);
  }

  /**
   * 95 % of intervals from 30 seeds should contain the mean; the percentile method misses a few.
   */
  @Test
  void intervalsContainTheTrueMeanAboutAsOftenAsTheirConfidence() {
    int contained = 0;
    for (int i = 0; i < 400; i++) {
      Interval interval =
          new Bootstrap(i, 400, 0.95).interval(random(i, 1, 30), BootstrapTest::mean);
      contained += interval.contains(0.5) ? 1 : 0;
    }
    assertEquals(0.94, contained / 400.0, 0.03);
  }

  /**
   * Two methods with the same 400 scores: drawn independently, means differ by ±1.96 √(2σ²/n), σ² =
   * 1/12; drawn with the same indices, they would never differ.
   */
  @Test
  void theSeedsOfTwoMethodsAreDrawnIndependently() {
    Scores scores = random(3, 1, 400);
    Interval interval = Bootstrap.of(3).interval(scores, scores, (x, y) -> mean(x) - mean(y));
    assertEquals(0.0566 * StrictMath.sqrt(2), interval.width(), 0.006);
    assertEquals(0, interval.estimate());
    assertEquals(0, interval.low() + interval.high(), 0.006);
  }

  /** The first method is the first argument: 2 x − y of constant scores. */
  @Test
  void theFirstMethodComesFirst() {
    Scores x = new Scores(new double[][] {{5, 5}});
    Scores y = new Scores(new double[][] {{3, 3, 3}});
    assertEquals(
        new Interval(7, 7, 7),
        Bootstrap.of(1).interval(x, y, (a, b) -> 2 * a.score(0, 1) - b.score(0, 2)));
  }

  /** The mean of four draws of 0 or 1 is 0, ¼ … 1, with the probabilities of four coin tosses. */
  @Test
  void limitsAreTheQuantilesOfTheResampledMeans() {
    Scores coins = new Scores(new double[][] {{0, 1, 0, 1}});
    assertEquals(
        new Interval(0, 0.5, 1),
        new Bootstrap(1, 5_000, 0.95).interval(coins, BootstrapTest::mean));
    assertEquals(
        new Interval(0.25, 0.5, 0.75),
        new Bootstrap(1, 5_000, 0.8).interval(coins, BootstrapTest::mean));
  }

  @Test
  void anIntervalOfTwoMethodsHasKnownBits() {
    Scores x = new Scores(new double[][] {{0.1, 0.4, 0.35}, {0.8, 0.7, 0.95}});
    Scores y = new Scores(new double[][] {{0.2, 0.3}, {0.75, 0.9}});
    assertEquals(
        new Interval(-0.08333333333333337, 0.033333333333333215, 0.125),
        Bootstrap.of(7).interval(x, y, (a, b) -> iqm(a) - iqm(b)));
  }

  @Test
  void aMethodThatAlwaysWinsWinsInEveryResample() {
    Scores high = new Scores(new double[][] {{5, 6}, {7, 8}});
    Scores low = new Scores(new double[][] {{1, 2}, {3, 4}});
    assertEquals(
        new Interval(1, 1, 1),
        Bootstrap.of(1).interval(high, low, Scores::probabilityOfImprovement));
  }

  @Test
  void invalidIntervalsAndScoresAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Bootstrap(1, 0, 0.95));
    assertThrows(IllegalArgumentException.class, () -> new Bootstrap(1, 10, 1));
    assertThrows(IllegalArgumentException.class, () -> new Interval(1, 1, 0));
    assertThrows(IllegalArgumentException.class, () -> new Interval(0, Double.NaN, 1));
    assertThrows(IllegalArgumentException.class, () -> new Scores(new double[][] {{1}, {}}));
    assertThrows(IllegalArgumentException.class, () -> new Scores(new double[0][]));
  }
}
