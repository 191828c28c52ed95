package org.qmp.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Wrong input is answered with a helpful message of one line. */
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

  static void isRefusedWith(String line, String... args) {
    assertEquals(new Shell(2, "", line + "\n"), Shell.qmp(args));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--suite | moon | one of pendulum, point, errands, point-figure, point-figure-b,"
            + " point-figure-c, maze,"
            + " maze-medium, reacher, reacher-mt3, reacher-stochastic, kitchen, kitchen-mt3,"
            + " metaworld-cds, mt10, mt10-repaired, mt50, mt50-repaired, walker,"
            + " walker-as-published",
        "--seed | 1.5 | a whole number of at most 64 bits",
        "--steps | 0 | a whole number ≥ 1 (10k, 1.2M)",
        "--steps | 1e99999999 | a whole number ≥ 1 (10k, 1.2M)",
        "--batch | many | a whole number from 1 to 100k",
        "--hidden | 64,,64 | widths from 1 to 10000, separated by commas (256,256), or none",
        "--learning-rate | 1 | a number > 0 and < 1, such as 3e-4",
        "--updates-per-step | -1 | a number from 0 to 1000, such as 0.5",
        "--warm-up | -5 | a whole number ≥ 0 (10k, 1.2M)",
        "--evaluate-every | 0 | a whole number ≥ 1 (10k, 1.2M)",
        "--evaluation-episodes | 0 | a whole number from 1 to 100k",
        "--save-every | 0 | a whole number ≥ 1 (10k, 1.2M)",
        "--start | nobody | one of uniform, behavior",
        "--gamma | 1.1 | a number from 0 to 1",
        "--tau | 0 | a number > 0 and ≤ 1, such as 0.005",
        "--reward-scale | -1 | a number > 0",
        "--log-std | wide | clamped:-20:2 or smooth:-5:2, or the like",
        "--gradient-clip | 0 | none or a number > 0",
        "--target-entropy | low | auto or a finite number, such as -2",
        "--replay-capacity | 0 | a whole number from 1 to 100M",
        "--score | max | mean, sample, or a number of samples from 1 to 10000",
        "--critic-choice | third | one of first, min, mean",
        "--own-floor | 2 | a number from 0 to 1",
        "--tie | last | one of lowest-index, own",
        "--precision | HALF | one of double, float",
        "--threads | 0 | a whole number from 1 to 256",
      })
  void aWrongValueIsNamedWithItsOptionAndWhatIsAllowed(String option, String value, String must) {
    List<String> args = new ArrayList<>(List.of("train", "--method=qmp", option + "=" + value));
    if (!option.equals("--suite")) {
      args.add("--suite=point");
    }
    isRefusedWith(
        "qmp train: " + option + " must be " + must + "; got '" + value + "'",
        args.toArray(String[]::new));
  }

  @Test
  void methodsThatDoNotExistAreNamed() {
    isRefusedWith(
        "qmp train: --method: 'sac' is not a method; allowed are separated, params, params-id,"
            + " fully-shared, data, cds, dnc, dnc-reg, pcgrad, mcal, decaf, each but fully-shared"
            + " also with +qmp, +uniform, +domain",
        "train",
        "--method=sac");
    isRefusedWith(
        "qmp train: --method: behaviour sharing with one network for all: there is one policy to"
            + " choose from; got 'fully-shared+qmp'",
        "train",
        "--method=fully-shared+qmp");
  }

  @Test
  void missingUnknownAndRepeatedArgumentsAreNamed() {
    isRefusedWith(
        "qmp train: --suite is missing; it must be one of pendulum, point, errands,"
            + " point-figure, point-figure-b, point-figure-c, maze, maze-medium, reacher, reacher-mt3,"
            + " reacher-stochastic, kitchen, kitchen-mt3, metaworld-cds, mt10, mt10-repaired,"
            + " mt50, mt50-repaired, walker,"
            + " walker-as-published",
        "train",
        "--steps=10");
    isRefusedWith("qmp train: --tasks needs --suite", "train", "--tasks=push");
    isRefusedWith(
        "qmp train: --tasks must be one of door-open, door-close, drawer-open, drawer-close; got"
            + " 'door-opn'; did you mean door-open?",
        "train",
        "--suite=metaworld-cds",
        "--tasks=door-opn");
    isRefusedWith("qmp eval: <run> is missing", "eval");
    isRefusedWith("qmp train: --seed must be followed by <number>", "train", "--seed");
    isRefusedWith("qmp train: --quiet takes no value; got '3'", "train", "--quiet=3");
    isRefusedWith("qmp train: --seed must be given only once", "train", "--seed=1", "--seed=2");
    isRefusedWith("qmp info: unknown argument 'x'; 'qmp info --help' lists them all", "info", "x");
    isRefusedWith(
        "qmp compare: --methods is missing; 'qmp methods' lists them", "compare", "--suite=point");
    isRefusedWith(
        "qmp sweep: --methods is missing; 'qmp methods' lists them", "sweep", "--suite=point");
  }

  @Test
  void contradictoryOptionsAreNamed(@TempDir Path temp) {
    isRefusedWith(
        "qmp train: --tasks cannot be given with --suite point:centre, which has some",
        "train",
        "--suite=point:centre",
        "--tasks=centre");
    isRefusedWith(
        "qmp train: --retry-failed needs --resume", "train", "--suite=point", "--retry-failed");
    isRefusedWith(
        "qmp train: networks cannot be multi-head: divide and conquer with networks multi-head: it"
            + " needs separate policies",
        "train",
        "--suite=point",
        "--method=dnc",
        "--set=networks=multi-head");
    isRefusedWith(
        "qmp train: --set behavior=uniform contradicts --method separated+qmp, which has"
            + " behavior=qswitch",
        "train",
        "--suite=point",
        "--method=qmp",
        "--set=behavior=uniform");
    isRefusedWith(
        "qmp train: --set networks=multi-head contradicts --method separated+qmp, which has"
            + " networks=separate",
        "train",
        "--suite=point",
        "--method=qmp",
        "--set=networks=multi-head");
    isRefused( // params says nothing of the behavior
        List.of("cannot train on point: fixed shares need a row for each task, and there are none"),
        "train",
        "--suite=point",
        "--method=params",
        "--set=behavior=fixed",
        "--out=" + temp.resolve("run"));
    isRefusedWith(
        "qmp train: --shares cannot be 0.5,0.4: shares of task 0: the sum is 0.9, expected 1",
        "train",
        "--suite=point",
        "--set=behavior=fixed",
        "--shares=0.5,0.4",
        "--out=" + temp.resolve("run"));
    assertFalse(Files.exists(temp.resolve("run")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"separated:", "separated,", "qmp::tie=own", ","})
  void emptyMethodsAndSettingsAreRefused(String methods) {
    isRefusedWith(
        "qmp compare: --methods must be methods separated by commas, each with its settings after"
            + " colons; got '"
            + methods
            + "'",
        "compare",
        "--suite=point",
        "--methods=" + methods);
  }

  @Test
  void reportAcceptsOnlyADirectoryOrEvaluations(@TempDir Path temp) throws IOException {
    Path text = Files.writeString(temp.resolve("s.txt"), "gamma = 0.5\n");
    isRefusedWith(
        "qmp report: <run> must be a directory, or a file evaluations.csv; got '" + text + "'",
        "report",
        text.toString());
  }

  @Test
  void misspeltCommandsAndOptionsGetSuggestions() {
    isRefusedWith("qmp: unknown command 'trian'; did you mean train?", "trian");
    isRefusedWith("qmp: unknown command 'fly'; 'qmp --help' lists them all", "fly");
    isRefusedWith("qmp: unknown command 'evla'; did you mean eval?", "help", "evla");
    isRefusedWith(
        "qmp train: unknown option '--suit'; did you mean --suite?", "train", "--suit", "point");
    isRefusedWith(
        "qmp compare: unknown option '--method'; did you mean --methods or --measure?",
        "compare",
        "--method",
        "a");
  }

  /** Nor is {@code --env} taken for another name of {@code --suite}. */
  @Test
  void anOptionIsNeverIgnoredSilently(@TempDir Path temp) {
    isRefused(List.of("unknown option '--env=maze'"), "train", "--suite=point", "--env=maze");
    for (String option : List.of("--task=centre", "--seed=2", "--still", "--mixture")) {
      isRefusedWith(
          "qmp render: "
              + option.replaceAll("=.*", "")
              + " needs --what episode; got --what matrix",
          "render",
          temp.toString(),
          "--what=matrix",
          option);
    }
  }

  @Test
  void resumingNamesWhatIsMissing(@TempDir Path temp) {
    isRefusedWith(
        "qmp train: --out is missing; --resume needs the directory of a run", "train", "--resume");
    Path nowhere = temp.resolve("nowhere");
    isRefusedWith(
        "qmp train: --out holds no run to resume, and without --suite none can begin; got '"
            + nowhere
            + "'",
        "train",
        "--resume",
        "--out=" + nowhere);
    assertFalse(Files.exists(nowhere));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--score=sample",
        "--critic-choice=min",
        "--entropy=gaussian",
        "--own-floor=0.1",
        "--switch-warm-up=10",
        "--candidates=2",
        "--tie=own"
      })
  void optionsOfTheSwitchAreRefusedWithoutIt(String option, @TempDir Path temp) {
    isRefused(
        List.of(
            option.substring(0, option.indexOf('='))
                + " needs a method that ends in +qmp; got --method params+uniform"),
        "train",
        "--suite=point",
        "--method=params+uniform",
        "--out=" + temp.resolve("run"),
        option);
    assertFalse(Files.exists(temp.resolve("run")));
  }

  @Test
  void anOptionThatDoesNotApplyNamesWhatItNeeds() {
    isRefusedWith(
        "qmp train: --persistence needs a method that ends in +qmp or +uniform or +domain; got"
            + " --method separated",
        "train",
        "--suite=point",
        "--persistence=2");
    isRefusedWith(
        "qmp train: --data-quantile needs the method data or cds; got --method params+qmp",
        "train",
        "--suite=point",
        "--method=params+qmp",
        "--data-quantile=0.5");
    isRefusedWith(
        "qmp train: --temperature-loss needs temperature = learned",
        "train",
        "--suite=point",
        "--temperature=fixed",
        "--temperature-loss=alpha");
  }

  @Test
  void whatTheSuiteLacksIsNamedBeforeARunStarts(@TempDir Path temp) {
    Path run = temp.resolve("run");
    isRefused(
        List.of(
            "--method separated+domain cannot train on maze-medium: ", "without domain knowledge"),
        "train",
        "--quiet",
        "--suite=maze-medium",
        "--method=domain",
        "--out=" + run);
    isRefused(
        List.of("--method data cannot train on pendulum: ", "without reward functions"),
        "train",
        "--suite=pendulum",
        "--method=data",
        "--out=" + run);
    isRefused(
        List.of(
            "--method cds cannot train on metaworld-cds: ",
            "the reward of door-close cannot be computed from observations: it depends on where the"
                + " finger tips are"),
        "train",
        "--suite=metaworld-cds",
        "--method=cds",
        "--out=" + run);
    assertFalse(Files.exists(run));
  }

  @Test
  void methodsThatSuitesRefuseAreListed() {
    String said = Shell.qmp("methods").out();
    assertTrue(said.contains("data, cds"), said);
    assertTrue(said.contains("without reward functions: pendulum"), said);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "learningRate=0.1,2 | --learning-rate must be a number > 0 and < 1, such as 3e-4; got '2'",
        "learningrate=0.1 | got 'learningrate=0.1'; did you mean learningRate?",
        "seed=1,2 | --set cannot be seed, which has other options",
        "batch=8 --suite=pendulum --rank-by=success | --rank-by must be return, which"
            + " all tasks of pendulum have; got 'success'",
        "batch=8,16 --seeds=99k | --seeds and --confirm must leave at most 100,000 runs",
        "batch=8 --search=bayes | --search must be grid, random:<count>, halving:<eta>",
        "batch=8..16 | --batch must be values, since ranges need --search random:<count>",
        "gamma=0.9..1.01:linear --search=random:2 | --gamma must be a number from 0 to 1; got '1.01'"
      })
  void wrongSearchesAreRefusedBeforeAnythingIsRun(String set, String why, @TempDir Path temp) {
    Path out = temp.resolve("refused");
    List<String> args = new ArrayList<>(List.of("sweep", "--methods=separated", "--out=" + out));
    args.addAll(List.of(("--set=" + set).split(" ")));
    if (!set.contains("--suite")) {
      args.add("--suite=point");
    }
    isRefused(List.of(why), args.toArray(String[]::new));
    assertFalse(Files.exists(out));
  }
}
