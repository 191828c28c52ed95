package org.qmp.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp.cli.option.FileNames;
import org.qmp.cli.option.NamedSuite;
import org.qmp.rl.RunSpec;
import org.qmp.rl.SpecKey;

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

  private static void isRefusedWith(String line, String... args) {
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
  void aBadValueIsNamedWithItsOptionAndWhatItMustBe(String option, String value, String must) {
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
            + " fully-shared, data, cds, dnc, dnc-reg, pcgrad, mcal, decaf, each also with +qmp,"
            + " +uniform, +domain",
        "train",
        "--method=sac");
    isRefusedWith(
        "qmp train: --method: behaviour sharing with one network for all: there is one policy to"
            + " choose from; got 'fully-shared+qmp'",
        "train",
        "--method=fully-shared+qmp");
  }

  @Test
  void whatIsMissingOrTooMuchIsNamed() {
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
  void whatIsMisspeltIsAnsweredWithSuggestions() {
    isRefusedWith("qmp: unknown command 'trian'; did you mean train?", "trian");
    isRefusedWith("qmp: unknown command 'fly'; 'qmp --help' lists them all", "fly");
    isRefusedWith("qmp: unknown command 'evla'; did you mean eval?", "help", "evla");
    isRefusedWith(
        "qmp train: unknown option '--suit'; did you mean --suite?", "train", "--suit", "point");
    isRefusedWith(
        "qmp compare: unknown option '--method'; did you mean --methods?",
        "compare",
        "--method",
        "a");
  }

  /** And not taken for another name of {@code --suite}. */
  @Test
  void anOptionIsNeverDroppedInSilence(@TempDir Path temp) {
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
  void resumingSaysWhatItLacks(@TempDir Path temp) {
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

  @Test
  void placesThatCannotBeAreRefusedBeforeAnyWork(@TempDir Path temp) throws IOException {
    Path file = Files.writeString(temp.resolve("file"), "in the way");
    Path folder = Files.createDirectory(temp.resolve("folder.svg"));
    for (String command : List.of("train", "compare")) {
      String begin = "qmp " + command + ": --out must ";
      isRefusedWith(
          begin + "be a directory, not a file; got '" + file + "'", command, "--out=" + file);
      isRefusedWith(
          begin + "be inside a directory; " + file + " is a file; got '" + file + "/a/run'",
          command,
          "--out=" + file + "/a/run");
      isRefusedWith(begin + "name a directory; got ''", command, "--out=");
    }
    for (String command : List.of("plot", "render")) {
      String begin = "qmp " + command + ": --out must ";
      for (String out : List.of("/", "", "foo/.svg", "x.jpg", "..")) {
        isRefusedWith(
            begin + "be a file name that ends in .svg, .png or .gif; got '" + out + "'",
            command,
            "run",
            "--out=" + out);
      }
      isRefusedWith(
          begin + "be a file, not a directory; got '" + folder + "'",
          command,
          "run",
          "--out=" + folder);
      isRefusedWith(
          begin + "be inside a directory; " + file + " is a file; got '" + file + "/x.svg'",
          command,
          "run",
          "--out=" + file + "/x.svg");
    }
    assertEquals("in the way", Files.readString(file));
  }

  /** Java has then put other characters in their place. */
  @Test
  void aLocaleWithoutUmlautsIsNamedAsTheReason() {
    assertEquals(
        "must be ASCII, since the locale's encoding of file names is ANSI_X3.4-1968; set"
            + " LC_ALL=C.UTF-8 or another UTF-8 locale to use other characters",
        FileNames.problem("gr\ufffd\ufffdn", "unmappable", "ANSI_X3.4-1968"));
    assertEquals(
        "must be a valid path (Nul character not allowed)",
        FileNames.problem("grün", "Nul character not allowed", "UTF-8"));
    isRefusedWith(
        "qmp eval: <run> must be a valid path (Nul character not allowed); got 'a\0'",
        "eval",
        "a\0");
  }

  /** In that locale Java reads every such character as U+FFFD. */
  @Test
  void aCurrentDirectoryThatJavaCannotReadIsNamedAsTheReason() {
    assertEquals(
        Optional.of(
            "the name of the current directory cannot be read in the locale's encoding,"
                + " ANSI_X3.4-1968; set LC_ALL=C.UTF-8 or another UTF-8 locale, or start the launcher"
                + " ./qmp, which does so"),
        FileNames.unreadableDirectory("/home/gr\ufffd\ufffdn", "ANSI_X3.4-1968"));
    assertEquals(Optional.empty(), FileNames.unreadableDirectory("/home/green", "ANSI_X3.4-1968"));
    assertEquals(Optional.empty(), FileNames.unreadableDirectory("/home/grün", "UTF-8"));
    assertEquals(Optional.empty(), FileNames.unreadableDirectory("/home/grün", ""));
  }

  @Test
  void inSuchADirectoryEveryCommandSaysSo(@TempDir Path temp) throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "there is no /bin/sh here");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String script =
        "d=$(printf 'gr\\303\\274n') && mkdir \"$d\" && cd \"$d\" && LC_ALL=C \"$1\" -cp \"$2\""
            + " org.qmp.cli.Qmp info; echo $?";
    Process process =
        new ProcessBuilder("/bin/sh", "-c", script, "sh", java, Shell.absoluteClassPath())
            .directory(temp.toFile())
            .redirectErrorStream(true)
            .start();
    String said = Shell.text(process.getInputStream());
    assertTrue(said.startsWith("qmp: the name of the current directory cannot be read"), said);
    assertTrue(said.endsWith("\n2\n"), said);
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
  void optionsOfOtherMethodsNameThem() {
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
  void whatTheSuiteLacksIsNamedBeforeARunIsBegun(@TempDir Path temp) {
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
            "the reward of door-close is not to be told: it depends on where the finger tips are"),
        "train",
        "--suite=metaworld-cds",
        "--method=cds",
        "--out=" + run);
    assertFalse(Files.exists(run));
  }

  @Test
  void whatSuitesRefuseIsListed() {
    String said = Shell.qmp("methods").out();
    assertTrue(said.contains("data, cds"), said);
    assertTrue(said.contains("without reward functions: pendulum"), said);
  }

  @Test
  void aDirectoryWithoutARunIsNamed(@TempDir Path temp) {
    for (String command : List.of("eval", "render", "plot")) {
      isRefusedWith(
          "qmp "
              + command
              + ": <run> must be the directory of a run made by 'qmp train'; got '"
              + temp
              + "'",
          command,
          temp.toString());
    }
  }

  @ParameterizedTest
  @CsvSource({"10k, 10000", "1.2M, 1200000", "7, 7", "5e3, 5000", "2K, 2000"})
  void countsAreReadAsPeopleWriteThem(String text, long value) {
    assertEquals(value, NamedSuite.POINT.defaults().set("steps", text).training().steps());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "k", "1.5", "10kk", "-1", "0", "1e-3", "NaN", "1.0001k", "9e18M"})
  void whatIsNoCountIsRefused(String text) {
    RunSpec point = NamedSuite.POINT.defaults();
    assertThrows(SpecKey.InvalidException.class, () -> point.set("steps", text));
  }
}
