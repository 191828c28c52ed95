package org.qmp.rl.stats;

import java.util.Arrays;

/** What all statistics ask of a list of numbers. */
final class Sample {
  private Sample() {}

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

  static void requireConfidence(double confidence) {
    if (!(confidence > 0 && confidence < 1)) {
      throw new IllegalArgumentException("a confidence is in (0, 1), not " + confidence);
    }
  }

  static double[] sorted(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted;
  }

  /**
   * The p-quantile of sorted values, by linear interpolation at h = (n − 1) p (Hyndman and Fan
   * 1996, definition 7).
   */
  static double quantile(double[] sorted, double p) {
    double h = (sorted.length - 1) * p;
    int below = (int) Math.floor(h);
    int above = Math.min(below + 1, sorted.length - 1);
    double quantile = sorted[below] + (h - below) * (sorted[above] - sorted[below]);
    return Math.min(sorted[above], Math.max(sorted[below], quantile));
  }
}
