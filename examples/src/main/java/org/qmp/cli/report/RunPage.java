package org.qmp.cli.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.qmp.cli.compare.Table;
import org.qmp.cli.draw.MixtureChart;
import org.qmp.cli.draw.Series;
import org.qmp.cli.option.Methods;
import org.qmp.cli.run.Format;
import org.qmp.cli.run.PolicyShares;
import org.qmp.cli.run.ReturnCurve;
import org.qmp.env.Summary;
import org.qmp.rl.stats.Interval;
import org.qmp.rl.stats.Wilson;

/** The page of one run, finished or not. */
public final class RunPage {
  private static final String OWN = "evaluation/";
  private static final String MIXTURE = "evaluation-mixture/";
  private static final String LEARNER = "learner/";
  private static final String SUCCESS = Summary.EVER.of("success");
  private static final int FEW = 4; // tasks, whose lines are switched on at first

  private final RunFiles run;
  private final Optional<PolicyShares> shares;

  private RunPage(RunFiles run) {
    this.run = run;
    shares = RunFiles.shares(List.of(run));
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
      page.section("Numbers", p -> p.table(table()));
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
      add("all tasks", run.metrics().means(OWN, "/" + quantity), true, lines);
      add(
          "all tasks, acting as in training",
          run.metrics().means(MIXTURE, "/" + quantity),
          true,
          lines);
      for (String task : run.tasks()) {
        boolean shown = run.tasks().size() <= FEW;
        add(task, run.metrics().series(OWN + task + "/" + quantity), shown, lines);
      }
      views.add(
          new Curves(
              word(quantity),
              caption,
              quantity.equals(SUCCESS),
              run.tasks().size() > 1 ? lines : lines.subList(0, lines.size() - 1)));
    }
    learnerViews(views);
    return views;
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
      List<Curves.Line> lines = new ArrayList<>();
      for (String name : names) {
        if (name.endsWith("/" + quantity)) {
          int end = Math.max(LEARNER.length(), name.length() - quantity.length() - 1);
          String who = name.substring(LEARNER.length(), end);
          add(who.isEmpty() ? "learner" : who, run.metrics().series(name), true, lines);
        }
      }
      String caption = "Of the latest update before each evaluation: " + quantity + ".";
      views.add(new Curves("learner: " + quantity, caption, false, lines));
    }
  }

  /** The last evaluation, tasks in rows. */
  private Table table() {
    long last = run.metrics().steps(OWN).last();
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("task"));
    rows.add(head);
    run.tasks().forEach(task -> rows.add(new ArrayList<>(List.of(task))));
    for (String quantity : quantities()) {
      boolean rate = quantity.equals(SUCCESS);
      for (String kind : List.of(OWN, MIXTURE)) {
        if (run.metrics().means(kind, "/" + quantity).containsKey(last)) {
          String unit = rate ? ", in %" : "";
          head.add(word(quantity) + unit + (kind.equals(OWN) ? "" : ", acting as in training"));
          for (int i = 0; i < run.tasks().size(); i++) {
            String name = kind + run.tasks().get(i) + "/" + quantity;
            Double value = run.metrics().series(name).get(last);
            rows.get(i + 1)
                .add(value == null ? "" : rate ? percent(rate(value, 1)) : Format.number(value));
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
