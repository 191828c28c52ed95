package org.qmp.cli.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.qmp.cli.draw.Series;
import org.qmp.cli.run.Families;
import org.qmp.cli.run.Format;
import org.qmp.cli.run.Metrics;
import org.qmp.cli.run.PolicyShares;

/** The results in words: tables, a file of numbers, and a plain sentence for each method. */
public final class ComparisonReport {
  private static final String BLOCKS = "▁▂▃▄▅▆▇█";

  private final Results results;
  private final Estimates estimates;
  private final QuantityTables quantities;
  private final List<Series> curves;
  private final Families families;
  private final List<Table> leftOut;
  private final String warning;

  public ComparisonReport(Results results) {
    this(results, new Table("", List.of()), Optional.empty());
  }

  /**
   * A report that also says what is missing from the numbers.
   *
   * @param leftOut runs that are not in them, under a head
   * @param warning why they may not belong together
   */
  ComparisonReport(Results results, Table leftOut, Optional<String> warning) {
    this.results = results;
    this.leftOut = leftOut.rows().size() > 1 ? List.of(leftOut) : List.of();
    this.warning = warning.map(text -> " " + text).orElse("");
    estimates = new Estimates(results);
    quantities = new QuantityTables(estimates);
    curves = results.aggregateCurves();
    families = results.families();
  }

  /**
   * A table for each quantity that has values, tasks in rows and methods in columns; none if no run
   * has succeeded. If there are many tasks, rows are the families, and the worst and best tasks.
   * The last table names runs that are left out, if any.
   */
  public List<Table> tables() {
    return Stream.concat(quantities.tables().stream(), leftOut.stream()).toList();
  }

  /** The same with a row for every task, if {@link #tables} have only some. */
  public List<Table> taskTables() {
    return quantities.taskTables();
  }

  public Results results() {
    return results;
  }

  /** The interquartile mean over tasks and seeds at each evaluation, with its interval. */
  public List<Series> aggregateCurves() {
    return curves;
  }

  /** The learning curves as rows of blocks, from the first evaluation to the last. */
  public Table curves() {
    DoubleSummaryStatistics range =
        curves.stream()
            .flatMap(curve -> curve.points().stream())
            .collect(Collectors.summarizingDouble(Series.Moment::mean));
    double height = range.getMax() - range.getMin();
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("", "", "end"));
    for (Series curve : curves) {
      StringBuilder blocks = new StringBuilder();
      for (Series.Moment moment : curve.points()) {
        double share = height > 0 ? (moment.mean() - range.getMin()) / height : 0;
        blocks.append(BLOCKS.charAt((int) Math.round(share * (BLOCKS.length() - 1))));
      }
      double last = curve.points().get(curve.points().size() - 1).mean();
      String end = results.isRate() ? Format.text("%.0f %%", 100 * last) : Format.number(last);
      rows.add(List.of(curve.label(), blocks.toString(), end));
    }
    return new Table("Learning curves, own policies: " + results.measure(), rows);
  }

  /** Who acted in a method's runs, from their beginning to their end. */
  public Table mixture(int method) {
    PolicyShares mixture = results.mixture(method);
    double[][] shares = mixture.condensed(1).windows().get(0).shares();
    if (families.many()) {
      return mainMixture(method, mixture, shares);
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(Table.row("task", mixture.policies().stream()));
    for (int i = 0; i < shares.length; i++) {
      Stream<String> cells =
          Arrays.stream(shares[i]).mapToObj(share -> Format.text("%.0f", 100 * share));
      rows.add(Table.row(mixture.tasks().get(i), cells));
    }
    return new Table(mixtureTitle(method), rows);
  }

  private String mixtureTitle(int method) {
    return "Whose policy acted, in % of the steps that policies made for a task: "
        + results.comparison().name(method);
  }

  /** The same by its largest numbers. */
  private Table mainMixture(int method, PolicyShares mixture, double[][] shares) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("task", "its own", "most of the others"));
    for (int i = 0; i < shares.length; i++) {
      int own = i;
      double[] of = shares[i];
      String others =
          Families.highest(of.length, j -> j == own ? 0 : of[j]).stream()
              .filter(j -> j != own && Math.round(100 * of[j]) > 0)
              .map(j -> Format.text("%s %.0f", mixture.policies().get(j), 100 * of[j]))
              .collect(Collectors.joining(", "));
      rows.add(List.of(mixture.tasks().get(i), Format.text("%.0f", 100 * of[i]), others));
    }
    return new Table(mixtureTitle(method), rows);
  }

  /** What the tables are about and how they were made. */
  public String caption() {
    Comparison c = results.comparison();
    return Format.text(
            "%s: %s, %s of %s steps, %s of each task in an evaluation.",
            c.base().suite(),
            Format.count(results.tasks().size(), "task"),
            Format.count(c.seeds().size(), "seed"),
            Format.count(c.base().training().steps()),
            Format.count(c.base().training().evaluationEpisodes(), "episode"))
        + (results.isAllFailure()
            ? " In every evaluation, " + results.measure().metric() + " is 0."
            : method())
        + warning;
  }

  private String method() {
    return " Brackets hold 95 % intervals. The row of a task is the mean over seeds"
        + (results.isRate() ? "; at the end in a Wilson interval with " + trials() : "")
        + ". Row all is the interquartile mean over tasks and seeds; of probabilities, the mean over"
        + " tasks. Row mean is the mean over tasks and seeds"
        + (families.many()
            ? "; so is that of a family. The worst and the best tasks are at most five each, by"
                + " all methods together."
            : ".")
        + (results.comparison().seeds().size() == 1
            ? " One seed gives no interval over seeds."
            : " Other intervals are bootstrap intervals, whole runs being drawn.");
  }

  private String trials() {
    return results.comparison().seeds().size() == 1
        ? "its episodes as trials"
        : "the seeds as trials";
  }

  /** Every number, a line for each. */
  public String csv() {
    return estimates.entries().stream()
        .map(
            e ->
                Format.text(
                    "%s,%s,%s,%.6f,%.6f,%.6f,%d,%d",
                    results.comparison().name(e.method()),
                    Metrics.quoted(e.name()),
                    e.quantity().name().toLowerCase(Locale.ROOT),
                    e.value().estimate(),
                    e.value().low(),
                    e.value().high(),
                    e.reached(),
                    e.curves()))
        .collect(
            Collectors.joining(
                "\n", "method,task,quantity,estimate,low,high,reached,curves\n", "\n"));
  }

  /** A sentence for every method but the first, with which it is compared. */
  public List<String> sentences() {
    return new ComparisonSentences(estimates).all();
  }

  /** Caption, tables and sentences. */
  public String markdown() {
    List<String> parts = new ArrayList<>(List.of("## Comparison\n", caption() + "\n"));
    tables().forEach(table -> parts.add(table.markdown()));
    sentences().forEach(sentence -> parts.add(sentence + "\n"));
    if (!taskTables().isEmpty()) {
      parts.add("## Every task\n");
      taskTables().forEach(table -> parts.add(table.markdown()));
    }
    return String.join("\n", parts);
  }
}
