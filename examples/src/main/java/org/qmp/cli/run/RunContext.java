package org.qmp.cli.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.qmp.autograd.NonFiniteException;
import org.qmp.autograd.kernel.Backend;
import org.qmp.cli.option.Methods;
import org.qmp.cli.option.UsageException;
import org.qmp.env.TaskSuite;
import org.qmp.rl.Agent;
import org.qmp.rl.EnvironmentException;
import org.qmp.rl.RunSpec;
import org.qmp.rl.Trainer;
import org.qmp.rl.TrainingConfig;
import org.qmp.rl.behavior.MethodException;
import org.qmp.rl.store.RunDirectory;

/**
 * What a command needs to train runs.
 *
 * @param stop asks a run to save and end
 * @param suites finds a suite by its name
 * @param quiet without the line of progress
 */
public record RunContext(
    Console console,
    StopSignal stop,
    Function<String, TaskSuite> suites,
    Backend backend,
    boolean quiet) {

  /**
   * What became of the run.
   *
   * @param over whether all its steps are done
   */
  public record End(boolean over, long steps, long updates, double seconds, String fingerprint) {}

  /**
   * Runs until the end or a request to stop.
   *
   * @param parent directory of the run that this one prolongs
   * @param onOpen is called before the first step, once the run is open
   * @throws UsageException if the suite lacks what the method asks for
   * @throws RunFailedException if a number or a world went wrong
   */
  public End run(RunSpec spec, Path directory, Optional<Path> parent, Runnable onOpen)
      throws IOException {
    try (Trainer trainer = open(spec, directory, parent);
        Progress progress = new Progress(console, quiet, trainer.agent())) {
      stop.onRequest(trainer::requestStop);
      onOpen.run();
      boolean over = train(trainer, progress, directory);
      return new End(
          over,
          trainer.step(),
          trainer.agent().updates(),
          progress.seconds(),
          trainer.fingerprint());
    }
  }

  /**
   * The run in a directory, at its start or where it was saved.
   *
   * @param parent directory of the run that this one prolongs
   * @throws UsageException if the suite lacks what the method asks for
   */
  public Trainer open(RunSpec spec, Path directory, Optional<Path> parent) throws IOException {
    try {
      TaskSuite suite = Runs.suite(directory, spec, suites);
      Trainer trainer =
          parent.isEmpty() || isSaved(directory)
              ? new Trainer(spec, suite, backend, directory)
              : Trainer.prolong(parent.get(), spec, suite, backend, directory);
      trainer.warnings().forEach(console::warn);
      TrainingConfig training = spec.training();
      if (training.warmUpLeavesNoUpdate()) {
        console.warn(
            Format.text(
                "nothing will be learned: --warm-up %d leaves no update in --steps %d",
                training.warmUp(), training.steps()));
      }
      return trainer;
    } catch (MethodException e) {
      throw refusal(spec, e);
    }
  }

  private static boolean isSaved(Path directory) throws IOException {
    return Runs.exists(directory) && RunDirectory.newestCheckpoint(directory).isPresent();
  }

  /**
   * Checks, without touching the disk, that the method can train on the suite.
   *
   * @throws UsageException if the suite lacks what the method asks for
   */
  public void requirePossible(RunSpec spec) {
    try {
      Trainer.requirePossible(spec, suites.apply(spec.suite()), backend);
    } catch (MethodException e) {
      throw refusal(spec, e);
    }
  }

  private static UsageException refusal(RunSpec spec, MethodException e) {
    return new UsageException(
        "--method "
            + Methods.name(spec.method())
            + " cannot train on "
            + spec.suite()
            + ": "
            + e.getMessage());
  }

  /**
   * Trains until the end or a request to stop.
   *
   * @throws RunFailedException if a number or a world went wrong
   */
  public static boolean train(Trainer trainer, Agent.Listener listener, Path directory)
      throws IOException {
    try {
      return trainer.run(listener);
    } catch (RuntimeException | Error e) {
      throw new RunFailedException(
          "the run failed at step "
              + trainer.step()
              + ": "
              + reason(e)
              + (trainer.savedStep().isPresent()
                  ? "; the last checkpoint in " + directory + " is kept"
                  : "; it had no checkpoint yet")
              + Failure.memoryHint(e),
          e);
    }
  }

  private static String reason(Throwable e) {
    boolean plain = e instanceof EnvironmentException || e instanceof NonFiniteException;
    return plain ? String.valueOf(e.getMessage()) : Failure.text(e);
  }
}
