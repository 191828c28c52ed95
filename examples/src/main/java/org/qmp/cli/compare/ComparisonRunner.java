package org.qmp.cli.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.qmp.cli.draw.Chart;
import org.qmp.cli.draw.MixtureChart;
import org.qmp.cli.draw.PictureFile;
import org.qmp.cli.draw.SwitchMap;
import org.qmp.cli.draw.SwitchMapChart;
import org.qmp.cli.option.Methods;
import org.qmp.cli.option.UsageException;
import org.qmp.cli.run.Format;
import org.qmp.cli.run.OutputFile;
import org.qmp.cli.run.RunContext;
import org.qmp.cli.run.Runs;
import org.qmp.env.TaskSuite;
import org.qmp.env.draw.Picture;
import org.qmp.rl.SavedRun;

/**
 * Carries out a comparison.
 *
 * @param context with kernels of one thread
 * @param threshold of success, the steps to which are counted
 */
public record ComparisonRunner(RunContext context, Comparison comparison, double threshold) {

  /**
   * Runs what is missing or unfinished.
   *
   * @param threads runs at a time
   * @return the results in words; empty if it was asked to stop
   */
  public Optional<ComparisonReport> run(int threads) throws IOException, InterruptedException {
    comparison.requireAgreement();
    for (int method = 0; method < comparison.methods().size(); method++) {
      context.requirePossible(comparison.member(method, 1).spec());
    }
    requireRoom();
    var members = comparison.members();
    int lanes = Math.min(threads, members.size());
    header(lanes);
    if (!new ParallelRuns(context, members).run(lanes)) {
      say("saved and stopped; the same command goes on");
      return Optional.empty();
    }
    TaskSuite suite = context.suites().apply(comparison.base().suite());
    return Optional.of(write(suite));
  }

  /** Tables and pictures must not replace a user's files. */
  private void requireRoom() throws IOException {
    Path directory = comparison.directory();
    boolean begun = comparison.members().stream().anyMatch(one -> Files.exists(one.directory()));
    if (begun || !Files.isDirectory(directory)) {
      return;
    }
    try (Stream<Path> files = Files.list(directory)) {
      Optional<Path> other = files.min(Comparator.naturalOrder());
      if (other.isPresent()) {
        throw new UsageException(
            "--out must be a new or empty directory, or that of this comparison; got '"
                + directory
                + "', which holds "
                + other.get().getFileName());
      }
    }
  }

  private void header(int lanes) {
    say(
        "%s: %s; %s, %s each, in %s",
        comparison.base().suite(),
        IntStream.range(0, comparison.methods().size())
            .mapToObj(comparison::name)
            .collect(Collectors.joining(", ")),
        Format.count(comparison.seeds(), "seed"),
        Format.count(comparison.base().training().steps(), "step"),
        comparison.directory());
    say("%s at a time", Format.count(lanes, "run"));
    say("each run has %s", context.backend().advice());
  }

  private void say(String format, Object... values) {
    if (!context.quiet()) {
      context.console().paragraph(0, Format.text(format, values));
    }
  }

  /** Writes all files; every picture as SVG and as PNG. */
  private ComparisonReport write(TaskSuite suite) throws IOException {
    Results results = Results.of(comparison, suite, threshold);
    ComparisonReport report = new ComparisonReport(results);
    OutputFile.write(at("comparison.md"), report.markdown());
    OutputFile.write(at("comparison.csv"), report.csv());
    PictureFile.writeBoth(at("curves.svg"), curves(results));
    for (int method = 0; method < comparison.methods().size(); method++) {
      if (results.mixes(method)) {
        String title = title(method) + ", mean of " + Format.count(comparison.seeds(), "seed");
        PictureFile.writeBoth(
            at("matrix-" + comparison.name(method) + ".svg"),
            MixtureChart.of(title, results.mixture(method)));
      }
      if (switches(method) && suite.plane().isPresent()) {
        map(method);
      }
    }
    return report;
  }

  private Path at(String name) {
    return comparison.directory().resolve(name);
  }

  private String title(int method) {
    return comparison.base().suite() + ", " + comparison.name(method);
  }

  private Picture curves(Results results) {
    return Chart.of(
        "Learning curves: " + comparison.base().suite(),
        results.measure() + " of own policies",
        Format.text(
            "Lines are the interquartile mean over %s and %s, bands its 95 %% bootstrap interval,"
                + " after so many environment steps of all tasks together. Each task's own policy"
                + " acts, with its mean actions.",
            Format.count(results.tasks().size(), "task"), Format.count(comparison.seeds(), "seed")),
        results.aggregateCurves());
  }

  private boolean switches(int method) {
    return Methods.switches(comparison.methods().get(method));
  }

  /** Of the first seed: maps have no mean. */
  private void map(int method) throws IOException {
    try (SavedRun saved = Runs.open(comparison.member(method, 1).directory(), context.console())) {
      PictureFile.writeBoth(
          at("map-" + comparison.name(method) + ".svg"),
          SwitchMapChart.of(title(method) + ", seed 1", SwitchMap.of(saved), saved.policies()));
    }
  }
}
