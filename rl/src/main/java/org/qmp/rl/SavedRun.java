package org.qmp.rl;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.qmp.autograd.kernel.Backend;
import org.qmp.env.RescaleAction;
import org.qmp.env.TaskSuite;
import org.qmp.rl.Evaluation.Acts;
import org.qmp.rl.behavior.BehaviorPolicy;
import org.qmp.rl.store.Checkpoint;
import org.qmp.rl.store.NoUsableCheckpointException;
import org.qmp.rl.store.RunDirectory;

/**
 * What a run has learned, at its newest checkpoint. The directory is only read, so the run may
 * still be running.
 */
public final class SavedRun implements AutoCloseable {
  private final TaskSuite suite;
  private final Training training;
  private final List<String> warnings;

  private SavedRun(TaskSuite suite, Training training, List<String> warnings) {
    this.suite = suite.wrapped(RescaleAction::new);
    this.training = training;
    this.warnings = List.copyOf(warnings);
  }

  /**
   * Reads the newest checkpoint of a run.
   *
   * @param suites gives the suite of a name
   * @throws java.nio.file.NoSuchFileException if there is no run
   * @throws NoUsableCheckpointException if there is no checkpoint, none is usable, or the suite has
   *     changed since
   * @throws org.qmp.rl.store.CheckpointException if the specification is damaged, naming the file
   * @throws IllegalArgumentException if the suite is unknown, or is not that of the specification
   * @throws EnvironmentException if an environment cannot be created
   */
  public static SavedRun open(Path directory, Function<String, TaskSuite> suites, Backend backend)
      throws IOException {
    RunSpec spec = RunSpec.in(directory);
    List<String> warnings = new ArrayList<>();
    Checkpoint newest =
        RunDirectory.newestCheckpoint(directory, Map.of(), warnings::add)
            .orElseThrow(
                () -> new NoUsableCheckpointException(directory + " has no checkpoint yet"));
    TaskSuite suite = suites.apply(spec.suite());
    Training training = new Training(spec, suite, backend);
    try {
      TrainingState.restore(training, directory, newest);
      return new SavedRun(suite, training, warnings);
    } catch (IOException | RuntimeException | Error e) {
      training.close();
      throw e;
    }
  }

  /**
   * Name and version of the provider of a run's suite; empty for a built-in suite, and before the
   * first checkpoint.
   */
  public static Optional<String> suiteOrigin(Path directory) throws IOException {
    Optional<Checkpoint> newest =
        RunDirectory.newestCheckpoint(directory, name -> name.startsWith("run/"));
    return newest.isEmpty() ? Optional.empty() : Passport.origin(newest.get());
  }

  /** Newer checkpoints that are damaged, each with its reason. */
  public List<String> warnings() {
    return warnings;
  }

  public RunSpec spec() {
    return training.spec();
  }

  /** Environment steps of all tasks together, until the checkpoint. */
  public long step() {
    return training.step();
  }

  /** SHA-256 over all that was learned until the checkpoint. */
  public String fingerprint() {
    return TrainingState.fingerprint(training);
  }

  /** The tasks as the policies know them: actions lie in [−1, 1]. */
  public TaskSuite suite() {
    return suite;
  }

  /** What can be evaluated: the own policies, and the mixture if the method has one. */
  public List<Acts> actors() {
    return training.evaluable();
  }

  /** Names of all policies: the tasks' in their order, then the guides'. */
  public List<String> policies() {
    return training.policies().names();
  }

  /**
   * A policy for all tasks at once, with actions in [−1, 1]; each call creates a new one. Only one
   * of them, or an evaluation, may be used at a time.
   *
   * @throws IllegalArgumentException if the method has no mixture
   */
  public BehaviorPolicy policy(Acts who, long seed) {
    return training.policy(who, seed, "saved/");
  }

  /**
   * Episodes of every task with mean actions, from start states that the seed determines.
   *
   * @param episodes of each task, 1 to 100,000
   * @throws IllegalArgumentException if the method has no mixture, or another number of episodes
   * @throws EnvironmentException if an environment failed
   * @throws org.qmp.autograd.NonFiniteException if a score is not finite
   */
  public List<Evaluation> evaluate(Acts who, int episodes, long seed) {
    return training.evaluate(who, episodes, seed, "", "evaluation");
  }

  @Override
  public void close() {
    training.close();
  }
}
