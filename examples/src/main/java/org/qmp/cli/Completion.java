package org.qmp.cli;

import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.qmp.cli.run.Console;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code qmp completion}. */
@Command(
    name = "completion",
    header = "Prints a script that completes commands and options.",
    description = {
      "",
      "With it, the Tab key completes commands, options, suites and methods in bash and zsh.",
      "",
      "Example:",
      "  qmp completion bash > ~/.qmp-completion",
      "  echo 'source ~/.qmp-completion' >> ~/.bashrc",
      ""
    })
final class Completion implements Callable<Integer> {
  private final Console console;
  @Spec private @Nullable CommandSpec command;

  @Parameters(paramLabel = "<shell>", description = "bash or zsh.")
  @SuppressWarnings("UnusedVariable") // one script serves both
  private Shell shell = Shell.BASH;

  private enum Shell {
    BASH,
    ZSH;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  Completion(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    String script = AutoComplete.bash("qmp", Objects.requireNonNull(command).root().commandLine());
    console.out().print(script.replace("\r\n", "\n"));
    return 0;
  }
}
