package org.qmp.cli.option;

import org.jspecify.annotations.Nullable;
import org.qmp.autograd.kernel.Precision;
import org.qmp.rl.RunSpec;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * What can be chosen about a run besides its seed and its method. What is not given stays as it is
 * in the run it is applied to.
 */
public final class RunOptions {
  @Option(
      names = "--suite",
      paramLabel = "<suite>",
      converter = NamedSuite.Named.class,
      description = "Tasks to learn; 'qmp envs' lists the suites and their default settings.")
  private @Nullable NamedSuite suite;

  @Mixin private final TrainingOptions training = new TrainingOptions();
  @Mixin private final LearnerOptions learner = new LearnerOptions();

  @Option(
      names = "--precision",
      paramLabel = "<type>",
      description = "Precision of the networks: FLOAT or DOUBLE. Default: FLOAT.")
  private @Nullable Precision precision;

  /**
   * The chosen world.
   *
   * @throws UsageException if none was chosen
   */
  public NamedSuite suite() {
    if (suite == null) {
      throw new UsageException("--suite is missing; it must be one of " + NamedSuite.names());
    }
    return suite;
  }

  public boolean hasSuite() {
    return suite != null;
  }

  /** The run with what was given here. */
  public RunSpec over(RunSpec base) {
    return new RunSpec(
        suite == null ? base.suite() : suite.key(),
        base.method(),
        base.seed(),
        given(precision, base.precision()),
        training.over(base.training()),
        learner.over(base.sac()));
  }

  public static <T> T given(@Nullable T given, T otherwise) {
    return given == null ? otherwise : given;
  }
}
