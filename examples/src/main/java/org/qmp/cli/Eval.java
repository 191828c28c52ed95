package org.qmp.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import org.qmp.cli.option.FileNames;
import org.qmp.cli.option.Methods;
import org.qmp.cli.option.Numbers;
import org.qmp.cli.run.Console;
import org.qmp.cli.run.Families;
import org.qmp.cli.run.Families.Row;
import org.qmp.cli.run.Format;
import org.qmp.cli.run.Runs;
import org.qmp.cli.run.TextWrap;
import org.qmp.env.Summary;
import org.qmp.rl.Evaluation;
import org.qmp.rl.Evaluation.Acts;
import org.qmp.rl.SavedRun;
import org.qmp.rl.stats.Averages;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code qmp eval}. */
@Command(
    name = "eval",
    header = "Plays episodes with what a run has learned.",
    description = {
      "",
      "Reads the newest checkpoint, also while the run is training, and acts without noise. For"
          + " each task it prints the mean and standard deviation of return and length over the"
          + " episodes, and the mean of each metric, summarised over an episode as its name says:"
          + " 'success/ever' is the share of episodes that ever succeeded, 'distance/last' the"
          + " mean distance at their ends. With more than twelve tasks it then prints the same"
          + " for families of tasks, if the suite has them, and for the best and worst tasks by"
          + " success, or else by return.",
      "",
      "Example:",
      "  qmp eval runs/p1 --episodes 20",
      ""
    })
final class Eval implements Callable<Integer> {
  private final Console console;

  @Parameters(
      paramLabel = "<run>",
      converter = FileNames.Directory.class,
      description = "Directory of the run.")
  private Path run = Path.of("");

  @Option(
      names = "--episodes",
      paramLabel = "<count>",
      converter = Numbers.Count.class,
      defaultValue = "20",
      description = "Episodes of each task. Default: 20.")
  private int episodes;

  @Option(
      names = "--seed",
      paramLabel = "<number>",
      converter = Numbers.Seed.class,
      defaultValue = "1",
      description = "Seed of the start states. Default: 1.")
  private long seed;

  @Option(
      names = "--mixture",
      description = "Let the method's behavior choose who acts, not each task's own policy.")
  private boolean mixture;

  Eval(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    try (SavedRun saved = Runs.open(run, console)) {
      Acts who = Runs.actor(saved, mixture);
      console.paragraph(
          0,
          Format.text(
              "%s, %s, seed %d, at step %s of %s; %s each, %s act",
              saved.spec().suite(),
              Methods.name(saved.spec().method()),
              saved.spec().seed(),
              Format.count(saved.step()),
              Format.count(saved.spec().training().steps()),
              Format.count(episodes, "episode"),
              who == Acts.OWN ? "own policies" : "mixtures"));
      List<Evaluation> played = saved.evaluate(who, episodes, seed);
      Families families = Families.of(saved.suite());
      print(families.rows(), played);
      if (families.many()) {
        console.say("");
        print(families.overview(task -> value(played.get(task))), played);
      }
    }
    return 0;
  }

  private void print(List<Row> rows, List<Evaluation> played) {
    int width = 1 + rows.stream().mapToInt(row -> row.name().length()).max().orElse(0);
    for (Row row : rows) {
      String name = row.name() + " ".repeat(width - row.name().length());
      console.paragraph(width, name + line(row.tasks().stream().map(played::get).toList()));
    }
  }

  /** The measure that ranks tasks: success, or else return. */
  private static double value(Evaluation e) {
    int success = e.metricNames().indexOf(Summary.EVER.of("success"));
    return success < 0 ? Averages.mean(e.returns()) : e.meanMetric(success);
  }

  /** Of all episodes of some tasks. */
  static String line(List<Evaluation> some) {
    StringBuilder line = new StringBuilder();
    line.append("return ").append(spread(some, e -> Arrays.stream(e.returns())));
    line.append("   length ")
        .append(spread(some, e -> Arrays.stream(e.lengths()).asDoubleStream()));
    for (String metric : some.stream().flatMap(e -> e.metricNames().stream()).distinct().toList()) {
      List<Evaluation> told = some.stream().filter(e -> e.metricNames().contains(metric)).toList();
      double sum =
          told.stream().mapToDouble(e -> e.meanMetric(e.metricNames().indexOf(metric))).sum();
      line.append("   ").append(metric).append(' ').append(Format.number(sum / told.size()));
    }
    return line.toString().replace(' ', TextWrap.NO_BREAK).replace("\u00a0\u00a0\u00a0", "   ");
  }

  /** Mean and standard deviation; the latter only for several values. */
  private static String spread(List<Evaluation> some, Function<Evaluation, DoubleStream> valuesOf) {
    double[] values = some.stream().flatMapToDouble(valuesOf).toArray();
    double mean = Arrays.stream(values).average().orElse(0);
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    double deviation = Math.sqrt(squares / Math.max(1, values.length - 1));
    return Format.number(mean) + (values.length == 1 ? "" : " ± " + Format.number(deviation));
  }
}
