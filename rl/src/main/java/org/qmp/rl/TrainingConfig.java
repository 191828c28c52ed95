package org.qmp.rl;

/**
 * How much is collected, learned, evaluated and saved. Steps are environment steps of all tasks
 * together.
 *
 * @param steps total, at least 1
 * @param warmUp steps before the first update; may leave no step for one, see {@link
 *     #warmUpLeavesNoUpdate()}
 * @param start who acts before the first update
 * @param turns what the tasks make equally many of
 * @param updatesPerStep gradient updates of each learner for each step of its task after the
 *     warm-up (the update-to-data ratio), at least 0
 * @param replayCapacity transitions kept for each task, at least 1
 * @param evaluateEvery steps between evaluations, at least 1
 * @param evaluationEpisodes episodes of each task in an evaluation, at least 1
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

  public TrainingConfig {
    require(steps >= 1, "steps", steps, "at least 1");
    require(warmUp >= 0, "warmUp", warmUp, "at least 0");
    require(
        updatesPerStep >= 0 && updatesPerStep <= 1000,
        "updatesPerStep",
        updatesPerStep,
        "in [0, 1000]");
    require(replayCapacity >= 1, "replayCapacity", replayCapacity, "at least 1");
    require(evaluateEvery >= 1, "evaluateEvery", evaluateEvery, "at least 1");
    require(evaluationEpisodes >= 1, "evaluationEpisodes", evaluationEpisodes, "at least 1");
    require(saveEvery >= 1, "saveEvery", saveEvery, "at least 1");
  }

  /** One update for each step after 1,000 random ones, a million transitions kept. */
  public static TrainingConfig of(long steps) {
    return new TrainingConfig(
        steps, 1000, Start.UNIFORM, Turns.STEPS, 1, 1_000_000, 1000, 10, 5000);
  }

  /**
   * Whether nothing is learned although updates are asked for: the warm-up takes all steps, or all
   * but too few for one update. Such a run is allowed; whoever starts it should be told.
   */
  public boolean warmUpLeavesNoUpdate() {
    return updatesPerStep > 0 && Math.floor(updatesPerStep * Math.max(0, steps - warmUp)) == 0;
  }

  private static void require(boolean holds, String name, Number value, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(name + " = " + value + ", expected " + expected);
    }
  }
}
