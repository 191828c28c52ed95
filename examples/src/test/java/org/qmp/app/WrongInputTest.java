package org.qmp.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

/** Wrong input is answered in one line that helps. */
final class WrongInputTest {

  private static void isRefused(List<String> named, String... args) {
    Shell shell = Shell.qmp(args);
    assertEquals(2, shell.code(), shell.err());
    assertEquals("", shell.out());
    assertEquals(1, shell.err().lines().count(), shell.err());
    for (String part : named) {
      assertTrue(shell.err().contains(part), shell.err() + " lacks " + part);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--env | moon | pendulum, point, point-figure are allowed",
        "--seed | 1.5 | whole numbers",
        "--steps | 0 | whole numbers from 1",
        "--steps | 1e99999999 | whole numbers from 1",
        "--batch | many | whole numbers from 1",
        "--hidden | 64,,64 | widths from 1",
        "--learning-rate | 1 | above 0 and below 1",
        "--updates-per-step | -1 | from 0 to 1000",
        "--warm-up | -5 | whole numbers from 0",
        "--evaluate-every | 0 | whole numbers from 1",
        "--evaluation-episodes | 0 | whole numbers from 1",
        "--save-every | 0 | whole numbers from 1",
        "--precision | HALF | [DOUBLE, FLOAT]",
        "--threads | 0 | whole numbers from 1",
      })
  void aBadValueIsNamedWithItsOptionAndWhatIsAllowed(String option, String value, String allowed) {
    isRefused(List.of(option, "'" + value + "'", allowed), "train", option + "=" + value);
  }

  @Test
  void whatIsMissingOrTooMuchIsNamed() {
    isRefused(List.of("train, eval, render, plot, envs"));
    isRefused(List.of("'fly'"), "fly");
    isRefused(List.of("--env is missing", "pendulum"), "train", "--steps", "10");
    isRefused(List.of("--sped", "--help"), "train", "--sped");
    isRefused(List.of("<run>"), "eval");
    isRefused(List.of("--seed"), "train", "--seed");
  }

  @Test
  void aDirectoryWithoutARunIsNamed(@TempDir Path temp) {
    for (String command : List.of("eval", "render", "plot")) {
      isRefused(List.of("<run>", temp.toString(), "qmp train"), command, temp.toString());
    }
  }

  @ParameterizedTest
  @CsvSource({"10k, 10000", "1.2M, 1200000", "7, 7", "5e3, 5000", "2K, 2000"})
  void countsAreReadAsPeopleWriteThem(String text, long value) {
    assertEquals(value, new Numbers.Positive().convert(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "k", "1.5", "10kk", "-1", "0", "1e-3", "NaN", "1.0001k", "9e18M"})
  void whatIsNoCountIsRefused(String text) {
    assertThrows(TypeConversionException.class, () -> new Numbers.Positive().convert(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"train", "eval", "render", "plot", "envs", "info"})
  void helpHasAnExampleAndTheExitCodes(String command) {
    Shell shell = Shell.qmp(command, "--help");
    assertEquals(0, shell.code());
    assertTrue(shell.out().contains("Example:\n  qmp " + command), shell.out());
    assertTrue(shell.out().contains("Exit codes: 0 done, 2 wrong input"), shell.out());
  }
}
