package org.qmp.rl.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.qmp.nn.Xoshiro256;

/** The interquartile mean and the mean, by worked examples and by properties. */
final class AveragesTest {
  private static final String SEED = "1927";

  @Test
  void theMiddleFourOfEightValuesCount() {
    double[] values = {8, 1, 7, 2, 6, 3, 5, 4};
    assertEquals(4.5, Averages.interquartileMean(values));
    assertEquals(8, values[0], "the caller's array is left alone");
  }

  /** From 1.25 to 3.75: ¾ of the second value, all of the third and ¾ of the fourth. */
  @Test
  void twoOfFiveValuesCountInPart() {
    double[] values = {0, 1, 10, 100, 1000};
    assertEquals((0.75 * 1 + 10 + 0.75 * 100) / 2.5, Averages.interquartileMean(values), 1e-13);
  }

  @Test
  void noneOfThreeOrFewerValuesIsLeftOut() {
    assertEquals(7, Averages.interquartileMean(new double[] {7}));
    assertEquals(2, Averages.interquartileMean(new double[] {1, 3}));
    assertEquals(
        (0.25 + 2 + 0.25 * 9) / 1.5, Averages.interquartileMean(new double[] {1, 2, 9}), 1e-15);
  }

  @Test
  void theMeanIsTheArithmeticMean() {
    assertEquals(4, Averages.mean(new double[] {1, 2, 9}));
  }

  @Test
  void emptyInputAndNanHaveNoAverage() {
    assertThrows(IllegalArgumentException.class, () -> Averages.mean(new double[0]));
    var thrown =
        assertThrows(
            IllegalArgumentException.class,
            () -> Averages.interquartileMean(new double[] {1, Double.NaN}));
    assertTrue(thrown.getMessage().contains("value 1 is NaN"), thrown::getMessage);
  }

  /** Four copies of each value are 4n values: trimming n on either side splits none of them. */
  @Property(tries = 300, seed = SEED)
  void exactlyAQuarterIsTrimmedOnEitherSide(
      @ForAll @Size(min = 1, max = 30) List<@DoubleRange(min = -100, max = 100) Double> list) {
    double[] values = list.stream().mapToDouble(v -> v).toArray();
    double[] fourfold = new double[4 * values.length];
    for (int i = 0; i < fourfold.length; i++) {
      fourfold[i] = values[i / 4];
    }
    Arrays.sort(fourfold);
    double[] middle = Arrays.copyOfRange(fourfold, values.length, 3 * values.length);
    assertEquals(Averages.mean(middle), Averages.interquartileMean(values), 1e-11);
  }

  @Property(tries = 300, seed = SEED)
  void theOrderOfValuesChangesNoBit(@ForAll @IntRange(min = 1, max = 40) int n, @ForAll long seed) {
    Xoshiro256 rng = Xoshiro256.named(seed, "values");
    int[] order = new int[n];
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      order[i] = i;
      values[i] = rng.nextDouble();
    }
    rng.shuffle(order);
    double[] shuffled = new double[n];
    for (int i = 0; i < n; i++) {
      shuffled[i] = values[order[i]];
    }
    assertEquals(Averages.interquartileMean(values), Averages.interquartileMean(shuffled));
  }

  @Property(tries = 300, seed = SEED)
  void anOutlierDoesNotChangeTheInterquartileMean(
      @ForAll @IntRange(min = 5, max = 40) int n,
      @ForAll @DoubleRange(min = 2, max = 1e9) double outlier) {
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = (double) i / n;
    }
    double before = Averages.interquartileMean(values);
    values[n - 1] = outlier;
    assertEquals(before, Averages.interquartileMean(values));
  }
}
