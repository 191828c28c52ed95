package org.qmp.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.qmp.cli.compare.Comparison;
import org.qmp.cli.compare.ComparisonFiles;
import org.qmp.cli.compare.ComparisonReport;
import org.qmp.cli.compare.ComparisonRunner;
import org.qmp.cli.compare.ComparisonState;
import org.qmp.cli.compare.Measure;
import org.qmp.cli.compare.Results;
import org.qmp.cli.compare.Table;
import org.qmp.cli.draw.PictureFile;
import org.qmp.cli.option.Methods;
import org.qmp.cli.option.NamedSuite;
import org.qmp.cli.option.UsageException;
import org.qmp.cli.report.ComparisonPage;
import org.qmp.cli.report.Page;
import org.qmp.cli.run.Console;
import org.qmp.cli.run.Format;
import org.qmp.cli.run.RunContext;
import org.qmp.env.draw.Picture;
import org.qmp.rl.RunSpec;

/**
 * The demo: the illustration of the paper, then the errands, six tasks of which three are hard to
 * learn alone, with five ways to choose who acts. The settings are the suite's, which were chosen
 * without the switch.
 *
 * @param seeds of the illustration
 * @param budget most steps of a learner in the illustration
 */
record Demo(RunContext context, int threads, int seeds, long budget) {
  static final long STEPS = NamedSuite.ERRANDS.defaults().training().steps();
  static final int SEEDS = 6;

  /** The method of the demo whose pictures are named at the end. */
  private static final int HELD = 2;

  Demo(RunContext context, int threads) {
    this(context, threads, 20, 10_000);
  }

  /** The comparison of the demo with its runs in a directory. */
  static Comparison comparison(Path directory, long steps, int seeds) {
    RunSpec base = NamedSuite.ERRANDS.defaults().set("steps", "" + steps);
    RunSpec qmp = base.with(c -> c.method = Methods.named("separated+qmp").method());
    RunSpec uniform = base.with(c -> c.method = Methods.named("separated+uniform").method());
    return new Comparison(
        base,
        List.of(
            base.method(),
            qmp.method(),
            qmp.set("persistence", "10").set("tie", "own").method(),
            uniform.method(),
            uniform.set("persistence", "10").method()),
        seeds,
        directory);
  }

  /**
   * Shows the illustration, carries out the missing runs, and reports their results.
   *
   * @throws UsageException if the directory holds something else, saying what to do
   */
  void run(Comparison comparison) throws IOException, InterruptedException {
    ComparisonRunner runner = new ComparisonRunner(context, comparison, Measure.SUCCESS);
    try {
      runner.requirePossible();
    } catch (UsageException e) {
      throw new UsageException(
          comparison.directory()
              + " holds something other than the runs of this demo; delete or rename it, and"
              + " 'qmp train' starts over ("
              + e.getMessage()
              + ")");
    }
    say(
        "The paper's illustration: one learner walks to one goal, alone and with three fixed"
            + " policies (guides) to choose from. The Q-switch lets that policy act whose action the"
            + " learner's own critic scores highest.");
    Illustration illustration = Illustration.of(context.backend(), threads, seeds, budget);
    if (!context.quiet()) {
      context.console().say("\n%s", illustration.table().text());
    }
    say(
        "Six errands on the same floor, each with a learner of its own: three are rewarded by"
            + " distance and learned at once, three only by arriving, which untrained policies hardly"
            + " ever do. While they collect, the own policy acts, or one that the switch chooses, or"
            + " one drawn by chance, each at every step anew or for ten steps.");
    if (!runner.run(threads, comparison.members())) {
      return;
    }
    ComparisonState state = ComparisonState.of(comparison);
    state.requireFinished(comparison.members());
    ComparisonFiles files = runner.collect(state).orElseThrow();
    write(files, illustration, comparison.directory());
    if (!context.quiet()) {
      tell(files.report(), comparison.directory());
    }
  }

  private void write(ComparisonFiles files, Illustration illustration, Path directory)
      throws IOException {
    Picture picture = illustration.picture();
    PictureFile.writeBoth(directory.resolve("illustration.svg"), picture);
    Page.Content opening =
        page ->
            page.section(
                "The demo",
                p -> {
                  p.lead(solved(files.report().results()));
                  p.table(illustration.table());
                  p.picture(picture);
                });
    ComparisonPage.of(files, opening, context.console()).write(directory.resolve(RunReport.PAGE));
  }

  private void tell(ComparisonReport report, Path directory) {
    Console console = context.console();
    console.say("");
    for (Table table : List.of(report.curves(), report.mixture(HELD))) {
      console.say("%s", table.text());
    }
    console.paragraph(0, solved(report.results()));
    for (String sentence : report.sentences()) {
      console.say("");
      console.paragraph(0, sentence);
    }
    console.say("");
    String held = report.results().comparison().fileName(HELD);
    console.say("the illustration  %s", directory.resolve("illustration.svg"));
    console.say("learning curves   %s", directory.resolve("curves.svg"));
    console.say("who acted         %s", directory.resolve("matrix-" + held + ".svg"));
    console.say("who is picked     %s", directory.resolve("map-" + held + ".svg"));
    console.say("all numbers       %s", directory.resolve("comparison.md"));
    console.say("all on one page   %s", directory.resolve(RunReport.PAGE));
  }

  /** For each method, how many sparse tasks over all seeds are solved in the last evaluation. */
  private static String solved(Results results) {
    Comparison comparison = results.comparison();
    List<Integer> sparse =
        IntStream.range(0, results.tasks().size())
            .filter(task -> results.tasks().get(task).endsWith("-sparse"))
            .boxed()
            .toList();
    return Format.text(
        "Solved at the end, of %d sparse errands (%d tasks, %s): %s.",
        sparse.size() * comparison.seeds().size(),
        sparse.size(),
        Format.count(comparison.seeds().size(), "seed"),
        IntStream.range(0, comparison.methods().size())
            .mapToObj(
                method ->
                    Format.text(
                        "%s %d",
                        comparison.name(method),
                        sparse.stream().mapToLong(task -> results.solved(method, task)).sum()))
            .collect(Collectors.joining(", ")));
  }

  private void say(String text) {
    if (!context.quiet()) {
      context.console().paragraph(0, text);
    }
  }
}
