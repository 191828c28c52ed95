package org.qmp.cli.sweep;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.qmp.cli.compare.ComparisonSentences;
import org.qmp.cli.compare.Measure;
import org.qmp.cli.compare.Table;
import org.qmp.cli.option.Shard;
import org.qmp.cli.run.Format;
import org.qmp.cli.run.OutputFile;
import org.qmp.cli.run.RunFailedException;
import org.qmp.cli.run.UnfinishedException;
import org.qmp.cli.sweep.Search.Rung;
import org.qmp.cli.sweep.Standings.OfMethod;
import org.qmp.cli.sweep.Standings.Row;
import org.qmp.cli.sweep.Standings.Trial;
import org.qmp.rl.stats.Interval;
import org.qmp.rl.stats.PermutationTest;
import org.qmp.rl.stats.Scores;

/**
 * The report of a sweep: ranked tables, files of numbers, and a sentence for each method.
 *
 * @param measure whose learning curves count
 */
public record SweepReport(SweepPlan plan, Standings standings, Measure measure) {
  /** The file of the ranked tables. */
  public static final String TABLES = "sweep.md";

  /** How many runs are to be made, for each method and in all. */
  public List<String> announcement() {
    List<String> lines = new ArrayList<>();
    int runs = 0;
    long steps = 0;
    for (int method = 0; method < plan.methods().size(); method++) {
      String rungs =
          plan.rungs(method).stream().map(this::rung).collect(Collectors.joining(", then "));
      lines.add(Format.text("%s, %s: %s", plan.suite(), plan.names().get(method), rungs));
      runs += plan.size(method);
      steps += plan.steps(method);
    }
    lines.add(
        Format.text(
            "%s: %s, at most %s, in %s",
            plan.roles(),
            Format.count(runs, "run"),
            Format.count(steps, "step"),
            plan.directory()));
    return lines;
  }

  private String rung(Rung rung) {
    String settings = Format.count(rung.settings(), "setting");
    return plan.search().halves()
        ? Format.text("%s to step %s", settings, Format.count(rung.steps()))
        : settings;
  }

  /** Whether a run is finished or has failed. */
  public boolean tellsAnything() {
    return trials().anyMatch(trial -> !trial.isOpen());
  }

  /**
   * The runs of a shard that are decided and neither finished nor failed.
   *
   * @param retries whether to list those that failed too
   */
  public Table open(Shard shard, boolean retries) {
    return ranking().open(shard, retries);
  }

  /** The chosen settings, then all settings of each method, the best first. */
  public List<Table> tables() {
    return ranking().ranked();
  }

  SweepTables ranking() {
    return new SweepTables(plan, standings, measure);
  }

  /** The caption: how the numbers were made. */
  public String caption() {
    return Format.text(
        "A score is the mean height of the learning curve (%s, own policies), mean over tasks and"
            + " seeds; brackets hold 95 %% bootstrap intervals, whole runs being drawn."
            + " The best setting by %s is trained again with %s. A score that chose a setting is"
            + " biased upwards: the numbers to report are those of %s.",
        measure, plan.choosing(), plan.confirming(), plan.confirming());
  }

  /**
   * Sentences: the result of each method's search and how the methods compare, then what is
   * missing, then each run that failed.
   */
  public List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    standings.methods().forEach(method -> sentences.add(sentence(method)));
    for (OfMethod method : standings.methods().subList(1, standings.methods().size())) {
      against(standings.methods().get(0), method).ifPresent(sentences::add);
    }
    if (!standings.open().isEmpty()) {
      sentences.add(missing() + ".");
    }
    trials()
        .filter(Trial::isFailed)
        .map(
            t ->
                Format.text(
                    "FAILED: %s: %s", SweepTables.run(t), t.outcome().orElseThrow().failure()))
        .forEach(sentences::add);
    return sentences;
  }

  /** Such as {@code 3 runs are missing, then 8 more}. */
  public String missing() {
    int open = standings.open().size();
    int later = standings.methods().stream().mapToInt(OfMethod::undecided).sum();
    return Format.count(open, "run")
        + (open == 1 ? " is missing" : " are missing")
        + (later > 0 ? ", and then up to " + Format.count(later) + " more" : "");
  }

  private String sentence(OfMethod method) {
    String settings = Format.count(method.ranking().size(), "setting");
    if (method.confirmation().isEmpty()) {
      return method.undecided() > 0
          ? Format.text("%s: none of %s is chosen yet.", method.name(), settings)
          : Format.text("%s: every setting FAILED.", method.name());
    }
    Row row = method.confirmation().get();
    String values =
        plan.space().varied().stream()
            .filter(key -> key.existsIn(row.candidate().spec()))
            .map(key -> key.name() + " " + SweepTables.value(key, row.candidate()))
            .collect(Collectors.joining(", "));
    return Format.text(
        "%s: the best of %s by %s is %s; by %s its score is %s.",
        method.name(),
        settings,
        plan.choosing(),
        values.isEmpty() ? "the only one" : values,
        plan.confirming(),
        ranking().score(row) + (row.interval().isPresent() ? " (" + measure.title() + ")" : ""));
  }

  /** Compares two methods, each in its best setting; empty unless both are confirmed. */
  private Optional<String> against(OfMethod first, OfMethod other) {
    Optional<Scores> x = other.confirmation().flatMap(Row::scores);
    Optional<Scores> y = first.confirmation().flatMap(Row::scores);
    if (x.isEmpty() || y.isEmpty()) {
      return Optional.empty();
    }
    Interval better =
        Standings.BOOTSTRAP.interval(x.get(), y.get(), Scores::probabilityOfImprovement);
    return Optional.of(
        Format.text(
            "%s against %s, each in its best setting, %s: on a task, its learning curve is the"
                + " higher one with probability %s.",
            other.name(),
            first.name(),
            plan.confirming(),
            ComparisonSentences.judged(
                better, PermutationTest.pValue(x.get(), y.get()), plan.confirm())));
  }

  /** The directories of the finished runs that confirm. */
  public List<Path> confirmedRuns() {
    return ranking().confirmed().stream()
        .flatMap(row -> row.trials().stream())
        .filter(trial -> !trial.isOpen() && !trial.isFailed())
        .map(trial -> trial.member().directory())
        .toList();
  }

  Stream<Trial> trials() {
    return standings.methods().stream().flatMap(method -> method.trials().stream());
  }

  /** Caption, tables and sentences. */
  public String markdown() {
    List<String> parts = new ArrayList<>(List.of("## Sweep\n", caption() + "\n"));
    tables().forEach(table -> parts.add(table.markdown()));
    sentences().forEach(sentence -> parts.add(sentence + "\n"));
    return String.join("\n", parts);
  }

  /**
   * Checks that every method has its best setting, confirmed; other settings may have failed.
   *
   * @throws UnfinishedException if runs are missing
   * @throws RunFailedException if all settings of a method failed, or a run that confirms
   */
  public void requireFinished() {
    if (!standings.open().isEmpty()) {
      throw new UnfinishedException(
          missing() + "; the same command, or that of another shard, continues");
    }
    for (OfMethod method : standings.methods()) {
      if (method.confirmation().filter(row -> !row.isFailed()).isEmpty()) {
        throw new RunFailedException(sentence(method) + " --retry-failed tries again");
      }
    }
  }

  /** Writes all files but the page. */
  public void write() throws IOException {
    OutputFile.write(plan.directory().resolve(TABLES), markdown());
    SweepNumbers numbers = new SweepNumbers(this);
    OutputFile.write(plan.directory().resolve("sweep.csv"), numbers.ranking());
    OutputFile.write(plan.directory().resolve("results.csv"), numbers.runs());
  }
}
