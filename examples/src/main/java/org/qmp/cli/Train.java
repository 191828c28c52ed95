package org.qmp.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.qmp.autograd.kernel.Backend;
import org.qmp.cli.option.FileNames;
import org.qmp.cli.option.Methods;
import org.qmp.cli.option.NamedSuite;
import org.qmp.cli.option.Numbers;
import org.qmp.cli.option.Plugins;
import org.qmp.cli.option.SpecOptions;
import org.qmp.cli.option.UsageException;
import org.qmp.cli.run.Agreement;
import org.qmp.cli.run.Console;
import org.qmp.cli.run.Format;
import org.qmp.cli.run.Memory;
import org.qmp.cli.run.Progress;
import org.qmp.cli.run.RunContext;
import org.qmp.cli.run.RunExecutor;
import org.qmp.cli.run.RunFailedException;
import org.qmp.cli.run.RunResult;
import org.qmp.cli.run.Runs;
import org.qmp.cli.run.StopSignal;
import org.qmp.env.TaskSuite;
import org.qmp.rl.RunSpec;
import org.qmp.rl.SpecKey;
import org.qmp.rl.SpecKeys;
import org.qmp.rl.multitask.Method;
import org.qmp.rl.multitask.NamedMethod;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code qmp train}. */
@Command(
    name = "train",
    header = "Trains a run, resumes it, or makes it longer.",
    description = {
      "",
      "Without options it trains the demo: the paper's illustration, then six tasks with and without"
          + " the Q-switch, in about two minutes. With --suite it trains one run and leaves metrics, checkpoints, a learning"
          + " curve and a film of an episode in a directory.",
      "",
      "Settings that are not given are those of the suite's preset: 'qmp envs <suite>' shows them."
          + " Lines of --spec override the preset, options and --set override both.",
      "",
      "--resume continues a run that was stopped or killed. It ends with the same bits as a run"
          + " that was never stopped, also with another number of threads or other kernels.",
      "",
      "SIGTERM and Ctrl-C save the run before the process ends (exit code 143).",
      "",
      "Example:",
      "  qmp train --suite point --method separated+qmp --seed 1 --out runs/p1",
      "  qmp train --out runs/p1 --resume",
      "  qmp train --prolong runs/p1 --steps 40k --out runs/p1-longer",
      ""
    })
final class Train implements Callable<Integer> {
  private static final Path DEMO = Path.of("runs", "demo");
  private static final Set<String> HARMLESS = Set.of("--threads", "--quiet");

  private final Console console;
  private final StopSignal stop;
  private final Function<String, TaskSuite> suites;
  @Mixin private final SpecOptions options = new SpecOptions(key -> !key.name().equals("suite"));
  @Spec private @Nullable CommandSpec command;

  @Option(
      names = "--method",
      paramLabel = "<method>",
      converter = Methods.Named.class,
      completionCandidates = Methods.All.class,
      description =
          "How the tasks are learned together; 'qmp methods' explains. Default: separated.")
  private @Nullable NamedMethod method;

  @Option(
      names = "--out",
      paramLabel = "<run>",
      converter = FileNames.Directory.class,
      description = "Directory of the run. Default: runs/<suite>-<method>-<seed>.")
  private @Nullable Path out;

  @Option(
      names = "--resume",
      description =
          "Continue the run in --out, or begin it if there is none. Other options must agree with"
              + " the run.")
  private boolean resume;

  @Option(
      names = "--retry-failed",
      description = "With --resume: try again if the run failed, from its last checkpoint.")
  private boolean retryFailed;

  @Option(
      names = "--prolong",
      paramLabel = "<run>",
      converter = FileNames.Directory.class,
      description =
          "Make a longer run of this one: --steps is its new length, --out a new directory.")
  private @Nullable Path parent;

  @Option(
      names = "--threads",
      paramLabel = "<count>",
      converter = Numbers.Threads.class,
      description =
          "Number of threads; changes no result. A single learner of all tasks, as of params, gains"
              + " less. Default: one for each processor.")
  private int threads = Numbers.Threads.all();

  @Option(names = "--quiet", description = "Print warnings and errors only.")
  private boolean quiet;

  Train(Console console, StopSignal stop, Function<String, TaskSuite> suites) {
    this.console = console;
    this.stop = stop;
    this.suites = suites;
  }

  SpecOptions options() {
    return options;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (nothingIsChosen()) {
      RunContext oneThread = new RunContext(console, stop, suites, Backend.best(), quiet);
      new Demo(oneThread, threads).run(Demo.comparison(DEMO, Demo.STEPS, Demo.SEEDS));
      return 0;
    }
    RunContext context =
        new RunContext(console, stop, suites, Backend.best().withThreads(threads), quiet);
    if (retryFailed && !resume) {
      throw new UsageException("--retry-failed needs --resume");
    }
    Path directory = directory();
    RunSpec spec = spec(directory);
    if (retryFailed) {
      RunExecutor.forgetFailure(spec, directory);
    }
    Optional<RunResult> known = RunResult.in(directory, spec).filter(RunResult::isFailed);
    if (known.isPresent()) {
      throw new RunFailedException(known.get().message(directory) + "; --retry-failed tries again");
    }
    TaskSuite tasks = Runs.suite(parent == null ? directory : parent, spec, suites);
    Memory.warnIfShort(List.of(spec), tasks, console);
    RunReport report = new RunReport(console, quiet);
    stop.heed();
    RunResult result;
    double seconds;
    try (Progress progress =
        new Progress(console, quiet, () -> report.header(spec, directory, context.backend()))) {
      RunExecutor executor = context.executor();
      result =
          executor.carryOut(
              spec, directory, Optional.ofNullable(parent), stop::requested, progress);
      seconds = progress.seconds();
    }
    if (result.isFailed()) {
      throw new RunFailedException(result.message(directory));
    }
    report.end(result, seconds, directory, Format.shell(resuming(spec, directory)));
    return 0;
  }

  /** The command that continues a run, with the options that its directory does not hold. */
  private static List<String> resuming(RunSpec spec, Path directory) {
    List<String> command =
        new ArrayList<>(List.of("qmp", "train", "--resume", "--out", directory.toString()));
    List<String> suite = Plugins.options(spec.suite());
    if (suite.size() > 2) { // more than --suite and a name, which the directory holds
      command.addAll(suite);
    }
    if (!savingAsUsual(spec).equals(spec)) {
      command.addAll(List.of("--save-every", "" + spec.training().saveEvery()));
    }
    return command;
  }

  /** Whether the command line has only options that change no result. */
  private boolean nothingIsChosen() {
    return Objects.requireNonNull(command).commandLine().getParseResult().matchedOptions().stream()
        .allMatch(option -> HARMLESS.contains(option.longestName()));
  }

  private Path directory() throws IOException {
    if (out != null) {
      return out;
    }
    if (parent != null) {
      throw new UsageException("--out is missing; --prolong needs a new directory");
    }
    if (resume && !options.hasSuite()) {
      throw new UsageException("--out is missing; --resume needs the directory of a run");
    }
    RunSpec spec = described(options.base());
    return Path.of(
        "runs",
        Format.text(
            "%s-%s-%d", spec.suite().replace(':', '-'), Methods.name(spec.method()), spec.seed()));
  }

  private RunSpec spec(Path directory) throws IOException {
    if (!Runs.exists(directory)) {
      if (parent != null) {
        return prolonged(parent);
      }
      if (resume && !options.hasSuite()) {
        throw new UsageException(
            "--out holds no run to resume, and without --suite none can begin; got '"
                + directory
                + "'");
      }
      return described(options.base());
    }
    if (!resume) {
      throw new UsageException(
          "--out: '"
              + directory
              + "' already holds a run; --resume continues it, or choose another directory");
    }
    RunSpec saved = saved(directory);
    RunSpec asked = described(options.over(saved));
    Agreement.require(saved, asked, directory);
    return asked;
  }

  /**
   * The specification in a run's directory, saved as often as its preset says, since the directory
   * does not say.
   */
  private static RunSpec saved(Path run) throws IOException {
    return savingAsUsual(Runs.spec(run));
  }

  /** The same run, saved as often as its preset says. */
  private static RunSpec savingAsUsual(RunSpec spec) {
    if (!NamedSuite.keys().contains(spec.suite().split(":", 2)[0])) {
      return spec; // of a missing plugin, which is reported later
    }
    long usual = NamedSuite.named("--suite", spec.suite()).defaults().training().saveEvery();
    return spec.with(c -> c.training = c.training.with(t -> t.saveEvery = usual));
  }

  /** The run in a directory, with more steps. */
  private RunSpec prolonged(Path run) throws IOException {
    if (!Runs.exists(run)) {
      throw new UsageException("--prolong must be the directory of a run; got '" + run + "'");
    }
    RunSpec saved = saved(run);
    RunSpec asked = described(options.over(saved));
    long steps = asked.training().steps();
    if (options.given().keySet().stream().noneMatch(key -> key.name().equals("steps"))) {
      throw new UsageException(
          Format.text(
              "--steps is missing; it must be more than the %d of the run in %s",
              saved.training().steps(), run));
    }
    if (steps <= saved.training().steps()) {
      throw new UsageException(
          Format.text(
              "--steps must be more than the %d of the run in %s; got %d",
              saved.training().steps(), run, steps));
    }
    Agreement.require(
        saved.with(c -> c.training = c.training.with(t -> t.steps = steps)), asked, run);
    return asked;
  }

  /** A run with the given method and values. */
  private RunSpec described(RunSpec base) {
    NamedMethod named = method;
    RunSpec spec =
        named == null || Methods.name(named.method()).equals(Methods.name(base.method()))
            ? base
            : base.with(c -> c.method = named.method());
    RunSpec described =
        options.applied(List.of(spec), "--method " + Methods.name(spec.method())).get(0);
    if (named != null) {
      requireKept(named, spec, described);
    }
    return described;
  }

  /** Checks that {@code --set} replaces no part that {@code --method} names; it may add one. */
  private static void requireKept(NamedMethod named, RunSpec before, RunSpec after) {
    RunSpec plain = before.with(c -> c.method = Method.SEPARATED);
    for (SpecKey key : SpecKeys.ALL) {
      if (!SpecOptions.isMethod(key)) {
        continue;
      }
      boolean isNamed =
          !key.get(before).equals(key.get(plain))
              || (key.name().equals("networks") && named.name().startsWith("separated"));
      if (isNamed && !key.get(before).equals(key.get(after))) {
        throw new UsageException(
            Format.text(
                "--set %s=%s contradicts --method %s, which has %s=%s",
                key.name(), key.get(after), named.name(), key.name(), key.get(before)));
      }
    }
  }
}
