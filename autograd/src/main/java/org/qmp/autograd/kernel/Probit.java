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
 * A to F are polynomials of degree 7 with the paper's coefficients, here from the highest; B, D and
 * F end with 1. Relative accuracy about 1e-16 in exact arithmetic.
 */
@SuppressWarnings("FloatingPointLiteralPrecision") // the digits of the sources are kept
public final class Probit {
  private Probit() {}

  /** z with Φ(z) = p; ∓∞ at 0 and 1, NaN outside. */
  public static double of(double p) {
    double q = p - 0.5;
    if (Math.abs(q) <= 0.425) {
      return q * centre(0.180625 - q * q);
    }
    double r = Math.sqrt(-DoubleFunctions.log(Math.min(p, 1 - p)));
    return Math.copySign(r <= 5 ? tail(r - 1.6) : farTail(r - 5), q);
  }

  private static double centre(double s) {
    double a = 3.3430575583588128105e4 + s * 2.5090809287301226727e3;
    a = 4.5921953931549871457e4 + s * (6.7265770927008700853e4 + s * a);
    a = 1.9715909503065514427e3 + s * (1.3731693765509461125e4 + s * a);
    a = 3.3871328727963666080e0 + s * (1.3314166789178437745e2 + s * a);
    double b = 2.8729085735721942674e4 + s * 5.2264952788528545610e3;
    b = 2.1213794301586595867e4 + s * (3.9307895800092710610e4 + s * b);
    b = 6.8718700749205790830e2 + s * (5.3941960214247511077e3 + s * b);
    b = 1 + s * (4.2313330701600911252e1 + s * b);
    return a / b;
  }

  private static double tail(double t) {
    double c = 2.27238449892691845833e-2 + t * 7.74545014278341407640e-4;
    c = 1.27045825245236838258e0 + t * (2.41780725177450611770e-1 + t * c);
    c = 5.76949722146069140550e0 + t * (3.64784832476320460504e0 + t * c);
    c = 1.42343711074968357734e0 + t * (4.63033784615654529590e0 + t * c);
    double d = 5.47593808499534494600e-4 + t * 1.05075007164441684324e-9;
    d = 1.48103976427480074590e-1 + t * (1.51986665636164571966e-2 + t * d);
    d = 1.67638483018380384940e0 + t * (6.89767334985100004550e-1 + t * d);
    d = 1 + t * (2.05319162663775882187e0 + t * d);
    return c / d;
  }

  private static double farTail(double t) {
    double e = 2.71155556874348757815e-5 + t * 2.01033439929228813265e-7;
    e = 2.65321895265761230930e-2 + t * (1.24266094738807843860e-3 + t * e);
    e = 1.78482653991729133580e0 + t * (2.96560571828504891230e-1 + t * e);
    e = 6.65790464350110377720e0 + t * (5.46378491116411436990e0 + t * e);
    double f = 1.42151175831644588870e-7 + t * 2.04426310338993978564e-15;
    f = 7.86869131145613259100e-4 + t * (1.84631831751005468180e-5 + t * f);
    f = 1.36929880922735805310e-1 + t * (1.48753612908506148525e-2 + t * f);
    f = 1 + t * (5.99832206555887937690e-1 + t * f);
    return t < Double.POSITIVE_INFINITY ? e / f : t;
  }
}
