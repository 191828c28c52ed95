package org.qmp.rl;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.qmp.autograd.kernel.Backend;
import org.qmp.env.TaskSuite;
import org.qmp.rl.behavior.Cast;
import org.qmp.rl.multitask.Learner;
import org.qmp.rl.store.Checkpoint;
import org.qmp.rl.store.CheckpointStore;
import org.qmp.rl.store.RunDirectory;

/**
 * Carries out a run in a directory: trains, evaluates, writes metrics, saves. Killed at any moment
 * and opened again, it goes on from its newest checkpoint and ends with the same bits.
 */
public final class Trainer implements AutoCloseable {
  private static final Map<Acts, String> PREFIXES =
      Map.of(Acts.OWN, "evaluation/", Acts.MIXTURE, "evaluation-mixture/");

  private final Closing resources = new Closing();
  private final RunDirectory directory;
  private final Training training;
  private final CheckpointStore store;
  private final List<MetricsSink> sinks = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final Backend backend;
  private volatile boolean stopping;

  /** Whether the state is one between two rounds, from which a run can go on. */
  private boolean sound;

  private long savedAt;

  /** Is told of progress. */
  public interface Listener {
    /** After every step of all tasks whose turn it is; must be quick. */
    default void onRound(Trainer trainer) {}

    /** After a task's evaluation. */
    default void onEvaluation(Trainer trainer, Acts who, String task, Evaluation evaluation) {}
  }

  /**
   * Opens a directory for a run, and goes on where an earlier process stopped.
   *
   * @param suite the worlds that the specification's suite name stands for
   * @throws IllegalArgumentException if the suite lacks what the method asks for, before anything
   *     is written
   * @throws org.qmp.rl.store.WrongSpecException if the directory holds another run
   * @throws org.qmp.rl.store.NoUsableCheckpointException if it has checkpoints and none is usable
   */
  public Trainer(RunSpec spec, TaskSuite suite, Backend backend, Path path) throws IOException {
    this.backend = backend;
    // before the directory: a run that cannot be is not begun
    training = new Training(spec, suite, backend);
    resources.add(training::close);
    try {
      directory = resources.add(RunDirectory.open(path, spec.canonical()));
      store = directory.checkpoints(training.replayBuffers());
      warnings.addAll(store.warnings());
      Optional<Checkpoint> newest = store.restored();
      if (newest.isPresent()) {
        training.restore(newest.get());
        warnings.addAll(directory.rewindMetrics(newest.get()));
      } else {
        directory.clearMetrics();
      }
      savedAt = training.step();
      add(new CsvMetrics(directory.metrics("metrics.csv")));
      add(new JsonLinesMetrics(directory.metrics("metrics.jsonl")));
      add(new TensorBoardMetrics(directory.metrics("events.out.tfevents.qmp")));
      sound = true;
    } catch (Throwable e) {
      resources.closeAfter(e);
      throw e;
    }
  }

  /**
   * Refuses a run that cannot be, as opening it would, without a directory.
   *
   * @throws IllegalArgumentException if the suite lacks what the method asks for
   */
  public static void requirePossible(RunSpec spec, TaskSuite suite, Backend backend) {
    new Training(spec, suite, backend).close();
  }

  /**
   * Trains until the run is over or {@link #requestStop()}, and saves at the end. Whatever a world,
   * a listener or a file throws stops the run and keeps the last checkpoint: close this trainer and
   * open the directory again to go on from there.
   *
   * @return whether the run is over
   * @throws WorldException if a world failed, naming the task and the step
   * @throws org.qmp.autograd.NonFiniteException if a number became NaN or infinite; the last
   *     checkpoint is kept
   * @throws IllegalStateException if an earlier call threw something, or this trainer is closed
   */
  public boolean run(Listener listener) throws IOException {
    if (!sound) {
      throw new IllegalStateException(
          "this trainer is running, has failed or is closed; open "
              + directory.path()
              + " again to go on from its last checkpoint");
    }
    sound = false; // until all has gone well: an error may come between two tasks' steps
    TrainingConfig config = training.spec().training();
    while (!training.isOver() && !stopping) {
      long before = training.step();
      training.round();
      noteEpisodes();
      listener.onRound(this);
      if (training.isOver() || crossed(before, config.evaluateEvery())) {
        evaluate(listener);
      }
      if (crossed(before, config.saveEvery())) {
        save();
      }
    }
    if (savedAt != training.step()) {
      save();
    }
    Passport.of(training, backend).write(directory.passport());
    sound = true;
    return training.isOver();
  }

  private boolean crossed(long before, long every) {
    return before / every != training.step() / every;
  }

  private void noteEpisodes() throws IOException {
    for (TaskLoop loop : training.collector().loops()) {
      if (loop.justEnded()) {
        write("collect/" + loop.name() + "/return", loop.lastReturn());
        write("collect/" + loop.name() + "/length", (double) loop.lastLength());
      }
    }
  }

  private void evaluate(Listener listener) throws IOException {
    List<String> tasks = training.cast().tasks();
    for (Acts who : training.evaluable()) {
      List<Evaluation> evaluations = training.evaluate(who);
      for (int i = 0; i < tasks.size(); i++) {
        write(PREFIXES.get(who) + tasks.get(i), evaluations.get(i));
        listener.onEvaluation(this, who, tasks.get(i), evaluations.get(i));
      }
    }
    writeShares();
    writeLearners();
  }

  private void write(String prefix, Evaluation evaluation) throws IOException {
    write(prefix + "/return", evaluation.meanReturn());
    write(prefix + "/length", evaluation.meanLength());
    for (int m = 0; m < evaluation.metricNames().size(); m++) {
      write(prefix + "/" + evaluation.metricNames().get(m), evaluation.meanGreatest(m));
    }
  }

  /**
   * Row i of the mixture's matrix: how often each policy acted for task i since the last time;
   * nothing where chance alone has acted.
   */
  private void writeShares() throws IOException {
    if (training.evaluable().contains(Acts.MIXTURE) && training.collector().policiesActed()) {
      Cast cast = training.cast();
      for (int i = 0; i < cast.tasks().size(); i++) {
        for (int j = 0; j < cast.policies().size(); j++) {
          String name = "mixture/" + cast.tasks().get(i) + "/" + cast.policies().get(j);
          write(name, training.collector().share(i, j));
        }
      }
    }
    training.collector().forgetShares();
  }

  private void writeLearners() throws IOException {
    for (Learner learner : training.learners().all()) {
      for (var number : learner.latest().entrySet()) {
        write(number.getKey(), number.getValue());
      }
    }
    List<String> tasks = training.cast().tasks();
    for (int i = 0; i < tasks.size(); i++) {
      write("learner/" + tasks.get(i) + "/alpha", training.cast().alpha(i));
    }
  }

  private void write(String name, double value) throws IOException {
    for (MetricsSink sink : sinks) {
      sink.write(training.step(), name, value);
    }
  }

  private void save() throws IOException {
    for (MetricsSink sink : sinks) {
      sink.flush();
    }
    Checkpoint.Builder builder = training.save(directory.specId());
    directory.markMetrics(builder);
    store.save(builder.build());
    savedAt = training.step();
  }

  /**
   * Asks, from any thread, that the run save itself and stop after the present step, or after the
   * evaluation that is under way. There is no way back: open the directory again to go on.
   */
  public void requestStop() {
    stopping = true;
  }

  /** What was found on opening: damaged checkpoints that were passed over, shortened files. */
  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  public RunSpec spec() {
    return training.spec();
  }

  /** Environment steps of all tasks together. */
  public long step() {
    return training.step();
  }

  /** Updates of each learner, on average. */
  public long updates() {
    return training.updates();
  }

  /** How many learners there are: one for each task, or one for all. */
  public int learners() {
    return training.learners().all().size();
  }

  /** SHA-256 over all that was learned. */
  public String fingerprint() {
    return training.fingerprint();
  }

  /** Mean over tasks of the latest episode's return in collection. */
  public double recentReturn() {
    return training.collector().loops().stream()
        .mapToDouble(TaskLoop::lastReturn)
        .average()
        .orElse(0);
  }

  /** One more place for the numbers, closed with the run. */
  void add(MetricsSink sink) {
    sinks.add(resources.add(sink));
  }

  /** Gives everything back, the directory too, even where a part of it fails. Closes once. */
  @Override
  public void close() throws IOException {
    sound = false;
    resources.close();
  }
}
