package org.qmp.rl;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Precision;
import org.qmp.nn.Fingerprint;
import org.qmp.rl.behavior.MethodException;
import org.qmp.rl.multitask.Learner;
import org.qmp.rl.store.Checkpoint;
import org.qmp.rl.store.NoUsableCheckpointException;

/** The state of a {@link Training}, saved and restored between two rounds. */
final class TrainingState {
  /** Most bytes of the learners' state: a checkpoint is made in one array. */
  private static final long MOST_BYTES = 2_000_000_000;

  private TrainingState() {}

  /**
   * Checks, before a training begins, that it can be saved.
   *
   * @throws MethodException naming a task whose world has no state to save, or the networks' widths
   *     and the sizes, if checkpoints would be too long
   */
  static void requireSaveable(Training training) {
    for (TaskLoop task : training.tasks()) {
      MethodException.refuse(
          !task.isSaveable(),
          ("task " + task.name + ": a run in a directory saves the state of its world,")
              + " which has none to save (its stateSize() is 0)");
    }
    long bytes =
        training.learners().states().values().stream()
            .flatMap(state -> state.values().stream())
            .mapToLong(TrainingState::bytes)
            .sum();
    requireRoom(training.spec(), bytes);
  }

  private static void requireSameSuite(Training training, Path run, Checkpoint from)
      throws IOException {
    List<String> saved = Learned.tasks(from);
    List<String> tasks = training.tasks().stream().map(task -> task.name).toList();
    requireSame(run, "the tasks " + saved, "the tasks " + tasks);
    int policies = from.longs("behavior/acted").length / tasks.size();
    requireSame(
        run, policies + " tasks and guides", training.policies().count() + " tasks and guides");
    for (TaskLoop task : training.tasks()) {
      String of = "a task " + task.name + " with observations of length ";
      requireSame(run, of + task.savedLength(from), of + task.observation.length);
    }
  }

  private static void requireSame(Path run, String saved, String now)
      throws NoUsableCheckpointException {
    if (!saved.equals(now)) {
      throw new NoUsableCheckpointException(
          run + ": its suite has changed: it had " + saved + " and now has " + now);
    }
  }

  private static long bytes(Mat mat) {
    int each = mat.precision() == Precision.FLOAT ? Float.BYTES : Double.BYTES;
    return (long) each * mat.rows() * mat.cols();
  }

  static void requireRoom(RunSpec spec, long bytes) {
    MethodException.refuse(
        bytes > MOST_BYTES,
        String.format(
            Locale.ROOT,
            "hidden = %s: checkpoints of %.2f GB, expected at most %.2f GB",
            SpecKeys.of("hidden").get(spec),
            bytes / 1e9,
            MOST_BYTES / 1e9));
  }

  /**
   * SHA-256 over everything learned and every stream of random numbers except the environments'.
   */
  static String fingerprint(Training training) {
    Fingerprint fingerprint =
        new Fingerprint().add("steps", new long[] {training.step(), training.updates()});
    training.learners().addTo(fingerprint);
    training.behavior().streams().forEach((name, rng) -> fingerprint.add(name, rng.state()));
    return fingerprint.hex();
  }

  /**
   * Everything that the future depends on, except the replays' contents.
   *
   * @throws org.qmp.autograd.NonFiniteException naming a number that is not finite
   */
  static Checkpoint save(Training training, String canonicalSpec) {
    training.learners().requireFiniteState(training.step());
    long[][] counts = training.counts();
    Checkpoint into = new Checkpoint(canonicalSpec, training.step());
    into.putLongs("training/step", counts[0])
        .putLongs("training/since", counts[1])
        .putLongs("training/updates", counts[2]);
    training.tasks().forEach(task -> task.save(into));
    training.behavior().streams().forEach((s, rng) -> into.putLongs("behavior/" + s, rng.state()));
    into.putLongs("behavior/acting", training.behavior().save());
    into.putLongs(
        "behavior/acted",
        training.tasks().stream().flatMapToLong(task -> Arrays.stream(task.acted)).toArray());
    training.learners().states().forEach(into::put);
    training.learners().streams().forEach((name, rng) -> into.putLongs(name, rng.state()));
    for (Learner each : training.learners().all()) {
      each.latest().forEach((metric, number) -> into.putDoubles("latest/" + metric, number));
    }
    return into;
  }

  /**
   * Restores what {@link #save} wrote.
   *
   * @param run the directory of the checkpoint, for messages
   * @throws NoUsableCheckpointException naming what differs, if the suite has changed since
   */
  static void restore(Training training, Path run, Checkpoint from) throws IOException {
    requireSameSuite(training, run, from);
    training.restoreCounts(
        from.longs("training/step"), from.longs("training/since"), from.longs("training/updates"));
    for (TaskLoop task : training.tasks()) {
      task.restore(from);
    }
    for (var stream : training.behavior().streams().entrySet()) {
      stream.getValue().restore(from.longs("behavior/" + stream.getKey()));
    }
    training.behavior().restore(from.longs("behavior/acting"));
    long[] acted = from.longs("behavior/acted");
    for (int i = 0; i < training.tasks().size(); i++) {
      long[] counts = training.tasks().get(i).acted;
      System.arraycopy(acted, i * counts.length, counts, 0, counts.length);
    }
    for (var state : training.learners().states().entrySet()) {
      from.restore(state.getKey(), state.getValue());
    }
    for (var stream : training.learners().streams().entrySet()) {
      stream.getValue().restore(from.longs(stream.getKey()));
    }
    for (Learner each : training.learners().all()) {
      Map<String, Double> latest = new LinkedHashMap<>();
      for (String metric : each.latest().keySet()) {
        latest.put(metric, from.doubles("latest/" + metric)[0]);
      }
      each.restoreLatest(latest);
    }
  }
}
