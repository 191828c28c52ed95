package org.qmp.cli.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.qmp.cli.run.Format;
import org.qmp.cli.run.Metrics;
import org.qmp.cli.sweep.Standings.Outcome;
import org.qmp.cli.sweep.Standings.Row;
import org.qmp.cli.sweep.Standings.Trial;
import org.qmp.cli.sweep.SweepPlan.Candidate;
import org.qmp.rl.RunSpec;
import org.qmp.rl.SpecKey;
import org.qmp.rl.stats.Averages;
import org.qmp.rl.stats.Interval;

/** The numbers of a sweep as CSV. */
record SweepNumbers(SweepReport report) {
  private static final String CHOOSE = "choose";
  private static final String CONFIRM = "confirm";
  private static final List<String> MISSING = List.of("missing", "", "", "");

  /** A line for each row of the tables. */
  String ranking() {
    StringBuilder csv = new StringBuilder();
    List<String> numbers = List.of("steps", "runs", "failed", "missing", "score", "low", "high");
    csv.append(line(List.of("role", "rank", "method", "setting"), keyNames(), numbers));
    add(csv, CONFIRM, report.ranking().confirmed());
    report.standings().methods().forEach(method -> add(csv, CHOOSE, method.ranking()));
    return csv.toString();
  }

  private void add(StringBuilder csv, String role, List<Row> ranking) {
    for (int i = 0; i < ranking.size(); i++) {
      Row row = ranking.get(i);
      Candidate c = row.candidate();
      List<String> numbers = new ArrayList<>();
      numbers.add("" + SweepTables.steps(row));
      numbers.add("" + row.trials().size());
      numbers.add("" + SweepTables.count(row, Trial::isFailed));
      numbers.add("" + SweepTables.count(row, Trial::isOpen));
      numbers.addAll(row.interval().map(SweepNumbers::numbers).orElse(List.of("", "", "")));
      csv.append(
          line(List.of(role, "" + (i + 1), c.method(), "" + c.number()), values(c), numbers));
    }
  }

  /** A line for each run. */
  String runs() {
    StringBuilder csv = new StringBuilder();
    csv.append(
        line(
            List.of("run", "role", "method", "setting"),
            keyNames(),
            List.of("seed", "steps", "state", "score", "fingerprint", "failure")));
    report
        .trials()
        .forEach(
            trial -> {
              Candidate c = trial.candidate();
              RunSpec spec = trial.member().spec();
              String role = spec.seed() > report.plan().seeds() ? CONFIRM : CHOOSE;
              List<String> numbers = new ArrayList<>();
              numbers.add("" + spec.seed());
              numbers.add("" + spec.training().steps());
              numbers.addAll(trial.outcome().map(SweepNumbers::result).orElse(MISSING));
              csv.append(
                  line(
                      List.of(SweepTables.run(trial), role, c.method(), "" + c.number()),
                      values(c),
                      numbers));
            });
    return csv.toString();
  }

  private static List<String> result(Outcome outcome) {
    if (outcome.isFailed()) {
      return List.of("failed", "", "", outcome.failure());
    }
    double score = Averages.mean(outcome.heights().stream().mapToDouble(h -> h).toArray());
    return List.of("finished", number(score), outcome.fingerprint(), "");
  }

  private static List<String> numbers(Interval value) {
    return List.of(number(value.estimate()), number(value.low()), number(value.high()));
  }

  private static String number(double value) {
    return Format.text("%.6f", value);
  }

  private List<String> keyNames() {
    return report.ranking().keys().stream().map(SpecKey::name).toList();
  }

  private List<String> values(Candidate candidate) {
    return report.ranking().keys().stream().map(key -> SweepTables.value(key, candidate)).toList();
  }

  /** Cells with commas between them. */
  private static String line(List<String> run, List<String> setting, List<String> numbers) {
    return Stream.of(run, setting, numbers)
        .flatMap(List::stream)
        .map(Metrics::quoted)
        .collect(Collectors.joining(",", "", "\n"));
  }
}
