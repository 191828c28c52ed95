package org.qmp.app;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.qmp.autograd.kernel.Precision;
import org.qmp.rl.RunSpec;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * What can be chosen about a run besides its seed and its method. What is not given stays as it is
 * in the run it is applied to.
 */
final class RunOptions {
  @Option(
      names = "--suite",
      paramLabel = "<world>",
      converter = Worlds.Named.class,
      description = "What to learn in; 'qmp envs' lists the worlds, and what else fits them.")
  private @Nullable Worlds suite;

  @Option(
      names = "--env",
      hidden = true,
      paramLabel = "<world>",
      converter = Worlds.Named.class,
      description = "The earlier name of --suite.")
  private @Nullable Worlds env;

  @Mixin private final TrainingOptions training = new TrainingOptions();
  @Mixin private final LearnerOptions learner = new LearnerOptions();

  @Option(
      names = "--precision",
      paramLabel = "<type>",
      description = "Of the networks: FLOAT or DOUBLE. Default: FLOAT.")
  private @Nullable Precision precision;

  /**
   * The chosen world.
   *
   * @throws UsageException if none was chosen
   */
  Worlds world() {
    return chosen()
        .orElseThrow(
            () -> new UsageException("--suite is missing, but " + Worlds.names() + " are allowed"));
  }

  private Optional<Worlds> chosen() {
    return Optional.ofNullable(suite == null ? env : suite);
  }

  /** The run with what was given here. */
  RunSpec over(RunSpec base) {
    return new RunSpec(
        chosen().map(Worlds::key).orElse(base.suite()),
        base.method(),
        base.seed(),
        given(precision, base.precision()),
        training.over(base.training()),
        learner.over(base.sac()));
  }

  static <T> T given(@Nullable T given, T otherwise) {
    return given == null ? otherwise : given;
  }
}
