package org.qmp.rl.stats;

/** One number in place of many. */
public final class Averages {
  private Averages() {}

  /**
   * The arithmetic mean, summed from first to last.
   *
   * @throws IllegalArgumentException if there are no values or one is not finite
   */
  public static double mean(double[] values) {
    Sample.require("mean", values);
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  /**
   * The median; the mean of the two in the middle where their number is even.
   *
   * @throws IllegalArgumentException if there are no values or one is not finite
   */
  public static double median(double[] values) {
    Sample.require("median", values);
    return Sample.quantile(Sample.sorted(values), 0.5);
  }

  /**
   * The interquartile mean: the mean of the middle half (Agarwal et al. 2021, arXiv:2108.13264,
   * section 4.3). Exactly a quarter of the weight is cut from either side, for which a value on the
   * border counts in part.
   *
   * <pre>
   *   IQM = Σ w₍ᵢ₎ x₍ᵢ₎ / (n/2),   w₍ᵢ₎ = length of [i, i+1] ∩ [n/4, 3n/4],   i = 0 … n − 1
   * </pre>
   *
   * Where n is a multiple of 4, all weights are 0 or 1, and this is the 25 % trimmed mean.
   *
   * @throws IllegalArgumentException if there are no values or one is not finite
   */
  public static double interquartileMean(double[] values) {
    Sample.require("interquartile mean", values);
    double[] sorted = Sample.sorted(values);
    int n = sorted.length;
    double sum = 0;
    for (int i = 0; i < n; i++) {
      double weight = Math.min(i + 1, 0.75 * n) - Math.max(i, 0.25 * n);
      if (weight > 0) {
        sum += weight * sorted[i];
      }
    }
    return sum / (0.5 * n);
  }
}
