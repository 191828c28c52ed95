package org.qmp.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.qmp.autograd.kernel.Backend;
import org.qmp.cli.compare.Comparison;
import org.qmp.cli.compare.Comparison.Member;
import org.qmp.cli.compare.ComparisonFiles;
import org.qmp.cli.compare.ComparisonReport;
import org.qmp.cli.compare.ComparisonRunner;
import org.qmp.cli.compare.ComparisonState;
import org.qmp.cli.compare.Measure;
import org.qmp.cli.option.FileNames;
import org.qmp.cli.option.Methods;
import org.qmp.cli.option.Numbers;
import org.qmp.cli.option.ParallelOptions;
import org.qmp.cli.option.SpecOptions;
import org.qmp.cli.report.ComparisonPage;
import org.qmp.cli.run.Cluster;
import org.qmp.cli.run.Console;
import org.qmp.cli.run.RunContext;
import org.qmp.cli.run.RunExecutor;
import org.qmp.cli.run.StopSignal;
import org.qmp.env.TaskSuite;
import org.qmp.rl.RunSpec;
import org.qmp.rl.SpecKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code qmp compare}. */
@Command(
    name = "compare",
    header = "Trains several methods on the same seeds and compares them.",
    description = {
      "",
      "Makes the missing runs and resumes unfinished ones, one run on each thread, and ends with"
          + " tables, learning curves, matrices of who acted for whom, and maps of the policies"
          + " that the switch picks. The results do not depend on the number of threads. After a"
          + " stop or a kill, the same command continues.",
      "",
      "All methods share their settings; options of some methods apply to those that have them."
          + " Settings that are not given are those of the suite's preset. Method and seed of"
          + " --spec are ignored.",
      "",
      "SIGTERM and Ctrl-C save all runs before the process ends (exit code 143).",
      "",
      "A run that fails does not stop the others: the tables leave it out and say so, and the exit"
          + " code is 42. Several processes, on any machines that see the directory, share the runs"
          + " with --shard; then --collect makes the tables.",
      "",
      "Example:",
      "  qmp compare --suite point --methods separated,separated+qmp --seeds 5",
      ""
    })
final class Compare implements Callable<Integer> {
  private final Console console;
  private final StopSignal stop;
  private final Function<String, TaskSuite> suites;
  private final Optional<Cluster> cluster;
  @Mixin private final SpecOptions options = new SpecOptions(Compare::isFree);

  @Option(
      names = "--methods",
      paramLabel = "<methods>",
      converter = Methods.Several.class,
      completionCandidates = Methods.All.class,
      description =
          "Methods, separated by commas; the others are compared with the first one. One may have"
              + " settings of its own: qmp:persistence=10:tie=own.")
  private Methods.@Nullable Names methods;

  @Option(
      names = "--seeds",
      paramLabel = "<count>",
      converter = Numbers.Count.class,
      defaultValue = "5",
      description = "Number of seeds: 1, 2, … Default: 5.")
  private int seeds;

  @Option(
      names = "--measure",
      paramLabel = "<metric>",
      description =
          "What methods are compared by: return, or any metric that is 0 or 1 for an episode."
              + " Default: success, if all tasks have it.")
  private @Nullable String measure;

  @Option(
      names = "--threshold",
      paramLabel = "<share>",
      converter = Numbers.Share.class,
      description = "Rate whose number of steps is reported. Default: 0.9.")
  private double threshold = Measure.SUCCESS.threshold();

  @Option(
      names = "--out",
      paramLabel = "<directory>",
      converter = FileNames.Directory.class,
      description = "Directory for runs and results. Default: runs/compare-<suite>.")
  private @Nullable Path out;

  @Mixin private final ParallelOptions parallel = new ParallelOptions();

  Compare(
      Console console,
      StopSignal stop,
      Function<String, TaskSuite> suites,
      Optional<Cluster> cluster) {
    this.console = console;
    this.stop = stop;
    this.suites = suites;
    this.cluster = cluster;
  }

  /** All keys but those in which methods and seeds differ. */
  static boolean isFree(SpecKey key) {
    return !SpecOptions.isMethod(key) && !List.of("suite", "seed").contains(key.name());
  }

  SpecOptions options() {
    return options;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<RunSpec> runs = runs();
    RunSpec first = runs.get(0);
    Path directory =
        out == null ? Path.of("runs", "compare-" + first.suite().replace(':', '-')) : out;
    Comparison comparison =
        new Comparison(first, runs.stream().map(RunSpec::method).toList(), seeds, directory);
    RunContext context =
        new RunContext(console, stop, suites, Backend.best(), parallel.quiet(), cluster);
    Measure by = Measure.of(suites.apply(first.suite()), "--measure", Optional.ofNullable(measure));
    ComparisonRunner runner =
        new ComparisonRunner(context, comparison, by.withThreshold(threshold));
    List<Member> members = runner.members(parallel.shard());
    runner.requirePossible();
    if (parallel.retryFailed()) {
      for (Member member : members) {
        RunExecutor.forgetFailure(member.spec(), member.directory());
      }
    }
    if (!parallel.collect() && !runner.run(parallel.threads(), members)) {
      return 0;
    }
    ComparisonState state = ComparisonState.of(comparison);
    if (parallel.shard().isWhole()) {
      collect(runner, state);
    }
    state.requireFinished(members);
    return 0;
  }

  private void collect(ComparisonRunner runner, ComparisonState state) throws IOException {
    Optional<ComparisonFiles> files = runner.collect(state);
    if (files.isPresent()) {
      Path directory = state.comparison().directory();
      if (!parallel.quiet()) {
        ComparisonReport report = files.get().report();
        RunReport.tell(
            console,
            report.caption(),
            report.tables(),
            report.sentences(),
            "tables and pictures",
            directory);
      }
      ComparisonPage.of(files.get(), console).write(directory.resolve(RunReport.PAGE));
    } else if (!parallel.quiet()) {
      console.say("%s", state.leftOut().text());
    }
  }

  /** One run of each method, with its options. */
  private List<RunSpec> runs() throws IOException {
    RunSpec base = options.base();
    Methods.Names names = Methods.Names.required(methods);
    List<RunSpec> runs = names.runs(base);
    return names.refined(options.applied(runs, Methods.Names.option(runs)));
  }
}
