package org.qmp.env;

import java.util.Arrays;

/**
 * Truncates episodes after a number of steps. An episode that ends by itself in that step has
 * terminated. The steps taken are part of the state: its last number, after those of the world.
 */
public final class TimeLimit extends Wrapper {
  private final int limit;
  private int steps;

  /**
   * Limits the episodes of an environment.
   *
   * @param limit steps, at least 1
   * @throws IllegalArgumentException if the limit is less than 1
   */
  public TimeLimit(Environment inner, int limit) {
    super(inner);
    if (limit < 1) {
      throw new IllegalArgumentException(
          inner.name() + ": a time limit is at least 1 step, not " + limit);
    }
    this.limit = limit;
  }

  public int limit() {
    return limit;
  }

  @Override
  public void reset(Chance chance, double[] observationOut) {
    super.reset(chance, observationOut);
    steps = 0;
  }

  @Override
  public Outcome step(double[] action, double[] observationOut) {
    if (steps == limit) {
      throw new IllegalStateException(
          (name() + ": the episode ended at its time limit of " + limit)
              + " steps; reset it before the next step");
    }
    Outcome outcome = super.step(action, observationOut);
    steps++; // after the inner step, so that a refused action does not count
    return steps == limit && !outcome.over() ? new Outcome.Truncated(outcome.reward()) : outcome;
  }

  @Override
  public int stateSize() {
    int size = super.stateSize();
    return size == 0 ? 0 : size + 1;
  }

  @Override
  public void saveState(double[] out) {
    double[] state = new double[super.stateSize()];
    super.saveState(state); // throws, in that case
    System.arraycopy(state, 0, out, 0, state.length);
    out[state.length] = steps;
  }

  @Override
  public void restoreState(double[] in, Chance chance) {
    int inner = super.stateSize();
    if (inner == 0) {
      super.restoreState(in, chance); // refuses
    }
    double saved = in[inner];
    if (!(saved >= 0 && saved <= limit && saved == Math.rint(saved))) {
      throw new IllegalArgumentException(
          name() + ": not the state of an episode of " + limit + " steps: step " + saved);
    }
    super.restoreState(Arrays.copyOf(in, inner), chance);
    steps = (int) saved;
  }
}
