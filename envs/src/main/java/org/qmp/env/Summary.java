package org.qmp.env;

import java.util.Locale;

/** How the values of a metric after each step of an episode are summarised in one number. */
public enum Summary {
  /** 1 if the metric was ever above 0, else 0: for {@code success}, whether it was reached. */
  EVER,
  /** The value after the last step. */
  LAST,
  MAX,
  MIN,
  MEAN;

  /**
   * The summary of one more value.
   *
   * @param summary of the values before; ignored if there are none
   * @param count how many values there were before, at least 0
   */
  public double add(double summary, long count, double value) {
    double own = this == EVER ? (value > 0 ? 1 : 0) : value;
    if (count == 0) {
      return own;
    }
    return switch (this) {
      case EVER, MAX -> Math.max(summary, own);
      case LAST -> own;
      case MIN -> Math.min(summary, own);
      case MEAN -> summary + (own - summary) / (count + 1);
    };
  }

  /** The name of a metric summarised in this way, such as {@code success/ever}. */
  public String of(String metric) {
    return metric + "/" + name().toLowerCase(Locale.ROOT);
  }
}
