package org.qmp.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.qmp.cli.compare.Comparison;
import org.qmp.cli.compare.ComparisonFiles;
import org.qmp.cli.compare.ComparisonReport;
import org.qmp.cli.compare.ComparisonRunner;
import org.qmp.cli.compare.Table;
import org.qmp.cli.option.Methods;
import org.qmp.cli.option.NamedSuite;
import org.qmp.cli.report.ComparisonPage;
import org.qmp.cli.run.Console;
import org.qmp.cli.run.RunContext;
import org.qmp.rl.RunSpec;

/**
 * The first thing that a newcomer sees: four tasks on one floor, each with its own learner, with
 * and without the switch. The settings are the suite's, which were chosen without the switch.
 */
record Demo(RunContext context, int threads) {
  static final long STEPS = 8000;
  static final int SEEDS = 10;

  private static final long EVALUATE_EVERY = 250;

  /** The demo with its runs in a directory. */
  static Comparison comparison(Path directory, long steps, int seeds) {
    RunSpec base =
        NamedSuite.POINT
            .defaults()
            .set("steps", "" + steps)
            .set("evaluateEvery", "" + EVALUATE_EVERY);
    return new Comparison(
        base,
        Stream.of("separated", "separated+qmp").map(name -> Methods.named(name).method()).toList(),
        seeds,
        directory);
  }

  /** Makes the runs that are missing and prints what they have shown. */
  void run(Comparison comparison) throws IOException, InterruptedException {
    Console console = context.console();
    if (!context.quiet()) {
      console.paragraph(
          0,
          "The demo: four tasks, each with its own goal on the same floor and its own learner, with"
              + " and without the Q-switch, which lets a task act with the policy that the task's"
              + " critic scores best.");
    }
    Optional<ComparisonFiles> files =
        new ComparisonRunner(context, comparison, Compare.THRESHOLD).run(threads);
    if (files.isPresent()) {
      if (!context.quiet()) {
        say(files.get().report(), comparison.directory());
      }
      ComparisonPage.of(files.get(), console).write(comparison.directory().resolve(RunReport.PAGE));
    }
  }

  private void say(ComparisonReport report, Path directory) {
    Console console = context.console();
    console.say("");
    for (Table table : List.of(report.curves(), report.mixture(1))) {
      console.say("%s", table.text());
    }
    for (String sentence : report.sentences()) {
      console.paragraph(0, sentence);
      console.say("");
    }
    console.say("learning curves   %s", directory.resolve("curves.svg"));
    console.say("who acted         %s", directory.resolve("matrix-separated+qmp.svg"));
    console.say("who is picked     %s", directory.resolve("map-separated+qmp.svg"));
    console.say("all numbers       %s", directory.resolve("comparison.md"));
    console.say("all on one page   %s", directory.resolve(RunReport.PAGE));
  }
}
