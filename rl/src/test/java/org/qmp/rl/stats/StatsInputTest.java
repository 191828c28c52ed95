package org.qmp.rl.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/** Quantiles worked by hand, and input that statistics refuse. */
final class StatsInputTest {

  /** h = 3 p: ¾ of the way from 1 to 2, half of the way from 2 to 4, 0.7 of the way from 4 to 8. */
  @Test
  void quantilesInterpolateLinearlyBetweenTheValues() {
    double[] sorted = {1, 2, 4, 8};
    assertEquals(1, Averages.quantile(sorted, 0));
    assertEquals(1.75, Averages.quantile(sorted, 0.25));
    assertEquals(3, Averages.quantile(sorted, 0.5));
    assertEquals(6.8, Averages.quantile(sorted, 0.9), 1e-14);
    assertEquals(8, Averages.quantile(sorted, 1));
    assertEquals(5, Averages.quantile(new double[] {5}, 0.3));
  }

  @Test
  void endsOfRangesAreAllowedOrRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Bootstrap(1, 1, 0));
    assertThrows(IllegalArgumentException.class, () -> new Bootstrap(1, 1, Double.NaN));
    assertEquals(1, new Bootstrap(1, 1, Double.MIN_VALUE).resamples());
    assertEquals(0, Wilson.interval(0, 1, 100).estimate());
    assertThrows(IllegalArgumentException.class, () -> Wilson.interval(0, 1, 0));
    assertThrows(IllegalArgumentException.class, () -> Wilson.interval(0, 1, 100.1));
  }

  @Test
  void messagesNameEmptyAndInfiniteInput() {
    assertEquals(
        "mean: no values",
        assertThrows(IllegalArgumentException.class, () -> Averages.mean(new double[0]))
            .getMessage());
    assertThrows(IllegalArgumentException.class, () -> Averages.quantile(new double[0], 0.5));
    assertEquals(
        "steps of a curve: value 1 is Infinity",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    new LearningCurve(
                        new double[] {1, Double.POSITIVE_INFINITY}, new double[] {0, 0}))
            .getMessage());
  }

  @Test
  void scoresAndCurvesCopyTheirArraysInAndOut() {
    double[][] given = {{1, 2}, {3}};
    Scores scores = new Scores(given);
    given[0][1] = 9;
    given[1] = new double[] {9};
    scores.byTask()[0][0] = 9;
    scores.flat()[2] = 9;
    assertEquals(
        "1.0 2.0 3.0", scores.score(0, 0) + " " + scores.score(0, 1) + " " + scores.score(1, 0));
    double[] steps = {1, 2};
    double[] values = {3, 4};
    LearningCurve curve = new LearningCurve(steps, values);
    steps[0] = 9;
    values[0] = 9;
    curve.steps()[1] = 9;
    curve.values()[1] = 9;
    assertEquals(3.5, curve.normalizedArea());
    assertEquals(2, curve.stepsTo(4).orElseThrow());
  }
}
