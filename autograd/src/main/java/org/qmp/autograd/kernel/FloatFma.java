package org.qmp.autograd.kernel;

/**
 * The fused multiply-add of floats in double arithmetic: the value of {@code Math.fma} to the last
 * bit, for virtual machines without an instruction for it, or without the method.
 *
 * <pre>
 *   p = a b            exact, for 24 and 24 bits fit into 53
 *   s = p + c          rounded; its error e = (p + c) − s is exact too (Knuth's TwoSum)
 *   s′                 p + c rounded to odd: s, but its neighbour towards e if e ≠ 0 and s is even
 *   fma(a, b, c)       s′ rounded to float
 * </pre>
 *
 * A number that was rounded to odd can be rounded again without harm where the second format is at
 * least two bits shorter, subnormal results included (Boldo and Melquiond 2008, Emulation of FMA
 * and correctly rounded sums, IEEE Transactions on Computers 57(4), theorem 1). Rounding s itself a
 * second time is wrong only where s, and not p + c, lies halfway between two floats. For results in
 * the normal range its last bits tell, and for nearly all of them this test suffices.
 */
final class FloatFma {
  /** The bits of a double after those of a float, and their value halfway between two floats. */
  private static final long TAIL = (1L << 29) - 1;

  private static final long HALFWAY = 1L << 28;

  private FloatFma() {}

  /** a b + c, rounded once. */
  static float fma(float a, float b, float c) {
    double s = (double) a * b + c;
    return (Double.doubleToRawLongBits(s) & TAIL) != HALFWAY && Math.abs(s) >= Float.MIN_NORMAL
        ? (float) s
        : roundedToOdd((double) a * b, c);
  }

  private static float roundedToOdd(double p, double c) {
    double s = p + c;
    double t = s - p;
    double e = (p - (s - t)) + (c - t);
    long bits = Double.doubleToRawLongBits(s);
    if ((bits & 1) == 0 && (e < 0 || e > 0)) { // neither 0 nor, where s is not finite, NaN
      bits += (e > 0) == (s > 0) ? 1 : -1;
    }
    return (float) Double.longBitsToDouble(bits);
  }
}
