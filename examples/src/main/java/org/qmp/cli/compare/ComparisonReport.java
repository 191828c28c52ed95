package org.qmp.cli.compare;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.qmp.cli.compare.Results.Entry;
import org.qmp.cli.compare.Results.Quantity;
import org.qmp.cli.draw.Series;
import org.qmp.cli.run.Families;
import org.qmp.cli.run.Format;
import org.qmp.cli.run.PolicyShares;
import org.qmp.rl.stats.Interval;

/** The results in words: tables, a file of numbers, and a plain sentence for each method. */
public final class ComparisonReport {
  /**
   * Two methods with n seeds each can be exchanged in C(2n, n) ways, all equally likely if they do
   * not differ. What speaks most clearly for one of them is 2 / C(2n, n) of these: more than 5 %
   * below four seeds, however narrow a bootstrap interval is.
   */
  private static final int FEWEST_SEEDS = 4;

  /** Probabilities that are printed as 0.51 and 0.49. */
  private static final double ABOVE_HALF = 0.505;

  private static final double BELOW_HALF = 0.495;

  private static final String BLOCKS = "▁▂▃▄▅▆▇█";

  private final Results results;
  private final List<Entry> entries;
  private final List<Series> curves;
  private final Families families;
  private final List<Table> leftOut;
  private final String warning;

  public ComparisonReport(Results results) {
    this(results, new Table("", List.of()), Optional.empty());
  }

  /**
   * Tells also what the numbers lack.
   *
   * @param leftOut runs that are not in them, under a head
   * @param warning why they may not belong together
   */
  ComparisonReport(Results results, Table leftOut, Optional<String> warning) {
    this.results = results;
    this.leftOut = leftOut.rows().size() > 1 ? List.of(leftOut) : List.of();
    this.warning = warning.map(text -> " " + text).orElse("");
    entries = results.entries();
    curves = results.aggregateCurves();
    families = results.families();
  }

  /**
   * A table for each quantity that tells something, tasks in rows and methods in columns: none
   * where nobody has succeeded. Of many tasks, rows are the families, and the worst and best tasks.
   * The last one names runs that are left out, if there are any.
   */
  public List<Table> tables() {
    Stream<Table> numbers = tables(families.many() ? this::overview : this::table).stream();
    return Stream.concat(numbers, leftOut.stream()).toList();
  }

  /** The same with a row for every task, where {@link #tables} have only some. */
  public List<Table> taskTables() {
    return families.many() ? tables(this::table) : List.of();
  }

  private List<Table> tables(Function<Quantity, Table> table) {
    return Stream.of(Quantity.values()).filter(this::tells).map(table).toList();
  }

  private boolean tells(Quantity quantity) {
    return !results.isAllFailure()
        && of(quantity).anyMatch(entry -> quantity != Quantity.STEPS || entry.reached() > 0);
  }

  private Stream<Entry> of(Quantity quantity) {
    return entries.stream().filter(entry -> entry.quantity() == quantity);
  }

  private Table table(Quantity quantity) {
    List<List<String>> rows = new ArrayList<>();
    families.order().forEach(task -> rows.add(row(quantity, "", task)));
    rows.addAll(together(quantity));
    return table(quantity, rows);
  }

  private Table overview(Quantity quantity) {
    List<List<String>> rows = new ArrayList<>(together(quantity));
    for (Families.Family family : families.families()) {
      rows.add(
          row(
              family.title(),
              methods(quantity).map(method -> text(results.entry(quantity, method, family)))));
    }
    double good = quantity == Quantity.STEPS ? -1 : 1;
    IntToDoubleFunction worth =
        task ->
            of(quantity).filter(e -> e.row() == task).mapToDouble(e -> e.value().estimate()).sum()
                * good;
    int tasks = families.tasks().size();
    Families.lowest(tasks, worth).forEach(task -> rows.add(row(quantity, "worst: ", task)));
    Families.highest(tasks, worth).forEach(task -> rows.add(row(quantity, "best: ", task)));
    return table(quantity, rows);
  }

  private Table table(Quantity quantity, List<List<String>> rows) {
    List<List<String>> all = new ArrayList<>(rows);
    all.add(0, row("task", methods(quantity).map(results.comparison()::name)));
    return new Table(title(quantity), all);
  }

  /** The rows of all tasks together. */
  private List<List<String>> together(Quantity quantity) {
    List<String> all = row(quantity, "", results.all());
    return quantity.hasMean() ? List.of(all, row(quantity, "", results.mean())) : List.of(all);
  }

  private Stream<Integer> methods(Quantity quantity) {
    return of(quantity).map(Entry::method).distinct();
  }

  private List<String> row(Quantity quantity, String which, int at) {
    return row(
        which + of(quantity).filter(e -> e.row() == at).findFirst().orElseThrow().name(),
        methods(quantity).map(method -> text(entry(quantity, method, at))));
  }

  private static List<String> row(String name, Stream<String> cells) {
    return Stream.concat(Stream.of(name), cells).toList();
  }

  private Entry entry(Quantity quantity, int method, int row) {
    return of(quantity)
        .filter(e -> e.method() == method && e.row() == row)
        .findFirst()
        .orElseThrow();
  }

  private String title(Quantity quantity) {
    String measure = results.measure().title();
    return switch (quantity) {
      case FINAL -> "At the end, own policies: " + measure;
      case FINAL_OF_MIXTURE -> "At the end, acting as in training: " + measure;
      case AREA -> "Mean height of the learning curve, own policies: " + measure;
      case STEPS ->
          Format.text(
              "Steps until %s of an evaluation's episodes succeed; where they never do, all %s",
              threshold(), trained());
      case IMPROVEMENT ->
          "Probability of a higher learning curve than " + results.comparison().name(0) + "'s";
    };
  }

  private String text(Entry entry) {
    Interval value = entry.value();
    if (entry.quantity() == Quantity.STEPS) {
      String range = Measure.brackets(value, number -> Format.text("%,.0f", number));
      return Format.text("%s in %d of %d", range, entry.reached(), entry.curves());
    }
    if (entry.quantity() == Quantity.IMPROVEMENT) {
      return Measure.brackets(value, number -> Format.text("%.2f", number));
    }
    return results.measure().text(value);
  }

  public Results results() {
    return results;
  }

  /** The interquartile mean over tasks and seeds at each evaluation, in its interval. */
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
    rows.add(row("task", mixture.policies().stream()));
    for (int i = 0; i < shares.length; i++) {
      rows.add(
          row(
              mixture.tasks().get(i),
              Arrays.stream(shares[i]).mapToObj(share -> Format.text("%.0f", 100 * share))));
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
        + (results.isAllFailure() ? "" : method())
        + warning;
  }

  private String method() {
    return " Brackets hold 95 % intervals. The row of a task is the mean over seeds"
        + (results.isRate() ? "; at the end, of all their episodes (Wilson interval)" : "")
        + ". Row all is the interquartile mean over tasks and seeds; of probabilities, the mean over"
        + " tasks. Row mean is the mean over tasks and seeds"
        + (families.many()
            ? "; so is that of a family. The worst and the best tasks are at most five each, by"
                + " all methods together."
            : ".")
        + " Intervals over seeds are stratified bootstrap intervals.";
  }

  /** Every number, a line for each. */
  public String csv() {
    return entries.stream()
        .map(
            e ->
                Format.text(
                    "%s,\"%s\",%s,%.6f,%.6f,%.6f,%d,%d",
                    results.comparison().name(e.method()),
                    e.name().replace("\"", "\"\""),
                    e.quantity().name().toLowerCase(Locale.ROOT),
                    e.value().estimate(),
                    e.value().low(),
                    e.value().high(),
                    e.reached(),
                    e.curves()))
        .collect(
            Collectors.joining(
                "\n", "method,task,quantity,estimate,low,high,reached,runs\n", "\n"));
  }

  /** A sentence for every method but the first, with which it is compared. */
  public List<String> sentences() {
    return IntStream.range(1, results.methods()).mapToObj(this::sentence).toList();
  }

  private String sentence(int method) {
    Comparison c = results.comparison();
    Interval better = entry(Quantity.IMPROVEMENT, method, results.all()).value();
    return Format.text(
        "%s against %s, %s: %s%s; on a task, its learning curve is the higher one with probability"
            + " %.2f (95 %% interval %.2f to %.2f), %s.",
        c.name(method),
        c.name(0),
        Format.count(c.seeds().size(), "seed"),
        foreign(method),
        pace(method),
        better.estimate(),
        better.low(),
        better.high(),
        judgement(better, c.seeds().size()));
  }

  /**
   * Whether learning curves are higher: claims no more than the interval beside it.
   *
   * @param better probability of a higher one
   * @param seeds of each method
   */
  public static String judgement(Interval better, int seeds) {
    if (seeds < FEWEST_SEEDS) {
      return Format.text("but it takes at least %d seeds to tell them apart", FEWEST_SEEDS);
    }
    if (better.low() >= ABOVE_HALF) {
      return "so its learning curves are higher";
    }
    return better.high() < BELOW_HALF
        ? "so its learning curves are lower"
        : Format.text("so %s cannot tell them apart", Format.count(seeds, "seed"));
  }

  private String foreign(int method) {
    return results.mixes(method)
        ? Format.text(
            "policies other than the task's own acted in %.0f %% of the steps that policies made; ",
            100 * results.mixture(method).foreign())
        : "";
  }

  private String pace(int method) {
    if (!results.isRate()) {
      return Format.text(
          "its %s at the end was %s instead of %s",
          results.measure(), atTheEnd(method), atTheEnd(0));
    }
    if (entry(Quantity.STEPS, method, results.all()).reached() == 0
        && entry(Quantity.STEPS, 0, results.all()).reached() == 0) {
      return "none reached " + threshold() + " success";
    }
    return Format.text("%s success took %s instead of %s", threshold(), steps(method), steps(0));
  }

  private String atTheEnd(int method) {
    return Format.number(entry(Quantity.FINAL, method, results.all()).value().estimate());
  }

  /** Curves that never reach the threshold count as all steps, which is too few. */
  private String steps(int method) {
    Entry entry = entry(Quantity.STEPS, method, results.all());
    String steps = Format.text("%,.0f steps", entry.value().estimate());
    if (entry.reached() == entry.curves()) {
      return steps;
    }
    if (entry.reached() == 0) {
      return "more than all " + steps;
    }
    return Format.text(
        "%s (never in %d of %d learning curves, taken as %s)",
        steps, entry.curves() - entry.reached(), entry.curves(), trained());
  }

  private String threshold() {
    String percent = Format.text("%.4f", 100 * results.threshold());
    return new BigDecimal(percent).stripTrailingZeros().toPlainString() + " %";
  }

  private String trained() {
    return Format.count(results.comparison().base().training().steps());
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
