package org.qmp.rl.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qmp.nn.Xoshiro256;

/** P-values counted by hand, and the rate of false positives. */
final class PermutationTestTest {
  private static Scores of(double... seeds) {
    return new Scores(new double[][] {seeds});
  }

  private static Scores from(int first, int count) {
    double[] seeds = new double[count];
    for (int i = 0; i < count; i++) {
      seeds[i] = first + i;
    }
    return of(seeds);
  }

  /** With all runs of one method ahead of all of the other, p is 2 of C(n + m, n) ways. */
  @ParameterizedTest
  @CsvSource({
    "1, 1, 2",
    "2, 2, 6",
    "3, 3, 20",
    "4, 4, 70",
    "5, 5, 252",
    "2, 4, 15",
    "10, 10, 184756"
  })
  void withoutOverlapOnlyTwoWaysAreAsExtreme(int n, int m, int ways) {
    assertEquals(2.0 / ways, PermutationTest.pValue(from(100, n), from(0, m)));
    assertEquals(2.0 / ways, PermutationTest.pValue(from(0, n), from(100, m)));
  }

  /**
   * 1 and 3 against 2 and 4: X wins one pair of four. Of the six ways, {1,2} and {3,4} win 0 and 4,
   * {1,3} and {2,4} win 1 and 3, {1,4} and {2,3} win 2: four are as far from 2 as 1 is.
   */
  @Test
  void twoAgainstTwoByHand() {
    assertEquals(4.0 / 6, PermutationTest.pValue(of(1, 3), of(2, 4)));
    assertEquals(1, PermutationTest.pValue(of(1, 4), of(2, 3)));
    assertEquals(1, PermutationTest.pValue(of(7, 7), of(7, 7)));
  }

  /** Six tasks with the same scores are no more evidence than one. */
  @Test
  void runsAreExchangedWithAllTheirTasks() {
    double[][] x = new double[6][];
    double[][] y = new double[6][];
    for (int task = 0; task < 6; task++) {
      x[task] = new double[] {1, 4, 6, 7};
      y[task] = new double[] {2, 3, 5, 0};
    }
    double one = PermutationTest.pValue(of(x[0]), of(y[0]));
    assertEquals(one, PermutationTest.pValue(new Scores(x), new Scores(y)));
    assertTrue(one > 0.1, "p = " + one);
  }

  /**
   * There are 155 million ways to divide 2 · 15 runs: the two extreme ones are not among the
   * 200,000 that are drawn, but the observed one is counted as well.
   */
  @Test
  void tooManyWaysAreSampledAtRandom() {
    assertEquals(1 / 200_001.0, PermutationTest.pValue(from(100, 15), from(0, 15)));
    assertEquals(1, PermutationTest.pValue(from(0, 12), from(0, 12)));
  }

  private static Scores random(Xoshiro256 rng, int seeds, double shared) {
    double[][] scores = new double[6][seeds];
    for (int i = 0; i < seeds; i++) {
      double luck = rng.nextDouble();
      for (double[] task : scores) {
        task[i] = shared * luck + (1 - shared) * rng.nextDouble();
      }
    }
    return new Scores(scores);
  }

  @Property(tries = 100, seed = "1935")
  void thePValueIsTheSameInBothOrders(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 5) int n,
      @ForAll @IntRange(min = 1, max = 5) int m) {
    Xoshiro256 rng = Xoshiro256.named(seed, "scores");
    Scores x = random(rng, n, 0.5);
    Scores y = random(rng, m, 0.5);
    assertEquals(PermutationTest.pValue(x, y), PermutationTest.pValue(y, x));
  }

  /**
   * Equal methods are declared different in at most 5 % of comparisons, however correlated the
   * tasks of a run are: 5 of 100 expected in 600 comparisons, plus five standard deviations.
   */
  @ParameterizedTest
  @CsvSource({"4, 0", "4, 0.9", "5, 0", "5, 0.9"})
  void equalMethodsAreSeldomDeclaredDifferent(int seeds, double shared) {
    Xoshiro256 rng = Xoshiro256.named(3, "null");
    int told = 0;
    for (int n = 0; n < 600; n++) {
      double p = PermutationTest.pValue(random(rng, seeds, shared), random(rng, seeds, shared));
      told += p <= 0.05 ? 1 : 0;
    }
    assertTrue(told <= 30 + 5 * StrictMath.sqrt(600 * 0.05 * 0.95), "told apart: " + told);
  }

  @Test
  void scoresThatCannotBeExchangedAreRefused() {
    Scores uneven = new Scores(new double[][] {{1, 2}, {3}});
    Scores two = new Scores(new double[][] {{1, 2}, {3, 4}});
    assertThrows(IllegalArgumentException.class, () -> PermutationTest.pValue(uneven, two));
    assertThrows(IllegalArgumentException.class, () -> PermutationTest.pValue(two, uneven));
    assertThrows(IllegalArgumentException.class, () -> PermutationTest.pValue(two, of(1, 2)));
  }
}
