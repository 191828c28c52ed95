package org.qmp.autograd.kernel;

/**
 * Inverse of the standard normal distribution function: Wichura 1988, Algorithm AS 241, The
 * Percentage Points of the Normal Distribution, Applied Statistics 37(3), 477–484, routine PPND16.
 *
 * <pre>
 *   q = p − ½                        |q| ≤ 0.425:  z = q A(s) / B(s),   s = 0.425² − q²
 *   r = √(−ln min(p, 1 − p))         r ≤ 5:        z = ± C(r − 1.6) / D(r − 1.6)
 *                                    r > 5:        z = ± E(r − 5) / F(r − 5)
 * </pre>
 *
 * Constants keep the paper's names and digits; B, D and F start with 1. Relative accuracy about
 * 1e-16 in exact arithmetic.
 */
@SuppressWarnings("FloatingPointLiteralPrecision") // the digits of the sources are kept
final class Probit {
  static final double SPLIT1 = 0.425;
  static final double SPLIT2 = 5;
  static final double CONST1 = 0.180625;
  static final double CONST2 = 1.6;

  static final double A0 = 3.3871328727963666080e0;
  static final double A1 = 1.3314166789178437745e2;
  static final double A2 = 1.9715909503065514427e3;
  static final double A3 = 1.3731693765509461125e4;
  static final double A4 = 4.5921953931549871457e4;
  static final double A5 = 6.7265770927008700853e4;
  static final double A6 = 3.3430575583588128105e4;
  static final double A7 = 2.5090809287301226727e3;
  static final double B1 = 4.2313330701600911252e1;
  static final double B2 = 6.8718700749205790830e2;
  static final double B3 = 5.3941960214247511077e3;
  static final double B4 = 2.1213794301586595867e4;
  static final double B5 = 3.9307895800092710610e4;
  static final double B6 = 2.8729085735721942674e4;
  static final double B7 = 5.2264952788528545610e3;

  static final double C0 = 1.42343711074968357734e0;
  static final double C1 = 4.63033784615654529590e0;
  static final double C2 = 5.76949722146069140550e0;
  static final double C3 = 3.64784832476320460504e0;
  static final double C4 = 1.27045825245236838258e0;
  static final double C5 = 2.41780725177450611770e-1;
  static final double C6 = 2.27238449892691845833e-2;
  static final double C7 = 7.74545014278341407640e-4;
  static final double D1 = 2.05319162663775882187e0;
  static final double D2 = 1.67638483018380384940e0;
  static final double D3 = 6.89767334985100004550e-1;
  static final double D4 = 1.48103976427480074590e-1;
  static final double D5 = 1.51986665636164571966e-2;
  static final double D6 = 5.47593808499534494600e-4;
  static final double D7 = 1.05075007164441684324e-9;

  static final double E0 = 6.65790464350110377720e0;
  static final double E1 = 5.46378491116411436990e0;
  static final double E2 = 1.78482653991729133580e0;
  static final double E3 = 2.96560571828504891230e-1;
  static final double E4 = 2.65321895265761230930e-2;
  static final double E5 = 1.24266094738807843860e-3;
  static final double E6 = 2.71155556874348757815e-5;
  static final double E7 = 2.01033439929228813265e-7;
  static final double F1 = 5.99832206555887937690e-1;
  static final double F2 = 1.36929880922735805310e-1;
  static final double F3 = 1.48753612908506148525e-2;
  static final double F4 = 7.86869131145613259100e-4;
  static final double F5 = 1.84631831751005468180e-5;
  static final double F6 = 1.42151175831644588870e-7;
  static final double F7 = 2.04426310338993978564e-15;

  private Probit() {}

  /** z with Φ(z) = p; ∓∞ at 0 and 1, NaN outside. */
  static double of(double p) {
    double q = p - 0.5;
    if (Math.abs(q) <= SPLIT1) {
      double s = CONST1 - q * q;
      double a = A4 + s * (A5 + s * (A6 + s * A7));
      double b = B4 + s * (B5 + s * (B6 + s * B7));
      a = A0 + s * (A1 + s * (A2 + s * (A3 + s * a)));
      b = 1 + s * (B1 + s * (B2 + s * (B3 + s * b)));
      return q * (a / b);
    }
    double r = Math.sqrt(-DoubleFunctions.log(Math.min(p, 1 - p)));
    return Math.copySign(r <= SPLIT2 ? tail(r - CONST2) : farTail(r), q);
  }

  private static double tail(double t) {
    double c = C4 + t * (C5 + t * (C6 + t * C7));
    double d = D4 + t * (D5 + t * (D6 + t * D7));
    c = C0 + t * (C1 + t * (C2 + t * (C3 + t * c)));
    d = 1 + t * (D1 + t * (D2 + t * (D3 + t * d)));
    return c / d;
  }

  private static double farTail(double r) {
    double t = r - SPLIT2;
    double e = E4 + t * (E5 + t * (E6 + t * E7));
    double f = F4 + t * (F5 + t * (F6 + t * F7));
    e = E0 + t * (E1 + t * (E2 + t * (E3 + t * e)));
    f = 1 + t * (F1 + t * (F2 + t * (F3 + t * f)));
    return r < Double.POSITIVE_INFINITY ? e / f : r;
  }
}
