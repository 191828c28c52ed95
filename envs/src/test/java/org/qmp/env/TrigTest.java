package org.qmp.env;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TrigTest {
  private static void assertSame(double angle) {
    same(StrictMath.sin(angle), Trig.sin(angle), "sin", angle);
    same(StrictMath.cos(angle), Trig.cos(angle), "cos", angle);
  }

  private static void same(double expected, double actual, String function, double angle) {
    if (Double.doubleToLongBits(expected) != Double.doubleToLongBits(actual)) {
      assertEquals(expected, actual, () -> function + " " + Double.toHexString(angle));
    }
  }

  /** From sin x = x, over a few turns, to angles for which π/2 is needed in more than two parts. */
  @ParameterizedTest
  @ValueSource(doubles = {1e-8, 0.3, 0.8, 2, 10, 100, 1e5, 2e6, 1e300})
  void bitsMatchThoseOfStrictMath(double width) {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 20_000; i++) {
      assertSame(width * (2 * random.nextDouble() - 1));
    }
  }

  /** Here the leading bits cancel, and the quadrants meet. */
  @Test
  void bitsMatchAroundTheEighthsOfATurn() {
    SplittableRandom random = new SplittableRandom(2);
    for (int eighth = -300; eighth <= 300; eighth++) {
      double angle = eighth * (Math.PI / 4);
      for (int bits = 4; bits < 53; bits++) {
        double near = angle * (1 + random.nextDouble(-1, 1) * StrictMath.scalb(1.0, -bits));
        assertSame(near);
      }
      assertSame(angle);
      assertSame(Math.nextUp(angle));
      assertSame(Math.nextDown(angle));
    }
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {
        0.0,
        -0.0,
        Double.MIN_VALUE,
        -0x1p-27,
        0x1.fffffffffffffp-28,
        0x1.3333300000000p-2,
        0x1.33332ffffffffp-2,
        0x1.90000ffffffffp-1,
        0x1.9000100000000p-1,
        0x1.921fbffffffffp-1,
        0x1.921fc00000000p-1,
        0x1.921fbffffffffp19,
        0x1.921fc00000000p19,
        Double.MAX_VALUE,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.NaN
      })
  void bitsMatchWhereTheMethodChanges(double angle) {
    assertSame(angle);
    assertSame(-angle);
  }

  @Test
  void matchesValuesWorkedByHand() {
    assertEquals(0.5, Trig.sin(Math.PI / 6), 1e-16);
    assertEquals(-0.5, Trig.cos(4 * Math.PI / 3), 1e-15);
    assertEquals(-1, Trig.sin(-5 * Math.PI / 2), 0);
  }
}
