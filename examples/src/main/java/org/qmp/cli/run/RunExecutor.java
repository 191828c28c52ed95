package org.qmp.cli.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.qmp.autograd.NonFiniteException;
import org.qmp.autograd.kernel.Backend;
import org.qmp.cli.option.Methods;
import org.qmp.cli.option.UsageException;
import org.qmp.env.TaskSuite;
import org.qmp.rl.Agent;
import org.qmp.rl.EnvironmentException;
import org.qmp.rl.Evaluation;
import org.qmp.rl.Evaluation.Acts;
import org.qmp.rl.Passport;
import org.qmp.rl.RunSpec;
import org.qmp.rl.Trainer;
import org.qmp.rl.TrainingConfig;
import org.qmp.rl.behavior.MethodException;
import org.qmp.rl.multitask.Method.Regularizer;
import org.qmp.rl.store.NoUsableCheckpointException;
import org.qmp.rl.store.RunDirectory;
import org.qmp.rl.store.RunInUseException;

/**
 * Carries out runs, for a command, a shard or a task of a cluster. Called again, it returns the
 * result in the directory, or continues from the newest checkpoint. Thread-safe.
 *
 * @param suites finds a suite by its name
 * @param warnings receives warnings of damaged files and of settings that learn nothing
 */
public record RunExecutor(
    Function<String, TaskSuite> suites, Backend backend, Consumer<String> warnings) {
  private static final long POLL_MILLIS = 200;

  /** Observes a run. */
  public interface Watcher extends Agent.Listener {
    /** Called once the run is open, before the first step made here, if any is left. */
    default void onOpen(Trainer trainer) {}
  }

  /**
   * Carries out a run. While another process has it open, this waits for its result, or continues
   * the run if that process dies.
   *
   * @param directory of this run only; empty or missing, or the one in which it was begun
   * @param parent directory of the run that this one prolongs
   * @param cancelled checked at every step, also of an evaluation; if true, the run saves itself
   *     and stops
   * @throws UsageException if the suite is unknown or lacks what the method asks for
   * @throws RunFailedException if the run met a {@link VirtualMachineError}, such as too little
   *     memory, which is no result
   * @throws IOException if reading or writing failed, and another call may succeed
   */
  public RunResult run(
      RunSpec spec, Path directory, Optional<Path> parent, BooleanSupplier cancelled)
      throws IOException, InterruptedException {
    while (true) {
      try {
        return attempt(spec, directory, parent, cancelled, new Watcher() {});
      } catch (RunInUseException e) {
        if (cancelled.getAsBoolean()) {
          return new RunResult(RunResult.Status.STOPPED, 0, 0, "", "");
        }
        Thread.sleep(POLL_MILLIS);
      }
    }
  }

  /**
   * As {@link #run}, but does not wait. If the directory already holds a result, the run is not
   * opened.
   *
   * @throws UsageException as {@link #run}
   * @throws RunFailedException as {@link #run}
   * @throws RunInUseException if another process, or another thread of this one, has it open
   */
  public RunResult attempt(
      RunSpec spec,
      Path directory,
      Optional<Path> parent,
      BooleanSupplier cancelled,
      Watcher watcher)
      throws IOException {
    Optional<RunResult> known = RunResult.in(directory, spec);
    return known.isPresent() ? known.get() : carryOut(spec, directory, parent, cancelled, watcher);
  }

  /**
   * As {@link #attempt}, and opens also what is finished or has failed: that checks its files.
   *
   * @throws UsageException as {@link #run}
   * @throws RunFailedException as {@link #run}
   * @throws RunInUseException if another process, or another thread of this one, has it open
   */
  public RunResult carryOut(
      RunSpec spec,
      Path directory,
      Optional<Path> parent,
      BooleanSupplier cancelled,
      Watcher watcher)
      throws IOException {
    TaskSuite suite = Runs.suite(directory, spec, suites);
    @Nullable RunResult result = null;
    try (Trainer trainer = open(spec, suite, directory, parent)) {
      watcher.onOpen(trainer);
      result = train(trainer, directory, cancelled, watcher);
    } catch (MethodException e) {
      throw refusal(spec, e);
    } catch (NoUsableCheckpointException e) {
      // another process may have recorded, after we looked, that it failed before any checkpoint
      return RunResult.in(directory, spec).filter(RunResult::isFailed).orElseThrow(() -> e);
    } catch (RunFailedException | VirtualMachineError e) {
      throw e;
    } catch (RuntimeException | Error e) { // of environments that cannot be created, or closed
      if (result == null) {
        result =
            RunResult.in(directory, spec).filter(RunResult::isOk).orElseGet(() -> failed(0, e));
      }
      if (!result.isFailed()) { // the result stays valid
        warnings.accept("after the end of the run in " + directory + ": " + failed(0, e).failure());
      }
    }
    if (result.isFailed()) {
      record(spec, directory, result);
    }
    return result;
  }

  private Trainer open(RunSpec spec, TaskSuite suite, Path directory, Optional<Path> parent)
      throws IOException {
    Trainer trainer =
        parent.isEmpty() || Runs.isSaved(directory)
            ? new Trainer(spec, suite, backend, directory)
            : Trainer.prolong(parent.get(), spec, suite, backend, directory);
    trainer.writeToPassport(Machine.FACTS);
    trainer.warnings().forEach(warnings);
    TrainingConfig training = spec.training();
    if (training.warmUpLeavesNoUpdate(suite.size(), trainer.agent().learners())) {
      warnings.accept(
          Format.text(
              "nothing will be learned: --warm-up %d leaves no update in --steps %d",
              training.warmUp(), training.steps()));
    }
    if (spec.method().regularizer() instanceof Regularizer.Dnc dnc
        && dnc.period() > training.steps()) {
      warnings.accept(
          Format.text(
              "no policy will be distilled: --dnc-period %d is more than --steps %d",
              dnc.period(), training.steps()));
    }
    return trainer;
  }

  private static RunResult train(
      Trainer trainer, Path directory, BooleanSupplier cancelled, Watcher watcher)
      throws IOException {
    try {
      boolean over = trainer.run(new Cancelling(watcher, cancelled));
      return new RunResult(
          over ? RunResult.Status.OK : RunResult.Status.STOPPED,
          trainer.step(),
          trainer.agent().updates(),
          trainer.fingerprint(),
          "");
    } catch (VirtualMachineError e) { // with more memory it may succeed
      throw new RunFailedException(
          failed(trainer.step(), e).message(directory) + Failure.memoryHint(e), e);
    } catch (RuntimeException | Error e) {
      return failed(trainer.step(), e);
    }
  }

  private static RunResult failed(long step, Throwable e) {
    boolean plain = e instanceof EnvironmentException || e instanceof NonFiniteException;
    String why = plain ? String.valueOf(e.getMessage()) : Failure.text(e);
    return RunResult.failed(step, why);
  }

  /** Records the failure, so that no process tries again: the same bits would fail again. */
  private void record(RunSpec spec, Path directory, RunResult failed) {
    try (RunDirectory held = RunDirectory.open(directory, spec.canonical(), Map.of())) {
      held.writePassport(Passport.ofFailure(spec, failed.step(), failed.failure(), Machine.FACTS));
    } catch (IOException e) {
      warnings.accept("no record of the failure in " + directory + ": " + Failure.ofFile(e));
    }
  }

  /** Requests a stop as soon as the run is cancelled. */
  private record Cancelling(Watcher watcher, BooleanSupplier cancelled) implements Agent.Listener {
    @Override
    public void onEpisode(Agent agent, String task, double sum, long length) {
      watcher.onEpisode(agent, task, sum, length);
    }

    @Override
    public void onRound(Agent agent) {
      stopIfCancelled(agent);
      watcher.onRound(agent);
    }

    @Override
    public void onEvaluating(Agent agent) {
      stopIfCancelled(agent);
      watcher.onEvaluating(agent);
    }

    private void stopIfCancelled(Agent agent) {
      if (cancelled.getAsBoolean()) {
        agent.requestStop();
      }
    }

    @Override
    public void onEvaluation(Agent agent, Acts who, String task, Evaluation evaluation) {
      watcher.onEvaluation(agent, who, task, evaluation);
    }
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

  /** Removes the result of a run that failed, so that it continues from its last checkpoint. */
  public static void forgetFailure(RunSpec spec, Path directory) throws IOException {
    if (RunResult.in(directory, spec).filter(RunResult::isFailed).isPresent()) {
      Files.deleteIfExists(directory.resolve(RunDirectory.PASSPORT)); // another may do so too
    }
  }
}
