package org.qmp.rl;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Function;
import org.qmp.autograd.kernel.Backend;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.env.Environment;
import org.qmp.env.RescaleAction;
import org.qmp.env.TaskSuite;
import org.qmp.nn.Xoshiro256;
import org.qmp.rl.store.Checkpoint;
import org.qmp.rl.store.NoUsableCheckpointException;
import org.qmp.rl.store.RunDirectory;

/**
 * What a run has learned until its newest checkpoint. The directory is only read, so that the run
 * may go on meanwhile.
 */
public final class SavedRun implements AutoCloseable {
  private final Kernels kernels;
  private final TaskSuite suite;
  private final Training training;

  private SavedRun(Kernels kernels, TaskSuite suite, Training training) {
    this.kernels = kernels;
    this.suite = suite.wrapped(RescaleAction::new);
    this.training = training;
  }

  /**
   * Reads the newest checkpoint of a run.
   *
   * @param suites gives the worlds that a suite's name stands for
   * @throws java.nio.file.NoSuchFileException if there is no run
   * @throws NoUsableCheckpointException if there is no checkpoint, or none is usable
   * @throws IllegalArgumentException if the specification is not canonical, or the suite unknown
   */
  public static SavedRun open(Path directory, Function<String, TaskSuite> suites, Backend backend)
      throws IOException {
    RunSpec spec = RunSpec.parse(RunDirectory.spec(directory));
    Checkpoint newest =
        RunDirectory.newestCheckpoint(directory)
            .orElseThrow(
                () -> new NoUsableCheckpointException(directory + " has no checkpoint yet"));
    TaskSuite suite = suites.apply(spec.suite());
    Kernels kernels = backend.kernels(spec.precision());
    try {
      Training training = new Training(spec, suite, kernels);
      training.restore(newest);
      return new SavedRun(kernels, suite, training);
    } catch (IOException | RuntimeException e) {
      kernels.close();
      throw e;
    }
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
    return training.fingerprint();
  }

  /** The tasks with the worlds as the policies know them: actions lie in [−1, 1]. */
  public TaskSuite suite() {
    return suite;
  }

  /** The mean actions of one task's policy. Policies of one run are not for several threads. */
  public Evaluation.Policy policy(int task) {
    return training.learners().get(task)::meanAction;
  }

  /** Episodes with one task's mean actions, from start states that the seed determines. */
  public Evaluation evaluate(int task, int episodes, long seed) {
    TaskSuite.Task named = suite.tasks().get(task);
    Environment world = named.create();
    Xoshiro256 luck = Xoshiro256.named(seed, "evaluation/" + named.name());
    return Evaluation.of(world, policy(task), episodes, luck);
  }

  @Override
  public void close() {
    kernels.close();
  }
}
