package org.qmp.cli.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntToDoubleFunction;
import org.qmp.cli.compare.Table;
import org.qmp.cli.draw.MixtureChart;
import org.qmp.cli.draw.Series;
import org.qmp.cli.option.Methods;
import org.qmp.cli.run.Families;
import org.qmp.cli.run.Format;
import org.qmp.cli.run.PolicyShares;
import org.qmp.cli.run.ReturnCurve;
import org.qmp.env.Summary;
import org.qmp.rl.stats.Averages;
import org.qmp.rl.stats.Interval;
import org.qmp.rl.stats.Wilson;

/** The page of one run, finished or not. */
public final class RunPage {
  private static final String OWN = "evaluation/";
  private static final String MIXTURE = "evaluation-mixture/";
  private static final String LEARNER = "learner/";
  private static final String SUCCESS = Summary.EVER.of("success");
  private static final Set<String> HEADLINES = Set.of(SUCCESS, "return");
  private static final int FEW = 4; // tasks, whose lines are switched on at first
  private static final String ALL = "all tasks";
  private static final String MANY =
      " The band holds the middle half of the tasks; highest and lowest are so at the end.";

  private final RunFiles run;
  private final Optional<PolicyShares> shares;
  private final Families families;

  private RunPage(RunFiles run) {
    this.run = run;
    shares = RunFiles.shares(List.of(run));
    families = Families.of(run.suite());
  }

  /** Shows all that is known of a run. */
  public static Page of(RunFiles run, RunPictures pictures) {
    Page page =
        new Page(
            Format.text("%s, seed %d", Methods.title(run.spec()), run.spec().seed()),
            Format.text(
                "%s %s of %s, %s",
                run.isOver() ? "finished:" : "at step",
                Format.count(run.step()),
                Format.count(run.spec().training().steps(), "step"),
                Format.count(run.tasks().size(), "task")));
    new RunPage(run).addTo(page, pictures);
    return page;
  }

  private void addTo(Page page, RunPictures pictures) {
    page.section("Result", p -> sentences().forEach(p::lead));
    List<Curves> views = views();
    if (!views.isEmpty()) {
      page.section("Learning curves", p -> p.curves(views));
      page.section("Numbers", this::numbers);
    }
    shares.ifPresent(
        found -> page.section("Who acted", p -> p.picture(MixtureChart.of(page.title(), found))));
    if (!pictures.maps().isEmpty()) {
      page.section("Whom the switch picks", p -> pictures.maps().forEach(p::picture));
    }
    if (!pictures.films().isEmpty()) {
      page.section("An episode", p -> pictures.films().forEach(p::film));
    }
    page.section("Where the numbers come from", p -> Provenance.addTo(p, List.of(run)));
    page.section("The command", p -> p.code(Provenance.command(run.spec())));
  }

  private List<String> sentences() {
    ReturnCurve returns = new ReturnCurve(run.spec(), run.metrics().means(OWN, "/return"));
    if (returns.returns().isEmpty()) {
      return List.of("There is no evaluation yet; the first is written with the first checkpoint.");
    }
    List<String> sentences = new ArrayList<>();
    long last = returns.returns().lastKey();
    sentences.add(
        Format.text(
            "After %s, the evaluation return is %s (first %s), the mean over %s and %s of each.",
            Format.count(last, "step"),
            Format.number(returns.last()),
            Format.number(returns.first()),
            Format.count(run.tasks().size(), "task"),
            Format.count(run.spec().training().evaluationEpisodes(), "episode")));
    Double success = run.metrics().means(OWN, "/" + SUCCESS).get(last);
    if (success != null) {
      sentences.add(
          Format.text(
              "%s %% of these episodes succeed.", percent(rate(success, run.tasks().size()))));
    }
    shares
        .map(PolicyShares::foreign)
        .ifPresent(
            foreign ->
                sentences.add(
                    Format.text(
                        "Policies other than the task's own acted in %.0f %% of the steps that"
                            + " policies made.",
                        100 * foreign)));
    return sentences;
  }

  /** What evaluations measure: success and return first. */
  private Set<String> quantities() {
    Set<String> found = new TreeSet<>();
    for (SortedMap<String, Double> moment : run.metrics().byStep().values()) {
      for (String task : run.tasks()) {
        String prefix = OWN + task + "/";
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

  private static String word(String quantity) {
    return quantity.equals(SUCCESS) ? "success" : quantity.replace("/", ", ");
  }

  private List<Curves> views() {
    List<Curves> views = new ArrayList<>();
    String caption =
        Format.text(
            "Mean of %s after so many environment steps of all tasks together, with mean actions."
                + " Each task's own policy acts, unless the line says otherwise.",
            Format.count(run.spec().training().evaluationEpisodes(), "evaluation episode"));
    for (String quantity : quantities()) {
      List<Curves.Line> lines = new ArrayList<>();
      add(ALL, run.metrics().means(OWN, "/" + quantity), true, lines);
      add(
          "all tasks, acting as in training",
          run.metrics().means(MIXTURE, "/" + quantity),
          true,
          lines);
      boolean rate = quantity.equals(SUCCESS);
      if (families.many()) {
        lines.remove(0);
        views.add(new Curves(word(quantity), caption + MANY, rate, summary(of(quantity), lines)));
        continue;
      }
      for (String task : run.tasks()) {
        boolean shown = run.tasks().size() <= FEW;
        add(task, run.metrics().series(OWN + task + "/" + quantity), shown, lines);
      }
      views.add(
          new Curves(
              word(quantity),
              caption,
              rate,
              run.tasks().size() > 1 ? lines : lines.subList(0, lines.size() - 1)));
    }
    if (families.many()) {
      quantities().stream()
          .filter(HEADLINES::contains)
          .forEach(q -> familyViews(q, caption, views));
    }
    learnerViews(views);
    return views;
  }

  /** Each task's own series, by its name. */
  private Map<String, SortedMap<Long, Double>> of(String quantity) {
    Map<String, SortedMap<Long, Double>> all = new LinkedHashMap<>();
    for (String task : run.tasks()) {
      SortedMap<Long, Double> series = run.metrics().series(OWN + task + "/" + quantity);
      if (!series.isEmpty()) {
        all.put(task, series);
      }
    }
    return all;
  }

  private void familyViews(String quantity, String caption, List<Curves> views) {
    Map<String, SortedMap<Long, Double>> all = of(quantity);
    for (Families.Family family : families.families()) {
      List<Curves.Line> lines = new ArrayList<>();
      for (int task : family.tasks()) {
        String name = run.tasks().get(task);
        add(name, all.getOrDefault(name, new TreeMap<>()), true, lines);
      }
      String title = word(quantity) + ": " + family.title();
      views.add(new Curves(title, caption, quantity.equals(SUCCESS), lines));
    }
  }

  /** The mean of many series in the band of their quartiles, other lines, and the extremes. */
  private static List<Curves.Line> summary(
      Map<String, SortedMap<Long, Double>> series, List<Curves.Line> others) {
    SortedMap<Long, List<Double>> bySteps = new TreeMap<>();
    series
        .values()
        .forEach(
            each ->
                each.forEach(
                    (step, v) -> bySteps.computeIfAbsent(step, s -> new ArrayList<>()).add(v)));
    List<Series.Moment> points = new ArrayList<>();
    bySteps.forEach(
        (step, found) -> {
          double[] values = found.stream().mapToDouble(v -> v).sorted().toArray();
          double mean = Averages.mean(values);
          points.add(
              new Series.Moment(
                  (double) step, mean, quantile(values, 0.25), quantile(values, 0.75)));
        });
    List<Curves.Line> lines = new ArrayList<>();
    lines.add(new Curves.Line(new Series(ALL, ALL, 1, points), 0, true));
    others.forEach(other -> lines.add(new Curves.Line(other.series(), lines.size(), true)));
    List<String> names = List.copyOf(series.keySet());
    List<SortedMap<Long, Double>> values = List.copyOf(series.values());
    IntToDoubleFunction last = i -> values.get(i).get(values.get(i).lastKey());
    Families.highest(names.size(), last)
        .forEach(i -> add("highest: " + names.get(i), values.get(i), true, lines));
    Families.lowest(names.size(), last)
        .forEach(i -> add("lowest: " + names.get(i), values.get(i), true, lines));
    return lines;
  }

  /** Of values in ascending order, by linear interpolation. */
  private static double quantile(double[] ascending, double share) {
    double at = share * (ascending.length - 1);
    int below = (int) at;
    int above = Math.min(below + 1, ascending.length - 1);
    return ascending[below] + (at - below) * (ascending[above] - ascending[below]);
  }

  private static void add(
      String name, SortedMap<Long, Double> values, boolean shown, List<Curves.Line> lines) {
    List<Series.Moment> points = new ArrayList<>();
    values.forEach((step, v) -> points.add(new Series.Moment((double) step, v, v, v)));
    if (!points.isEmpty()) {
      lines.add(new Curves.Line(new Series(name, name, 1, points), lines.size(), shown));
    }
  }

  /** What updates were like: learner/…/alpha of all in one view. */
  private void learnerViews(List<Curves> views) {
    Set<String> names = new TreeSet<>();
    run.metrics().byStep().values().forEach(moment -> names.addAll(moment.keySet()));
    names.removeIf(name -> !name.startsWith(LEARNER));
    Set<String> quantities = new TreeSet<>();
    names.forEach(name -> quantities.add(name.substring(name.lastIndexOf('/') + 1)));
    for (String quantity : quantities) {
      Map<String, SortedMap<Long, Double>> found = new LinkedHashMap<>();
      for (String name : names) {
        if (name.endsWith("/" + quantity)) {
          int end = Math.max(LEARNER.length(), name.length() - quantity.length() - 1);
          String who = name.substring(LEARNER.length(), end);
          found.put(who.isEmpty() ? "learner" : who, run.metrics().series(name));
        }
      }
      boolean many = families.many() && found.size() == families.tasks().size();
      List<Curves.Line> lines = many ? summary(found, List.of()) : new ArrayList<>();
      if (!many) {
        found.forEach((who, values) -> add(who, values, true, lines));
      }
      String caption = "Of the latest update before each evaluation: " + quantity + ".";
      views.add(new Curves("learner: " + quantity, many ? caption + MANY : caption, false, lines));
    }
  }

  /** The last evaluation: every task, or the families and the extremes of many. */
  private void numbers(Page page) {
    List<Row> tasks =
        families.order().stream().map(i -> new Row(run.tasks().get(i), List.of(i))).toList();
    if (!families.many()) {
      page.table(table(tasks));
      return;
    }
    List<Row> rows = new ArrayList<>(List.of(new Row(ALL, families.order())));
    families.families().forEach(family -> rows.add(new Row(family.title(), family.tasks())));
    long last = run.metrics().steps(OWN).last();
    String first = quantities().iterator().next();
    IntToDoubleFunction value =
        i -> {
          Double found = run.metrics().series(OWN + run.tasks().get(i) + "/" + first).get(last);
          return found == null ? 0 : found;
        };
    for (int i : Families.highest(run.tasks().size(), value)) {
      rows.add(new Row("highest: " + run.tasks().get(i), List.of(i)));
    }
    for (int i : Families.lowest(run.tasks().size(), value)) {
      rows.add(new Row("lowest: " + run.tasks().get(i), List.of(i)));
    }
    page.table(table(rows));
    page.details("Every task", p -> p.table(table(tasks)));
  }

  /** Of one task or of several, whose mean it shows. */
  private record Row(String name, List<Integer> tasks) {}

  private Table table(List<Row> some) {
    long last = run.metrics().steps(OWN).last();
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("task"));
    rows.add(head);
    some.forEach(row -> rows.add(new ArrayList<>(List.of(row.name))));
    for (String quantity : quantities()) {
      boolean rate = quantity.equals(SUCCESS);
      for (String kind : List.of(OWN, MIXTURE)) {
        if (run.metrics().means(kind, "/" + quantity).containsKey(last)) {
          String unit = rate ? ", in %" : "";
          head.add(word(quantity) + unit + (kind.equals(OWN) ? "" : ", acting as in training"));
          for (int i = 0; i < some.size(); i++) {
            double[] values = values(some.get(i), kind, quantity, last);
            rows.get(i + 1).add(values.length == 0 ? "" : text(values, rate));
          }
        }
      }
    }
    return new Table(
        Format.text(
            "Evaluation at step %s: mean of %s of each task%s",
            Format.count(last),
            Format.count(run.spec().training().evaluationEpisodes(), "episode"),
            head.contains("success, in %") ? "; brackets hold 95 % Wilson intervals" : ""),
        rows);
  }

  private double[] values(Row row, String kind, String quantity, long step) {
    SortedMap<String, Double> moment = run.metrics().byStep().getOrDefault(step, new TreeMap<>());
    return row.tasks.stream()
        .map(task -> kind + run.tasks().get(task) + "/" + quantity)
        .filter(moment::containsKey)
        .mapToDouble(moment::get)
        .toArray();
  }

  private String text(double[] values, boolean rate) {
    double mean = Averages.mean(values);
    return rate ? percent(rate(mean, values.length)) : Format.number(mean);
  }

  /** A share of all evaluation episodes of some tasks. */
  private Interval rate(double share, int tasks) {
    long episodes = (long) run.spec().training().evaluationEpisodes() * tasks;
    return Wilson.interval(Math.round(share * episodes), episodes);
  }

  private static String percent(Interval rate) {
    return Format.text(
        "%.0f [%.0f, %.0f]", 100 * rate.estimate(), 100 * rate.low(), 100 * rate.high());
  }
}
