package org.qmp.autograd.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Every 1009th float, and all special values, against StrictMath in double. */
class FloatFunctionsTest {
  private static final int PRIME = 1009;
  private static final float[] SPECIAL = {
    0f,
    -0f,
    1f,
    -1f,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.NaN,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    Float.MIN_NORMAL,
    -Float.MIN_NORMAL,
    Math.nextUp(88.72284f),
    88.72284f,
    -87.33655f,
    -103.27893f,
    -103.97208f,
    -103.9721f,
    0.625f,
    -0.625f
  };

  private interface FloatFunction {
    float apply(float x);
  }

  private static void assertWithin(double bound, FloatFunction f, DoubleUnaryOperator exact) {
    double worst = 0;
    float at = 0;
    for (float x : SPECIAL) {
      worst = Math.max(worst, ulps(f.apply(x), exact.applyAsDouble(x)));
    }
    for (long bits = 0; bits < 1L << 32; bits += PRIME) {
      float x = Float.intBitsToFloat((int) bits);
      double error = ulps(f.apply(x), exact.applyAsDouble(x));
      if (error > worst) {
        worst = error;
        at = x;
      }
    }
    assertTrue(worst <= bound, worst + " ulp at " + at);
  }

  private static double ulps(float y, double exact) {
    float nearest = (float) exact;
    if (Float.isNaN(nearest) || Float.isInfinite(nearest) || !Float.isFinite(y)) {
      return Float.compare(y, nearest) == 0 ? 0 : Double.POSITIVE_INFINITY;
    }
    return Math.abs(y - exact) / Math.ulp(nearest);
  }

  @Test
  void expIsWithinOneUlpOverTheWholeRange() {
    assertWithin(1, FloatFunctions::exp, StrictMath::exp);
  }

  @Test
  void logIsWithinOneUlpOverTheWholeRange() {
    assertWithin(1, FloatFunctions::log, StrictMath::log);
  }

  @Test
  void tanhIsWithinTwoUlpOverTheWholeRange() {
    assertWithin(2, FloatFunctions::tanh, StrictMath::tanh);
  }

  @Test
  void softplusIsWithinTwoUlpOverTheWholeRange() {
    assertWithin(
        2,
        FloatFunctions::softplus,
        x -> Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x))));
  }

  @Test
  void sigmoidIsWithinTwoUlpOverTheWholeRange() {
    assertWithin(2, FloatFunctions::sigmoid, x -> 1 / (1 + StrictMath.exp(-x)));
  }

  @Test
  void tanhIsOddToTheLastBitAndPreservesMinusZero() {
    for (float x = 0; x < 12; x += 0.01f) {
      assertEquals(-FloatFunctions.tanh(x), FloatFunctions.tanh(-x));
    }
    assertEquals(-0f, FloatFunctions.tanh(-0f));
    assertEquals(-0.0, DoubleFunctions.tanh(-0.0));
  }

  @Test
  void doublesAgreeWithStrictMathOnSpecialValues() {
    for (float special : SPECIAL) {
      if (Math.abs(special) <= 1 || Math.abs(special) > 1e9f || Float.isNaN(special)) {
        double x = special;
        assertEquals(StrictMath.exp(x), DoubleFunctions.exp(x), Math.ulp(4.0));
        assertEquals(StrictMath.log(x), DoubleFunctions.log(x), Math.ulp(100.0));
        assertEquals(StrictMath.tanh(x), DoubleFunctions.tanh(x), Math.ulp(1.0));
        assertEquals(1 / (1 + StrictMath.exp(-x)), DoubleFunctions.sigmoid(x), Math.ulp(1.0));
        double softplus = Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
        assertEquals(softplus, DoubleFunctions.softplus(x), Math.ulp(4.0));
      }
    }
  }
}
