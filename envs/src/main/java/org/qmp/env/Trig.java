package org.qmp.env;

/**
 * Sine and cosine of an angle in rad, with the bits of {@link StrictMath}. From JDK 21 on, that
 * class allocates an array whenever it reduces an angle by quarter turns; this one does not, up to
 * 2¹⁹ π/2, except within about 2⁻¹⁶ of a multiple of π/2, relative to the angle.
 *
 * <pre>
 *   |angle| = n π/2 + rest + error,   |rest| ≤ π/4
 *   sin x = x + S(x²) x³,   cos x = 1 − x²/2 + C(x²) x⁴
 * </pre>
 *
 * <p>After fdlibm 5.3: k_sin.c, k_cos.c and e_rem_pio2.c. Copyright (C) 1993 by Sun Microsystems,
 * Inc. All rights reserved. Developed at SunSoft, a Sun Microsystems, Inc. business. Permission to
 * use, copy, modify, and distribute this software is freely granted, provided that this notice is
 * preserved.
 */
public final class Trig {
  private static final double S0 = -0x1.5555555555549p-3; // coefficients of S and C
  private static final double S1 = 0x1.111111110f8a6p-7;
  private static final double S2 = -0x1.a01a019c161d5p-13;
  private static final double S3 = 0x1.71de357b1fe7dp-19;
  private static final double S4 = -0x1.ae5e68a2b9cebp-26;
  private static final double S5 = 0x1.5d93a5acfd57cp-33;
  private static final double C0 = 0x1.555555555554cp-5;
  private static final double C1 = -0x1.6c16c16c15177p-10;
  private static final double C2 = 0x1.a01a019cb1590p-16;
  private static final double C3 = -0x1.27e4f809c52adp-22;
  private static final double C4 = 0x1.1ee9ebdb4b1c4p-29;
  private static final double C5 = -0x1.8fae9be8838d4p-37;

  private static final double TWO_OVER_PI = 0x1.45f306dc9c883p-1;
  private static final double HALF_PI = 0x1.921fb544p0; // in two parts; n times the first is exact
  private static final double HALF_PI_REST = 0x1.0b4611a626331p-34;
  private static final int CANCELLED = 16; // bits at most, or two parts of π/2 are too few

  private static final int QUARTER_PI = 0x3fe921fb; // sizes, as the upper halves of their bits
  private static final int HUGE = 0x413921fb;
  private static final int TINY = 0x3e400000;
  private static final int THREE_TENTHS = 0x3fd33333;
  private static final int NEARLY_QUARTER_PI = 0x3fe90000;

  private Trig() {}

  public static double sin(double angle) {
    return isHard(angle) ? StrictMath.sin(angle) : turned(angle, 0);
  }

  public static double cos(double angle) {
    return isHard(angle) ? StrictMath.cos(angle) : turned(angle, 1);
  }

  private static int size(double x) {
    return (int) (Double.doubleToRawLongBits(x) >>> 32) & 0x7fffffff;
  }

  private static int quarterTurns(double angle) {
    return size(angle) <= QUARTER_PI ? 0 : (int) (Math.abs(angle) * TWO_OVER_PI + 0.5);
  }

  private static boolean isHard(double angle) {
    int n = quarterTurns(angle);
    double rest = Math.abs(angle) - n * HALF_PI - n * HALF_PI_REST;
    return size(angle) > HUGE || (size(angle) >> 20) - (size(rest) >> 20) > CANCELLED;
  }

  /** The sine of an angle and some quarter turns. */
  private static double turned(double angle, int more) {
    int n = quarterTurns(angle);
    if (n == 0) {
      return more == 0 ? sine(angle) : cosine(angle, 0);
    }
    int sign = angle < 0 ? -1 : 1;
    double head = Math.abs(angle) - n * HALF_PI;
    double tail = n * HALF_PI_REST;
    double rest = head - tail;
    double error = head - rest - tail;
    int quarter = (sign * n + more) & 3;
    double value = (quarter & 1) == 0 ? sine(sign * rest, sign * error) : cosine(rest, error);
    return quarter < 2 ? value : -value;
  }

  private static double sine(double x) {
    double z = x * x;
    return size(x) < TINY ? x : x + z * x * (S0 + z * higher(z));
  }

  /** sin (x + error). */
  private static double sine(double x, double error) {
    double z = x * x;
    double cube = z * x;
    return x - (z * (0.5 * error - cube * higher(z)) - error - cube * S0);
  }

  private static double higher(double z) {
    return S1 + z * (S2 + z * (S3 + z * (S4 + z * S5)));
  }

  /** cos (x + error); large parts are subtracted from 1 if that is exact. */
  private static double cosine(double x, double error) {
    double z = x * x;
    double rest = z * (z * (C0 + z * (C1 + z * (C2 + z * (C3 + z * (C4 + z * C5)))))) - x * error;
    if (size(x) < THREE_TENTHS) {
      return 1 - (0.5 * z - rest);
    }
    double part =
        size(x) > NEARLY_QUARTER_PI
            ? 0.28125
            : Double.longBitsToDouble((size(x) - 0x00200000L) << 32);
    return 1 - part - (0.5 * z - part - rest);
  }
}
