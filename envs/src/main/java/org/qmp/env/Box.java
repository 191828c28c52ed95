package org.qmp.env;

import java.util.Arrays;

/** The points x with lowᵢ ≤ xᵢ ≤ highᵢ. A bound may be infinite; points are finite. */
public final class Box implements Space {
  /** How far out of bounds actions may be, relative to bounds above 1: floats round by 6e-8. */
  private static final double ROUNDING = 1e-6;

  private final double[] low;
  private final double[] high;

  private Box(double[] low, double[] high) {
    this.low = low;
    this.high = high;
  }

  /**
   * The box between two corners.
   *
   * @throws IllegalArgumentException unless both have the same length of at least 1 and lowᵢ &lt;
   *     highᵢ everywhere
   */
  public static Box of(double[] low, double[] high) {
    if (low.length != high.length || low.length == 0) {
      throw new IllegalArgumentException(
          low.length + " lower and " + high.length + " upper bounds, expected equal counts > 0");
    }
    for (int i = 0; i < low.length; i++) {
      if (!(low[i] < high[i])) {
        throw new IllegalArgumentException(
            "dimension " + i + ": no numbers between " + low[i] + " and " + high[i]);
      }
    }
    return new Box(low.clone(), high.clone());
  }

  /** The cube [low, high]ⁿ. Throws IllegalArgumentException unless size ≥ 1 and low &lt; high. */
  public static Box cube(int size, double low, double high) {
    if (size < 1) {
      throw new IllegalArgumentException("a box has at least 1 dimension, not " + size);
    }
    double[] lows = new double[size];
    double[] highs = new double[size];
    Arrays.fill(lows, low);
    Arrays.fill(highs, high);
    return of(lows, highs);
  }

  /** The whole n-dimensional space. Throws IllegalArgumentException unless size ≥ 1. */
  public static Box unbounded(int size) {
    return cube(size, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  /** The product of this box and another, whose dimensions follow those of this one. */
  public Box and(Box other) {
    double[] lows = Arrays.copyOf(low, low.length + other.low.length);
    double[] highs = Arrays.copyOf(high, lows.length);
    System.arraycopy(other.low, 0, lows, low.length, other.low.length);
    System.arraycopy(other.high, 0, highs, low.length, other.low.length);
    return new Box(lows, highs);
  }

  @Override
  public int size() {
    return low.length;
  }

  /** The lower bound of a dimension, perhaps −∞. */
  public double low(int dimension) {
    return low[dimension];
  }

  /** The upper bound of a dimension, perhaps ∞. */
  public double high(int dimension) {
    return high[dimension];
  }

  public boolean bounded() {
    for (int i = 0; i < low.length; i++) {
      if (!Double.isFinite(low[i]) || !Double.isFinite(high[i])) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean contains(double[] point) {
    if (point.length != low.length) {
      return false;
    }
    for (int i = 0; i < low.length; i++) {
      if (!Double.isFinite(point[i]) || point[i] < low[i] || point[i] > high[i]) {
        return false;
      }
    }
    return true;
  }

  /** The value clipped to this dimension's bounds; NaN stays NaN. */
  public double clip(int dimension, double value) {
    return Math.min(high[dimension], Math.max(low[dimension], value));
  }

  /**
   * Maps a point of the cube [−1, 1]ⁿ to this box, whose bounds must be finite.
   *
   * <pre>
   *   outᵢ = ½ (lowᵢ + highᵢ) + aᵢ · ½ (highᵢ − lowᵢ),   a clipped to [−1, 1], out to [low, high]
   * </pre>
   *
   * @param a may be out itself
   */
  public void stretch(double[] a, double[] out) {
    for (int i = 0; i < low.length; i++) {
      double centre = 0.5 * low[i] + 0.5 * high[i];
      double half = 0.5 * high[i] - 0.5 * low[i];
      out[i] = clip(i, centre + Math.min(1, Math.max(-1, a[i])) * half);
    }
  }

  @Override
  public void sample(Chance chance, double[] out) {
    if (!bounded()) {
      throw new IllegalStateException("no uniform sample of the unbounded " + this);
    }
    for (int i = 0; i < low.length; i++) {
      out[i] = chance.uniform(low[i], high[i]);
    }
  }

  @Override
  public void requireAction(String environment, double[] action) {
    if (action.length != low.length) {
      throw new IllegalArgumentException(
          environment + ": an action has length " + low.length + ", not " + action.length);
    }
    for (int i = 0; i < low.length; i++) {
      double x = action[i];
      boolean within = x >= low[i] - slack(low[i]) && x <= high[i] + slack(high[i]);
      if (!within || !Double.isFinite(x)) {
        throw new IllegalArgumentException(
            environment + ": action[" + i + "] = " + x + ", expected a number in " + interval(i));
      }
    }
  }

  private static double slack(double bound) {
    return ROUNDING * Math.max(1, Math.abs(bound));
  }

  /** A dimension's bounds, as written in messages. */
  String interval(int dimension) {
    return "[" + low[dimension] + ", " + high[dimension] + "]";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Box box && Arrays.equals(low, box.low) && Arrays.equals(high, box.high);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(low) + Arrays.hashCode(high);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("Box");
    for (int i = 0; i < low.length; i++) {
      text.append(i == 0 ? " " : " × ").append(interval(i));
    }
    return text.toString();
  }

  /** The first difference between a space and the expected one. */
  static String difference(Space expected, Space found) {
    if (expected instanceof Box a && found instanceof Box b && a.size() == b.size()) {
      for (int i = 0; i < a.size(); i++) {
        if (!a.interval(i).equals(b.interval(i))) {
          return "in " + b.interval(i) + ", not " + a.interval(i) + ", in dimension " + i;
        }
      }
    }
    if (expected.size() != found.size()) {
      return found.size() + " numbers, not " + expected.size();
    }
    return found + ", not " + expected;
  }
}
