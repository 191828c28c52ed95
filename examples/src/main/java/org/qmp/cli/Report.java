package org.qmp.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.qmp.cli.compare.ComparisonFiles;
import org.qmp.cli.option.FileNames;
import org.qmp.cli.option.RunsDirectory;
import org.qmp.cli.option.UsageException;
import org.qmp.cli.report.ComparisonPage;
import org.qmp.cli.report.Page;
import org.qmp.cli.report.RunFiles;
import org.qmp.cli.report.RunPage;
import org.qmp.cli.report.RunPictures;
import org.qmp.cli.report.RunsPage;
import org.qmp.cli.run.Console;
import org.qmp.cli.run.Runs;
import org.qmp.cli.sweep.SweepReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code qmp report}. */
@Command(
    name = "report",
    header = "Shows a run, a comparison or several runs on one page of HTML.",
    description = {
      "",
      "The page has curves, tables, pictures, fingerprints and the command, and needs no other file"
          + " and no network. 'qmp train' and 'qmp compare' end with it; this command makes it"
          + " again, also of runs that are not finished.",
      "",
      "Example:",
      "  qmp report runs/p1",
      ""
    })
final class Report implements Callable<Integer> {
  private final Console console;

  @Mixin private RunsDirectory runs = new RunsDirectory();

  @Option(
      names = "--out",
      paramLabel = "<file>",
      converter = FileNames.Html.class,
      description = "The page. Default: report.html in the directory.")
  private @Nullable Path out;

  Report(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Path file = out == null ? runs.path().resolve(RunReport.PAGE) : out;
    page(runs.path()).write(file);
    console.say("%s", file);
    return 0;
  }

  private Page page(Path directory) throws IOException {
    if (Runs.exists(directory)) {
      return RunPage.of(RunFiles.of(directory), RunPictures.of(directory, console));
    }
    Optional<ComparisonFiles> comparison = ComparisonFiles.in(directory, console);
    if (comparison.isPresent()) {
      return ComparisonPage.of(comparison.get(), console);
    }
    if (Files.exists(directory.resolve(SweepReport.TABLES))) {
      throw new UsageException(
          directory + " holds a sweep; the same 'qmp sweep' with --collect makes its page again");
    }
    List<RunFiles> files = new ArrayList<>();
    for (Path run : Runs.in(List.of(directory))) {
      files.add(RunFiles.of(run));
    }
    return RunsPage.of(directory, files);
  }
}
