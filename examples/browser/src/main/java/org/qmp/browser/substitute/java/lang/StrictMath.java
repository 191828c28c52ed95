package org.qmp.browser.substitute.java.lang;

/**
 * The functions of {@code java.lang.StrictMath} that training needs, with its bits: TeaVM passes
 * them on to the browser's {@code Math}, which has others. Any other function is missing, so that
 * the compiler names the caller instead of linking wrong bits.
 *
 * <p>Translated from fdlibm 5.3, e_exp.c and e_log.c, as {@code java.lang.StrictMath} is defined:
 *
 * <p>Copyright (C) 1993, 2004 by Sun Microsystems, Inc. All rights reserved. Developed at SunSoft,
 * a Sun Microsystems, Inc. business. Permission to use, copy, modify, and distribute this software
 * is freely granted, provided that this notice is preserved.
 */
@SuppressWarnings({"JavaLangClash", "FloatingPointLiteralPrecision"}) // digits as in fdlibm
public final class StrictMath {
  private static final double LN2_HIGH = 6.93147180369123816490e-01;
  private static final double LN2_LOW = 1.90821492927058770002e-10;
  private static final double INVERSE_LN2 = 1.44269504088896338700e+00;

  private static final double P1 = 1.66666666666666019037e-01;
  private static final double P2 = -2.77777777770155933842e-03;
  private static final double P3 = 6.61375632143793436117e-05;
  private static final double P4 = -1.65339022054652515390e-06;
  private static final double P5 = 4.13813679705723846039e-08;

  private static final double L1 = 6.666666666666735130e-01;
  private static final double L2 = 3.999999999940941908e-01;
  private static final double L3 = 2.857142874366239149e-01;
  private static final double L4 = 2.222219843214978396e-01;
  private static final double L5 = 1.818357216161805012e-01;
  private static final double L6 = 1.531383769920937332e-01;
  private static final double L7 = 1.479819860511658591e-01;

  private StrictMath() {}

  /**
   * eˣ.
   *
   * <pre>
   *   x = k ln 2 + r,  |r| ≤ ½ ln 2,  r = high − low
   *   c = r − r² P(r²)
   *   eˣ = 2ᵏ (1 − ((low − r c / (2 − c)) − high))
   * </pre>
   */
  public static double exp(double x) {
    if (Double.isNaN(x) || x > 7.09782712893383973096e+02) {
      return x + Double.POSITIVE_INFINITY;
    }
    if (x < -7.45133219101941108420e+02) {
      return 0;
    }
    int size = high(x) & 0x7fffffff;
    if (size < 0x3e300000) { // |x| < 2⁻²⁸
      return 1 + x;
    }
    int k = 0;
    double high = x;
    double low = 0;
    if (size > 0x3fd62e42) { // |x| > ½ ln 2
      if (size < 0x3ff0a2b2) { // |x| < 1½ ln 2
        k = x < 0 ? -1 : 1;
      } else {
        k = (int) (INVERSE_LN2 * x + (x < 0 ? -0.5 : 0.5));
      }
      high = x - k * LN2_HIGH;
      low = k * LN2_LOW;
    }
    double r = high - low;
    double t = r * r;
    double c = r - t * (P1 + t * (P2 + t * (P3 + t * (P4 + t * P5))));
    if (k == 0) {
      return 1 - ((r * c) / (c - 2) - r);
    }
    double y = 1 - ((low - (r * c) / (2 - c)) - high);
    return k >= -1021 ? timesPower(y, k) : timesPower(y, k + 1000) * 0x1p-1000;
  }

  /**
   * ln x.
   *
   * <pre>
   *   x = 2ᵏ (1 + f),  √½ &lt; 1 + f &lt; √2,  s = f / (2 + f)
   *   ln x = k ln 2 + f − (f² / 2 − s (f² / 2 + R(s²)))
   * </pre>
   */
  public static double log(double x) {
    if (x <= 0 || !(x <= Double.MAX_VALUE)) {
      return x == 0 ? Double.NEGATIVE_INFINITY : x < 0 ? Double.NaN : x;
    }
    boolean subnormal = x < Double.MIN_NORMAL;
    double normal = subnormal ? x * 0x1p54 : x;
    int word = high(normal);
    int fraction = word & 0xfffff;
    int carry = (fraction + 0x95f64) & 0x100000;
    int k = (word >> 20) - 1023 + (carry >> 20) - (subnormal ? 54 : 0);
    double f = withHigh(normal, fraction | (carry ^ 0x3ff00000)) - 1;
    double kHigh = k * LN2_HIGH;
    double kLow = k * LN2_LOW;
    if ((0xfffff & (2 + fraction)) < 3) { // |f| < 2⁻²⁰
      if (f == 0) {
        return kHigh + kLow;
      }
      double r = f * f * (0.5 - 0.33333333333333333 * f);
      return k == 0 ? f - r : kHigh - ((r - kLow) - f);
    }
    double s = f / (2 + f);
    double z = s * s;
    double w = z * z;
    double r = z * (L1 + w * (L3 + w * (L5 + w * L7))) + w * (L2 + w * (L4 + w * L6));
    if (((fraction - 0x6147a) | (0x6b851 - fraction)) > 0) {
      double half = 0.5 * f * f;
      return k == 0 ? f - (half - s * (half + r)) : kHigh - ((half - (s * (half + r) + kLow)) - f);
    }
    return k == 0 ? f - s * (f - r) : kHigh - ((s * (f - r) - kLow) - f);
  }

  private static int high(double x) {
    return (int) (Double.doubleToRawLongBits(x) >> 32);
  }

  private static double withHigh(double x, int high) {
    return Double.longBitsToDouble(
        (Double.doubleToRawLongBits(x) & 0xffffffffL) | ((long) high << 32));
  }

  /** 2ᵏ y, for a normal result. */
  private static double timesPower(double y, int k) {
    return Double.longBitsToDouble(Double.doubleToRawLongBits(y) + ((long) k << 52));
  }
}
