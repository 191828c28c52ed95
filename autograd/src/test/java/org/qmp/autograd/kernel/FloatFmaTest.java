package org.qmp.autograd.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The fused multiply-add in software against {@link Math#fma(float, float, float)}. */
final class FloatFmaTest {
  private static final float[] SPECIAL = {
    0f,
    1f,
    3f,
    Math.nextUp(1f),
    Math.nextDown(1f),
    Float.MIN_VALUE,
    3 * Float.MIN_VALUE,
    Float.MIN_NORMAL,
    Math.nextDown(Float.MIN_NORMAL),
    Math.nextUp(Float.MIN_NORMAL),
    Float.MAX_VALUE,
    Math.nextDown(Float.MAX_VALUE),
    0x1p-75f,
    0x1p-74f,
    0x1p63f,
    0x1p64f,
    Float.POSITIVE_INFINITY,
    Float.NaN
  };

  private static void check(float a, float b, float c) {
    float expected = Math.fma(a, b, c);
    float found = FloatFma.fma(a, b, c);
    if (Float.floatToIntBits(expected) != Float.floatToIntBits(found)) {
      assertEquals(expected, found, "fma(" + a + ", " + b + ", " + c + ")");
    }
  }

  @Test
  void specialValuesOfEitherSign() {
    for (float a : SPECIAL) {
      for (float b : SPECIAL) {
        for (float c : SPECIAL) {
          for (int signs = 0; signs < 8; signs++) {
            check((signs & 1) == 0 ? a : -a, (signs & 2) == 0 ? b : -b, (signs & 4) == 0 ? c : -c);
          }
        }
      }
    }
  }

  /** Worked by hand: cases in which rounding twice gives a wrong result. */
  @Test
  void sumsCloseToTheMiddleOfTwoFloatsAreRoundedOnce() {
    // 1 + 2⁻²⁴ is halfway between 1 and the next float: any difference from it decides. In double a
    // difference such as 2⁻⁷² is lost, and the tie goes to the even neighbour.
    float half = 0x1p-24f;
    assertEquals(1f, FloatFma.fma(half, 1f, 1f));
    assertEquals(Math.nextUp(1f), FloatFma.fma(Math.nextUp(half), 1f, 1f));
    float up = Math.nextUp(1f);
    // up + 2⁻²⁴ is a tie and rounds up to the even 1 + 2⁻²²; minus 2⁻⁷² it must round down.
    float a = 0x1p-12f - 0x1p-36f;
    float b = 0x1p-12f + 0x1p-36f; // a b = 2⁻²⁴ − 2⁻⁷²
    assertEquals(up, FloatFma.fma(a, b, up));
    assertEquals(-up, FloatFma.fma(-a, b, -up));
    // The same with subnormals: an odd multiple of the least float, plus almost half of it.
    float odd = 3 * Float.MIN_VALUE;
    float c = 0x1p-75f - 0x1p-99f;
    float d = 0x1p-75f + 0x1p-99f; // c d = 2⁻¹⁵⁰ − 2⁻¹⁹⁸
    assertEquals(odd, FloatFma.fma(c, d, odd));
    assertEquals(-odd, FloatFma.fma(c, -d, -odd));
    assertEquals(4 * Float.MIN_VALUE, FloatFma.fma(0x1p-75f, 0x1p-75f, odd));
  }

  @Test
  void aHundredThousandOrdinaryAndAdversarialCases() {
    random(100_000, 1);
  }

  @Test
  @Tag("long")
  void thirtyMillionOrdinaryAndAdversarialCases() {
    random(30_000_000, 2);
  }

  private static void random(int count, long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < count; i++) {
      float a = Float.intBitsToFloat(random.nextInt());
      float b = Float.intBitsToFloat(random.nextInt());
      float c = Float.intBitsToFloat(random.nextInt());
      switch (i % 8) {
        case 0 -> {} // random bits
        case 1 -> { // similar magnitudes
          a = (float) random.nextGaussian();
          b = (float) random.nextGaussian();
          c = (float) random.nextGaussian();
        }
        case 2 -> { // cancellation
          a = (float) random.nextGaussian();
          b = (float) random.nextGaussian();
          c = -a * b;
        }
        case 3 -> { // a product far below c that decides a tie
          a = near(0x1p-12f, random);
          b = near(0x1p-12f, random);
          c = near(1f, random);
        }
        case 4 -> { // the same with subnormal results
          a = near(0x1p-75f, random);
          b = near(0x1p-75f, random);
          c = random.nextInt(1 << random.nextInt(1, 25)) * Float.MIN_VALUE;
        }
        case 5 -> { // subnormal results of normal operands
          a = near(Math.scalb(1f, -random.nextInt(1, 126)), random);
          b = Math.scalb(near(1f, random), -149 - Math.getExponent(a) + random.nextInt(26));
          c = (random.nextInt(1 << 24) - (1 << 23)) * Float.MIN_VALUE;
        }
        case 6 -> { // c far below the product
          a = near(1f, random);
          b = near(1f, random);
          c = Math.scalb(near(1f, random), -random.nextInt(20, 80));
        }
        default -> { // close to overflow
          a = near(0x1p64f, random);
          b = near(0x1p64f, random);
          c = Math.scalb(near(1f, random), random.nextInt(70, 128));
        }
      }
      check(a, b, random.nextBoolean() ? c : -c);
    }
  }

  /** A float at most four steps from x, or x with one or two bits added to its fraction. */
  private static float near(float x, Random random) {
    int bits = Float.floatToRawIntBits(x);
    int change =
        random.nextBoolean() ? random.nextInt(9) - 4 : 1 << random.nextInt(23) | random.nextInt(2);
    return Float.intBitsToFloat(bits + change);
  }
}
