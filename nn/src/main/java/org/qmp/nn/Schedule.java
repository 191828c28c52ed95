package org.qmp.nn;

/** A number that depends on the step, such as a learning rate. */
public sealed interface Schedule {

  /** The value at a step, which counts from 0. */
  double at(long step);

  /** Always the same value. */
  record Constant(double value) implements Schedule {
    public Constant {
      Require.finite("value", value);
    }

    @Override
    public double at(long step) {
      return value;
    }
  }

  /** From the first value to the last in equal steps, then the last. */
  record Linear(double first, double last, long steps) implements Schedule {
    public Linear {
      Require.finite("first", first);
      Require.finite("last", last);
      Require.atLeastOne("steps", steps);
    }

    @Override
    public double at(long step) {
      return step >= steps ? last : first + (last - first) * ((double) step / steps);
    }
  }

  /**
   * Half a cosine from the first value to the last (Loshchilov and Hutter 2017, arXiv:1608.03983,
   * eq. 5, without restarts), then the last.
   *
   * <pre>
   *   last + ½ (first − last) (1 + cos(π step / steps))
   * </pre>
   */
  record Cosine(double first, double last, long steps) implements Schedule {
    public Cosine {
      Require.finite("first", first);
      Require.finite("last", last);
      Require.atLeastOne("steps", steps);
    }

    @Override
    public double at(long step) {
      double progress = Math.min(1.0, (double) step / steps);
      return last + 0.5 * (first - last) * (1 + StrictMath.cos(Math.PI * progress));
    }
  }

  /** Requires rates of at least 0; every value lies between the first and the last. */
  static void requireRate(Schedule rate) {
    boolean holds = rate.at(0) >= 0 && rate.at(Long.MAX_VALUE) >= 0;
    Require.that(holds, "rate", rate, "numbers of at least 0 at every step");
  }
}
