package org.qmp.env;

/**
 * The rules that every world keeps, written once: no step without a reset, none after the end, no
 * bad action. A world owns one and asks it.
 *
 * <pre>{@code
 * public Outcome step(double[] action, double[] observationOut) {
 *   episode.admit(action);
 *   …
 *   return episode.note(fell ? new Terminated(reward) : new Running(reward));
 * }
 * }</pre>
 */
public final class Episode {
  private enum Phase {
    BEFORE(0),
    DURING(1),
    AFTER(2);

    private final double saved;

    Phase(double saved) {
      this.saved = saved;
    }
  }

  private final String environment;
  private final Space actions;
  private Phase phase = Phase.BEFORE;
  private Chance chance =
      () -> {
        throw new IllegalStateException("no chance before a reset");
      };

  /**
   * The rules for one world.
   *
   * @param environment its name, for messages
   */
  public Episode(String environment, Space actions) {
    this.environment = environment;
    this.actions = actions;
  }

  /** An episode begins, with this source of luck. */
  public void begin(Chance chance) {
    this.chance = chance;
    phase = Phase.DURING;
  }

  /** Where the luck of this episode comes from. */
  public Chance chance() {
    return chance;
  }

  /**
   * Comes first in a step.
   *
   * @throws IllegalStateException before the first reset and after the end of an episode
   * @throws IllegalArgumentException if {@link Space#requireAction} refuses the action
   */
  public void admit(double[] action) {
    if (phase != Phase.DURING) {
      throw new IllegalStateException(
          environment
              + (phase == Phase.BEFORE ? ": no episode has begun" : ": the episode is over")
              + "; reset it before the next step");
    }
    actions.requireAction(environment, action);
  }

  /** Comes last in a step: remembers whether the episode is over, and returns the outcome. */
  public Outcome note(Outcome outcome) {
    if (outcome.over()) {
      phase = Phase.AFTER;
    }
    return outcome;
  }

  /** Whether an episode has not begun, goes on or is over, as a number for a saved state. */
  public double save() {
    return phase.saved;
  }

  /**
   * Continues from a saved number.
   *
   * @throws IllegalArgumentException if {@link #save} never returned that number
   */
  public void restore(double saved, Chance chance) {
    for (Phase candidate : Phase.values()) {
      if (candidate.saved == saved) {
        this.chance = chance;
        phase = candidate;
        return;
      }
    }
    throw new IllegalArgumentException(
        environment + ": not the state of an episode: phase " + saved);
  }
}
