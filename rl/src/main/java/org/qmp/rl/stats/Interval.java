package org.qmp.rl.stats;

/**
 * An estimate between its confidence limits, low ≤ high. The estimate itself may lie outside: a
 * percentile bootstrap does not promise otherwise.
 *
 * @param estimate the statistic of the data themselves
 */
public record Interval(double low, double estimate, double high) {

  /**
   * @throws IllegalArgumentException unless low ≤ high and the estimate is a number
   */
  public Interval {
    if (!(low <= high) || Double.isNaN(estimate)) {
      throw new IllegalArgumentException(
          "no interval from " + low + " to " + high + " around " + estimate);
    }
  }

  public double width() {
    return high - low;
  }

  public boolean contains(double value) {
    return low <= value && value <= high;
  }
}
