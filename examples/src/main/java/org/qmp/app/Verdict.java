package org.qmp.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.qmp.app.Standings.Entry;
import org.qmp.app.Standings.Quantity;
import org.qmp.rl.stats.Interval;

/** The standings in words: tables, a file of numbers, and a plain sentence for each method. */
final class Verdict {
  private static final String BLOCKS = "▁▂▃▄▅▆▇█";

  private final Standings standings;
  private final Evidence evidence;
  private final List<Entry> entries;

  Verdict(Standings standings) {
    this.standings = standings;
    evidence = standings.evidence();
    entries = standings.entries();
  }

  /** A table for each quantity that there is, tasks in rows and methods in columns. */
  List<Table> tables() {
    List<Table> tables = new ArrayList<>();
    for (Quantity quantity : Quantity.values()) {
      if (entries.stream().anyMatch(entry -> entry.quantity() == quantity)) {
        tables.add(table(quantity));
      }
    }
    return tables;
  }

  private Table table(Quantity quantity) {
    List<Integer> methods =
        entries.stream()
            .filter(entry -> entry.quantity() == quantity)
            .map(Entry::method)
            .distinct()
            .toList();
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("task"));
    methods.forEach(method -> head.add(evidence.comparison().name(method)));
    rows.add(head);
    List<String> tasks = new ArrayList<>(evidence.tasks());
    tasks.add(Standings.ALL);
    if (quantity.hasMean()) {
      tasks.add(Standings.MEAN);
    }
    for (String task : tasks) {
      List<String> row = new ArrayList<>(List.of(task));
      methods.forEach(method -> row.add(text(entry(quantity, method, task))));
      rows.add(row);
    }
    return new Table(title(quantity), rows);
  }

  private Entry entry(Quantity quantity, int method, String task) {
    return entries.stream()
        .filter(e -> e.quantity() == quantity && e.method() == method && e.task().equals(task))
        .findFirst()
        .orElseThrow();
  }

  private String title(Quantity quantity) {
    String measure = evidence.measure() + (evidence.isRate() ? ", in %" : "");
    return switch (quantity) {
      case FINAL -> "At the end, own policies: " + measure;
      case FINAL_OF_MIXTURE -> "At the end, acting as in training: " + measure;
      case AREA -> "Mean height of the learning curve, own policies: " + measure;
      case STEPS ->
          Format.text(
              "Steps until %.0f %% of an evaluation's episodes succeed; where they never do, all",
              100 * standings.threshold());
      case IMPROVEMENT ->
          "Probability of a higher learning curve than " + evidence.comparison().name(0) + "'s";
    };
  }

  private String text(Entry entry) {
    Interval value = entry.value();
    return switch (entry.quantity()) {
      case STEPS ->
          Format.text(
              "%,.0f [%,.0f, %,.0f] in %d of %d",
              value.estimate(), value.low(), value.high(), entry.reached(), entry.runs());
      case IMPROVEMENT ->
          Format.text("%.2f [%.2f, %.2f]", value.estimate(), value.low(), value.high());
      default ->
          evidence.isRate()
              ? Format.text(
                  "%.0f [%.0f, %.0f]",
                  100 * value.estimate(), 100 * value.low(), 100 * value.high())
              : Format.text(
                  "%s [%s, %s]",
                  Format.number(value.estimate()),
                  Format.number(value.low()),
                  Format.number(value.high()));
    };
  }

  /** The learning curves as rows of blocks, from the first evaluation to the last. */
  Table curves() {
    List<Series> curves = standings.curves();
    double least = extreme(curves, -1);
    double greatest = extreme(curves, 1);
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("", "", "end"));
    for (Series curve : curves) {
      StringBuilder blocks = new StringBuilder();
      for (Series.Moment moment : curve.points()) {
        double share = greatest > least ? (moment.mean() - least) / (greatest - least) : 0;
        blocks.append(BLOCKS.charAt((int) Math.round(share * (BLOCKS.length() - 1))));
      }
      Series.Moment last = curve.points().get(curve.points().size() - 1);
      String end =
          evidence.isRate()
              ? Format.text("%.0f %%", 100 * last.mean())
              : Format.number(last.mean());
      rows.add(List.of(curve.label(), blocks.toString(), end));
    }
    return new Table("Learning curves, own policies: " + evidence.measure(), rows);
  }

  private static double extreme(List<Series> curves, int sign) {
    return sign
        * curves.stream()
            .flatMap(curve -> curve.points().stream())
            .mapToDouble(moment -> sign * moment.mean())
            .max()
            .orElse(0);
  }

  /** Who acted in a method's runs, from their beginning to their end. */
  Table mixture(int method) {
    Mixture mixture = evidence.mixture(method);
    Mixture.Window all = mixture.condensed(1).windows().get(0);
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("task"));
    head.addAll(mixture.policies());
    rows.add(head);
    for (int i = 0; i < mixture.tasks().size(); i++) {
      List<String> row = new ArrayList<>(List.of(mixture.tasks().get(i)));
      for (double share : all.shares()[i]) {
        row.add(Format.text("%.0f", 100 * share));
      }
      rows.add(row);
    }
    return new Table(
        "Whose policy acted, in % of a task's steps: " + evidence.comparison().name(method), rows);
  }

  /** What the tables are about and how they were made. */
  String caption() {
    Comparison c = evidence.comparison();
    return Format.text(
        "%s: %s, %s of %s steps, %s of each task in an evaluation. In brackets 95 %% intervals. A"
            + " task's row: %sthe mean over seeds. The last rows: the interquartile mean over tasks"
            + " and seeds (all), but for probabilities, and the mean over both. Intervals over seeds"
            + " are bootstrapped in strata.",
        c.base().suite(),
        Format.count(evidence.tasks().size(), "task"),
        Format.count(c.seeds(), "seed"),
        Format.count(c.base().training().steps()),
        Format.count(c.base().training().evaluationEpisodes(), "episode"),
        evidence.isRate() ? "at the end all episodes together (Wilson), elsewhere " : "");
  }

  /** Every number, a line for each. */
  String csv() {
    return entries.stream()
        .map(
            e ->
                Format.text(
                    "%s,\"%s\",%s,%.6f,%.6f,%.6f,%d,%d",
                    evidence.comparison().name(e.method()),
                    e.task(),
                    e.quantity().name().toLowerCase(Locale.ROOT),
                    e.value().estimate(),
                    e.value().low(),
                    e.value().high(),
                    e.reached(),
                    e.runs()))
        .collect(
            Collectors.joining(
                "\n", "method,task,quantity,estimate,low,high,reached,runs\n", "\n"));
  }

  /** What was seen of every method but the first, which it is held against. */
  List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    for (int method = 1; method < evidence.methods(); method++) {
      sentences.add(sentence(method));
    }
    return sentences;
  }

  private String sentence(int method) {
    Comparison c = evidence.comparison();
    Interval better = entry(Quantity.IMPROVEMENT, method, Standings.ALL).value();
    return Format.text(
        "%s against %s, %s: %s%s; its learning curve of a task is the higher one with probability"
            + " %.2f (95 %% interval %.2f to %.2f), so %s.",
        c.name(method),
        c.name(0),
        Format.count(c.seeds(), "seed"),
        foreign(method),
        pace(method),
        better.estimate(),
        better.low(),
        better.high(),
        judgement(better, c.seeds()));
  }

  private static String judgement(Interval better, int seeds) {
    if (better.low() > 0.5) {
      return "it learned faster";
    }
    return better.high() < 0.5
        ? "it learned more slowly"
        : Format.count(seeds, "seed") + " cannot tell them apart";
  }

  private String foreign(int method) {
    return evidence.mixes(method)
        ? Format.text(
            "others than the task's own policy acted in %.0f %% of the steps that policies made, and ",
            100 * evidence.mixture(method).foreign())
        : "";
  }

  private String pace(int method) {
    if (!evidence.isRate()) {
      return Format.text(
          "its return at the end was %s instead of %s",
          Format.number(value(Quantity.FINAL, method)), Format.number(value(Quantity.FINAL, 0)));
    }
    return Format.text(
        "%.0f %% success took %s instead of %s",
        100 * standings.threshold(), steps(method), steps(0));
  }

  private double value(Quantity quantity, int method) {
    return entry(quantity, method, Standings.ALL).value().estimate();
  }

  /** Where some never got there, their count belongs to the number. */
  private String steps(int method) {
    Entry entry = entry(Quantity.STEPS, method, Standings.ALL);
    String missing =
        entry.reached() == entry.runs()
            ? ""
            : Format.text(" (%d of %d never)", entry.runs() - entry.reached(), entry.runs());
    return Format.text("%,.0f steps", entry.value().estimate()) + missing;
  }
}
