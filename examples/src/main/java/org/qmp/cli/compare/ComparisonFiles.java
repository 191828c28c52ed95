package org.qmp.cli.compare;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.qmp.cli.draw.Chart;
import org.qmp.cli.draw.MixtureChart;
import org.qmp.cli.draw.PictureFile;
import org.qmp.cli.draw.SwitchMap;
import org.qmp.cli.draw.SwitchMapChart;
import org.qmp.cli.option.Methods;
import org.qmp.cli.option.Numbers;
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
import org.qmp.rl.store.NoUsableCheckpointException;

/**
 * The files of a comparison beside its runs: tables, numbers, pictures, and which runs it compared.
 *
 * @param pictures by file name without ending
 */
public record ComparisonFiles(
    ComparisonState state, ComparisonReport report, Map<String, Picture> pictures) {
  private static final String NAME = "comparison.txt";

  /** The methods with all their settings; earlier versions wrote only the names of their runs. */
  private static final String SETTINGS = "settings";

  /** Computes numbers and pictures of the finished runs; empty if they are too few to compare. */
  static Optional<ComparisonFiles> of(
      ComparisonState state, TaskSuite suite, Measure measure, Console console) throws IOException {
    if (state.comparable().isEmpty()) {
      return Optional.empty();
    }
    Comparison comparison = state.comparable().get();
    Results results = Results.of(comparison, suite, measure);
    ComparisonReport report = new ComparisonReport(results, state.leftOut(), state.warning());
    Map<String, Picture> pictures = new LinkedHashMap<>();
    pictures.put("curves", curves(report));
    for (int method = 0; method < comparison.methods().size(); method++) {
      String name = comparison.name(method);
      String title = comparison.base().suite() + ", " + name;
      if (results.mixes(method)) {
        pictures.put(
            "matrix-" + comparison.fileName(method),
            MixtureChart.of(
                title + ", mean of " + Format.count(comparison.seeds().size(), "seed"),
                results.mixture(method)));
      }
      if (Methods.switches(comparison.methods().get(method)) && suite.plane().isPresent()) {
        // of the first seed, since maps have no mean
        try (SavedRun saved = Runs.open(comparison.first(method).directory(), console)) {
          pictures.put(
              "map-" + comparison.fileName(method),
              SwitchMapChart.of(
                  title + ", seed " + saved.spec().seed(), SwitchMap.of(saved), saved.policies()));
        } catch (NoUsableCheckpointException e) {
          console.warn("no map of " + name + ": " + e.getMessage());
        }
      }
    }
    return Optional.of(new ComparisonFiles(state, report, pictures));
  }

  private static Picture curves(ComparisonReport report) {
    Results results = report.results();
    return Chart.of(
        "Learning curves: " + results.comparison().base().suite(),
        results.measure() + " of own policies",
        curvesCaption(results),
        report.aggregateCurves());
  }

  /** Caption of the curves of all tasks together. */
  public static String curvesCaption(Results results) {
    return Format.text(
        "Lines are the interquartile mean over %s and %s, bands its 95 %% bootstrap interval,"
            + " against environment steps of all tasks together. Each task's own policy"
            + " acts, with its mean actions.",
        Format.count(results.tasks().size(), "task"),
        Format.count(results.comparison().seeds().size(), "seed"));
  }

  /**
   * The files of the comparison in a directory, computed again.
   *
   * @return empty if the directory holds none, or too few finished runs to compare
   * @throws IOException also if what it says of itself is damaged
   * @throws UsageException if its runs are not those that were compared
   */
  public static Optional<ComparisonFiles> in(Path directory, Console console) throws IOException {
    Path file = directory.resolve(NAME);
    Properties lines = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      lines.load(reader);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (CharacterCodingException | IllegalArgumentException e) {
      throw Damage.of(file, String.valueOf(e.getMessage()));
    }
    int seeds =
        Damage.value(file, "seeds", lines.getProperty("seeds", ""), new Numbers.Count()::convert);
    double threshold =
        Damage.value(
            file, "threshold", lines.getProperty("threshold", ""), new Numbers.Share()::convert);
    Map<String, Path> begun = new LinkedHashMap<>();
    String told = lines.getProperty("methods", "");
    List<String> names = List.of(told.split(",", -1));
    List<String> texts = List.of(lines.getProperty(SETTINGS, told).split(",", -1));
    if (texts.size() != names.size()) {
      throw Damage.of(file, "it has not the methods " + texts);
    }
    for (String name : names) {
      IntStream.rangeClosed(1, seeds)
          .mapToObj(seed -> directory.resolve(Comparison.fileName(name) + "-" + seed))
          .filter(Runs::exists)
          .findFirst()
          .ifPresent(run -> begun.put(name, run));
    }
    if (begun.isEmpty()) {
      return Optional.empty();
    }
    Path any = begun.values().iterator().next();
    RunSpec base = Runs.spec(any);
    List<Method> methods = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      @Nullable Path run = begun.get(names.get(i));
      String text = texts.get(i);
      methods.add(
          run == null
              ? Damage.read(file, () -> Methods.named(text, base))
              : Runs.spec(run).method());
    }
    Comparison comparison = new Comparison(base, methods, seeds, directory);
    comparison.requireAgreement();
    TaskSuite suite = Runs.suite(any, base);
    Optional<String> metric = Optional.ofNullable(lines.getProperty("measure"));
    Measure measure = Damage.read(file, () -> Measure.of(suite, "measure", metric));
    return of(ComparisonState.of(comparison), suite, measure.withThreshold(threshold), console);
  }

  /** Writes all files; every picture as SVG and as PNG. */
  void write() throws IOException {
    Results results = report.results();
    Path directory = results.comparison().directory();
    OutputFile.write(
        directory.resolve(NAME),
        Format.text(
            "methods = %s\n%s = %s\nseeds = %d\nmeasure = %s\nthreshold = %s\n",
            String.join(",", state.comparison().names()),
            SETTINGS,
            String.join(",", state.comparison().texts()),
            state.comparison().seeds().size(),
            results.measure(),
            SpecValue.text(results.measure().threshold())));
    OutputFile.write(directory.resolve("comparison.md"), report.markdown());
    OutputFile.write(directory.resolve("comparison.csv"), report.csv());
    OutputFile.write(directory.resolve(EvaluationRows.NAME), EvaluationRows.text(results));
    for (Map.Entry<String, Picture> picture : pictures.entrySet()) {
      PictureFile.writeBoth(directory.resolve(picture.getKey() + ".svg"), picture.getValue());
    }
  }
}
