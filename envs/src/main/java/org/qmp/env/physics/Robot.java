package org.qmp.env.physics;

import java.util.Arrays;
import org.qmp.env.Chance;

/**
 * A simulation whose controls are held for several steps. If one of these fails, all are undone.
 */
public class Robot {
  private final Simulation simulation;
  private final int steps;
  private final double[] moment;

  /**
   * A robot in the model's initial configuration.
   *
   * @param steps of the simulation in a move, the frame skip
   * @throws IllegalArgumentException unless there is at least one
   */
  public Robot(Model model, int steps) {
    if (steps < 1) {
      throw new IllegalArgumentException("a move of " + steps + " steps, expected at least 1");
    }
    simulation = new Simulation(model);
    this.steps = steps;
    moment = new double[simulation.stateSize()];
  }

  /** The simulation, to be read. */
  public final Simulation simulation() {
    return simulation;
  }

  /**
   * Returns to the initial configuration of slides and hinges, with uniform noise.
   *
   * @param positions the range ± of the noise of each position, m or rad
   * @param velocities the range ± of each velocity, m/s or rad/s
   */
  public void reset(Chance chance, double positions, double velocities) {
    simulation.reset();
    for (int i = 0; i < simulation.model().positions(); i++) {
      simulation.setPosition(i, simulation.position(i) + chance.uniform(-positions, positions));
    }
    for (int i = 0; i < simulation.model().velocities(); i++) {
      simulation.setVelocity(i, chance.uniform(-velocities, velocities));
    }
    simulation.forward();
  }

  /** Sets a control for the next {@link #move}. */
  public final void push(int motor, double control) {
    simulation.setControl(motor, control);
  }

  /**
   * Advances under the current controls.
   *
   * @return whether no step has {@linkplain Simulation#failed failed}; otherwise the simulation is
   *     as before
   */
  public boolean move() {
    mark();
    return moveOrReturn();
  }

  /** Marks the current state as the one to which a failed move returns. */
  protected final void mark() {
    simulation.saveState(moment);
  }

  /** As {@link #move}, but a failure returns to the {@linkplain #mark marked} state. */
  protected final boolean moveOrReturn() {
    for (int step = 0; step < steps; step++) {
      simulation.step();
      if (simulation.failed()) {
        simulation.restoreState(moment);
        return false;
      }
    }
    return true;
  }

  /** The duration of a move, in s. */
  public final double seconds() {
    return steps * simulation.model().timestep();
  }

  public final double position(int i) {
    return simulation.position(i);
  }

  public final double velocity(int i) {
    return simulation.velocity(i);
  }

  /** The number of values that {@link #saveState} writes. */
  public final int stateSize() {
    return moment.length;
  }

  /** Writes the state of the simulation to the beginning of an array. */
  public final void saveState(double[] out) {
    simulation.saveState(moment);
    System.arraycopy(moment, 0, out, 0, moment.length);
  }

  /**
   * Restores the state of the simulation, bit for bit, from the beginning of an array.
   *
   * @throws IllegalArgumentException if there are too few, or if one of them is not finite
   */
  public final void restoreState(double[] in) {
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
