package org.qmp.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.qmp.cli.draw.Chart;
import org.qmp.cli.draw.PictureFile;
import org.qmp.cli.option.FileNames;
import org.qmp.cli.run.Console;
import org.qmp.cli.run.Format;
import org.qmp.cli.run.ReturnCurve;
import org.qmp.cli.run.Runs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code qmp plot}. */
@Command(
    name = "plot",
    header = "Draws the learning curves of runs.",
    description = {
      "",
      "Draws the evaluation return (mean over tasks) against environment steps. Runs that differ"
          + " only in their seeds share a line: their mean, in a band from minimum to maximum.",
      "",
      "Example:",
      "  qmp plot runs/* --out curves.png",
      ""
    })
final class Plot implements Callable<Integer> {
  private final Console console;

  @Parameters(
      paramLabel = "<run>",
      arity = "1..*",
      converter = FileNames.Directory.class,
      description = "Directories of runs or of comparisons.")
  private List<Path> runs = List.of();

  @Option(
      names = "--out",
      paramLabel = "<file>",
      defaultValue = "curves.svg",
      converter = FileNames.Picture.class,
      description = "The picture, as .svg, .png or .gif. Default: curves.svg.")
  private Path out = Path.of("");

  Plot(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    List<ReturnCurve> learnings = ReturnCurve.of(Runs.in(runs));
    PictureFile.write(out, Chart.of(learnings));
    console.say("%s   %s", out, Format.count(learnings.size(), "run"));
    return 0;
  }
}
