package org.qmp.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code qmp plot}. */
@Command(
    name = "plot",
    header = "Draws the learning curves of runs.",
    description = {
      "",
      "Evaluation return, the mean over tasks, against environment steps, as SVG and as PNG. Runs",
      "that differ in their seeds only are one line: their mean, in a band from the least to the",
      "greatest of them.",
      "",
      "Example:",
      "  qmp plot runs/* --out curves.svg      also writes curves.png",
      ""
    },
    parameterListHeading = "Arguments:\n",
    optionListHeading = "Options:\n",
    sortOptions = false)
final class Plot implements Callable<Integer> {
  private final Console console;

  @Parameters(
      paramLabel = "<run>",
      arity = "1..*",
      description = "Directories of runs, or of comparisons.")
  private List<Path> runs = List.of();

  @Option(
      names = "--out",
      paramLabel = "<file>",
      defaultValue = "curves.svg",
      description = "Where the SVG goes, the PNG beside it. Default: curves.svg.")
  private Path out = Path.of("");

  Plot(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Pictures.svg(out);
    List<Learning> learnings = new ArrayList<>();
    for (Path run : Runs.in(runs)) {
      learnings.add(Learning.of(run));
    }
    Path png = Pictures.write(Chart.of(learnings), out);
    console.say("%s, %s   %s", out, png, Format.count(learnings.size(), "run"));
    return 0;
  }
}
