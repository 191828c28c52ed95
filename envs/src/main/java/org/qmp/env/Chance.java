package org.qmp.env;

/**
 * A source of independent random numbers, uniform in [0, 1). Any generator can be used, as in
 * {@code world.reset(rng::nextDouble, observation)}.
 */
@FunctionalInterface
public interface Chance {

  /** The next number, at least 0 and less than 1. */
  double next();

  /**
   * A number in [low, high], where only rounding gives high; takes one number of this source.
   *
   * @param low finite
   * @param high finite and at least low
   */
  default double uniform(double low, double high) {
    double u = next();
    return Math.min(high, Math.max(low, (1 - u) * low + u * high));
  }

  /**
   * A standard normal variate by inversion, z = Φ⁻¹(u); takes one number of this source, so that
   * noise never changes how many numbers an episode takes.
   */
  default double normal() {
    long odd = (long) (next() * 0x1p53) | 1; // u in the open interval, 1 − u as likely as u
    return NormalQuantile.of(odd * 0x1p-53);
  }
}
