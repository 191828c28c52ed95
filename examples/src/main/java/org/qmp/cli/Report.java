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
import org.qmp.cli.compare.ComparisonReport;
import org.qmp.cli.compare.EvaluationRows;
import org.qmp.cli.option.FileNames;
import org.qmp.cli.option.NamedSuite;
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
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code qmp report}. */
@Command(
    name = "report",
    header = "Shows a run, a comparison or several runs on one page of HTML.",
    description = {
      "",
      "The page has curves, tables, pictures, fingerprints and the command, and needs no other file"
          + " and no network. 'qmp train' and 'qmp compare' end with it; this command makes it"
          + " again, even for unfinished runs.",
      "",
      "From a comparison's evaluations.csv, also compressed, it prints the tables and makes a page"
          + " of tables and curves; the runs are not needed. Several files make one comparison.",
      "",
      "Example:",
      "  qmp report runs/p1",
      ""
    })
final class Report implements Callable<Integer> {
  private final Console console;

  @Parameters(
      paramLabel = "<run>",
      arity = "1..*",
      converter = FileNames.DirectoryOrRows.class,
      description =
          "Directory of a run, of a comparison, or of several runs; or one or several"
              + " evaluations.csv.")
  private List<Path> inputs = List.of();

  @Option(
      names = "--out",
      paramLabel = "<file>",
      converter = FileNames.Html.class,
      description = "The page. Default: report.html in the directory, or beside the file.")
  private @Nullable Path out;

  @Option(
      names = "--measure",
      paramLabel = "<metric>",
      description = "For evaluations.csv: what methods are compared by, as for 'qmp compare'.")
  private @Nullable String measure;

  Report(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    boolean rows = inputs.stream().allMatch(Files::isRegularFile);
    Path first = inputs.get(0);
    if (!rows && inputs.size() > 1) {
      throw new UsageException(
          "<run> must be one directory, or files evaluations.csv; got " + inputs);
    }
    if (!rows && measure != null) {
      throw new UsageException(
          "--measure needs evaluations.csv; 'qmp compare' with --measure and --collect makes a"
              + " comparison's tables and page again");
    }
    Path file = out;
    if (file == null) {
      file = rows ? first.resolveSibling(RunReport.PAGE) : first.resolve(RunReport.PAGE);
    }
    (rows ? ofRows() : page(first)).write(file);
    console.say("%s", file);
    return 0;
  }

  private Page ofRows() throws IOException {
    ComparisonReport report =
        EvaluationRows.report(inputs, NamedSuite::suite, Optional.ofNullable(measure));
    report.tables().forEach(table -> console.say("%s", table.text()));
    return ComparisonPage.of(report);
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
