package org.qmp.env;

import java.util.List;

/**
 * The common part of all environments: name, spaces, the names of metrics, and the rules of an
 * episode (no step before a reset or after the end, no invalid action). A subclass needs little
 * more:
 *
 * <pre>{@code
 * final class Corridor extends AbstractEnvironment {
 *   private double x;
 *
 *   Corridor() {
 *     super("Corridor", Box.cube(1, -1, 1), Box.cube(1, -1, 1));
 *   }
 *
 *   @Override protected void begin(Chance chance) {
 *     x = chance.uniform(-1, 0);
 *   }
 *
 *   @Override protected Outcome act(double[] action) {
 *     x = Math.min(1, Math.max(-1, x + 0.1 * action[0]));
 *     return x == 1 ? new Outcome.Terminated(0) : new Outcome.Running(-1);
 *   }
 *
 *   @Override protected void observe(double[] out) {
 *     out[0] = x;
 *   }
 * }
 * }</pre>
 *
 * <p>Metrics are named in the constructor and read by {@link #readMetrics}; {@link #render} draws a
 * picture; and {@link #savedNumbers}, {@link #save} and {@link #restore} save a state.
 */
public abstract class AbstractEnvironment implements Environment {
  private static final int BEFORE = 0;
  private static final int DURING = 1;
  private static final int AFTER = 2;

  private final String name;
  private final Box observations;
  private final Space actions;
  private final List<String> metrics;
  private final double[] admitted;
  private int phase = BEFORE;
  private Chance chance =
      () -> {
        throw new IllegalStateException("no chance before a reset");
      };

  /**
   * A world before its first reset.
   *
   * @param name for messages and pictures
   * @param metrics the names of what {@link #readMetrics} reads
   */
  protected AbstractEnvironment(String name, Box observations, Space actions, String... metrics) {
    this.name = name;
    this.observations = observations;
    this.actions = actions;
    this.metrics = List.of(metrics);
    admitted = new double[actions.size()];
  }

  /** Begins an episode. */
  protected abstract void begin(Chance chance);

  /**
   * Makes one step.
   *
   * @param action a point of the actions, exactly within their bounds; may be overwritten
   */
  protected abstract Outcome act(double[] action);

  protected abstract void observe(double[] out);

  /**
   * The number of values that {@link #save} writes; 0, unless overridden: there is no state to
   * save.
   */
  protected int savedNumbers() {
    return 0;
  }

  /** Writes everything the future depends on, apart from chance, to the beginning of the array. */
  protected void save(double[] out) {}

  /**
   * Restores what {@link #save} wrote.
   *
   * @param in finite numbers
   * @throws IllegalArgumentException if the numbers are no valid state, before anything changes
   */
  protected void restore(double[] in) {}

  /** The outcome of a step: terminated or running. */
  protected static Outcome outcome(double reward, boolean terminated) {
    return terminated ? new Outcome.Terminated(reward) : new Outcome.Running(reward);
  }

  /**
   * A saved count.
   *
   * @throws IllegalArgumentException unless it is a whole number from 0 to the most
   */
  protected final int count(double saved, String what, int most) {
    requireSaved(
        saved >= 0 && saved <= most && saved == Math.rint(saved), saved, what, "0 to " + most);
    return (int) saved;
  }

  /**
   * Checks a saved number.
   *
   * @param holds whether a state can have it
   * @throws IllegalArgumentException unless it holds
   */
  protected final void requireSaved(boolean holds, double saved, String what, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(
          name + ": a state of " + saved + " " + what + ", expected " + expected);
    }
  }

  /** The source of randomness of the present episode. */
  protected final Chance chance() {
    return chance;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final Box observations() {
    return observations;
  }

  @Override
  public final Space actions() {
    return actions;
  }

  @Override
  public final List<String> metrics() {
    return metrics;
  }

  @Override
  public final void reset(Chance chance, double[] observationOut) {
    this.chance = chance;
    phase = BEFORE; // and stays, if the episode cannot begin
    begin(chance);
    phase = DURING;
    observe(observationOut);
  }

  @Override
  public final Outcome step(double[] action, double[] observationOut) {
    if (phase != DURING) {
      throw new IllegalStateException(
          name
              + (phase == BEFORE ? ": no episode has begun" : ": the episode is over")
              + "; reset it before the next step");
    }
    actions.requireAction(name, action);
    for (int i = 0; i < admitted.length; i++) {
      admitted[i] = actions instanceof Box box ? box.clip(i, action[i]) : action[i];
    }
    Outcome outcome = act(admitted);
    observe(observationOut);
    phase = outcome.over() ? AFTER : DURING;
    return outcome;
  }

  @Override
  public final int stateSize() {
    int numbers = savedNumbers();
    return numbers == 0 ? 0 : numbers + 1;
  }

  @Override
  public final void saveState(double[] out) {
    if (savedNumbers() == 0) {
      Environment.super.saveState(out);
    }
    save(out);
    out[savedNumbers()] = phase;
  }

  @Override
  public final void restoreState(double[] in, Chance chance) {
    if (savedNumbers() == 0) {
      Environment.super.restoreState(in, chance);
    }
    double saved = in[savedNumbers()];
    if (saved != BEFORE && saved != DURING && saved != AFTER) {
      throw new IllegalArgumentException(name + ": not the state of an episode: phase " + saved);
    }
    for (int i = 0; i < savedNumbers(); i++) {
      requireSaved(Double.isFinite(in[i]), in[i], "as number " + i, "a finite one");
    }
    restore(in);
    this.chance = chance;
    phase = (int) saved;
  }
}
