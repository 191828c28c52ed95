package org.qmp.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.qmp.cli.compare.Table;
import org.qmp.cli.draw.MixtureChart;
import org.qmp.cli.option.Methods;
import org.qmp.cli.run.Families;
import org.qmp.cli.run.Families.Row;
import org.qmp.cli.run.Format;
import org.qmp.cli.run.PolicyShares;
import org.qmp.cli.run.ReturnCurve;
import org.qmp.rl.Evaluation.Acts;
import org.qmp.rl.stats.Averages;
import org.qmp.rl.stats.Interval;
import org.qmp.rl.stats.Wilson;

/** The page of one run, finished or not. */
public final class RunPage {
  private final RunFiles run;
  private final Optional<PolicyShares> shares;
  private final Families families;

  private RunPage(RunFiles run) {
    this.run = run;
    shares = RunFiles.shares(List.of(run));
    families = Families.of(run.suite());
  }

  /** The page of everything known about a run. */
  public static Page of(RunFiles run, RunPictures pictures) {
    Page page =
        new Page(
            Format.text("%s, seed %d", Methods.title(run.spec()), run.spec().seed()),
            Format.text(
                "%s %s of %s, %s",
                run.failure().isPresent()
                    ? "FAILED at step"
                    : run.isOver() ? "finished:" : "at step",
                Format.count(run.step()),
                Format.count(run.spec().training().steps(), "step"),
                Format.count(run.tasks().size(), "task")));
    new RunPage(run).addTo(page, pictures);
    return page;
  }

  private void addTo(Page page, RunPictures pictures) {
    page.section("Result", p -> sentences().forEach(p::lead));
    List<Curves> views = new RunCurves(run).views();
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
    ReturnCurve returns =
        new ReturnCurve(run.spec(), run.metrics().means(Acts.OWN.prefix(), "/return"));
    List<String> sentences = new ArrayList<>(run.failure().stream().toList());
    if (returns.returns().isEmpty()) {
      return sentences.isEmpty()
          ? List.of(
              "Its metrics have no evaluation; the first is written with the first checkpoint.")
          : sentences;
    }
    long last = returns.returns().lastKey();
    sentences.add(
        Format.text(
            "After %s, the evaluation return is %s (first %s), the mean over %s and %s of each.",
            Format.count(last, "step"),
            Format.number(returns.last()),
            Format.number(returns.first()),
            Format.count(run.tasks().size(), "task"),
            Format.count(run.spec().training().evaluationEpisodes(), "episode")));
    Row all = new Row("all", IntStream.range(0, run.tasks().size()).boxed().toList());
    double[] success = values(all, Acts.OWN, RunFiles.SUCCESS, last);
    if (success.length > 0) {
      sentences.add(
          success.length == run.tasks().size()
              ? Format.text("%s %% of these episodes succeed.", text(success, true))
              : Format.text(
                  "Success is reported by %s; %s %% of these episodes succeed.",
                  Format.count(success.length, "task"), text(success, true)));
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

  /** The last evaluation: every task or, of many, the families and the extremes. */
  private void numbers(Page page) {
    Table tasks = table(families.rows());
    if (!families.many()) {
      page.table(tasks);
      return;
    }
    long last = run.metrics().steps(Acts.OWN.prefix()).last();
    String first = run.quantities().iterator().next();
    IntToDoubleFunction value =
        i -> {
          Double found =
              run.metrics().series(Acts.OWN.prefix() + run.tasks().get(i) + "/" + first).get(last);
          return found == null ? 0 : found;
        };
    page.table(table(families.overview(value)));
    page.details("Every task", p -> p.table(tasks));
  }

  private Table table(List<Row> some) {
    long last = run.metrics().steps(Acts.OWN.prefix()).last();
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("task"));
    rows.add(head);
    some.forEach(row -> rows.add(new ArrayList<>(List.of(row.name()))));
    for (String quantity : run.quantities()) {
      boolean rate = quantity.equals(RunFiles.SUCCESS);
      for (Acts who : Acts.values()) {
        if (run.metrics().means(who.prefix(), "/" + quantity).containsKey(last)) {
          String unit = rate ? ", in %" : "";
          head.add(
              RunCurves.word(quantity) + unit + (who == Acts.OWN ? "" : ", acting as in training"));
          for (int i = 0; i < some.size(); i++) {
            double[] values = values(some.get(i), who, quantity, last);
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

  private double[] values(Row row, Acts who, String quantity, long step) {
    Map<String, Double> moment = run.metrics().byStep().getOrDefault(step, new TreeMap<>());
    return row.tasks().stream()
        .map(task -> who.prefix() + run.tasks().get(task) + "/" + quantity)
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
    return Wilson.interval(Math.rint(share * episodes), episodes);
  }

  private static String percent(Interval rate) {
    return Format.text(
        "%.0f [%.0f, %.0f]", 100 * rate.estimate(), 100 * rate.low(), 100 * rate.high());
  }
}
