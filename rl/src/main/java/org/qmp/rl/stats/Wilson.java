package org.qmp.rl.stats;

/**
 * The score interval of a proportion (Wilson 1927, Probable inference, the law of succession, and
 * statistical inference, Journal of the American Statistical Association 22, 209–212).
 *
 * <pre>
 *   ( p̂ + z²/2n ± z √( p̂ (1 − p̂)/n + z²/4n² ) ) / ( 1 + z²/n ),    p̂ = k / n
 * </pre>
 *
 * Unlike p̂ ± z σ it stays within [0, 1] and has a width even when all or none succeed. The n
 * trials must be independent: episodes of one trained policy are, those of several seeds together
 * are not. There each seed is a trial and its rate a part of a success: no number in [0, 1] varies
 * more than one that is 0 or 1, so the interval is wide enough.
 */
public final class Wilson {
  /** Φ⁻¹(0.975). */
  private static final double Z_95 = 1.959963984540054;

  private Wilson() {}

  /** The interval at 95 %. */
  public static Interval interval(double successes, long trials) {
    return interval(successes, trials, Z_95);
  }

  /**
   * The interval for a given number of standard errors; it contains k / n and lies in [0, 1].
   *
   * @param successes k, 0 … n, perhaps with a fraction
   * @param trials n, at least 1
   * @param z in (0, 100]: Φ⁻¹((1 + confidence) / 2)
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Interval interval(double successes, long trials, double z) {
    if (trials < 1 || !(successes >= 0 && successes <= trials)) {
      throw new IllegalArgumentException(successes + " successes in " + trials + " trials");
    }
    if (!(z > 0 && z <= 100)) {
      throw new IllegalArgumentException("z is in (0, 100], not " + z);
    }
    double n = trials;
    double p = successes / n;
    double perTrial = z * z / n;
    double center = p + perTrial / 2;
    double half = z * Math.sqrt(p * (1 - p) / n + perTrial / (4 * n));
    double low = (center - half) / (1 + perTrial);
    double high = (center + half) / (1 + perTrial);
    // In exact arithmetic these hold by themselves, with equality at k = 0 and k = n.
    return new Interval(Math.max(0, Math.min(low, p)), p, Math.min(1, Math.max(high, p)));
  }
}
