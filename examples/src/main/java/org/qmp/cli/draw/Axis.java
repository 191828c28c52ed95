package org.qmp.cli.draw;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * A range of numbers that begins and ends at round ones, and where it lies on the paper.
 *
 * @param low first number
 * @param step between two ticks: 1, 2 or 5 times a power of ten
 * @param count how many steps there are to the last number
 * @param from where the first number lies, in pixels
 * @param to where the last number lies, in pixels
 */
record Axis(BigDecimal low, BigDecimal step, int count, double from, double to) {
  private static final BigDecimal THOUSAND = new BigDecimal(1000);

  /** The tightest axis over a range with at most some steps. */
  static Axis over(double low, double high, int atMost, double from, double to) {
    double end = high > low ? high : low + Math.max(1, Math.abs(low) / 10);
    for (int power = -12; ; power++) {
      for (int digit : new int[] {1, 2, 5}) {
        double step = BigDecimal.valueOf(digit, -power).doubleValue();
        double first = Math.floor(low / step);
        double last = Math.ceil(end / step);
        if (last - first <= atMost) {
          BigDecimal exact = BigDecimal.valueOf(digit, -power);
          return new Axis(
              exact.multiply(BigDecimal.valueOf((long) first)),
              exact,
              (int) (last - first),
              from,
              to);
        }
      }
    }
  }

  double at(double value) {
    double share = (value - low.doubleValue()) / (step.doubleValue() * count);
    return from + share * (to - from);
  }

  List<BigDecimal> ticks() {
    List<BigDecimal> ticks = new ArrayList<>();
    for (int i = 0; i <= count; i++) {
      ticks.add(low.add(step.multiply(BigDecimal.valueOf(i))));
    }
    return ticks;
  }

  /** A number of steps. */
  static String label(long steps) {
    return label(BigDecimal.valueOf(steps));
  }

  /** 0, 2.5k, 1M; with a true minus sign. */
  static String label(BigDecimal tick) {
    BigDecimal size = tick.abs();
    String unit = "";
    if (size.compareTo(THOUSAND.multiply(THOUSAND)) >= 0) {
      size = size.divide(THOUSAND.multiply(THOUSAND));
      unit = "M";
    } else if (size.compareTo(THOUSAND) >= 0) {
      size = size.divide(THOUSAND);
      unit = "k";
    }
    String digits = size.signum() == 0 ? "0" : size.stripTrailingZeros().toPlainString();
    return (tick.signum() < 0 ? "−" : "") + digits + unit;
  }
}
