package org.qmp.env;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.qmp.env.contract.SeededChance;

final class ChanceTest {

  /** Second column: {@code statistics.NormalDist().inv_cdf} of CPython 3.11. */
  @Test
  void quantilesMatchThoseOfCpython() {
    double[][] table = {
      {0.5, 0.0},
      {0.3, -0.5244005127080407},
      {0.6, 0.2533471031357998},
      {0.925, 1.439531470938456},
      {0.9251, 1.4402382675279632},
      {0.975, 1.9599639845400536},
      {0.001, -3.090232306167813},
      {1e-6, -4.753424308822899},
      {1e-11, -6.706023155495136},
      {0x1p-53, -8.209536151601386},
    };
    for (double[] row : table) {
      double found = NormalQuantile.of(row[0]);
      assertEquals(row[1], found, 4e-16 * Math.abs(row[1]), "quantile of " + row[0]);
    }
  }

  @Property
  void mirroredUniformNumbersGiveOppositeNormalNumbers(
      @ForAll @LongRange(min = 0, max = (1L << 52) - 1) long half) {
    double u = (2 * half + 1) * 0x1p-53;
    Chance low = () -> u;
    Chance high = () -> 1 - u;
    assertEquals(low.normal(), -high.normal());
  }

  @Test
  void extremeUniformNumbersGiveFiniteNormalNumbers() {
    Chance none = () -> 0;
    Chance all = () -> Math.nextDown(1.0);
    assertEquals(-8.209536151601386, none.normal(), 1e-14);
    assertEquals(8.209536151601386, all.normal(), 1e-14);
  }

  @Test
  void momentsAreThoseOfTheStandardNormal() {
    SeededChance chance = new SeededChance(1);
    int count = 100_000;
    double[] moments = new double[4];
    for (int i = 0; i < count; i++) {
      double z = chance.normal();
      double power = 1;
      for (int k = 0; k < 4; k++) {
        power *= z;
        moments[k] += power / count;
      }
    }
    double[] expected = {0, 1, 0, 3};
    double[] variance = {1, 2, 15, 96};
    for (int k = 0; k < 4; k++) {
      assertEquals(expected[k], moments[k], 4 * Math.sqrt(variance[k] / count), "moment " + k);
    }
  }

  @Property
  void uniformNumbersStayBetweenTheirBounds(@ForAll long seed, @ForAll double a, @ForAll double b) {
    double low = Math.min(a, b);
    double high = Math.max(a, b);
    double x = new SeededChance(seed).uniform(low, high);
    assertTrue(low <= x && x <= high);
  }
}
