package org.qmp.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.qmp.cli.option.FileNames;
import org.qmp.cli.option.Methods;
import org.qmp.cli.option.Numbers;
import org.qmp.cli.run.Console;
import org.qmp.cli.run.Format;
import org.qmp.cli.run.Runs;
import org.qmp.cli.run.TextWrap;
import org.qmp.rl.Evaluation;
import org.qmp.rl.Evaluation.Acts;
import org.qmp.rl.SavedRun;
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
          + " episodes, and the mean of each metric, which is summed up over an episode as its name"
          + " says: 'success/ever' is the share of episodes that ever succeeded, 'distance/last' the"
          + " mean distance at their ends.",
      "",
      "Example:",
      "  qmp eval runs/p1 --episodes 20",
      ""
    })
final class Eval implements Callable<Integer> {
  private static final int NAME = 15;

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
      for (int task = 0; task < played.size(); task++) {
        String name = saved.suite().tasks().get(task).name();
        console.paragraph(NAME, Format.text("%-14s %s", name, line(played.get(task))));
      }
    }
    return 0;
  }

  private static String line(Evaluation e) {
    StringBuilder line = new StringBuilder();
    line.append("return ").append(spread(e.returns()));
    line.append("   length ").append(spread(Arrays.stream(e.lengths()).asDoubleStream().toArray()));
    for (int m = 0; m < e.metricNames().size(); m++) {
      line.append("   ").append(e.metricNames().get(m)).append(' ');
      line.append(Format.number(e.meanMetric(m)));
    }
    return line.toString().replace(' ', TextWrap.NO_BREAK).replace("\u00a0\u00a0\u00a0", "   ");
  }

  /** Mean and standard deviation. */
  private static String spread(double[] values) {
    double mean = Arrays.stream(values).average().orElse(0);
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    double deviation = Math.sqrt(squares / Math.max(1, values.length - 1));
    return Format.number(mean) + " ± " + Format.number(deviation);
  }
}
