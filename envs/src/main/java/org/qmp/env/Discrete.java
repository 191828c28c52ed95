package org.qmp.env;

/**
 * The choices 0, 1, …, n − 1, written as one number.
 *
 * @param n how many, at least 1
 */
public record Discrete(int n) implements Space {

  /** Throws IllegalArgumentException if n &lt; 1. */
  public Discrete {
    if (n < 1) {
      throw new IllegalArgumentException("a discrete space has at least 1 choice, not " + n);
    }
  }

  @Override
  public int size() {
    return 1;
  }

  @Override
  public boolean contains(double[] point) {
    return point.length == 1 && isChoice(point[0]);
  }

  @Override
  public void sample(Chance chance, double[] out) {
    out[0] = Math.min(n - 1, Math.floor(chance.next() * n));
  }

  @Override
  public void requireAction(String environment, double[] action) {
    if (action.length != 1) {
      throw new IllegalArgumentException(
          environment + ": an action has length 1, not " + action.length);
    }
    if (!isChoice(action[0])) {
      throw new IllegalArgumentException(
          (environment + ": action[0] = " + action[0])
              + (", expected a whole number in [0, " + (n - 1) + "]"));
    }
  }

  private boolean isChoice(double value) {
    return value >= 0 && value < n && value == Math.rint(value);
  }
}
