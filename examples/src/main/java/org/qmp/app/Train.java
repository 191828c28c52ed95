package org.qmp.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.qmp.autograd.kernel.Backend;
import org.qmp.env.TaskSuite;
import org.qmp.rl.RunSpec;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code qmp train}. */
@Command(
    name = "train",
    header = "Trains, and goes on with what was begun.",
    description = {
      "",
      "Alone it trains the demo: a pendulum that learns to swing up, in less than a minute.",
      "With --env it makes a run in a directory: metrics, checkpoints, a learning curve, a film.",
      "A run that was stopped or killed goes on with --resume, and ends with the same bits. Threads",
      "and kernels may change in between: they are a matter of speed alone.",
      "",
      "Example:",
      "  qmp train --env pendulum --seed 1 --steps 20k --out runs/p1",
      "  qmp train --out runs/p1 --resume",
      "",
      "SIGTERM and Ctrl-C save the run before the process ends (143).",
      ""
    },
    optionListHeading = "Options:%n",
    sortOptions = false)
final class Train implements Callable<Integer> {
  private final Console console;
  private final Stop stop;
  private final Function<String, TaskSuite> worlds;
  @Mixin private final RunOptions options = new RunOptions();

  @Option(
      names = "--out",
      paramLabel = "<run>",
      description = "Directory of the run. Default: runs/<world>-<seed>.")
  private @Nullable Path out;

  @Option(
      names = "--resume",
      description =
          "Go on with the run in --out, or begin it if there is none; what else is given must agree"
              + " with it.")
  private boolean resume;

  @Option(
      names = "--threads",
      paramLabel = "<count>",
      converter = Numbers.Threads.class,
      defaultValue = "1",
      description = "Threads that share a large product. Default: 1.")
  private int threads;

  @Option(names = "--quiet", description = "Say nothing unless something goes wrong.")
  private boolean quiet;

  Train(Console console, Stop stop, Function<String, TaskSuite> worlds) {
    this.console = console;
    this.stop = stop;
    this.worlds = worlds;
  }

  @Override
  public Integer call() throws IOException {
    Session session =
        new Session(console, stop, worlds, Backend.best().withThreads(threads), quiet);
    if (options.none() && out == null && !resume) {
      return new Demo(session, console, quiet).run(Path.of("runs"), Demo.SPEC);
    }
    Path directory = directory();
    RunSpec spec = spec(directory);
    Report report = new Report(console, quiet);
    report.header(spec, directory, session.backend());
    report.end(session.run(spec, directory), directory);
    return 0;
  }

  private Path directory() {
    if (out != null) {
      return out;
    }
    return Path.of("runs", world().key() + "-" + options.over(RunOptions.defaults(world())).seed());
  }

  private Worlds world() {
    Worlds world = options.env();
    if (world == null) {
      throw new UsageException("--env is missing, but " + Worlds.names() + " are allowed");
    }
    return world;
  }

  private RunSpec spec(Path directory) throws IOException {
    if (!Runs.exists(directory)) {
      return options.over(RunOptions.defaults(world()));
    }
    if (!resume) {
      throw new UsageException(
          "--out: '"
              + directory
              + "' already holds a run; --resume goes on with it, any other directory is allowed");
    }
    RunSpec saved = Runs.spec(directory);
    RunSpec asked = options.over(saved);
    requireSame(saved.canonical().split("\n", -1), asked.canonical().split("\n", -1), directory);
    return asked;
  }

  private static void requireSame(String[] saved, String[] asked, Path directory) {
    for (int i = 0; i < saved.length; i++) {
      if (!saved[i].equals(asked[i])) {
        throw new UsageException(
            option(asked[i])
                + " does not agree with the run in "
                + directory
                + ", which has "
                + option(saved[i]));
      }
    }
  }

  /** A line of the specification as it is given on the command line. */
  private static String option(String line) {
    int equals = line.indexOf('=');
    String key = line.substring(0, equals).replace("suite", "env");
    return "--"
        + key.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT)
        + " "
        + line.substring(equals + 1);
  }
}
