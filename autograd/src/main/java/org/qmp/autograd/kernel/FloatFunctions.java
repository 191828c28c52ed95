package org.qmp.autograd.kernel;

/**
 * Elementary functions of a float in float arithmetic: the same bits on every machine.
 *
 * <p>Only {@code + − × ÷}, square root, comparisons and bit casts are used, all of which IEEE 754
 * and the Java language define to the last bit.
 *
 * <p>Greatest errors measured, in units of the last place, subnormal results included: exp 0.76,
 * log 0.83, tanh 1.33, softplus 1.93, sigmoid 1.68 (every 31st float; every float in ±[1/256, 2)
 * for exp, softplus and sigmoid).
 */
@SuppressWarnings("FloatingPointLiteralPrecision") // the digits of the sources are kept
final class FloatFunctions {
  /** Two of these factors lift the least positive float, 2⁻¹⁴⁹, above one. */
  private static final float BIG = 0x1p75f;

  /** 1.5 · 2²³: adding it rounds a small number to an integer, held in the low bits of the sum. */
  static final float MAGIC = 0x1.8p23f;

  /** MAGIC plus the exponent's bias: a left shift of the sum's bits by 23 makes 2ᵏ out of k. */
  static final float MAGIC_BIASED = MAGIC + 127;

  static final float LOG2_E = 1.442695f;

  /** ln 2 cut to 15 bits, so that its product with an exponent is exact, and what was cut. */
  static final float LN2_HIGH = 0x1.62e4p-1f;

  static final float LN2_LOW = 1.4286068e-6f;

  /** e to the power of less rounds to 0. */
  static final float EXP_LOW = -105f;

  /** e to the power of more is infinite. */
  static final float EXP_HIGH = 90f;

  static final float E0 = 0.5f;
  static final float E1 = 0.16666667f;
  static final float E2 = 0.041666467f;
  static final float E3 = 0.0083333105f;
  static final float E4 = 0.001393365f;
  static final float E5 = 0.00019890991f;

  static final float LEAST_NORMAL = Float.MIN_NORMAL;

  /** Lifts subnormals; undone by LOG_SHIFTED. */
  static final float LOG_SCALE = 0x1p25f;

  /** Bits of √½. */
  static final int LOG_SPLIT = 0x3f3504f3;

  /** Bits of 1 less those of √½. */
  static final int LOG_LIFT = 0x3f800000 - LOG_SPLIT;

  static final int FRACTION = 0x007fffff;

  /** Bits of 2²³: with an integer in its low bits it is 2²³ plus that integer. */
  static final int LOG_MAGIC = 0x4b000000;

  static final float LOG_BIAS = 0x1p23f + 127;
  static final float LOG_SHIFTED = LOG_BIAS + 25;
  static final float L0 = 0.66666687f;
  static final float L1 = 0.3998876f;
  static final float L2 = 0.29580986f;

  static final float S0 = 0.6666667f;
  static final float S1 = 0.39999706f;
  static final float S2 = 0.28592357f;
  static final float S3 = 0.21706575f;
  static final float S4 = 0.2322433f;

  static final float TANH_SMALL = 0.625f;
  static final float T0 = -3.33332819422e-1f;
  static final float T1 = 1.33314422036e-1f;
  static final float T2 = -5.37397155531e-2f;
  static final float T3 = 2.06390887954e-2f;
  static final float T4 = -5.70498872745e-3f;

  private FloatFunctions() {}

  /*
   * Exponential, by Cody and Waite, Software Manual for the Elementary Functions (1980), chapter 6.
   *
   *   x = k ln 2 + r,  k = rint(x / ln 2),  |r| ≤ ½ ln 2        eˣ = 2ᵏ eʳ
   *   eʳ = 1 + (r + r² q(r))
   *
   * q interpolates (eʳ − 1 − r) / r² at six Chebyshev nodes; the relative error of eʳ is 7e-10.
   * What 1 + r loses to rounding, and the low part of r, are added last: they would cost half a
   * unit in the last place.
   *
   * 2ᵏ is multiplied in as 2ʰ 2ᵏ⁻ʰ with h ≈ k / 2, because 2ᵏ alone may overflow or underflow where
   * eˣ does not; only the second product can round, and then as gradual underflow demands.
   */
  static float exp(float x) {
    float t = Math.min(Math.max(x, EXP_LOW), EXP_HIGH);
    float k = (t * LOG2_E + MAGIC) - MAGIC;
    float high = t - k * LN2_HIGH;
    float low = k * LN2_LOW;
    float r = high - low;
    float q = E0 + r * (E1 + r * (E2 + r * (E3 + r * (E4 + r * E5))));
    float sum = 1 + high;
    float lost = high - (sum - 1);
    float p = sum + (lost - (low - (r * r) * q));
    float half = k * 0.5f + MAGIC_BIASED;
    float rest = (k - (half - MAGIC_BIASED)) + MAGIC_BIASED;
    float first = Float.intBitsToFloat(Float.floatToRawIntBits(half) << 23);
    float second = Float.intBitsToFloat(Float.floatToRawIntBits(rest) << 23);
    return (p * first) * second;
  }

  /*
   * Natural logarithm, after FreeBSD's e_logf.c (fdlibm, Sun Microsystems 1993).
   *
   *   x = 2ᵏ (1 + f),  √½ ≤ 1 + f < √2        s = f / (2 + f)
   *   ln(1 + f) = 2 artanh s = f − (f²/2 − s (f²/2 + R)),   R = s² (2/3 + 2/5 s² + 2/7 s⁴ + …)
   *
   * R's series is replaced by its interpolation at three Chebyshev nodes, relative error 3e-9.
   */
  static float log(float x) {
    boolean tiny = x < LEAST_NORMAL;
    float scaled = tiny ? x * LOG_SCALE : x;
    int bits = Float.floatToRawIntBits(scaled) + LOG_LIFT;
    float k = Float.intBitsToFloat((bits >>> 23) | LOG_MAGIC) - (tiny ? LOG_SHIFTED : LOG_BIAS);
    float f = Float.intBitsToFloat((bits & FRACTION) + LOG_SPLIT) - 1;
    float s = f / (2 + f);
    float z = s * s;
    float rest = z * (L0 + z * (L1 + z * L2));
    float h = 0.5f * f * f;
    float y = k * LN2_HIGH + (f - (h - (s * (h + rest) + k * LN2_LOW)));
    if (x > 0) {
      return x < Float.POSITIVE_INFINITY ? y : x;
    }
    return x == 0 ? Float.NEGATIVE_INFINITY : Float.NaN;
  }

  /*
   * ln(1 + e) for 0 ≤ e ≤ 1: the series of log without reduction, so that the leading e makes tiny
   * arguments exact. s = e / (2 + e) reaches 1/3, hence five Chebyshev nodes, relative error 1e-9.
   */
  static float log1p(float e) {
    float s = e / (2 + e);
    float z = s * s;
    float rest = z * (S0 + z * (S1 + z * (S2 + z * (S3 + z * S4))));
    float h = 0.5f * e * e;
    return e - (h - s * (h + rest));
  }

  /*
   * Softplus without overflow or cancellation.
   *
   *   ln(1 + eˣ) = max(x, 0) + ln(1 + e⁻|ˣ|)
   */
  static float softplus(float x) {
    return Math.max(x, 0f) + log1p(exp(-Math.abs(x)));
  }

  /*
   * Logistic function, with e = e⁻|ˣ| so that nothing overflows.
   *
   *   1 / (1 + e⁻ˣ) = w / (1 + e) = w − w e / (1 + e),   w = 1 if x ≥ 0, else e
   *
   * The last form keeps the rounding of 1 + e out of the leading term.
   */
  static float sigmoid(float x) {
    float e = exp(-Math.abs(x));
    float w = x >= 0 ? 1 : e;
    return w - w * (e / (1 + e));
  }

  /*
   * Hyperbolic tangent, after Moshier's Cephes library (tanhf.c), with a = |x|.
   *
   *   tanh a = a + a z P(z),  z = a²          a < 0.625
   *   tanh a = 1 − 2 / (e²ᵃ + 1)              elsewhere
   *
   * The sign bit is put back at the end: the function is odd to the last bit, and −0 stays −0.
   */
  static float tanh(float x) {
    float a = Math.abs(x);
    float y;
    if (a < TANH_SMALL) {
      float z = a * a;
      y = a + a * (z * (T0 + z * (T1 + z * (T2 + z * (T3 + z * T4)))));
    } else {
      y = 1 - 2 / (exp(a + a) + 1);
    }
    return Math.copySign(y, x);
  }

  /** The nearest float. */
  static float round(double x) {
    return (float) x;
  }

  /** √x, correctly rounded. */
  static float sqrt(float x) {
    return (float) Math.sqrt(x);
  }

  /** 1 for positive, 0 for zero, −1 for negative x, without the branch that stops vectorisation. */
  static float sign(float x) {
    return Math.max(-1f, Math.min(1f, x * BIG * BIG));
  }
}
