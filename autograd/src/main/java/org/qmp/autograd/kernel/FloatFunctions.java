package org.qmp.autograd.kernel;

/**
 * Elementary functions of a float in float arithmetic: the same bits on every machine.
 *
 * <p>Only {@code + − × ÷}, square root, comparisons and bit casts are used, which IEEE 754 and Java
 * define to the last bit. {@link FloatNumbers} lists the errors.
 */
final class FloatFunctions extends FloatNumbers {
  private FloatFunctions() {}

  /*
   * Exponential, by Cody and Waite, Software Manual for the Elementary Functions (1980), chapter 6.
   *
   *   x = k ln 2 + r,  k = rint(x / ln 2),  |r| ≤ ½ ln 2        eˣ = 2ᵏ eʳ
   *   eʳ = 1 + (r + r² q(r))
   *
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
    float sum = 1 + high;
    float lost = high - (sum - 1);
    float p = sum + (lost - (low - (r * r) * expTail(r)));
    float half = k * 0.5f + MAGIC_BIASED;
    float rest = (k - (half - MAGIC_BIASED)) + MAGIC_BIASED;
    float first = Float.intBitsToFloat(Float.floatToRawIntBits(half) << DIGITS);
    float second = Float.intBitsToFloat(Float.floatToRawIntBits(rest) << DIGITS);
    return (p * first) * second;
  }

  /*
   * Natural logarithm, after FreeBSD's e_logf.c (fdlibm, Sun Microsystems 1993).
   *
   *   x = 2ᵏ (1 + f),  √½ ≤ 1 + f < √2        s = f / (2 + f)
   *   ln(1 + f) = 2 artanh s = f − (f²/2 − s (f²/2 + R)),   R = s² (2/3 + 2/5 s² + 2/7 s⁴ + …)
   */
  static float log(float x) {
    boolean tiny = x < Float.MIN_NORMAL;
    float scaled = tiny ? x * LOG_SCALE : x;
    var bits = Float.floatToRawIntBits(scaled) + LOG_LIFT;
    float k = Float.intBitsToFloat((bits >>> DIGITS) | LOG_MAGIC) - (tiny ? LOG_SHIFTED : LOG_BIAS);
    float f = Float.intBitsToFloat((bits & FRACTION) + LOG_SPLIT) - 1;
    float s = f / (2 + f);
    float z = s * s;
    float h = 0.5f * f * f;
    float y = k * LN2_HIGH + (f - (h - (s * (h + logTail(z)) + k * LN2_LOW)));
    if (x > 0) {
      return x < Float.POSITIVE_INFINITY ? y : x;
    }
    return x == 0 ? Float.NEGATIVE_INFINITY : Float.NaN;
  }

  /* ln(1 + e) for 0 ≤ e ≤ 1: the series of log without reduction, exact for tiny e. */
  static float log1p(float e) {
    float s = e / (2 + e);
    float z = s * s;
    float h = 0.5f * e * e;
    return e - (h - s * (h + log1pTail(z)));
  }

  /* ln(1 + eˣ) = max(x, 0) + ln(1 + e⁻|ˣ|), without overflow or cancellation. */
  static float softplus(float x) {
    return Math.max(x, 0f) + log1p(exp(-Math.abs(x)));
  }

  /*
   * Logistic function, with e = e⁻|ˣ| so that nothing overflows.
   *
   *   1 / (1 + e⁻ˣ) = w / (1 + e) = w − w e / (1 + e),   w = 1 if x ≥ 0, else e
   */
  static float sigmoid(float x) {
    float e = exp(-Math.abs(x));
    float w = x >= 0 ? 1 : e;
    return w - w * (e / (1 + e));
  }

  /*
   * Hyperbolic tangent, after Moshier's Cephes library, with a = |x|.
   *
   *   tanh a = a + a z P(z),  z = a²          a < 0.625
   *   tanh a = 1 − 2 / (e²ᵃ + 1)              elsewhere
   *
   * The sign bit is put back at the end: the function is odd to the last bit, and −0 stays −0.
   */
  static float tanh(float x) {
    float a = Math.abs(x);
    float y;
    if (a < 0.625f) {
      float z = a * a;
      y = a + a * (z * tanhTail(z));
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
