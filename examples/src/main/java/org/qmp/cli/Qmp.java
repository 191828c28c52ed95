package org.qmp.cli;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.qmp.cli.option.FileNames;
import org.qmp.cli.option.NamedSuite;
import org.qmp.cli.option.Plugins;
import org.qmp.cli.option.UsageException;
import org.qmp.cli.option.WrongInput;
import org.qmp.cli.run.Cluster;
import org.qmp.cli.run.Console;
import org.qmp.cli.run.Failure;
import org.qmp.cli.run.KernelLog;
import org.qmp.cli.run.RunFailedException;
import org.qmp.cli.run.StopSignal;
import org.qmp.cli.run.Terminal;
import org.qmp.cli.run.UnfinishedException;
import org.qmp.env.TaskSuite;
import org.qmp.rl.store.CheckpointException;
import org.qmp.rl.store.NoUsableCheckpointException;
import org.qmp.rl.store.RunInUseException;
import org.qmp.rl.store.SupersededException;
import org.qmp.rl.store.UnusableDirectoryException;
import org.qmp.rl.store.WrongSpecException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command line. */
@Command(
    name = "qmp",
    header = "Reinforcement learning in pure Java: the same bits everywhere.",
    description = {
      "",
      "Example:",
      "  qmp train                        trains the demo in about two minutes",
      "  qmp train --suite point --method separated+qmp --seed 1 --out runs/p1",
      "  qmp compare --suite point --methods separated,separated+qmp --seeds 5",
      ""
    },
    commandListHeading = "\nCommands:\n",
    synopsisSubcommandLabel = "<command>")
public final class Qmp implements Runnable {
  private static final int NARROWEST = 55; // of picocli
  private static final int USAGE = 2;
  private static final int RUN_FAILED = 42;
  private static final int NO_CHECKPOINT = 43;
  private static final int IO = 74;
  private static final int UNFINISHED = 75;
  private static final String EXIT_CODES =
      "\nExit codes: 0 done, 2 wrong input, 42 the run failed, 43 no usable checkpoint,"
          + " 74 reading or writing failed, 75 not finished, 143 saved and stopped after SIGTERM or Ctrl-C.";

  private final Console console;
  @Spec private @Nullable CommandSpec command;

  private Qmp(Console console) {
    this.console = console;
  }

  @Option(
      names = "--plugin",
      paramLabel = "<file>",
      scope = ScopeType.INHERIT,
      converter = FileNames.Existing.class,
      description = "Jar or task file whose suites can be named too; may be given several times.")
  void plugins(List<Path> jars) {
    jars.forEach(Plugins::add);
  }

  public static void main(String[] args) {
    Optional<String> unreadable =
        FileNames.unreadableDirectory(
            System.getProperty("user.dir", ""), System.getProperty("sun.jnu.encoding", ""));
    if (unreadable.isPresent()) { // else the first file name would fail
      System.exit(complain(Terminal.console(), "qmp", unreadable.get(), USAGE));
    }
    StopSignal stop = new StopSignal();
    Runtime.getRuntime().addShutdownHook(stop);
    int code = run(Terminal.console(), stop, NamedSuite::suite, args);
    stop.ended(code);
    System.exit(code);
  }

  /**
   * Runs one command, whose comparisons and searches run on a cluster, and returns its exit code.
   */
  public static int run(Cluster cluster, String... args) {
    return run(Terminal.console(), new StopSignal(), NamedSuite::suite, Optional.of(cluster), args);
  }

  /**
   * Runs one command and returns its exit code.
   *
   * @param suites finds a suite by its name
   */
  static int run(
      Console console, StopSignal stop, Function<String, TaskSuite> suites, String... args) {
    return run(console, stop, suites, Optional.empty(), args);
  }

  static int run(
      Console console,
      StopSignal stop,
      Function<String, TaskSuite> suites,
      Optional<Cluster> cluster,
      String... args) {
    KernelLog.silence();
    int code = execute(console, stop, suites, cluster, args);
    Optional<IOException> lost = console.failure();
    if (code == 0 && lost.isPresent()) {
      return complain(console, "qmp", message(lost.get()), IO);
    }
    return code;
  }

  private static int execute(
      Console console,
      StopSignal stop,
      Function<String, TaskSuite> suites,
      Optional<Cluster> cluster,
      String... args) {
    CommandLine line = new CommandLine(new Qmp(console));
    document(line);
    Train train = new Train(console, stop, suites);
    Compare compare = new Compare(console, stop, suites, cluster);
    Sweep sweep = new Sweep(console, stop, suites, cluster);
    List.of(
            train,
            compare,
            sweep,
            new Eval(console),
            new Render(console),
            new Plot(console),
            new Report(console),
            new Export(console),
            new Dash(console),
            new Envs(console),
            new MethodList(console),
            new Info(console),
            new Theory(console),
            new Completion(console))
        .forEach(command -> line.addSubcommand(document(new CommandLine(command))));
    Map<String, CommandLine> commands = line.getSubcommands();
    train.options().addTo(requireNonNull(commands.get("train")).getCommandSpec());
    compare.options().addTo(requireNonNull(commands.get("compare")).getCommandSpec());
    sweep.options().addTo(requireNonNull(commands.get("sweep")).getCommandSpec());
    line.addSubcommand(new CommandLine.HelpCommand());
    line.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8));
    line.setUsageHelpWidth(Math.max(NARROWEST, Math.min(Console.COLUMNS, console.columns())));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.getCommandSpec().version("qmp " + version());
    line.setParameterExceptionHandler(
        (wrong, given) ->
            complain(console, name(wrong.getCommandLine()), WrongInput.describe(wrong), USAGE));
    line.setExecutionExceptionHandler(
        (error, where, parsed) -> complain(console, name(where), message(error), code(error)));
    try {
      return line.execute(args);
    } catch (Error e) { // or the exit code would be that of a stopped process
      return complain(console, name(line), Failure.unforeseen(e), RUN_FAILED);
    }
  }

  private static CommandLine document(CommandLine line) {
    line.getCommandSpec().mixinStandardHelpOptions(true);
    line.getCommandSpec()
        .usageMessage()
        .parameterListHeading("Arguments:\n")
        .optionListHeading("Options:\n")
        .sortOptions(false)
        .footer(EXIT_CODES);
    return line;
  }

  private static String name(CommandLine line) {
    return line.getCommandSpec().qualifiedName();
  }

  /** Without a command, it explains itself. */
  @Override
  public void run() {
    Objects.requireNonNull(command).commandLine().usage(console.out());
  }

  static String version() {
    return Optional.ofNullable(Qmp.class.getPackage().getImplementationVersion())
        .orElse("development");
  }

  private static int complain(Console console, String who, String message, int code) {
    console.complain(who, message);
    return code;
  }

  private static int code(Exception error) {
    if (error instanceof UsageException
        || error instanceof UnusableDirectoryException
        || error instanceof WrongSpecException
        || error instanceof RunInUseException) {
      return USAGE;
    }
    if (error instanceof NoUsableCheckpointException || error instanceof CheckpointException) {
      return NO_CHECKPOINT;
    }
    if (error instanceof UnfinishedException || error instanceof SupersededException) {
      return UNFINISHED;
    }
    return error instanceof IOException ? IO : RUN_FAILED;
  }

  private static String message(Exception error) {
    boolean foreseen =
        error instanceof RunFailedException
            || code(error) == UNFINISHED
            || code(error) == USAGE
            || code(error) == NO_CHECKPOINT;
    if (foreseen) {
      return String.valueOf(error.getMessage());
    }
    return code(error) == IO ? Failure.ofFile(error) : Failure.unforeseen(error);
  }
}
