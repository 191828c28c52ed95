package org.qmp.env.physics;

import java.util.Arrays;

/**
 * Several steps of a simulation taken as one, for worlds whose actions last longer than a step. If
 * one of them fails, none has been taken.
 */
public final class Stride {
  private final Simulation simulation;
  private final int steps;
  private final double[] moment;

  /**
   * Strides of a simulation.
   *
   * @param steps of the simulation in each
   * @throws IllegalArgumentException unless there is at least one
   */
  public Stride(Simulation simulation, int steps) {
    if (steps < 1) {
      throw new IllegalArgumentException("a stride of " + steps + " steps, expected at least 1");
    }
    this.simulation = simulation;
    this.steps = steps;
    moment = new double[simulation.stateSize()];
  }

  /**
   * Advances under the present controls.
   *
   * @return whether no step has {@linkplain Simulation#failed failed}; otherwise the simulation is
   *     what it was before
   */
  public boolean take() {
    simulation.saveState(moment);
    for (int step = 0; step < steps; step++) {
      simulation.step();
      if (simulation.failed()) {
        simulation.restoreState(moment);
        return false;
      }
    }
    return true;
  }

  /** How long a stride is, in s. */
  public double seconds() {
    return steps * simulation.model().timestep();
  }

  /** How many numbers {@link #saveState} writes. */
  public int stateSize() {
    return moment.length;
  }

  /** Writes the state of the simulation to the first numbers of an array. */
  public void saveState(double[] out) {
    simulation.saveState(moment);
    System.arraycopy(moment, 0, out, 0, moment.length);
  }

  /**
   * Takes the state of the simulation from the first numbers of an array; continues to the bit.
   *
   * @throws IllegalArgumentException if there are too few, or if one of them is not finite
   */
  public void restoreState(double[] in) {
    if (in.length < moment.length) {
      throw new IllegalArgumentException(
          "a state of " + in.length + " numbers, expected at least " + moment.length);
    }
    for (int i = 0; i < moment.length; i++) {
      if (!Double.isFinite(in[i])) {
        throw new IllegalArgumentException(
            "not the state of a simulation: number " + i + " is " + in[i] + ", expected finite");
      }
    }
    simulation.restoreState(Arrays.copyOf(in, moment.length));
  }
}
