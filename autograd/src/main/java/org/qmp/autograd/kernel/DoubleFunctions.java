package org.qmp.autograd.kernel;

/**
 * Elementary functions of a double: the same bits on every machine.
 *
 * <p>Only {@code + − × ÷}, square root, comparisons and bit casts are used, all of which IEEE 754
 * and the Java language define to the last bit.
 *
 * <p>Greatest errors measured, in units of the last place, subnormal results included: exp 0.62,
 * log 0.75, tanh 1.30, softplus 1.43, sigmoid 1.46 (some ten thousand arguments of all magnitudes
 * against 50 digits); probit 6.
 */
@SuppressWarnings("FloatingPointLiteralPrecision") // the digits of the sources are kept
final class DoubleFunctions {
  /** Two of these factors lift the least positive double, 2⁻¹⁰⁷⁴, to one. */
  private static final double BIG = 0x1p537;

  /** 1.5 · 2⁵²: adding it rounds a small number to an integer, held in the low bits of the sum. */
  static final double MAGIC = 0x1.8p52;

  /** MAGIC plus the exponent's bias: a left shift of the sum's bits by 52 makes 2ᵏ out of k. */
  static final double MAGIC_BIASED = MAGIC + 1023;

  static final double LOG2_E = 1.4426950408889634;

  /** ln 2 cut to 32 bits, so that its product with an exponent is exact, and what was cut. */
  static final double LN2_HIGH = 0x1.62e42feep-1;

  static final double LN2_LOW = 0x1.a39ef35793c76p-33;

  /** e to the power of less rounds to 0. */
  static final double EXP_LOW = -747;

  /** e to the power of more is infinite. */
  static final double EXP_HIGH = 711;

  static final double E0 = 0.5;
  static final double E1 = 0.1666666666666667;
  static final double E2 = 0.04166666666666667;
  static final double E3 = 0.008333333333326136;
  static final double E4 = 0.0013888888888883748;
  static final double E5 = 0.00019841269874820627;
  static final double E6 = 2.4801587325547743e-05;
  static final double E7 = 2.7557255400206422e-06;
  static final double E8 = 2.75572736431103e-07;
  static final double E9 = 2.5105217004720745e-08;
  static final double E10 = 2.0914686968086876e-09;

  static final double LEAST_NORMAL = Double.MIN_NORMAL;

  /** Lifts subnormals; undone by LOG_SHIFTED. */
  static final double LOG_SCALE = 0x1p54;

  /** Bits of √½, its lower half cleared. */
  static final long LOG_SPLIT = 0x3fe6a09e00000000L;

  /** Bits of 1 less those of √½. */
  static final long LOG_LIFT = 0x3ff0000000000000L - LOG_SPLIT;

  static final long FRACTION = 0x000fffffffffffffL;

  /** Bits of 2⁵²: with an integer in its low bits it is 2⁵² plus that integer. */
  static final long LOG_MAGIC = 0x4330000000000000L;

  static final double LOG_BIAS = 0x1p52 + 1023;
  static final double LOG_SHIFTED = LOG_BIAS + 54;
  static final double L0 = 0.666666666666667;
  static final double L1 = 0.3999999999989889;
  static final double L2 = 0.28571428626253836;
  static final double L3 = 0.22222211089379496;
  static final double L4 = 0.1818289243253687;
  static final double L5 = 0.15331611722055008;
  static final double L6 = 0.14617807153417325;

  static final double S0 = 0.6666666666666666;
  static final double S1 = 0.40000000000014585;
  static final double S2 = 0.2857142856710876;
  static final double S3 = 0.22222222717427864;
  static final double S4 = 0.18181789436132859;
  static final double S5 = 0.15385570064958623;
  static final double S6 = 0.13314144209654935;
  static final double S7 = 0.12001072809590713;
  static final double S8 = 0.08800738486144674;
  static final double S9 = 0.1616404561194353;

  static final double TANH_SMALL = 0.625;
  static final double P0 = -1.61468768441708447952e3;
  static final double P1 = -9.92877231001918586564e1;
  static final double P2 = -9.64399179425052238628e-1;
  static final double Q0 = 4.84406305325125486048e3;
  static final double Q1 = 2.23548839060100448583e3;
  static final double Q2 = 1.12811678491632931402e2;

  private DoubleFunctions() {}

  /*
   * Exponential, by Cody and Waite, Software Manual for the Elementary Functions (1980), chapter 6.
   *
   *   x = k ln 2 + r,  k = rint(x / ln 2),  |r| ≤ ½ ln 2        eˣ = 2ᵏ eʳ
   *   eʳ = 1 + (r + r² q(r))
   *
   * q interpolates (eʳ − 1 − r) / r² at eleven Chebyshev nodes; the relative error of eʳ is 4e-19.
   * What 1 + r loses to rounding, and the low part of r, are added last: they would cost half a
   * unit in the last place.
   *
   * 2ᵏ is multiplied in as 2ʰ 2ᵏ⁻ʰ with h ≈ k / 2, because 2ᵏ alone may overflow or underflow where
   * eˣ does not; only the second product can round, and then as gradual underflow demands.
   */
  static double exp(double x) {
    double t = Math.min(Math.max(x, EXP_LOW), EXP_HIGH);
    double k = (t * LOG2_E + MAGIC) - MAGIC;
    double high = t - k * LN2_HIGH;
    double low = k * LN2_LOW;
    double r = high - low;
    double tail = E5 + r * (E6 + r * (E7 + r * (E8 + r * (E9 + r * E10))));
    double q = E0 + r * (E1 + r * (E2 + r * (E3 + r * (E4 + r * tail))));
    double sum = 1 + high;
    double lost = high - (sum - 1);
    double p = sum + (lost - (low - (r * r) * q));
    double half = k * 0.5 + MAGIC_BIASED;
    double rest = (k - (half - MAGIC_BIASED)) + MAGIC_BIASED;
    double first = Double.longBitsToDouble(Double.doubleToRawLongBits(half) << 52);
    double second = Double.longBitsToDouble(Double.doubleToRawLongBits(rest) << 52);
    return (p * first) * second;
  }

  /*
   * Natural logarithm, after FreeBSD's e_log.c (fdlibm, Sun Microsystems 1993).
   *
   *   x = 2ᵏ (1 + f),  √½ ≤ 1 + f < √2        s = f / (2 + f)
   *   ln(1 + f) = 2 artanh s = f − (f²/2 − s (f²/2 + R)),   R = s² (2/3 + 2/5 s² + 2/7 s⁴ + …)
   *
   * R's series is replaced by its interpolation at seven Chebyshev nodes, relative error 5e-18.
   */
  static double log(double x) {
    boolean tiny = x < LEAST_NORMAL;
    double scaled = tiny ? x * LOG_SCALE : x;
    long bits = Double.doubleToRawLongBits(scaled) + LOG_LIFT;
    double k = Double.longBitsToDouble((bits >>> 52) | LOG_MAGIC) - (tiny ? LOG_SHIFTED : LOG_BIAS);
    double f = Double.longBitsToDouble((bits & FRACTION) + LOG_SPLIT) - 1;
    double s = f / (2 + f);
    double z = s * s;
    double rest = z * (L0 + z * (L1 + z * (L2 + z * (L3 + z * (L4 + z * (L5 + z * L6))))));
    double h = 0.5 * f * f;
    double y = k * LN2_HIGH + (f - (h - (s * (h + rest) + k * LN2_LOW)));
    if (x > 0) {
      return x < Double.POSITIVE_INFINITY ? y : x;
    }
    return x == 0 ? Double.NEGATIVE_INFINITY : Double.NaN;
  }

  /*
   * ln(1 + e) for 0 ≤ e ≤ 1: the series of log without reduction, so that the leading e makes tiny
   * arguments exact. s = e / (2 + e) reaches 1/3, hence ten Chebyshev nodes, relative error 7e-18.
   */
  static double log1p(double e) {
    double s = e / (2 + e);
    double z = s * s;
    double high = S5 + z * (S6 + z * (S7 + z * (S8 + z * S9)));
    double rest = z * (S0 + z * (S1 + z * (S2 + z * (S3 + z * (S4 + z * high)))));
    double h = 0.5 * e * e;
    return e - (h - s * (h + rest));
  }

  /*
   * Softplus without overflow or cancellation.
   *
   *   ln(1 + eˣ) = max(x, 0) + ln(1 + e⁻|ˣ|)
   */
  static double softplus(double x) {
    return Math.max(x, 0) + log1p(exp(-Math.abs(x)));
  }

  /*
   * Logistic function, with e = e⁻|ˣ| so that nothing overflows.
   *
   *   1 / (1 + e⁻ˣ) = w / (1 + e) = w − w e / (1 + e),   w = 1 if x ≥ 0, else e
   *
   * The last form keeps the rounding of 1 + e out of the leading term.
   */
  static double sigmoid(double x) {
    double e = exp(-Math.abs(x));
    double w = x >= 0 ? 1 : e;
    return w - w * (e / (1 + e));
  }

  /*
   * Hyperbolic tangent, after Moshier's Cephes library (tanh.c), with a = |x|.
   *
   *   tanh a = a + a z P(z) / Q(z),  z = a²   a < 0.625
   *   tanh a = 1 − 2 / (e²ᵃ + 1)              elsewhere
   *
   * The sign bit is put back at the end: the function is odd to the last bit, and −0 stays −0.
   */
  static double tanh(double x) {
    double a = Math.abs(x);
    double y;
    if (a < TANH_SMALL) {
      double z = a * a;
      double p = P0 + z * (P1 + z * P2);
      double q = Q0 + z * (Q1 + z * (Q2 + z));
      y = a + a * (z * (p / q));
    } else {
      y = 1 - 2 / (exp(a + a) + 1);
    }
    return Math.copySign(y, x);
  }

  /** The nearest double. */
  static double round(double x) {
    return x;
  }

  /** √x, correctly rounded. */
  static double sqrt(double x) {
    return Math.sqrt(x);
  }

  /** 1 for positive, 0 for zero, −1 for negative x, without the branch that stops vectorisation. */
  static double sign(double x) {
    return Math.max(-1, Math.min(1, x * BIG * BIG));
  }

  /** Inverse of the standard normal distribution function, see {@link Probit}. */
  static double probit(double p) {
    return Probit.of(p);
  }
}
