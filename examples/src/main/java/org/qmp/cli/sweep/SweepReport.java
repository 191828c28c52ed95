package org.qmp.cli.sweep;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.qmp.cli.compare.ComparisonSentences;
import org.qmp.cli.compare.Measure;
import org.qmp.cli.compare.Table;
import org.qmp.cli.run.Format;
import org.qmp.cli.run.OutputFile;
import org.qmp.cli.run.RunFailedException;
import org.qmp.cli.run.UnfinishedException;
import org.qmp.cli.sweep.Search.Rung;
import org.qmp.cli.sweep.Standings.OfMethod;
import org.qmp.cli.sweep.Standings.Row;
import org.qmp.cli.sweep.Standings.Trial;
import org.qmp.cli.sweep.SweepPlan.Candidate;
import org.qmp.rl.RunSpec;
import org.qmp.rl.SpecKey;
import org.qmp.rl.stats.Interval;
import org.qmp.rl.stats.Scores;

/**
 * A sweep in words: ranked tables, files of numbers, and a sentence for each method.
 *
 * @param measure whose learning curves count
 */
public record SweepReport(SweepPlan plan, Standings standings, Measure measure) {
  /** The file of the ranked tables. */
  public static final String TABLES = "sweep.md";

  /** How much is to be run, for each method and in all. */
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
            "%s choose, %s confirm: %s, at most %s, in %s",
            plan.choosing(),
            plan.confirming(),
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

  /** The runs that are decided and not trained to their end. */
  public Table open() {
    List<List<String>> rows = new ArrayList<>();
    List<SpecKey> keys = plan.space().varied();
    List<String> head = new ArrayList<>(List.of("run", "seed", "steps"));
    keys.forEach(key -> head.add(key.name()));
    rows.add(head);
    for (Trial trial : standings.open()) {
      RunSpec spec = trial.member().spec();
      List<String> row = new ArrayList<>(List.of(run(trial), "" + spec.seed()));
      row.add(Format.count(spec.training().steps()));
      keys.forEach(key -> row.add(value(key, trial.candidate())));
      rows.add(row);
    }
    return new Table("Runs that can begin or go on", rows);
  }

  /** How the numbers were made. */
  public String caption() {
    return Format.text(
        "A score is the mean height of the learning curve (%s, own policies), mean over tasks and"
            + " seeds; brackets hold 95 %% bootstrap intervals, seeds being drawn within each task."
            + " The best setting by %s is trained anew with %s. What chose a setting flatters it:"
            + " the numbers to report are those of %s.",
        measure, plan.choosing(), plan.confirming(), plan.confirming());
  }

  /** The chosen settings, then all settings of each method, the best first. */
  public List<Table> tables() {
    List<Table> tables = new ArrayList<>();
    List<Row> chosen = confirmed();
    if (!chosen.isEmpty()) {
      String title = Format.text("The best settings, confirmed by %s: ", plan.confirming());
      tables.add(table(title + measure.title(), "method", Candidate::method, chosen));
    }
    for (OfMethod method : standings.methods()) {
      String title =
          Format.text("%s, ranked by %s, which choose: ", method.name(), plan.choosing());
      tables.add(table(title + measure.title(), "setting", c -> "" + c.number(), method.ranking()));
    }
    return tables;
  }

  /** The chosen candidate of each method that has one, the best first. */
  List<Row> confirmed() {
    return standings.methods().stream()
        .flatMap(method -> method.confirmation().stream())
        .sorted(
            Comparator.comparing(Row::isFailed)
                .thenComparing(Row::score, Comparator.reverseOrder()))
        .toList();
  }

  private Table table(
      String title, String what, Function<Candidate, String> name, List<Row> ranking) {
    List<SpecKey> keys =
        plan.space().varied().stream()
            .filter(key -> ranking.stream().anyMatch(r -> key.existsIn(r.candidate().spec())))
            .toList();
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("rank", what));
    keys.forEach(key -> head.add(key.name()));
    head.addAll(List.of("steps", "score"));
    rows.add(head);
    for (Row row : ranking) {
      List<String> cells = new ArrayList<>(List.of("" + rows.size(), name.apply(row.candidate())));
      keys.forEach(key -> cells.add(value(key, row.candidate())));
      cells.add(Format.count(steps(row)));
      cells.add(score(row));
      rows.add(cells);
    }
    return new Table(title, rows);
  }

  /** Empty where the method does not have the key. */
  static String value(SpecKey key, Candidate candidate) {
    return key.existsIn(candidate.spec()) ? key.get(candidate.spec()) : "";
  }

  private String score(Row row) {
    int runs = row.trials().size();
    if (row.isFailed()) {
      return Format.text("FAILED (%d of %d)", count(row, Trial::isFailed), runs);
    }
    return row.interval()
        .map(measure::text)
        .orElseGet(() -> Format.text("%d of %d missing", count(row, Trial::isOpen), runs));
  }

  static long steps(Row row) {
    return row.trials().get(0).member().spec().training().steps();
  }

  static long count(Row row, Predicate<Trial> which) {
    return row.trials().stream().filter(which).count();
  }

  /**
   * What each method's search has found and how the methods compare, then what is missing, then
   * each run that failed.
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
        .map(t -> Format.text("FAILED: %s: %s", run(t), t.outcome().orElseThrow().failure()))
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
            .map(key -> key.name() + " " + value(key, row.candidate()))
            .collect(Collectors.joining(", "));
    return Format.text(
        "%s: the best of %s by %s is %s; by %s its score is %s.",
        method.name(),
        settings,
        plan.choosing(),
        values.isEmpty() ? "the only one" : values,
        plan.confirming(),
        score(row) + (row.interval().isPresent() ? " (" + measure.title() + ")" : ""));
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
                + " higher one with probability %.2f (95 %% interval %.2f to %.2f), %s.",
            other.name(),
            first.name(),
            plan.confirming(),
            better.estimate(),
            better.low(),
            better.high(),
            ComparisonSentences.judgement(better, plan.confirm())));
  }

  /** The directories of the finished runs that confirm. */
  public List<Path> confirmedRuns() {
    return confirmed().stream()
        .flatMap(row -> row.trials().stream())
        .filter(trial -> !trial.isOpen() && !trial.isFailed())
        .map(trial -> trial.member().directory())
        .toList();
  }

  Stream<Trial> trials() {
    return standings.methods().stream().flatMap(method -> method.trials().stream());
  }

  static String run(Trial trial) {
    return String.valueOf(trial.member().directory().getFileName());
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
          missing() + "; the same command, or that of another shard, goes on");
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
