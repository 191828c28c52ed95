package org.qmp.cli.sweep;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.qmp.cli.compare.Measure;
import org.qmp.cli.compare.Table;
import org.qmp.cli.option.Shard;
import org.qmp.cli.run.Format;
import org.qmp.cli.sweep.Standings.OfMethod;
import org.qmp.cli.sweep.Standings.Row;
import org.qmp.cli.sweep.Standings.Trial;
import org.qmp.cli.sweep.SweepPlan.Candidate;
import org.qmp.rl.RunSpec;
import org.qmp.rl.SpecKey;

/**
 * The ranked tables of a sweep, and that of its missing runs.
 *
 * @param measure whose learning curves count
 */
record SweepTables(SweepPlan plan, Standings standings, Measure measure) {
  /**
   * The runs of a shard that are decided and neither finished nor failed.
   *
   * @param retries whether to list those that failed too
   */
  Table open(Shard shard, boolean retries) {
    List<List<String>> rows = new ArrayList<>();
    List<SpecKey> keys = keys();
    List<String> head = new ArrayList<>(List.of("run", "seed", "steps"));
    keys.forEach(key -> head.add(key.name()));
    rows.add(head);
    for (Trial trial : standings.trials()) {
      if (!shard.has(trial.place(), 1) || !(trial.isOpen() || (retries && trial.isFailed()))) {
        continue;
      }
      RunSpec spec = trial.member().spec();
      List<String> row = new ArrayList<>(List.of(run(trial), "" + spec.seed()));
      row.add(Format.count(spec.training().steps()));
      keys.forEach(key -> row.add(value(key, trial.candidate())));
      rows.add(row);
    }
    return new Table("Runs that can begin or continue", rows);
  }

  /** The chosen settings, then all settings of each method, the best first. */
  List<Table> ranked() {
    List<Table> tables = new ArrayList<>();
    List<Row> chosen = confirmed();
    if (!chosen.isEmpty()) {
      String title = Format.text("The best settings, confirmed by %s: ", plan.confirming());
      tables.add(table(title + measure.title(), "method", Candidate::method, chosen));
    }
    for (OfMethod method : standings.methods()) {
      String title = Format.text("%s, ranked by %s: ", method.name(), plan.choosing());
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
        keys().stream()
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

  /** The keys that differ between settings, except the steps, which every table has. */
  List<SpecKey> keys() {
    return plan.space().varied().stream().filter(key -> !key.name().equals("steps")).toList();
  }

  /** Empty if the method does not have the key. */
  static String value(SpecKey key, Candidate candidate) {
    return key.existsIn(candidate.spec()) ? key.get(candidate.spec()) : "";
  }

  String score(Row row) {
    int runs = row.trials().size();
    if (row.isFailed()) {
      return Format.text("FAILED (%d of %d)", count(row, Trial::isFailed), runs);
    }
    return row.interval()
        .map(interval -> measure.text(interval, runs))
        .orElseGet(() -> Format.text("%d of %d missing", count(row, Trial::isOpen), runs));
  }

  static long steps(Row row) {
    return row.trials().get(0).member().spec().training().steps();
  }

  static long count(Row row, Predicate<Trial> which) {
    return row.trials().stream().filter(which).count();
  }

  static String run(Trial trial) {
    return String.valueOf(trial.member().directory().getFileName());
  }
}
