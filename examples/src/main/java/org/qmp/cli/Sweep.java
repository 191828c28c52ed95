package org.qmp.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.qmp.autograd.kernel.Backend;
import org.qmp.cli.compare.Measure;
import org.qmp.cli.option.FileNames;
import org.qmp.cli.option.Methods;
import org.qmp.cli.option.Numbers;
import org.qmp.cli.option.ParallelOptions;
import org.qmp.cli.option.Shard;
import org.qmp.cli.option.SpecOptions;
import org.qmp.cli.report.SweepPage;
import org.qmp.cli.run.Cluster;
import org.qmp.cli.run.Console;
import org.qmp.cli.run.Format;
import org.qmp.cli.run.RunContext;
import org.qmp.cli.run.StopSignal;
import org.qmp.cli.sweep.Search;
import org.qmp.cli.sweep.SearchSpace;
import org.qmp.cli.sweep.SweepPlan;
import org.qmp.cli.sweep.SweepReport;
import org.qmp.cli.sweep.SweepRunner;
import org.qmp.env.TaskSuite;
import org.qmp.rl.RunSpec;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code qmp sweep}. */
@Command(
    name = "sweep",
    header = "Searches for the best settings of methods.",
    description = {
      "",
      "Trains each method in many settings with some seeds, chooses its best setting, and trains"
          + " it again with fresh seeds, whose numbers are the ones to report. After a stop or a"
          + " kill, the same command continues. The results depend neither on the number of"
          + " threads nor on shards.",
      "",
      "Every setting below, and every --set, may be several values or a range:",
      "  --set learningRate=1e-4,3e-4    two values",
      "  --set 'hidden=64,64|256,256'    two values that hold commas",
      "  --set learningRate=1e-4..1e-2   a number in between, log-uniform",
      "  --set gamma=0.9..0.99:linear    a number in between, uniform",
      "Settings of some methods are searched for those that have them; a method's own settings"
          + " (qmp:persistence=10) are not searched.",
      "",
      "SIGTERM and Ctrl-C save all runs before the process ends (exit code 143).",
      "",
      "Example:",
      "  qmp sweep --suite point --methods separated,separated+qmp \\",
      "      --set learningRate=1e-4,3e-4,1e-3 --set batch=32,256",
      ""
    })
final class Sweep implements Callable<Integer> {
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
      description = "Methods, separated by commas; the others are compared with the first one.")
  private Methods.@Nullable Names methods;

  @Option(
      names = "--search",
      paramLabel = "<search>",
      converter = Search.Reader.class,
      description =
          "grid: all combinations (the default); random:20: 20 settings drawn at random;"
              + " halving:3: all begin with few steps, the best third continues with three times as"
              + " many; random:20,halving:3: both.")
  private Search search = Search.GRID;

  @Option(
      names = "--search-seed",
      paramLabel = "<number>",
      converter = Numbers.Seed.class,
      description = "Number from which random settings are drawn. Default: 1.")
  private long searchSeed = 1;

  @Option(
      names = "--seeds",
      paramLabel = "<count>",
      converter = Numbers.Count.class,
      description = "Number of seeds that choose: 1, 2, … Default: 3.")
  private int seeds = 3;

  @Option(
      names = "--confirm",
      paramLabel = "<count>",
      converter = Numbers.Count.class,
      description = "Number of fresh seeds that report the chosen setting. Default: 5.")
  private int confirm = 5;

  @Option(
      names = "--rank-by",
      paramLabel = "<metric>",
      description =
          "Metric whose mean height of the learning curve ranks settings: return, or any that is 0"
              + " or 1 for an episode. Default: success, if all tasks have it.")
  private @Nullable String rankBy;

  @Option(
      names = "--out",
      paramLabel = "<directory>",
      converter = FileNames.Directory.class,
      description = "Directory for runs and results. Default: runs/sweep-<suite>.")
  private @Nullable Path out;

  @Mixin private final ParallelOptions parallel = new ParallelOptions();

  @Option(names = "--dry-run", description = "List the runs of this process, and run nothing.")
  private boolean dryRun;

  Sweep(
      Console console,
      StopSignal stop,
      Function<String, TaskSuite> suites,
      Optional<Cluster> cluster) {
    this.console = console;
    this.stop = stop;
    this.suites = suites;
    this.cluster = cluster;
  }

  SpecOptions options() {
    return options;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    SweepPlan plan = plan();
    TaskSuite suite = suites.apply(plan.suite());
    Measure measure = Measure.of(suite, "--rank-by", Optional.ofNullable(rankBy));
    RunContext context =
        new RunContext(console, stop, suites, Backend.best(), parallel.quiet(), cluster);
    Shard shard = parallel.shard();
    SweepRunner runner =
        new SweepRunner(context, plan, suite, measure, shard, parallel.retryFailed());
    runner.requirePossible();
    SweepReport start = new SweepReport(plan, runner.look(), measure);
    if (dryRun || !parallel.quiet()) {
      start.announcement().forEach(line -> console.paragraph(0, line));
    }
    if (dryRun) {
      console.say("%s%s", start.open(shard, parallel.retryFailed()).text(), start.missing());
      return 0;
    }
    if (!parallel.collect() && !run(runner, context)) {
      return 0;
    }
    SweepReport report = new SweepReport(plan, runner.look(), measure);
    if (shard.isWhole() && report.tellsAnything()) {
      report.write();
      SweepPage.of(report).write(plan.directory().resolve(RunReport.PAGE));
      if (!parallel.quiet()) {
        RunReport.tell(
            console,
            report.caption(),
            report.tables(),
            report.sentences(),
            "tables and numbers",
            plan.directory());
      }
    }
    report.requireFinished();
    return 0;
  }

  /** Returns whether everything that can be run here has been run; if not, a stop was requested. */
  private boolean run(SweepRunner runner, RunContext context)
      throws IOException, InterruptedException {
    if (!parallel.quiet() && cluster.isEmpty()) {
      console.paragraph(0, Format.count(parallel.threads(), "run") + " at a time");
      console.paragraph(0, "each run has " + context.backend().advice());
    }
    boolean done = runner.run(parallel.threads());
    if (!done && !parallel.quiet()) {
      console.say("saved and stopped; the same command continues");
    }
    return done;
  }

  private SweepPlan plan() throws IOException {
    RunSpec base = options.base();
    return SweepPlan.of(
        Methods.Names.required(methods),
        base,
        SearchSpace.of(options.given()),
        search.seeded(searchSeed),
        seeds,
        confirm,
        out == null ? Path.of("runs", "sweep-" + base.suite().replace(':', '-')) : out);
  }
}
