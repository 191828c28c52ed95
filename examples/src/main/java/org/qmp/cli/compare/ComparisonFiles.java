package org.qmp.cli.compare;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.qmp.cli.draw.Chart;
import org.qmp.cli.draw.MixtureChart;
import org.qmp.cli.draw.PictureFile;
import org.qmp.cli.draw.SwitchMap;
import org.qmp.cli.draw.SwitchMapChart;
import org.qmp.cli.option.Methods;
import org.qmp.cli.run.Console;
import org.qmp.cli.run.Format;
import org.qmp.cli.run.OutputFile;
import org.qmp.cli.run.Runs;
import org.qmp.env.TaskSuite;
import org.qmp.env.draw.Picture;
import org.qmp.rl.RunSpec;
import org.qmp.rl.SavedRun;
import org.qmp.rl.SpecValue;
import org.qmp.rl.multitask.Method;

/**
 * What a finished comparison leaves beside its runs: tables, numbers, pictures, and which runs it
 * compared.
 *
 * @param pictures by file name without ending
 */
public record ComparisonFiles(ComparisonReport report, Map<String, Picture> pictures) {
  private static final String NAME = "comparison.txt";

  /**
   * Computes numbers and pictures of finished runs.
   *
   * @param threshold of success, the steps to which are counted
   */
  static ComparisonFiles of(
      Comparison comparison, TaskSuite suite, double threshold, Console console)
      throws IOException {
    Results results = Results.of(comparison, suite, threshold);
    ComparisonReport report = new ComparisonReport(results);
    Map<String, Picture> pictures = new LinkedHashMap<>();
    pictures.put("curves", curves(report));
    for (int method = 0; method < comparison.methods().size(); method++) {
      String name = comparison.name(method);
      String title = comparison.base().suite() + ", " + name;
      if (results.mixes(method)) {
        pictures.put(
            "matrix-" + comparison.fileName(method),
            MixtureChart.of(
                title + ", mean of " + Format.count(comparison.seeds(), "seed"),
                results.mixture(method)));
      }
      if (Methods.switches(comparison.methods().get(method)) && suite.plane().isPresent()) {
        // of the first seed: maps have no mean
        try (SavedRun saved = Runs.open(comparison.member(method, 1).directory(), console)) {
          pictures.put(
              "map-" + comparison.fileName(method),
              SwitchMapChart.of(title + ", seed 1", SwitchMap.of(saved), saved.policies()));
        }
      }
    }
    return new ComparisonFiles(report, pictures);
  }

  private static Picture curves(ComparisonReport report) {
    Results results = report.results();
    return Chart.of(
        "Learning curves: " + results.comparison().base().suite(),
        results.measure() + " of own policies",
        curvesCaption(results),
        report.aggregateCurves());
  }

  /** What the curves of all tasks together show. */
  public static String curvesCaption(Results results) {
    return Format.text(
        "Lines are the interquartile mean over %s and %s, bands its 95 %% bootstrap interval,"
            + " after so many environment steps of all tasks together. Each task's own policy"
            + " acts, with its mean actions.",
        Format.count(results.tasks().size(), "task"),
        Format.count(results.comparison().seeds(), "seed"));
  }

  /**
   * The files of the finished comparison in a directory, computed again.
   *
   * @return empty if the directory holds none
   * @throws IOException also if its runs are not those that were compared
   */
  public static Optional<ComparisonFiles> in(Path directory, Console console) throws IOException {
    Properties lines = new Properties();
    try (Reader file = Files.newBufferedReader(directory.resolve(NAME))) {
      lines.load(file);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    List<Method> methods = new ArrayList<>();
    for (String name : lines.getProperty("methods", "").split(",", -1)) {
      Path first = directory.resolve(Comparison.fileName(name) + "-1");
      methods.add(Runs.spec(first).method());
    }
    try {
      int seeds = Integer.parseInt(lines.getProperty("seeds", ""));
      double threshold = Double.parseDouble(lines.getProperty("threshold", ""));
      RunSpec base = Runs.spec(directory.resolve(Methods.name(methods.get(0)) + "-1"));
      Comparison comparison = new Comparison(base, methods, seeds, directory);
      comparison.requireAgreement();
      TaskSuite suite = Runs.suite(comparison.member(0, 1).directory(), base);
      return Optional.of(of(comparison, suite, threshold, console));
    } catch (NumberFormatException e) {
      throw new IOException(directory.resolve(NAME) + " is damaged: " + e.getMessage(), e);
    }
  }

  /** Writes all files; every picture as SVG and as PNG. */
  void write() throws IOException {
    Results results = report.results();
    Path directory = results.comparison().directory();
    OutputFile.write(
        directory.resolve(NAME),
        Format.text(
            "methods = %s\nseeds = %d\nthreshold = %s\n",
            String.join(",", results.comparison().names()),
            results.comparison().seeds(),
            SpecValue.text(results.threshold())));
    OutputFile.write(directory.resolve("comparison.md"), report.markdown());
    OutputFile.write(directory.resolve("comparison.csv"), report.csv());
    for (Map.Entry<String, Picture> picture : pictures.entrySet()) {
      PictureFile.writeBoth(directory.resolve(picture.getKey() + ".svg"), picture.getValue());
    }
  }
}
