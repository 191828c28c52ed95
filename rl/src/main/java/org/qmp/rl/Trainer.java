package org.qmp.rl;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.qmp.autograd.kernel.Backend;
import org.qmp.env.TaskSuite;
import org.qmp.rl.store.Checkpoint;
import org.qmp.rl.store.CheckpointStore;
import org.qmp.rl.store.NoUsableCheckpointException;
import org.qmp.rl.store.RunDirectory;
import org.qmp.rl.store.UnusableDirectoryException;
import org.qmp.rl.store.WrongSpecException;

/**
 * Trains in a directory: an {@link Agent} that writes metrics and saves itself. Killed at any
 * moment and opened again, it continues from its newest checkpoint and ends with the same bits.
 */
public final class Trainer implements AutoCloseable {
  private static final String CSV = "metrics.csv";
  private static final String JSON = "metrics.jsonl";
  private static final String TENSOR_BOARD = "events.out.tfevents.qmp";
  private static final String EVALUATION_DUE = "run/evaluation-due";

  private final Agent agent;
  private final RunDirectory directory;
  private final CheckpointStore store;
  private final List<String> warnings = new ArrayList<>();
  private final Backend backend;
  private final TaskSuite suite;
  private Optional<Passport.Parent> parent = Optional.empty();
  private Map<String, String> facts = Map.of();

  /** Whether the state is one from which the run can continue. */
  private boolean sound;

  /** Whether the newest checkpoint holds all that this version saves. */
  private boolean complete = true;

  /** Whether an evaluation is due in the state that it holds. */
  private boolean savedDue;

  private volatile OptionalLong savedStep = OptionalLong.empty();

  /**
   * Opens a directory for a run, and continues where an earlier process stopped.
   *
   * @param suite the suite that the specification names
   * @throws org.qmp.rl.behavior.MethodException if the method cannot train on this suite, before
   *     anything is written
   * @throws UnusableDirectoryException if the directory holds no run and is not empty
   * @throws WrongSpecException if the directory holds another run
   * @throws NoUsableCheckpointException if it has checkpoints and none is usable, or the suite has
   *     changed since they were saved
   * @throws org.qmp.rl.store.RunInUseException if another process, or this one already, runs it
   * @throws EnvironmentException if an environment cannot be created
   * @throws IllegalArgumentException if the suite has another name than the specification says
   */
  public Trainer(RunSpec spec, TaskSuite suite, Backend backend, Path path) throws IOException {
    this(spec, suite, backend, path, Optional.empty());
  }

  @SuppressWarnings("try") // a resource that is only closed
  private Trainer(
      RunSpec spec, TaskSuite suite, Backend backend, Path path, Optional<Path> prolonged)
      throws IOException {
    this.backend = backend;
    this.suite = suite;
    // before the directory is touched: a run that is refused must leave it alone
    agent = new Agent(spec, suite, backend);
    Training training = agent.training;
    try {
      TrainingState.requireSaveable(training);
      Map<String, String> files =
          Map.of(
              CSV, TextMetrics.CSV_START,
              JSON, TextMetrics.JSON_START,
              TENSOR_BOARD, TensorBoardMetrics.START);
      directory = RunDirectory.open(path, spec.canonical(), files);
      agent.closeToo(directory);
      store = directory.checkpoints(training.replays());
      warnings.addAll(store.warnings());
      Optional<Checkpoint> newest = store.restored();
      if (prolonged.isPresent()) {
        if (newest.isPresent()) {
          throw new UnusableDirectoryException(path + " holds this longer run already; resume it");
        }
        parent = Optional.of(inherit(prolonged.get()));
      } else {
        if (newest.isPresent()) {
          restore(path, newest.get());
          parent = Passport.Parent.of(newest.get());
          savedStep = OptionalLong.of(training.step());
          complete = Learned.isIn(newest.get());
          warnOfAnotherOrigin(newest.get());
        }
        warnings.addAll(directory.metrics().rewind(newest));
        if (newest.isPresent()) {
          directory.requireKept(newest.get());
        }
      }
      agent.publishProgress();
      agent.add(MetricsSink.csv(directory.metrics().file(CSV)));
      agent.add(MetricsSink.json(directory.metrics().file(JSON)));
      agent.add(MetricsSink.tensorBoard(directory.metrics().file(TENSOR_BOARD)));
      if (prolonged.isPresent()) {
        save();
      }
      sound = true;
    } catch (Throwable e) {
      try (Closeable all = this::close) {
        throw e;
      }
    }
  }

  /**
   * Creates, in a new directory, a longer version of a run that has ended or was stopped: it begins
   * with the networks, replay and metrics of that run's newest checkpoint. If no schedule of the
   * method depends on the length, it ends with the same bits as a run that had this length from the
   * start. The other run is only read. If interrupted, this can be called again.
   *
   * @param parent directory of the other run
   * @param spec the other's with more steps
   * @param path of the new run, an empty directory or none
   * @throws IllegalArgumentException if it does not have more steps
   * @throws WrongSpecException if it differs in anything else, naming the line
   * @throws UnusableDirectoryException if the new directory is not empty
   * @throws NoUsableCheckpointException if the other run has none, or its suite has changed
   * @throws java.nio.file.NoSuchFileException if there is no other run
   */
  public static Trainer prolong(
      Path parent, RunSpec spec, TaskSuite suite, Backend backend, Path path) throws IOException {
    RunSpec shorter = RunSpec.in(parent);
    long steps = shorter.training().steps();
    if (spec.training().steps() <= steps) {
      throw new IllegalArgumentException(
          "steps = " + spec.training().steps() + ", but " + parent + " has " + steps + " already");
    }
    RunSpec same = spec.with(c -> c.training = c.training.with(t -> t.steps = steps));
    if (!same.canonical().equals(shorter.canonical())) {
      throw new WrongSpecException(
          parent + " can be prolonged in its steps alone", shorter.canonical(), same.canonical());
    }
    if (RunDirectory.newestCheckpoint(parent).isEmpty()) {
      throw new NoUsableCheckpointException(parent + " has no checkpoint yet");
    }
    return new Trainer(spec, suite, backend, path, Optional.of(parent));
  }

  private void warnOfAnotherOrigin(Checkpoint newest) throws IOException {
    Optional<String> before = Passport.origin(newest);
    if (!before.equals(suite.origin())) {
      warnings.add(
          ("suite " + suite.name() + " was of " + before.orElse("this library"))
              + (" until step " + newest.step())
              + (" and is of " + suite.origin().orElse("this library") + " from here on"));
    }
  }

  private Passport.Parent inherit(Path other) throws IOException {
    Checkpoint newest =
        RunDirectory.newestCheckpoint(other, agent.training.replays(), warnings::add).orElseThrow();
    restore(other, newest);
    directory.metrics().rewind(Optional.empty()); // of an earlier attempt
    warnings.addAll(directory.metrics().copy(other, newest));
    return new Passport.Parent(newest.runId(), newest.step(), fingerprint());
  }

  private void restore(Path run, Checkpoint from) throws IOException {
    TrainingState.restore(agent.training, run, from);
    savedDue = from.names().contains(EVALUATION_DUE);
    agent.evaluations.due = savedDue;
  }

  /**
   * Checks, without touching the disk, that this method can run on this suite in a directory.
   *
   * @throws org.qmp.rl.behavior.MethodException if it cannot
   * @throws EnvironmentException if an environment cannot be created
   * @throws IllegalArgumentException if the suite has another name than the specification says
   */
  public static void requirePossible(RunSpec spec, TaskSuite suite, Backend backend) {
    spec.canonical(); // which a method with custom classes does not have
    try (Training training = new Training(spec, suite, backend)) {
      TrainingState.requireSaveable(training);
    }
  }

  /**
   * Trains until the run is over or {@link #requestStop()}, and saves at the end. Whatever an
   * environment, a listener or a file throws stops the run and keeps its last checkpoint: to
   * continue from there, close this trainer and open the directory again.
   *
   * @return whether the run is over
   * @throws EnvironmentException if an environment failed, naming the task and the step
   * @throws org.qmp.autograd.NonFiniteException if a number became NaN or infinite
   * @throws org.qmp.rl.store.SupersededException if another process has opened the run since
   * @throws IllegalStateException if an earlier call threw something, or this trainer is closed
   */
  public boolean run(Agent.Listener listener) throws IOException {
    if (!sound) {
      throw new IllegalStateException(
          "this trainer is running, has failed or is closed; open "
              + directory.path()
              + " again to "
              + (savedStep.isEmpty() ? "start over" : "continue from its last checkpoint"));
    }
    sound = false; // until all has gone well
    long begun = agent.step();
    while (agent.goesOn()) {
      long before = agent.step();
      agent.checkedRound(listener);
      if (agent.crossed(before, spec().training().saveEvery())) {
        save();
      }
    }
    boolean due = agent.evaluations.due;
    if (!complete || due != savedDue || !savedStep.equals(OptionalLong.of(agent.step()))) {
      save();
    }
    boolean lastDue = due && agent.training.isOver(); // a passport would say that it is finished
    if (!lastDue
        && (agent.step() > begun
            || !fingerprint().equals(Passport.in(directory.path()).get("fingerprint")))) {
      directory.writePassport( // not by a process that only looks at a finished run
          Passport.of(agent.training, suite, backend, parent, directory.attempts(), facts));
    }
    sound = true;
    return agent.isOver();
  }

  private void save() throws IOException {
    directory.requireLast();
    try {
      saveAll();
    } catch (IOException e) {
      directory.requireLast(); // a process that takes over deletes files that are being written
      throw e;
    }
  }

  private void saveAll() throws IOException {
    agent.flush();
    Checkpoint checkpoint = TrainingState.save(agent.training, directory.spec());
    directory.metrics().mark(checkpoint);
    parent.ifPresent(p -> p.save(checkpoint));
    Passport.saveOrigin(suite, checkpoint);
    Learned.save(suite, fingerprint(), checkpoint);
    if (agent.evaluations.due) {
      checkpoint.putLongs(EVALUATION_DUE, 1);
    }
    store.save(checkpoint);
    savedStep = OptionalLong.of(agent.step());
    complete = true;
    savedDue = agent.evaluations.due;
  }

  /**
   * Requests, from any thread, that the run save itself and stop after the current step, without
   * the rest of an evaluation. To continue, also with that evaluation, open the directory again.
   */
  public void requestStop() {
    agent.requestStop();
  }

  /**
   * Sets further names and values of the run's passport, which must have none of these names
   * already.
   */
  public void writeToPassport(Map<String, String> more) {
    facts = new LinkedHashMap<>(more);
  }

  /**
   * What was found on opening: damaged checkpoints and metrics files, another origin of the suite.
   */
  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  /** The training itself. */
  public Agent agent() {
    return agent;
  }

  public RunSpec spec() {
    return agent.spec();
  }

  /** Environment steps of all tasks together; may be called from any thread. */
  public long step() {
    return agent.step();
  }

  /** The step of the newest checkpoint; may be called from any thread. */
  public OptionalLong savedStep() {
    return savedStep;
  }

  /** SHA-256 over all that was learned; not while another thread runs the training. */
  public String fingerprint() {
    return agent.fingerprint();
  }

  /** Releases everything, even if closing a part of it fails. Closing again has no effect. */
  @Override
  public void close() throws IOException {
    sound = false;
    agent.closeAll();
  }
}
