package org.qmp.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.qmp.autograd.kernel.Backend;
import org.qmp.cli.compare.Table;
import org.qmp.cli.draw.Chart;
import org.qmp.cli.draw.Film;
import org.qmp.cli.draw.PictureFile;
import org.qmp.cli.option.Methods;
import org.qmp.cli.option.UsageException;
import org.qmp.cli.report.RunFiles;
import org.qmp.cli.report.RunPage;
import org.qmp.cli.report.RunPictures;
import org.qmp.cli.run.Console;
import org.qmp.cli.run.Failure;
import org.qmp.cli.run.Format;
import org.qmp.cli.run.Metrics;
import org.qmp.cli.run.ReturnCurve;
import org.qmp.cli.run.RunResult;
import org.qmp.rl.RunSpec;

/** What commands print before and after runs. */
record RunReport(Console console, boolean quiet) {
  static final String CURVE = "curve.svg";
  static final String FILM = "episode.svg";
  static final String PAGE = "report.html";

  void header(RunSpec spec, Path directory, Backend backend) {
    if (!quiet) {
      console.paragraph(
          0,
          Format.text(
              "%s, %s, seed %d, %s, in %s",
              spec.suite(),
              Methods.name(spec.method()),
              spec.seed(),
              Format.count(spec.training().steps(), "step"),
              directory));
      console.paragraph(0, spec.precision() + ", " + backend.advice());
    }
  }

  /**
   * Prints how the run ended and, if it is finished, draws what was learned.
   *
   * @param resuming the command that continues the run
   */
  void end(RunResult end, double seconds, Path directory, String resuming) throws IOException {
    if (!quiet) {
      tell(end, seconds, directory, resuming);
    }
    if (end.isOk()) {
      draw(directory);
    }
  }

  private void tell(RunResult end, double seconds, Path directory, String resuming)
      throws IOException {
    console.say(
        "%s after %s, %s, %s",
        end.isOk() ? "finished" : "saved and stopped",
        Format.count(end.step(), "step"),
        Format.count(end.updates(), "update"),
        Format.time(seconds));
    console.say("fingerprint   %s", end.fingerprint());
    if (!end.isOk()) {
      console.say("to continue   %s", resuming);
      return;
    }
    try {
      ReturnCurve learning = ReturnCurve.of(directory);
      console.say(
          "evaluation    return %s (first %s)",
          Format.number(learning.last()), Format.number(learning.first()));
    } catch (UsageException e) { // the metrics have been moved away
      console.warn(String.valueOf(e.getMessage()));
    }
    console.say("metrics       %s", Metrics.file(directory));
  }

  /**
   * Prints the end of a command that makes several runs.
   *
   * @param what are in the directory beside the page
   */
  static void tell(
      Console console,
      String caption,
      List<Table> tables,
      List<String> sentences,
      String what,
      Path directory) {
    console.say("");
    console.paragraph(0, caption);
    console.say("");
    tables.forEach(table -> console.say("%s", table.text()));
    for (String sentence : sentences) {
      console.paragraph(0, sentence);
      console.say("");
    }
    console.say("%s: %s", what, directory);
    console.say("all on one page: %s", directory.resolve(PAGE));
  }

  /** A run does not fail because something cannot be drawn. */
  private void draw(Path directory) throws IOException {
    try {
      drawAll(directory);
    } catch (RuntimeException e) {
      console.warn("no report of " + directory + ": " + Failure.text(e));
    }
  }

  private void drawAll(Path directory) throws IOException {
    RunPictures pictures = RunPictures.of(directory, console);
    PictureFile.write(directory.resolve(CURVE), Chart.of(List.of(ReturnCurve.of(directory))));
    for (Film film : pictures.films()) {
      PictureFile.write(directory.resolve(FILM), film);
      say("pictures      %s, %s", directory.resolve(CURVE), directory.resolve(FILM));
    }
    RunPage.of(RunFiles.of(directory), pictures).write(directory.resolve(PAGE));
    say("report        %s", directory.resolve(PAGE));
  }

  private void say(String format, Object... values) {
    if (!quiet) {
      console.say(format, values);
    }
  }
}
