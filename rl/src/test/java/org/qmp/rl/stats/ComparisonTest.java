package org.qmp.rl.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalDouble;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.qmp.nn.Xoshiro256;

/** Success rates, wins of one method over another, and curves. */
final class ComparisonTest {
  private static final String SEED = "1947";

  private static void assertInterval(double low, double high, Interval interval) {
    assertEquals(low, interval.low(), 5e-5);
    assertEquals(high, interval.high(), 5e-5);
  }

  /** For 0 of n the upper limit is z² / (n + z²); for n of n the lower is its mirror image. */
  @Test
  void wilsonAsWorkedByHand() {
    assertInterval(0.49016, 0.94332, Wilson.interval(8, 10));
    assertInterval(0, 3.841459 / 13.841459, Wilson.interval(0, 10));
    assertInterval(10 / 13.841459, 1, Wilson.interval(10, 10));
    assertInterval(0.40383, 0.59617, Wilson.interval(50, 100));
    assertInterval(0.06308, 0.86844, Wilson.interval(0.8, 2));
  }

  @Property(tries = 500, seed = SEED)
  void wilsonContainsTheRateAndStaysWithinZeroAndOne(
      @ForAll @IntRange(min = 1, max = 1000) int trials,
      @ForAll @DoubleRange(min = 0, max = 1) double share,
      @ForAll @DoubleRange(min = 0.01, max = 100) double z) {
    double successes = share * trials;
    Interval interval = Wilson.interval(successes, trials, z);
    assertTrue(interval.contains(successes / trials), interval::toString);
    assertTrue(interval.low() >= 0 && interval.high() <= 1, interval::toString);
    Interval mirrored = Wilson.interval(trials - successes, trials, z);
    assertEquals(1 - interval.low(), mirrored.high(), 1e-12);
    assertTrue(Wilson.interval(10 * successes, 10L * trials, z).width() < interval.width());
  }

  /** At the limits the score test just accepts p: |p̂ − p| = z √(p (1 − p) / n). */
  @Property(tries = 300, seed = SEED)
  void wilsonInvertsTheScoreTest(
      @ForAll @IntRange(min = 2, max = 500) int trials, @ForAll @IntRange(min = 1) int any) {
    int successes = 1 + any % (trials - 1);
    Interval interval = Wilson.interval(successes, trials, 2);
    double rate = (double) successes / trials;
    for (double p : new double[] {interval.low(), interval.high()}) {
      assertEquals(Math.abs(rate - p), 2 * Math.sqrt(p * (1 - p) / trials), 1e-12);
    }
  }

  @Test
  void impossibleCountsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> Wilson.interval(0, 0));
    assertThrows(IllegalArgumentException.class, () -> Wilson.interval(-1, 5));
    assertThrows(IllegalArgumentException.class, () -> Wilson.interval(6, 5));
    assertThrows(IllegalArgumentException.class, () -> Wilson.interval(1, 5, Double.NaN));
  }

  /** 3 beats 2, ties with 3; 1 beats nothing: 1½ of 4 pairs. The second task is always won. */
  @Test
  void tiesCountHalf() {
    Scores x = new Scores(new double[][] {{1, 3}, {9}});
    Scores y = new Scores(new double[][] {{2, 3}, {1, 2, 3}});
    assertEquals(0.375, Scores.improvementOnTask(x, y, 0));
    assertEquals((0.375 + 1) / 2, Scores.probabilityOfImprovement(x, y));
  }

  @Property(tries = 200, seed = SEED)
  void oneMethodsChanceIsTheOthersComplement(@ForAll long seed) {
    Xoshiro256 rng = Xoshiro256.named(seed, "scores");
    Scores x = coarse(rng);
    Scores y = coarse(rng);
    assertEquals(
        1, Scores.probabilityOfImprovement(x, y) + Scores.probabilityOfImprovement(y, x), 1e-15);
    assertEquals(0.5, Scores.probabilityOfImprovement(x, x), 1e-15);
  }

  private static Scores coarse(Xoshiro256 rng) {
    double[][] scores = new double[4][];
    for (int task = 0; task < scores.length; task++) {
      scores[task] = new double[1 + rng.nextInt(6)];
      for (int i = 0; i < scores[task].length; i++) {
        scores[task][i] = rng.nextInt(4);
      }
    }
    return new Scores(scores);
  }

  @Test
  void methodsWithDifferentNumbersOfTasksAreNotCompared() {
    Scores one = new Scores(new double[][] {{1}});
    Scores two = new Scores(new double[][] {{1}, {2}});
    assertThrows(IllegalArgumentException.class, () -> Scores.probabilityOfImprovement(one, two));
  }

  /** ½ (0 + 1) 10 + ½ (1 + 0.5) 20 = 20 over 30 steps. */
  @Test
  void theAreaUnderACurveIsMadeOfTrapezoids() {
    LearningCurve curve = new LearningCurve(new double[] {10, 20, 40}, new double[] {0, 1, 0.5});
    assertEquals(20 / 30.0, curve.normalizedArea());
    LearningCurve point = new LearningCurve(new double[] {10}, new double[] {3});
    assertEquals(3, point.normalizedArea());
  }

  @Test
  void aThresholdIsReachedAtTheFirstPointAtOrAboveIt() {
    LearningCurve curve = new LearningCurve(new double[] {10, 20, 40}, new double[] {0, 1, 0.5});
    assertEquals(OptionalDouble.of(20), curve.stepsTo(0.5));
    assertEquals(OptionalDouble.of(20), curve.stepsTo(1), "the threshold itself is enough");
    assertEquals(OptionalDouble.empty(), curve.stepsTo(Math.nextUp(1.0)));
    assertEquals(OptionalDouble.of(10), curve.stepsTo(-1));
    assertEquals(OptionalDouble.empty(), curve.stepsTo(1.1));
    assertThrows(IllegalArgumentException.class, () -> curve.stepsTo(Double.NaN));
  }

  @Test
  void invalidCurvesAreRefused() {
    double[] two = {1, 2};
    assertThrows(IllegalArgumentException.class, () -> new LearningCurve(new double[] {2, 2}, two));
    assertThrows(IllegalArgumentException.class, () -> new LearningCurve(new double[] {1}, two));
    assertThrows(
        IllegalArgumentException.class, () -> new LearningCurve(new double[0], new double[0]));
    assertThrows(
        IllegalArgumentException.class,
        () -> new LearningCurve(two, new double[] {1, Double.POSITIVE_INFINITY}));
  }

  /** The average of a straight line from v to w is (v + w) / 2, wherever it is measured. */
  @Property(tries = 200, seed = SEED)
  void theAreaOfALineDoesNotDependOnWhereItIsMeasured(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 30) int n) {
    Xoshiro256 rng = Xoshiro256.named(seed, "line");
    double[] steps = new double[n];
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      steps[i] = (i == 0 ? 0 : steps[i - 1]) + 1 + rng.nextInt(100);
      values[i] = 3 - 0.25 * steps[i];
    }
    double middle = (values[0] + values[n - 1]) / 2;
    assertEquals(
        middle,
        new LearningCurve(steps, values).normalizedArea(),
        1e-12 * Math.abs(middle) + 1e-12);
  }
}
