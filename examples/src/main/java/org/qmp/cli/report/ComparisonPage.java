package org.qmp.cli.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.qmp.cli.compare.Comparison;
import org.qmp.cli.compare.ComparisonFiles;
import org.qmp.cli.compare.ComparisonReport;
import org.qmp.cli.compare.ComparisonState;
import org.qmp.cli.compare.Results;
import org.qmp.cli.draw.Film;
import org.qmp.cli.run.Console;
import org.qmp.cli.run.Families;
import org.qmp.cli.run.Families.Family;
import org.qmp.cli.run.Format;
import org.qmp.cli.run.RunResult;
import org.qmp.env.draw.Picture;

/** The page of a comparison: its sentences, curves, tables and pictures. */
public final class ComparisonPage {
  private ComparisonPage() {}

  /** A comparison's page without an opening. */
  public static Page of(ComparisonFiles files, Console console) throws IOException {
    return of(files, page -> {}, console);
  }

  /**
   * A comparison's page, with a film of the first task by the first run of each method.
   *
   * @param opening content before everything else
   * @param console prints a warning if an environment cannot be drawn
   */
  public static Page of(ComparisonFiles files, Page.Content opening, Console console)
      throws IOException {
    ComparisonReport report = files.report();
    Results results = report.results();
    Comparison comparison = results.comparison();
    Page page = begin(results, finished(files.state()));
    opening.addTo(page);
    numbers(page, report);
    whoActed(page, report, pictures(files, "matrix-"));
    if (!pictures(files, "map-").isEmpty()) {
      page.section("Whom the switch picks", p -> pictures(files, "map-").forEach(p::picture));
    }
    films(page, comparison, console);
    List<RunFiles> runs = runs(comparison, results);
    page.section("Where the numbers come from", p -> Provenance.addTo(p, runs));
    page.section(
        "The command",
        p -> p.code(Provenance.command(files.state().comparison(), results.measure())));
    return page;
  }

  /** A page made from evaluations alone. */
  public static Page of(ComparisonReport report) {
    Results results = report.results();
    Page page = begin(results, "evaluations of");
    numbers(page, report);
    whoActed(page, report, List.of());
    page.section(
        "The command", p -> p.code(Provenance.command(results.comparison(), results.measure())));
    return page;
  }

  private static Page begin(Results results, String what) {
    Comparison comparison = results.comparison();
    return new Page(
        comparison.base().suite() + ": " + String.join(", ", comparison.names()),
        Format.text(
            "%s %s, %s of %s, %s",
            what,
            Format.count(results.tasks().size(), "task"),
            Format.count(comparison.seeds().size(), "seed"),
            Format.count(comparison.base().training().steps(), "step"),
            Format.count(comparison.methods().size(), "method")));
  }

  private static void numbers(Page page, ComparisonReport report) {
    if (!report.sentences().isEmpty()) {
      page.section("Result", p -> report.sentences().forEach(p::lead));
    }
    page.section("Learning curves", p -> p.curves(views(report)));
    page.section(
        "Numbers",
        p -> {
          p.paragraph(report.caption());
          report.tables().forEach(p::table);
          if (!report.taskTables().isEmpty()) {
            p.details("Every task", inside -> report.taskTables().forEach(inside::table));
          }
        });
  }

  private static void whoActed(Page page, ComparisonReport report, List<Picture> matrices) {
    List<Integer> mixing =
        IntStream.range(0, report.results().comparison().methods().size())
            .filter(report.results()::mixes)
            .boxed()
            .toList();
    if (!mixing.isEmpty()) {
      page.section(
          "Who acted",
          p -> {
            matrices.forEach(p::picture);
            mixing.forEach(method -> p.table(report.mixture(method)));
          });
    }
  }

  private static String finished(ComparisonState state) {
    long done = state.results().values().stream().filter(RunResult::isOk).count();
    int all = state.comparison().members().size();
    return done == all
        ? "finished:"
        : Format.text("%d of %s finished:", done, Format.count(all, "run"));
  }

  private static List<Curves> views(ComparisonReport report) {
    Results results = report.results();
    List<Curves> views = new ArrayList<>();
    views.add(
        Curves.of(
            results.measure() + ", all tasks",
            ComparisonFiles.curvesCaption(results),
            results.isRate(),
            report.aggregateCurves()));
    Families families = results.families();
    for (Family family : families.many() ? families.families() : List.<Family>of()) {
      views.add(
          Curves.of(
              results.measure() + ", " + family.title(),
              Format.text(
                  "Lines are the mean over %s and %s, bands its 95 %% bootstrap interval. Each"
                      + " task's own policy acts, with its mean actions.",
                  Format.count(family.tasks().size(), "task"),
                  Format.count(results.comparison().seeds().size(), "seed")),
              results.isRate(),
              results.curves(family)));
    }
    for (int task : results.suite().size() > 1 ? families.order() : List.<Integer>of()) {
      views.add(
          Curves.of(
              results.measure() + ", " + results.tasks().get(task),
              Format.text(
                  "Lines are the mean over %s, bands reach from the least to the greatest. The"
                      + " task's own policy acts, with its mean actions.",
                  Format.count(results.comparison().seeds().size(), "seed")),
              results.isRate(),
              results.curves(task)));
    }
    return views;
  }

  private static List<Picture> pictures(ComparisonFiles files, String prefix) {
    return files.pictures().entrySet().stream()
        .filter(picture -> picture.getKey().startsWith(prefix))
        .map(Map.Entry::getValue)
        .toList();
  }

  private static void films(Page page, Comparison comparison, Console console) throws IOException {
    List<Film> films = new ArrayList<>();
    for (int method = 0; method < comparison.methods().size(); method++) {
      films.addAll(RunPictures.filmAsInTraining(comparison.first(method).directory(), console));
    }
    if (!films.isEmpty()) {
      page.section(
          "Episodes",
          p -> {
            p.paragraph(
                "Seed "
                    + comparison.seeds().get(0)
                    + ", with mean actions, acting as in training.");
            films.forEach(film -> p.details(film.title(), inside -> inside.film(film)));
          });
    }
  }

  private static List<RunFiles> runs(Comparison comparison, Results results) throws IOException {
    List<RunFiles> runs = new ArrayList<>();
    for (int method = 0; method < comparison.methods().size(); method++) {
      for (int i = 0; i < comparison.seeds().size(); i++) {
        runs.add(
            RunFiles.of(
                comparison.member(method, comparison.seeds().get(i)).directory(),
                results.suite(),
                results.metrics().get(method).get(i)));
      }
    }
    return runs;
  }
}
