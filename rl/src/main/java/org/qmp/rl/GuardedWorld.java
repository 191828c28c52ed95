package org.qmp.rl;

import java.util.Arrays;
import java.util.function.Supplier;
import org.qmp.autograd.NonFiniteException;
import org.qmp.env.Chance;
import org.qmp.env.Environment;
import org.qmp.env.Outcome;
import org.qmp.env.Wrapper;

/**
 * A world whose faults are caught where they happen and named: an error in a run of days has to say
 * which task it was and when. Numbers that no float can hold are faults too, and so is an element
 * of an observation that the world has not written.
 */
final class GuardedWorld extends Wrapper {
  private final Supplier<String> where;

  /**
   * Guards a world.
   *
   * @param where begins a message: the task and the step
   */
  GuardedWorld(Environment inner, Supplier<String> where) {
    super(inner);
    this.where = where;
  }

  @Override
  public void reset(Chance chance, double[] observationOut) {
    Arrays.fill(observationOut, Double.NaN); // what is not written is not a number
    try {
      super.reset(chance, observationOut);
    } catch (RuntimeException e) {
      throw failed("reset", e);
    }
    requireFinite("observation", observationOut);
  }

  @Override
  public Outcome step(double[] action, double[] observationOut) {
    requireFinite("action", action);
    Arrays.fill(observationOut, Double.NaN);
    Outcome outcome;
    double reward;
    try {
      outcome = super.step(action, observationOut);
      reward = outcome.reward();
    } catch (RuntimeException e) {
      throw failed("step", e);
    }
    requireFinite("observation", observationOut);
    if (!Float.isFinite((float) reward)) {
      throw noFiniteFloat("reward", reward);
    }
    return outcome;
  }

  @Override
  public void readMetrics(double[] out) {
    try {
      super.readMetrics(out);
    } catch (RuntimeException e) {
      throw failed("readMetrics", e);
    }
  }

  @Override
  public void saveState(double[] out) {
    try {
      super.saveState(out);
    } catch (RuntimeException e) {
      throw failed("saveState", e);
    }
  }

  @Override
  public void restoreState(double[] in, Chance chance) {
    try {
      super.restoreState(in, chance);
    } catch (RuntimeException e) {
      throw failed("restoreState", e);
    }
  }

  private WorldException failed(String what, RuntimeException cause) {
    return new WorldException(where.get() + ": the world failed in " + what + ": " + cause, cause);
  }

  private void requireFinite(String what, double[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite((float) values[i])) {
        throw noFiniteFloat(what + "[" + i + "]", values[i]);
      }
    }
  }

  private NonFiniteException noFiniteFloat(String what, double value) {
    return new NonFiniteException(where.get() + ": " + what + " is " + value + ", no finite float");
  }
}
