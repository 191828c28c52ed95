package org.qmp.autograd.kernel;

/**
 * The numbers in which the FLOAT kernels differ from the DOUBLE kernels: a stride, constants, and
 * the polynomials of {@link FloatFunctions}.
 *
 * <p>Greatest errors of the functions measured, in units of the last place, subnormal results
 * included: exp 0.76, log 0.83, tanh 1.33, softplus 1.93, sigmoid 1.68 (every 31st float; every
 * float in ±[1/256, 2) for exp, softplus and sigmoid).
 */
@SuppressWarnings("FloatingPointLiteralPrecision") // the digits of the sources are kept
abstract class FloatNumbers {
  /** Partial sums of an interleaved sum (see {@link Kernels#rowSums}): 64 bytes of elements. */
  static final int STRIDE = 16;

  /** Two of these factors lift the least positive float, 2⁻¹⁴⁹, above one. */
  static final float BIG = 0x1p75f;

  /** Bits of a float's fraction. */
  static final int DIGITS = 23;

  /** 1.5 · 2²³: adding it rounds a small number to an integer, held in the low bits of the sum. */
  static final float MAGIC = 0x1.8p23f;

  /** MAGIC plus the exponent's bias: a left shift of the sum's bits by 23 makes 2ᵏ out of k. */
  static final float MAGIC_BIASED = MAGIC + 127;

  static final float LOG2_E = 1.442695f;

  /** ln 2 cut to 15 bits, so that its product with an exponent is exact, and the rest. */
  static final float LN2_HIGH = 0x1.62e4p-1f;

  static final float LN2_LOW = 1.4286068e-6f;

  /** e to the power of less rounds to 0. */
  static final float EXP_LOW = -105f;

  /** e to the power of more is infinite. */
  static final float EXP_HIGH = 90f;

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

  /** (eʳ − 1 − r) / r² at six Chebyshev nodes, |r| ≤ ½ ln 2: relative error of eʳ 7e-10. */
  static float expTail(float r) {
    float high = 0.0083333105f + r * (0.001393365f + r * 0.00019890991f);
    return 0.5f + r * (0.16666667f + r * (0.041666467f + r * high));
  }

  /** (2 artanh s − 2s) / s, z = s², at three Chebyshev nodes, |s| ≤ 0.172: relative error 3e-9. */
  static float logTail(float z) {
    return z * (0.66666687f + z * (0.3998876f + z * 0.29580986f));
  }

  /** The same at five nodes, 0 ≤ s ≤ 1/3: relative error 1e-9. */
  static float log1pTail(float z) {
    float high = 0.28592357f + z * (0.21706575f + z * 0.2322433f);
    return z * (0.6666667f + z * (0.39999706f + z * high));
  }

  /** (tanh a − a) / a³, z = a², for a below 0.625, from Moshier's Cephes library (tanhf.c). */
  static float tanhTail(float z) {
    float high = -5.37397155531e-2f + z * (2.06390887954e-2f + z * -5.70498872745e-3f);
    return -3.33332819422e-1f + z * (1.33314422036e-1f + z * high);
  }
}
