package org.qmp.rl.sac;

import org.qmp.autograd.Var;

/** How the network's second output becomes log σ. */
public sealed interface LogStd {

  /** The limits of the original: [−20, 2], with no gradient outside. */
  LogStd DEFAULT = new Clamped(-20, 2);

  double low();

  double high();

  /** log σ of the network's output, elementwise. */
  Var bound(Var raw);

  /** min(max(x, low), high): no gradient flows from outside. */
  record Clamped(double low, double high) implements LogStd {
    public Clamped {
      requireOrder(low, high);
    }

    @Override
    public Var bound(Var raw) {
      return raw.clamp(low, high);
    }
  }

  /** low + ½ (high − low) (1 + tanh x): smooth, never quite at its limits. */
  record Smooth(double low, double high) implements LogStd {
    public Smooth {
      requireOrder(low, high);
    }

    @Override
    public Var bound(Var raw) {
      return raw.tanh().times(0.5 * (high - low)).plus(0.5 * (high + low));
    }
  }

  private static void requireOrder(double low, double high) {
    if (!(low < high && high - low <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "log-std bounds " + low + " and " + high + ", expected finite ones, low below high");
    }
  }
}
