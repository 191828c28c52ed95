package org.qmp.rl;

import java.util.function.Consumer;
import org.qmp.nn.Require;

/**
 * How much is collected, learned, evaluated and saved. Steps are environment steps of all tasks
 * together.
 *
 * @param steps total, at least 1
 * @param warmUp steps at the start in which nothing is updated, to the end of the round in which
 *     they end; may take all steps, see {@link #warmUpLeavesNoUpdate}
 * @param start who acts in the warm-up
 * @param turns what is kept equal between tasks while they collect
 * @param updatesPerStep gradient updates of each learner for each step of its task after the
 *     warm-up (the update-to-data ratio), 0 to 1000
 * @param replayCapacity transitions kept for each task, 1 to 100 million
 * @param evaluateEvery steps between evaluations, at least 1
 * @param evaluationEpisodes episodes of each task in an evaluation, 1 to 100,000
 * @param saveEvery steps between checkpoints, at least 1
 */
public record TrainingConfig(
    long steps,
    long warmUp,
    Start start,
    Turns turns,
    double updatesPerStep,
    int replayCapacity,
    long evaluateEvery,
    int evaluationEpisodes,
    long saveEvery) {

  /** Who acts in the warm-up. */
  public enum Start {
    /** Uniformly random actions. */
    UNIFORM,
    /** The method's behaviour with untrained networks, as in the original. */
    BEHAVIOR
  }

  /** What is kept equal between tasks while they collect. */
  public enum Turns {
    /** Steps: a task whose episode ends begins the next one. */
    STEPS,
    /**
     * Episodes: a task whose episode ends waits for the others, as in garage's sampler and QMP's
     * released code. Tasks with long episodes get most of the steps, and with them most of the
     * updates.
     */
    EPISODES
  }

  public TrainingConfig {
    Require.that(steps >= 1, "steps", steps, "at least 1");
    Require.that(warmUp >= 0, "warmUp", warmUp, "at least 0");
    Require.that(
        updatesPerStep >= 0 && updatesPerStep <= 1000,
        "updatesPerStep",
        updatesPerStep,
        "0 to 1000");
    requireRange("replayCapacity", replayCapacity, 1, 100_000_000);
    Require.that(evaluateEvery >= 1, "evaluateEvery", evaluateEvery, "at least 1");
    requireEpisodes("evaluationEpisodes", evaluationEpisodes);
    Require.that(saveEvery >= 1, "saveEvery", saveEvery, "at least 1");
  }

  private static void requireRange(String name, int value, int least, int most) {
    Require.that(least <= value && value <= most, name, value, least + " to " + most);
  }

  /** Checks the number of an evaluation's episodes. */
  static void requireEpisodes(String name, int episodes) {
    requireRange(name, episodes, 1, 100_000);
  }

  /** One update for each step after 1,000 random ones, a million transitions kept. */
  public static TrainingConfig of(long steps) {
    return new TrainingConfig(
        steps, 1000, Start.UNIFORM, Turns.STEPS, 1, 1_000_000, 1000, 10, 5000);
  }

  /** A copy with some choices changed, as in {@code of(10_000).with(c -> c.warmUp = 100)}. */
  public TrainingConfig with(Consumer<Choices> change) {
    Choices c = new Choices(this);
    change.accept(c);
    return new TrainingConfig(
        c.steps,
        c.warmUp,
        c.start,
        c.turns,
        c.updatesPerStep,
        c.replayCapacity,
        c.evaluateEvery,
        c.evaluationEpisodes,
        c.saveEvery);
  }

  /** Mutable copy for {@link #with}; components as in TrainingConfig. */
  public static final class Choices {
    public long steps;
    public long warmUp;
    public Start start;
    public Turns turns;
    public double updatesPerStep;
    public int replayCapacity;
    public long evaluateEvery;
    public int evaluationEpisodes;
    public long saveEvery;

    private Choices(TrainingConfig from) {
      steps = from.steps;
      warmUp = from.warmUp;
      start = from.start;
      turns = from.turns;
      updatesPerStep = from.updatesPerStep;
      replayCapacity = from.replayCapacity;
      evaluateEvery = from.evaluateEvery;
      evaluationEpisodes = from.evaluationEpisodes;
      saveEvery = from.saveEvery;
    }
  }

  /**
   * Whether nothing is learned although updates are asked for: the warm-up takes all steps, or all
   * but too few for one update of a learner. Such a run is allowed, but worth a warning.
   *
   * @param tasks that share the steps
   * @param learners one for each task, or one for all, which follows the mean of their steps
   */
  public boolean warmUpLeavesNoUpdate(int tasks, int learners) {
    long most; // steps that a learner follows
    if (turns == Turns.STEPS) {
      most = Math.floorDiv(-warmUp, tasks) - Math.floorDiv(-steps, tasks); // rounds
    } else if (learners == tasks) {
      most = steps - warmUp;
    } else {
      most = -Math.floorDiv(warmUp - steps, tasks); // rounded up: all may act in the last round
    }
    return updatesPerStep > 0 && Math.floor(updatesPerStep * Math.max(0, most)) == 0;
  }
}
