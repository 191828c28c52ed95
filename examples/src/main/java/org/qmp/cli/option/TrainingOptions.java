package org.qmp.cli.option;

import static org.qmp.cli.option.RunOptions.given;

import org.jspecify.annotations.Nullable;
import org.qmp.rl.TrainingConfig;
import org.qmp.rl.TrainingConfig.Start;
import org.qmp.rl.TrainingConfig.Turns;
import picocli.CommandLine.Option;

/** How much is collected, learned, evaluated and saved. */
final class TrainingOptions {
  @Option(
      names = "--steps",
      paramLabel = "<count>",
      converter = Numbers.Positive.class,
      description = "Environment steps, all tasks together.")
  private @Nullable Long steps;

  @Option(
      names = "--warm-up",
      paramLabel = "<count>",
      converter = Numbers.NonNegative.class,
      description = "Steps before the first update.")
  private @Nullable Long warmUp;

  @Option(
      names = "--start",
      paramLabel = "<who>",
      description =
          "Who acts before the first update: UNIFORM (random actions) or the method's BEHAVIOR.")
  private @Nullable Start start;

  @Option(
      names = "--turns",
      paramLabel = "<what>",
      description =
          "What is kept equal between tasks while they collect: STEPS or EPISODES."
              + " Default: STEPS.")
  private @Nullable Turns turns;

  @Option(
      names = "--updates-per-step",
      paramLabel = "<ratio>",
      converter = Numbers.Ratio.class,
      description = "Updates for each step of a task; 0.5 is one every second step.")
  private @Nullable Double updatesPerStep;

  @Option(
      names = "--replay-capacity",
      paramLabel = "<count>",
      converter = Numbers.Capacity.class,
      description = "Most transitions kept for each task. Default: 1M.")
  private @Nullable Integer replayCapacity;

  @Option(
      names = "--evaluate-every",
      paramLabel = "<count>",
      converter = Numbers.Positive.class,
      description = "Steps between evaluations.")
  private @Nullable Long evaluateEvery;

  @Option(
      names = "--evaluation-episodes",
      paramLabel = "<count>",
      converter = Numbers.Some.class,
      description = "Episodes of each task in each evaluation. Default: 10.")
  private @Nullable Integer evaluationEpisodes;

  @Option(
      names = "--save-every",
      paramLabel = "<count>",
      converter = Numbers.Positive.class,
      description = "Steps between checkpoints; changes no result.")
  private @Nullable Long saveEvery;

  TrainingConfig over(TrainingConfig base) {
    return new TrainingConfig(
        given(steps, base.steps()),
        given(warmUp, base.warmUp()),
        given(start, base.start()),
        given(turns, base.turns()),
        given(updatesPerStep, base.updatesPerStep()),
        given(replayCapacity, base.replayCapacity()),
        given(evaluateEvery, base.evaluateEvery()),
        given(evaluationEpisodes, base.evaluationEpisodes()),
        given(saveEvery, base.saveEvery()));
  }
}
