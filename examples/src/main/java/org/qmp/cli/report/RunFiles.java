package org.qmp.cli.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.qmp.cli.option.UsageException;
import org.qmp.cli.run.Metrics;
import org.qmp.cli.run.PolicyShares;
import org.qmp.cli.run.Runs;
import org.qmp.env.Summary;
import org.qmp.env.TaskSuite;
import org.qmp.rl.Evaluation.Acts;
import org.qmp.rl.Passport;
import org.qmp.rl.RunSpec;

/**
 * The content of a run's files, finished or not.
 *
 * @param step the last step in the files
 * @param metrics of the steps at which it was evaluated
 * @param passport by name; empty before the run's first end
 */
public record RunFiles(
    Path directory,
    RunSpec spec,
    TaskSuite suite,
    long step,
    Metrics metrics,
    Map<String, String> passport) {
  static final String SUCCESS = Summary.EVER.of("success");

  /**
   * Reads a run's files except for its checkpoints.
   *
   * @throws org.qmp.cli.option.UsageException if there is no run, or its suite is unknown
   */
  public static RunFiles of(Path directory) throws IOException {
    RunSpec spec = Runs.spec(directory);
    return of(directory, Runs.suite(directory, spec), Metrics.of(directory));
  }

  /** The same with metrics that have been read before. */
  public static RunFiles of(Path directory, TaskSuite suite, Metrics metrics) throws IOException {
    Map<String, String> passport = Passport.in(directory);
    long written = metrics.byStep().isEmpty() ? 0 : metrics.byStep().lastKey();
    RunSpec spec = Runs.spec(directory);
    return new RunFiles(
        directory,
        spec,
        suite,
        Math.max(written, step(passport)),
        metrics.at(Acts.OWN.prefix()).whenDue(spec.training()),
        passport);
  }

  private static long step(Map<String, String> passport) {
    return Long.parseLong(passport.getOrDefault("step", "0"));
  }

  String name() {
    return name(directory);
  }

  /** The last part of a directory's path. */
  public static String name(Path directory) {
    return String.valueOf(directory.toAbsolutePath().normalize().getFileName());
  }

  List<String> tasks() {
    return suite.taskNames();
  }

  /** The metrics of evaluations, success and return first. */
  Set<String> quantities() {
    Set<String> found = new TreeSet<>();
    for (SortedMap<String, Double> moment : metrics.byStep().values()) {
      for (String task : tasks()) {
        String prefix = Acts.OWN.prefix() + task + "/";
        moment.keySet().stream()
            .filter(name -> name.startsWith(prefix))
            .forEach(name -> found.add(name.substring(prefix.length())));
      }
    }
    Set<String> ordered = new LinkedHashSet<>(List.of(SUCCESS, "return"));
    ordered.retainAll(found);
    ordered.addAll(found);
    return ordered;
  }

  /** Whether all steps were made and then evaluated: a stop may have come between. */
  boolean isOver() {
    long evaluated = metrics.byStep().isEmpty() ? 0 : metrics.byStep().lastKey();
    return Math.max(evaluated, step(passport)) >= spec.training().steps() && failure().isEmpty();
  }

  /** The fingerprint at the step; empty if the run has continued since it was written. */
  Optional<String> fingerprint() {
    return Optional.ofNullable(passport.get("fingerprint")).filter(f -> step == step(passport));
  }

  /** Why it failed; empty if it did not. */
  Optional<String> failure() {
    return Optional.ofNullable(passport.get("failure"));
  }

  /**
   * How often each policy acted so far in some runs of one suite; empty before the first evaluation
   * of a mixture.
   */
  static Optional<PolicyShares> shares(List<RunFiles> runs) {
    try {
      return Optional.of(
          PolicyShares.of(
              runs.get(0).name(),
              runs.get(0).suite,
              runs.get(0).spec.training(),
              runs.stream().map(RunFiles::metrics).toList()));
    } catch (UsageException e) {
      return Optional.empty();
    }
  }
}
