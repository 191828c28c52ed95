package org.qmp.rl.stats;

import java.util.Arrays;

/**
 * Averages of finite numbers; all throw {@link IllegalArgumentException} if there are no values or
 * one is not finite.
 */
public final class Averages {
  private Averages() {}

  /** The arithmetic mean, summed from first to last. */
  public static double mean(double[] values) {
    require("mean", values);
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
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
   */
  public static double interquartileMean(double[] values) {
    require("interquartile mean", values);
    double[] sorted = Arrays.stream(values).sorted().toArray();
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

  /**
   * The p-quantile of sorted values, by linear interpolation at h = (n − 1) p (Hyndman and Fan
   * 1996, definition 7).
   */
  public static double quantile(double[] sorted, double p) {
    require("quantile", sorted);
    double h = (sorted.length - 1) * p;
    int below = (int) Math.floor(h);
    int above = Math.min(below + 1, sorted.length - 1);
    double quantile = sorted[below] + (h - below) * (sorted[above] - sorted[below]);
    return Math.min(sorted[above], Math.max(sorted[below], quantile));
  }

  /** Throws IllegalArgumentException unless there are values, all finite. */
  static void require(String name, double[] values) {
    if (values.length == 0) {
      throw new IllegalArgumentException(name + ": no values");
    }
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw new IllegalArgumentException(name + ": value " + i + " is " + values[i]);
      }
    }
  }
}
