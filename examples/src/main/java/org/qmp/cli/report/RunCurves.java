package org.qmp.cli.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntToDoubleFunction;
import org.qmp.cli.draw.Series;
import org.qmp.cli.run.Families;
import org.qmp.cli.run.Format;
import org.qmp.rl.Evaluation.Acts;
import org.qmp.rl.stats.Averages;

/** The charts of one run: a view for each metric; with many tasks, the mean and the extremes. */
final class RunCurves {
  private static final String ALL = "all tasks";
  private static final String LEARNER = "learner/";
  private static final Set<String> HEADLINES = Set.of(RunFiles.SUCCESS, "return");
  private static final int FEW = 4; // tasks whose lines are visible at first
  private static final String MANY =
      " The band holds the middle half of the tasks; highest and lowest are so at the end.";

  private final RunFiles run;
  private final Families families;

  RunCurves(RunFiles run) {
    this.run = run;
    families = Families.of(run.suite());
  }

  /** The name in a title. */
  static String word(String quantity) {
    return quantity.equals(RunFiles.SUCCESS) ? "success" : quantity.replace("/", ", ");
  }

  /** Success and return first, then other metrics, then those of updates. */
  List<Curves> views() {
    List<Curves> views = new ArrayList<>();
    String caption =
        Format.text(
            "Mean of %s against environment steps of all tasks together, with mean actions."
                + " Each task's own policy acts, unless the line says otherwise.",
            Format.count(run.spec().training().evaluationEpisodes(), "evaluation episode"));
    for (String quantity : run.quantities()) {
      List<Curves.Line> lines = new ArrayList<>();
      add(ALL, run.metrics().means(Acts.OWN.prefix(), "/" + quantity), true, lines);
      add(
          "all tasks, acting as in training",
          run.metrics().means(Acts.MIXTURE.prefix(), "/" + quantity),
          true,
          lines);
      boolean rate = quantity.equals(RunFiles.SUCCESS);
      if (families.many()) {
        lines.remove(0);
        views.add(new Curves(word(quantity), caption + MANY, rate, summary(of(quantity), lines)));
        continue;
      }
      for (String task : run.tasks()) {
        boolean shown = run.tasks().size() <= FEW;
        add(task, run.metrics().series(Acts.OWN.prefix() + task + "/" + quantity), shown, lines);
      }
      views.add(
          new Curves(
              word(quantity),
              caption,
              rate,
              run.tasks().size() > 1 ? lines : lines.subList(0, lines.size() - 1)));
    }
    if (families.many()) {
      run.quantities().stream()
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
      SortedMap<Long, Double> series =
          run.metrics().series(Acts.OWN.prefix() + task + "/" + quantity);
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
      views.add(new Curves(title, caption, quantity.equals(RunFiles.SUCCESS), lines));
    }
  }

  /** The mean of many series with the band of their quartiles, other lines, and the extremes. */
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
                  (double) step,
                  mean,
                  Averages.quantile(values, 0.25),
                  Averages.quantile(values, 0.75)));
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

  private static void add(
      String name, SortedMap<Long, Double> values, boolean shown, List<Curves.Line> lines) {
    List<Series.Moment> points = new ArrayList<>();
    values.forEach((step, v) -> points.add(new Series.Moment((double) step, v, v, v)));
    if (!points.isEmpty()) {
      lines.add(new Curves.Line(new Series(name, name, 1, points), lines.size(), shown));
    }
  }

  /** Metrics of updates: learner/…/alpha of all learners in one view. */
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
}
