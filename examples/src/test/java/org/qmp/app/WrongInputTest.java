package org.qmp.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
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
        "--suite | moon | pendulum, point, point-figure, point-figure-b, point-figure-c, maze",
        "--env | moon | maze-medium, reacher, reacher-mt3, reacher-stochastic, walker, walker-as-published",
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
        "--method | sac | allowed are separated, params",
        "--method | fully-shared+qmp | there is one policy to choose from",
        "--start | nobody | [UNIFORM, BEHAVIOR]",
        "--gamma | 1.1 | from 0 to 1",
        "--target-entropy | low | finite numbers",
        "--replay-capacity | 0 | whole numbers from 1 to 100M",
        "--score | max | mean, sample, and numbers of samples",
        "--judge | third | [FIRST, MIN, MEAN]",
        "--own-floor | 2 | from 0 to 1",
        "--tie | last | [LOWEST_INDEX, OWN]",
        "--precision | HALF | [DOUBLE, FLOAT]",
        "--threads | 0 | whole numbers from 1",
      })
  void aBadValueIsNamedWithItsOptionAndWhatIsAllowed(String option, String value, String allowed) {
    isRefused(List.of(option, "'" + value + "'", allowed), "train", option + "=" + value);
  }

  @Test
  void whatIsMissingOrTooMuchIsNamed() {
    isRefused(List.of("train, compare, eval, render, plot, envs, methods"));
    isRefused(List.of("'fly'"), "fly");
    isRefused(List.of("--suite is missing", "pendulum"), "train", "--steps", "10");
    isRefused(List.of("--sped", "--help"), "train", "--sped");
    isRefused(List.of("<run>"), "eval");
    isRefused(List.of("--seed"), "train", "--seed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--score=sample", "--judge=min", "--entropy=gaussian", "--persistence=2",
        "--own-floor=0.1", "--switch-warm-up=10", "--candidates=2", "--tie=own"
      })
  void optionsOfTheSwitchAreRefusedWithoutIt(String option, @TempDir Path temp) {
    isRefused(
        List.of(option.substring(0, option.indexOf('=')), "params+uniform", "+qmp are allowed"),
        "train",
        "--suite=point",
        "--method=params+uniform",
        "--out=" + temp.resolve("run"),
        option);
    assertFalse(Files.exists(temp.resolve("run")));
  }

  @Test
  void whatTheSuiteLacksIsNamedBeforeARunIsBegun(@TempDir Path temp) {
    Path run = temp.resolve("run");
    isRefused(
        List.of("separated+domain", "maze-medium", "without domain knowledge"),
        "train",
        "--quiet",
        "--suite=maze-medium",
        "--method=domain",
        "--out=" + run);
    isRefused(
        List.of("--method data", "pendulum", "without reward functions"),
        "train",
        "--quiet",
        "--suite=pendulum",
        "--method=data",
        "--out=" + run);
    assertFalse(Files.exists(run));
  }

  @Test
  void whatSuitesRefuseIsListed() {
    String said = Shell.qmp("methods").out();
    assertTrue(said.contains("data, cds"), said);
    assertTrue(said.contains("without reward functions: pendulum"), said);
  }

  /** What is printed can be typed. */
  @Test
  void worldsAreListedWithExactSettings() {
    assertTrue(Shell.qmp("envs").out().contains("--updates-per-step 0.16666666666666666 "));
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
  @ValueSource(strings = {"train", "compare", "eval", "render", "plot", "envs", "methods", "info"})
  void helpHasAnExampleAndTheExitCodes(String command) {
    Shell shell = Shell.qmp(command, "--help");
    assertEquals(0, shell.code());
    assertTrue(shell.out().contains("Example:\n  qmp " + command), shell.out());
    assertTrue(shell.out().contains("Exit codes: 0 done, 2 wrong input"), shell.out());
  }
}
