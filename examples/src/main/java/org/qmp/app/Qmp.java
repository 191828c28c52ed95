package org.qmp.app;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.qmp.autograd.kernel.Backend;
import org.qmp.env.TaskSuite;
import org.qmp.rl.store.CheckpointException;
import org.qmp.rl.store.NoUsableCheckpointException;
import org.qmp.rl.store.RunInUseException;
import org.qmp.rl.store.UnusableDirectoryException;
import org.qmp.rl.store.WrongSpecException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** The command line. */
@Command(
    name = "qmp",
    header = "Reinforcement learning in pure Java: the same bits everywhere.",
    description = {
      "",
      "Example:",
      "  qmp train                        trains the demo in a minute or two",
      "  qmp train --suite point --method separated+qmp --seed 1 --out runs/p1",
      "  qmp compare --suite point --methods separated,separated+qmp,uniform --seeds 5",
      ""
    },
    commandListHeading = "Commands:\n",
    optionListHeading = "Options:\n",
    synopsisSubcommandLabel = "<command>")
final class Qmp implements Runnable {
  private static final int USAGE = 2;
  private static final int RUN_FAILED = 42;
  private static final int NO_CHECKPOINT = 43;
  private static final int IO = 74;
  private static final String EXIT_CODES =
      "\nExit codes: 0 done, 2 wrong input, 42 the run failed, 43 no usable checkpoint,"
          + "\n  74 reading or writing failed, 143 saved and stopped after SIGTERM or Ctrl-C.";

  /** Held, or the level set on it would be forgotten. */
  private static final Logger KERNEL_LOG = Logger.getLogger(Backend.class.getName());

  private Qmp() {}

  public static void main(String[] args) {
    Console console =
        new Console(utf8(FileDescriptor.out), utf8(FileDescriptor.err), somebodyWatches());
    Stop stop = new Stop();
    Runtime.getRuntime().addShutdownHook(stop);
    int code = run(console, stop, Worlds::suite, args);
    stop.ended(code);
    System.exit(code);
  }

  /** From JDK 22 to 24 a pipe has a console too, unless the launcher chooses another one. */
  @SuppressWarnings("SystemConsoleNull")
  private static boolean somebodyWatches() {
    return System.console() != null;
  }

  private static PrintStream utf8(FileDescriptor where) {
    return new PrintStream(new FileOutputStream(where), true, StandardCharsets.UTF_8);
  }

  /**
   * Runs one command and returns its exit code.
   *
   * @param worlds what the names of suites stand for in training
   */
  static int run(Console console, Stop stop, Function<String, TaskSuite> worlds, String... args) {
    KERNEL_LOG.setLevel(Level.OFF);
    CommandLine line =
        new CommandLine(new Qmp())
            .addSubcommand(new Train(console, stop, worlds))
            .addSubcommand(new Compare(console, stop, worlds))
            .addSubcommand(new Eval(console))
            .addSubcommand(new Render(console))
            .addSubcommand(new Plot(console))
            .addSubcommand(new Envs(console))
            .addSubcommand(new MethodList(console))
            .addSubcommand(new Info(console));
    line.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8));
    line.setUsageHelpWidth(100);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.getCommandSpec().version("qmp " + version());
    line.getSubcommands().values().forEach(Qmp::document);
    document(line);
    line.setParameterExceptionHandler(
        (wrong, given) -> complain(console, wrong.getCommandLine(), describe(wrong), USAGE));
    line.setExecutionExceptionHandler(
        (error, where, parsed) -> complain(console, where, message(error), code(error)));
    try {
      return line.execute(args);
    } catch (Error e) { // else the process would seem to have been stopped
      return complain(console, line, e.toString(), RUN_FAILED);
    }
  }

  private static void document(CommandLine line) {
    line.getCommandSpec().mixinStandardHelpOptions(true);
    line.getCommandSpec().usageMessage().footer(EXIT_CODES);
  }

  @Override
  public void run() {
    throw new UsageException(
        "which command? train, compare, eval, render, plot, envs, methods and info are allowed");
  }

  static String version() {
    return Optional.ofNullable(Qmp.class.getPackage().getImplementationVersion())
        .orElse("development");
  }

  private static int complain(Console console, CommandLine where, String message, int code) {
    String line = message.replaceAll("\\s*\\R\\s*", " ");
    console.err().print(where.getCommandSpec().qualifiedName() + ": " + line + "\n");
    return code;
  }

  /** Picocli's words, with a hint where they do not say what is allowed. */
  private static String describe(ParameterException wrong) {
    String message = String.valueOf(wrong.getMessage());
    boolean complete = message.contains("allowed") || message.contains("expected one of");
    String command = wrong.getCommandLine().getCommandSpec().qualifiedName();
    return complete ? message : message + "; '" + command + " --help' lists what is allowed";
  }

  private static int code(Exception error) {
    if (error instanceof UsageException
        || error instanceof UnusableDirectoryException
        || error instanceof WrongSpecException
        || error instanceof RunInUseException) {
      return USAGE;
    }
    if (error instanceof NoUsableCheckpointException
        || error instanceof CheckpointException
        || error instanceof IllegalArgumentException) {
      return NO_CHECKPOINT;
    }
    return error instanceof IOException ? IO : RUN_FAILED;
  }

  private static String message(Exception error) {
    String message = String.valueOf(error.getMessage());
    return code(error) == IO
        ? "reading or writing failed: " + error.getClass().getSimpleName() + ": " + message
        : message;
  }
}
