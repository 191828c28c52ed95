package org.qmp.autograd.kernel;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Elementary functions of a double to more than thirty digits, as the reference for ours. */
final class BigMath {
  static final MathContext DIGITS = new MathContext(50);
  private static final BigDecimal ONE = BigDecimal.ONE;
  private static final BigDecimal TWO = BigDecimal.valueOf(2);
  private static final BigDecimal LN2 =
      new BigDecimal("0.69314718055994530941723212145817656807550013436025525412068000949339");
  private static final BigDecimal PI =
      new BigDecimal("3.1415926535897932384626433832795028841971693993751058209749445923078");

  private BigMath() {}

  static BigDecimal exp(double x) {
    return exp(new BigDecimal(x));
  }

  private static BigDecimal exp(BigDecimal x) {
    int k = x.divide(LN2, DIGITS).setScale(0, RoundingMode.HALF_EVEN).intValueExact();
    BigDecimal r = x.subtract(LN2.multiply(BigDecimal.valueOf(k)));
    r = r.divide(BigDecimal.valueOf(1 << 10), DIGITS);
    BigDecimal term = ONE;
    BigDecimal sum = ONE;
    for (int n = 1; n <= 14; n++) {
      term = term.multiply(r, DIGITS).divide(BigDecimal.valueOf(n), DIGITS);
      sum = sum.add(term, DIGITS);
    }
    for (int n = 0; n < 10; n++) {
      sum = sum.multiply(sum, DIGITS);
    }
    BigDecimal power = TWO.pow(Math.abs(k), DIGITS);
    return k < 0 ? sum.divide(power, DIGITS) : sum.multiply(power, DIGITS);
  }

  static BigDecimal log(double x) {
    return log(new BigDecimal(x), StrictMath.log(x));
  }

  /** One step of ln x = y + ln(1 + d), d = x e⁻ʸ − 1, from an estimate good to double precision. */
  private static BigDecimal log(BigDecimal x, double estimate) {
    BigDecimal d = x.multiply(exp(-estimate), DIGITS).subtract(ONE, DIGITS);
    return new BigDecimal(estimate).add(log1p(d), DIGITS);
  }

  /** Four terms of the series, for tiny arguments. */
  private static BigDecimal log1p(BigDecimal d) {
    BigDecimal d2 = d.multiply(d, DIGITS);
    BigDecimal third =
        d.divide(BigDecimal.valueOf(3), DIGITS)
            .subtract(d2.divide(BigDecimal.valueOf(4), DIGITS), DIGITS);
    return d.subtract(d2.divide(TWO, DIGITS), DIGITS).add(d2.multiply(third, DIGITS), DIGITS);
  }

  static BigDecimal tanh(double x) {
    if (Math.abs(x) < 1e-6) {
      BigDecimal b = new BigDecimal(x);
      BigDecimal z = b.multiply(b, DIGITS);
      BigDecimal inner = ONE.subtract(z.multiply(new BigDecimal("0.4"), DIGITS), DIGITS);
      inner = b.multiply(z, DIGITS).multiply(inner).divide(BigDecimal.valueOf(3), DIGITS);
      return b.subtract(inner, DIGITS);
    }
    BigDecimal e = exp(new BigDecimal(x).multiply(TWO));
    return e.subtract(ONE, DIGITS).divide(e.add(ONE, DIGITS), DIGITS);
  }

  static BigDecimal softplus(double x) {
    BigDecimal e = exp(x);
    return x < -25 ? log1p(e) : log(ONE.add(e, DIGITS), softplusEstimate(x));
  }

  private static double softplusEstimate(double x) {
    return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
  }

  static BigDecimal sigmoid(double x) {
    BigDecimal e = exp(x);
    return e.divide(e.add(ONE, DIGITS), DIGITS);
  }

  /** The quantile of p, by one Newton step from an estimate good to almost double precision. */
  static BigDecimal probit(double p, double estimate) {
    BigDecimal z = new BigDecimal(estimate);
    BigDecimal z2 = z.multiply(z, DIGITS);
    BigDecimal tau = PI.multiply(TWO);
    BigDecimal density = exp(z2.divide(TWO, DIGITS).negate()).divide(tau.sqrt(DIGITS), DIGITS);
    BigDecimal excess;
    if (Math.abs(estimate) < 6) {
      BigDecimal half = centralArea(z, z2).multiply(density, DIGITS);
      excess = half.add(new BigDecimal("0.5")).subtract(new BigDecimal(p));
    } else {
      BigDecimal area = density.multiply(mills(z.abs()), DIGITS);
      excess =
          estimate < 0
              ? area.subtract(new BigDecimal(p))
              : ONE.subtract(new BigDecimal(p)).subtract(area);
    }
    return z.subtract(excess.divide(density, DIGITS), DIGITS);
  }

  /** (Φ(z) − ½) / φ(z) = Σ z²ᵏ⁺¹ / (2k + 1)!!. */
  private static BigDecimal centralArea(BigDecimal z, BigDecimal z2) {
    BigDecimal term = z;
    BigDecimal sum = z;
    for (int k = 1; k < 220; k++) {
      term = term.multiply(z2, DIGITS).divide(BigDecimal.valueOf(2L * k + 1), DIGITS);
      sum = sum.add(term, DIGITS);
    }
    return sum;
  }

  /** (1 − Φ(z)) / φ(z) = 1 / (z + 1 / (z + 2 / (z + 3 / …))). */
  private static BigDecimal mills(BigDecimal z) {
    BigDecimal fraction = z;
    for (int k = 200; k >= 1; k--) {
      fraction = z.add(BigDecimal.valueOf(k).divide(fraction, DIGITS), DIGITS);
    }
    return ONE.divide(fraction, DIGITS);
  }

  /** |y − exact| in units of the last place of the double nearest to exact. */
  static double ulps(double y, BigDecimal exact) {
    double nearest = exact.doubleValue();
    if (Double.isInfinite(nearest) || Double.isInfinite(y)) {
      return y == nearest ? 0 : Double.POSITIVE_INFINITY;
    }
    BigDecimal error = new BigDecimal(y).subtract(exact, DIGITS).abs();
    return error.divide(new BigDecimal(Math.ulp(nearest)), DIGITS).doubleValue();
  }
}
