package org.qmp.env.walker;

import org.qmp.env.Environment;
import org.qmp.env.Outcome;
import org.qmp.env.Wrapper;

/**
 * Reports the end of a time limit as a termination, as the source of {@link Walker} does: nothing
 * more can be gained.
 */
public final class LimitTerminates extends Wrapper {

  /** Wraps a world with a time limit. */
  public LimitTerminates(Environment inner) {
    super(inner);
  }

  @Override
  public Outcome step(double[] action, double[] observationOut) {
    Outcome outcome = super.step(action, observationOut);
    return outcome instanceof Outcome.Truncated last
        ? new Outcome.Terminated(last.reward())
        : outcome;
  }
}
