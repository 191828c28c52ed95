package org.qmp.autograd.kernel;

/**
 * The numbers in which the DOUBLE kernels differ from the FLOAT kernels: see {@link FloatNumbers}.
 *
 * <p>Greatest errors of the functions measured, in units of the last place, subnormal results
 * included: exp 0.62, log 0.75, tanh 1.30, softplus 1.43, sigmoid 1.46 (some ten thousand arguments
 * of all magnitudes against 50 digits).
 */
@SuppressWarnings("FloatingPointLiteralPrecision") // the digits of the sources are kept
abstract class DoubleNumbers {
  static final int STRIDE = 8;

  /** Two of these factors lift the least positive double, 2⁻¹⁰⁷⁴, to one. */
  static final double BIG = 0x1p537;

  static final int DIGITS = 52;
  static final double MAGIC = 0x1.8p52;
  static final double MAGIC_BIASED = MAGIC + 1023;
  static final double LOG2_E = 1.4426950408889634;

  /** ln 2 cut to 32 bits, and the rest. */
  static final double LN2_HIGH = 0x1.62e42feep-1;

  static final double LN2_LOW = 0x1.a39ef35793c76p-33;
  static final double EXP_LOW = -747;
  static final double EXP_HIGH = 711;
  static final double LOG_SCALE = 0x1p54;

  /** Bits of √½, its lower half cleared. */
  static final long LOG_SPLIT = 0x3fe6a09e00000000L;

  static final long LOG_LIFT = 0x3ff0000000000000L - LOG_SPLIT;
  static final long FRACTION = 0x000fffffffffffffL;
  static final long LOG_MAGIC = 0x4330000000000000L;
  static final double LOG_BIAS = 0x1p52 + 1023;
  static final double LOG_SHIFTED = LOG_BIAS + 54;

  /** At eleven Chebyshev nodes: relative error of eʳ 4e-19. */
  static double expTail(double r) {
    double top = 2.75572736431103e-07 + r * (2.5105217004720745e-08 + r * 2.0914686968086876e-09);
    double high = 2.4801587325547743e-05 + r * (2.7557255400206422e-06 + r * top);
    double middle = 0.0013888888888883748 + r * (0.00019841269874820627 + r * high);
    double low = 0.04166666666666667 + r * (0.008333333333326136 + r * middle);
    return 0.5 + r * (0.1666666666666667 + r * low);
  }

  /** At seven Chebyshev nodes: relative error 5e-18. */
  static double logTail(double z) {
    double high = 0.1818289243253687 + z * (0.15331611722055008 + z * 0.14617807153417325);
    double middle = 0.28571428626253836 + z * (0.22222211089379496 + z * high);
    return z * (0.666666666666667 + z * (0.3999999999989889 + z * middle));
  }

  /** At ten Chebyshev nodes: relative error 7e-18. */
  static double log1pTail(double z) {
    double top = 0.12001072809590713 + z * (0.08800738486144674 + z * 0.1616404561194353);
    double high = 0.15385570064958623 + z * (0.13314144209654935 + z * top);
    double middle = 0.22222222717427864 + z * (0.18181789436132859 + z * high);
    double low = 0.40000000000014585 + z * (0.2857142856710876 + z * middle);
    return z * (0.6666666666666666 + z * low);
  }

  /** From Moshier's Cephes library (tanh.c). */
  static double tanhTail(double z) {
    double p =
        -1.61468768441708447952e3
            + z * (-9.92877231001918586564e1 + z * -9.64399179425052238628e-1);
    double q =
        4.84406305325125486048e3
            + z * (2.23548839060100448583e3 + z * (1.12811678491632931402e2 + z));
    return p / q;
  }
}
