package org.qmp.cli.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.qmp.autograd.kernel.Backend;
import org.qmp.cli.option.Methods;
import org.qmp.cli.option.NamedSuite;
import org.qmp.cli.option.UsageException;
import org.qmp.env.TaskSuite;
import org.qmp.rl.Evaluation.Acts;
import org.qmp.rl.RunSpec;
import org.qmp.rl.SavedRun;
import org.qmp.rl.behavior.Behavior;
import org.qmp.rl.store.RunDirectory;

/** Directories of runs. */
public final class Runs {
  private Runs() {}

  /** Whether a run has been begun there. */
  public static boolean exists(Path directory) {
    return RunDirectory.exists(directory);
  }

  /**
   * The runs in some directories, in order: each is a run, or holds runs (of a comparison).
   *
   * @throws UsageException if one is neither
   */
  public static List<Path> in(List<Path> directories) throws IOException {
    List<Path> runs = new ArrayList<>();
    for (Path directory : directories) {
      List<Path> found = exists(directory) ? List.of(directory) : inside(directory);
      if (found.isEmpty()) {
        throw noRun(directory);
      }
      runs.addAll(found);
    }
    return runs.stream().distinct().toList();
  }

  private static List<Path> inside(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(Runs::exists).sorted().toList();
    }
  }

  /**
   * The specification of the run in a directory.
   *
   * @throws UsageException if there is none
   */
  public static RunSpec spec(Path directory) throws IOException {
    try {
      return RunSpec.in(directory);
    } catch (NoSuchFileException e) {
      throw noRun(directory);
    }
  }

  /**
   * The newest usable checkpoint of the run in a directory.
   *
   * @param console prints warnings of newer ones that are damaged
   * @throws UsageException if there is no run, or its suite is unknown
   * @throws org.qmp.rl.store.NoUsableCheckpointException if the run has no checkpoint, or none is
   *     usable
   */
  public static SavedRun open(Path directory, Console console) throws IOException {
    try {
      TaskSuite suite = suite(directory, spec(directory));
      SavedRun saved = SavedRun.open(directory, name -> suite, Backend.best());
      saved.warnings().forEach(console::warn);
      return saved;
    } catch (NoSuchFileException e) {
      throw noRun(directory);
    }
  }

  /**
   * The suite of the run in a directory.
   *
   * @param suites finds a suite by its name
   * @throws UsageException if it is unknown, naming the provider recorded in the run
   */
  public static TaskSuite suite(Path directory, RunSpec spec, Function<String, TaskSuite> suites)
      throws IOException {
    try {
      return suites.apply(spec.suite());
    } catch (UsageException e) {
      Optional<String> origin =
          exists(directory) ? SavedRun.suiteOrigin(directory) : Optional.empty();
      if (origin.isEmpty()) {
        throw e;
      }
      throw new UsageException(
          "the suite of the run in "
              + (directory + ", " + spec.suite() + ", is of " + origin.get())
              + "; name its file with --plugin");
    }
  }

  /**
   * The suite of the run in a directory, by the names that commands know.
   *
   * @throws UsageException if it is unknown, naming the provider recorded in the run
   */
  public static TaskSuite suite(Path directory, RunSpec spec) throws IOException {
    return suite(directory, spec, NamedSuite::suite);
  }

  /** Whether the run in a directory has a checkpoint from which it can continue. */
  public static boolean isSaved(Path directory) throws IOException {
    return exists(directory) && RunDirectory.newestCheckpoint(directory).isPresent();
  }

  /**
   * Who acts.
   *
   * @throws UsageException if the mixture is asked for, but the run's method has none
   */
  public static Acts actor(SavedRun run, boolean mixture) {
    if (mixture) {
      requireMixture(run.spec());
    }
    return mixture ? Acts.MIXTURE : Acts.OWN;
  }

  /**
   * Refuses a run without a mixture.
   *
   * @throws UsageException if the run's method has none
   */
  public static void requireMixture(RunSpec spec) {
    if (spec.method().behavior() instanceof Behavior.Own) {
      throw new UsageException(
          "--mixture needs a run whose method mixes policies, such as separated+qmp; got "
              + Methods.name(spec.method()));
    }
  }

  private static UsageException noRun(Path directory) {
    return new UsageException(
        "<run> must be the directory of a run made by 'qmp train'; got '" + directory + "'");
  }
}
