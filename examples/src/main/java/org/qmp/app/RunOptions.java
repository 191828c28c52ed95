package org.qmp.app;

import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.qmp.autograd.kernel.Precision;
import org.qmp.rl.RunSpec;
import org.qmp.rl.TrainingConfig;
import org.qmp.rl.multitask.Method;
import org.qmp.rl.sac.SacConfig;
import picocli.CommandLine.Option;

/** What can be chosen about a run. What is not given stays as it is in the run it is applied to. */
final class RunOptions {
  @Option(
      names = "--env",
      paramLabel = "<world>",
      converter = Worlds.Named.class,
      description = "What to learn in; 'qmp envs' lists the worlds.")
  private @Nullable Worlds env;

  @Option(
      names = "--seed",
      paramLabel = "<number>",
      converter = Numbers.Seed.class,
      description = "From which all luck is derived. Default: 1.")
  private @Nullable Long seed;

  @Option(
      names = "--steps",
      paramLabel = "<count>",
      converter = Numbers.Positive.class,
      description = "Environment steps of all tasks together. Default: 20k.")
  private @Nullable Long steps;

  @Option(
      names = "--batch",
      paramLabel = "<count>",
      converter = Numbers.Some.class,
      description = "Transitions of each task in an update. Default: 256.")
  private @Nullable Integer batch;

  @Option(
      names = "--hidden",
      paramLabel = "<widths>",
      converter = Numbers.Hidden.class,
      description = "Hidden layers of actor and critics. Default: 256,256.")
  private Numbers.@Nullable Widths hidden;

  @Option(
      names = "--learning-rate",
      paramLabel = "<rate>",
      converter = Numbers.Rate.class,
      description = "Of actor, critics and temperature. Default: 3e-4.")
  private @Nullable Double learningRate;

  @Option(
      names = "--updates-per-step",
      paramLabel = "<ratio>",
      converter = Numbers.Ratio.class,
      description = "Updates for each step of a task. Default: 1.")
  private @Nullable Double updatesPerStep;

  @Option(
      names = "--warm-up",
      paramLabel = "<count>",
      converter = Numbers.NonNegative.class,
      description = "Random steps before the first update. Default: 1k.")
  private @Nullable Long warmUp;

  @Option(
      names = "--evaluate-every",
      paramLabel = "<count>",
      converter = Numbers.Positive.class,
      description = "Steps between evaluations. Default: 1k.")
  private @Nullable Long evaluateEvery;

  @Option(
      names = "--evaluation-episodes",
      paramLabel = "<count>",
      converter = Numbers.Some.class,
      description = "Episodes of each task in an evaluation. Default: 10.")
  private @Nullable Integer evaluationEpisodes;

  @Option(
      names = "--save-every",
      paramLabel = "<count>",
      converter = Numbers.Positive.class,
      description = "Steps between checkpoints; changes no result. Default: 5k.")
  private @Nullable Long saveEvery;

  @Option(
      names = "--precision",
      paramLabel = "<type>",
      description = "Of the networks: FLOAT or DOUBLE. Default: FLOAT.")
  private @Nullable Precision precision;

  /** A run in which nothing but the world has been chosen. */
  static RunSpec defaults(Worlds world) {
    return new RunSpec(
        world.key(),
        Method.SEPARATED,
        1,
        Precision.FLOAT,
        TrainingConfig.of(20_000),
        SacConfig.defaults());
  }

  boolean none() {
    return Stream.of(
            env,
            seed,
            steps,
            batch,
            hidden,
            learningRate,
            updatesPerStep,
            warmUp,
            evaluateEvery,
            evaluationEpisodes,
            saveEvery,
            precision)
        .allMatch(Objects::isNull);
  }

  @Nullable Worlds env() {
    return env;
  }

  /** The run with what was given here. */
  RunSpec over(RunSpec base) {
    TrainingConfig t = base.training();
    SacConfig s = base.sac();
    return new RunSpec(
        env == null ? base.suite() : env.key(),
        base.method(),
        or(seed, base.seed()),
        or(precision, base.precision()),
        new TrainingConfig(
            or(steps, t.steps()),
            or(warmUp, t.warmUp()),
            t.start(),
            or(updatesPerStep, t.updatesPerStep()),
            t.replayCapacity(),
            or(evaluateEvery, t.evaluateEvery()),
            or(evaluationEpisodes, t.evaluationEpisodes()),
            or(saveEvery, t.saveEvery())),
        new SacConfig(
            hidden == null ? s.hidden() : hidden.list(),
            or(batch, s.batch()),
            or(learningRate, s.learningRate()),
            s.gamma(),
            s.tau(),
            s.targetUpdateInterval(),
            s.rewardScale(),
            s.temperature(),
            s.targetEntropy(),
            s.logStd(),
            s.criticNorm(),
            s.gradientClip()));
  }

  private static <T> T or(@Nullable T given, T otherwise) {
    return given == null ? otherwise : given;
  }
}
