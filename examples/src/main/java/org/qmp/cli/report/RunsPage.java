package org.qmp.cli.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.qmp.cli.compare.Table;
import org.qmp.cli.draw.MixtureChart;
import org.qmp.cli.draw.Series;
import org.qmp.cli.option.Methods;
import org.qmp.cli.run.Format;
import org.qmp.cli.run.PolicyShares;
import org.qmp.cli.run.ReturnCurve;
import org.qmp.env.Summary;
import org.qmp.rl.Evaluation.Acts;

/** The page of several runs, finished or not. */
public final class RunsPage {
  private static final String SUCCESS = Summary.EVER.of("success");

  private RunsPage() {}

  /**
   * The page of runs side by side.
   *
   * @param directory that holds them
   * @param runs at least one
   */
  public static Page of(Path directory, List<RunFiles> runs) {
    long done = runs.stream().mapToLong(RunFiles::step).sum();
    long failed = runs.stream().filter(run -> run.failure().isPresent()).count();
    long all = runs.stream().mapToLong(run -> run.spec().training().steps()).sum();
    Page page =
        new Page(
            RunFiles.name(directory),
            Format.text(
                "%d of %s finished%s, %d %% of all steps",
                runs.stream().filter(RunFiles::isOver).count(),
                Format.count(runs.size(), "run"),
                failed == 0 ? "" : ", " + failed + " FAILED",
                100 * Math.min(done, all) / all));
    List<Curves> views = views(runs);
    if (!views.isEmpty()) {
      page.section("Learning curves", p -> p.curves(views));
    }
    page.section(
        "Runs",
        p -> {
          p.table(table(runs));
          for (RunFiles run : runs) {
            run.failure().ifPresent(why -> p.paragraph(run.name() + " FAILED: " + why));
          }
        });
    matrices(page, runs);
    page.section("Where the numbers come from", p -> Provenance.addTo(p, runs));
    return page;
  }

  /**
   * Success and return, as far as there are any, with a line for runs that differ in their seeds.
   */
  static List<Curves> views(List<RunFiles> runs) {
    List<Curves> views = new ArrayList<>();
    add("success", SUCCESS, true, runs, views);
    add("return", "return", false, runs, views);
    return views;
  }

  private static void add(
      String name, String quantity, boolean rate, List<RunFiles> runs, List<Curves> views) {
    List<ReturnCurve> curves = new ArrayList<>();
    for (RunFiles run : runs) {
      SortedMap<Long, Double> values = run.metrics().means(Acts.OWN.prefix(), "/" + quantity);
      if (!values.isEmpty()) {
        curves.add(new ReturnCurve(run.spec(), values));
      }
    }
    List<Series> series =
        Series.of(curves).stream().filter(one -> !one.points().isEmpty()).toList();
    if (!series.isEmpty()) {
      String caption =
          "Mean over tasks and runs, against environment steps of all tasks together; bands"
              + " reach from the least run to the greatest. Each task's own policy acts, with its"
              + " mean actions.";
      views.add(Curves.of(name, caption, rate, series));
    }
  }

  private static Table table(List<RunFiles> runs) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("run", "method", "seed", "step", "of", "return", "success, in %"));
    for (RunFiles run : runs) {
      SortedMap<Long, Double> returns = run.metrics().means(Acts.OWN.prefix(), "/return");
      SortedMap<Long, Double> successes = run.metrics().means(Acts.OWN.prefix(), "/" + SUCCESS);
      rows.add(
          List.of(
              run.name(),
              Methods.title(run.spec()),
              "" + run.spec().seed(),
              Format.count(run.step()) + (run.failure().isPresent() ? ", failed" : ""),
              Format.count(run.spec().training().steps()),
              returns.isEmpty() ? "" : Format.number(last(returns)),
              successes.isEmpty() ? "" : Format.text("%.0f", 100 * last(successes))));
    }
    return new Table("The last evaluation of each run, mean over tasks", rows);
  }

  private static double last(SortedMap<Long, Double> values) {
    return List.copyOf(values.values()).get(values.size() - 1);
  }

  /** One picture for the runs that differ only in their seeds. */
  private static void matrices(Page page, List<RunFiles> runs) {
    Map<String, List<RunFiles>> groups = new LinkedHashMap<>();
    for (RunFiles run : runs) {
      String choices = run.spec().with(c -> c.seed = 0).canonical();
      groups.computeIfAbsent(choices, key -> new ArrayList<>()).add(run);
    }
    Map<String, PolicyShares> found = new LinkedHashMap<>();
    groups.forEach(
        (choices, group) ->
            RunFiles.shares(group)
                .ifPresent(
                    shares ->
                        found.put(
                            Format.text(
                                "%s, %s, from %s on",
                                Methods.title(group.get(0).spec()),
                                Format.count(group.size(), "run"),
                                group.get(0).name()),
                            shares)));
    if (!found.isEmpty()) {
      page.section(
          "Who acted", p -> found.forEach((name, s) -> p.picture(MixtureChart.of(name, s))));
    }
  }
}
