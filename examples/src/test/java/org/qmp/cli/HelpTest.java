package org.qmp.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every command has a help text. */
final class HelpTest {
  @Test
  void withoutACommandTheHelpIsPrinted() {
    Shell help = Shell.qmp("--help");
    assertTrue(help.out().contains("\n  compare     Trains several methods on"), help.out());
    assertEquals(help, Shell.qmp());
    assertEquals(help, Shell.qmp("help"));
    assertEquals(new Shell(0, help.out(), ""), help);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "train",
        "compare",
        "sweep",
        "eval",
        "render",
        "plot",
        "report",
        "export",
        "dash",
        "envs",
        "methods",
        "info",
        "theory",
        "completion"
      })
  void helpHasAnExampleAndTheExitCodesInEightyColumns(String command) {
    Shell shell = Shell.qmp(command, "--help");
    assertEquals(0, shell.code());
    assertEquals(shell, Shell.qmp("help", command));
    assertEquals(List.of(), shell.out().lines().filter(line -> line.length() > 80).toList());
    assertTrue(shell.out().contains("Example:\n  qmp " + command), shell.out());
    assertTrue(shell.out().contains("Exit codes: 0 done, 2 wrong input"), shell.out());
  }
}
