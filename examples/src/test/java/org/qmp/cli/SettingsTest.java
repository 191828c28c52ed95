package org.qmp.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.qmp.cli.WrongInputTest.isRefusedWith;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp.cli.option.Methods;
import org.qmp.cli.option.NamedSuite;
import org.qmp.cli.option.UsageException;
import org.qmp.cli.run.Agreement;
import org.qmp.cli.run.Console;
import org.qmp.cli.run.StopSignal;
import org.qmp.rl.RunSpec;
import org.qmp.rl.SpecKey;
import org.qmp.rl.SpecKeys;

/** Presets, files, lines and options: which overrides which, and how they are shown. */
final class SettingsTest {
  @TempDir private Path temp;

  /** Trains nine steps in a new directory and returns the specification of the run. */
  private RunSpec trained(String... options) throws IOException {
    Path run = Files.createTempDirectory(temp, "run").resolve("run");
    Shell shell =
        Shell.qmp(
            Stream.concat(
                    Stream.of(options),
                    Stream.of("train", "--steps=9", "--hidden=8", "--warm-up=0", "--out=" + run))
                .sorted((a, b) -> Boolean.compare(b.equals("train"), a.equals("train")))
                .toArray(String[]::new));
    assertEquals(0, shell.code(), shell.err());
    return RunSpec.in(run);
  }

  private Path file(String... lines) throws IOException {
    return Files.write(
        Files.createTempFile(temp, "spec", ".txt"),
        String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aTaskHasTheSameStepsInAPartOfASuiteAsInTheWhole() {
    RunSpec all = NamedSuite.named("--suite", "mt10").spec("published");
    RunSpec some = NamedSuite.named("--suite", "mt10:push,reach").spec("published");
    assertEquals("mt10:reach,push", some.suite());
    assertEquals(all.training().steps() / 5, some.training().steps());
    assertEquals(all.training().warmUp() / 5, some.training().warmUp());
    assertEquals(all.training().evaluateEvery() / 5, some.training().evaluateEvery());
    assertEquals(all.sac(), some.sac());
  }

  /**
   * The released code: a total batch of 1280 or 256, 2500 updates in 25,000 steps or 1000 in 6000.
   */
  @ParameterizedTest
  @CsvSource({"mt50, 26, 0.1, 1500", "maze, 26, 0.16667, 3000"})
  void aSharedLearnerHasTheTotalBatchAndUpdatesOfTheReleasedCode(
      String suite, int rowsOfATask, double updatesOfAStep, long warmUp) {
    NamedSuite named = NamedSuite.named("--suite", suite);
    RunSpec spec = named.spec("shared");
    assertEquals(rowsOfATask, spec.sac().batch());
    assertEquals(updatesOfAStep, spec.training().updatesPerStep() / named.suite().size(), 0.00001);
    assertEquals(warmUp, spec.training().warmUp());
    assertEquals(named.spec("published").training().steps(), spec.training().steps());
  }

  @Test
  void optionsOverrideTheFileAndTheFileThePreset() throws IOException {
    Path file = file("\ufeff# mine", "gamma = 0.5", "", "tau=0.1", "batch = 4");
    RunSpec spec =
        trained(
            "--suite=point",
            "--preset=published",
            "--spec=" + file,
            "--tau=0.2",
            "--set=rewardScale=2",
            "--set",
            "logStd = smooth:-4:1");
    assertEquals(0.5, spec.sac().gamma());
    assertEquals(0.2, spec.sac().tau());
    assertEquals(4, spec.sac().batch());
    assertEquals(2, spec.sac().rewardScale());
    assertEquals("smooth:-4:1", spec.values().get("logStd"));
    assertEquals(
        NamedSuite.POINT.spec("published").sac().learningRate(), spec.sac().learningRate());
  }

  @Test
  void tasksMayBeListedInAnyOrderAndTwice() throws IOException {
    String asInTheSuite = "point:upper-right,centre";
    assertEquals(asInTheSuite, trained("--suite=point:centre,upper-right").suite());
    assertEquals(asInTheSuite, trained("--suite=point:centre,upper-right,centre").suite());
    assertEquals(asInTheSuite, trained("--suite=point", "--tasks=centre,upper-right").suite());
    Path file = file("suite = point:centre,upper-right");
    assertEquals(asInTheSuite, trained("--spec=" + file).suite());
  }

  @Test
  void aRunCanBeRepeatedFromItsSpecification() throws IOException {
    RunSpec first =
        trained("--suite=point", "--method=params+qmp", "--persistence=2", "--gradient-clip=3");
    Path file = file(first.canonical());
    assertEquals(first, trained("--spec=" + file));
    RunSpec other = trained("--spec=" + file, "--seed=7", "--suite=point-figure");
    assertEquals(7, other.seed());
    assertEquals("point-figure", other.suite());
    assertEquals(first.method(), other.method());
    isRefusedWith(
        "qmp train: --spec "
            + file
            + ": line 3: seed must be a whole number of at most 64 bits;"
            + " got 'x'",
        "train",
        "--spec=" + Files.writeString(file, first.canonical().replace("seed = 1", "seed = x")));
  }

  @Test
  void aPresetIsNeverIgnoredSilently() throws IOException {
    Path run = temp.resolve("preset");
    String[] command = {
      "train",
      "--quiet",
      "--suite=point",
      "--preset=published",
      "--hidden=8",
      "--steps=9",
      "--warm-up=0",
      "--resume",
      "--out=" + run
    };
    assertEquals(0, Shell.qmp(command).code());
    assertEquals(new Shell(0, "", ""), Shell.qmp(command));
    isRefusedWith(
        "qmp train: --steps 20000 does not agree with the run in " + run + ", which has --steps 9",
        "train",
        "--resume",
        "--preset=published",
        "--out=" + run);
    isRefusedWith(
        "qmp train: --preset cannot be given with a --spec that has every setting",
        "train",
        "--preset=published",
        "--spec=" + run.resolve("spec.txt"));
  }

  /** The defaults that are shown are those that are used. */
  @ParameterizedTest
  @ValueSource(strings = {"point", "maze"})
  void theOutputOfEnvsCanBeReadAsASpecification(String suite) throws IOException {
    String said = Shell.qmp("envs", suite).out();
    String lines = said.substring(said.indexOf("\n# preset "));
    Path file = file(lines.split("\n\n# ", -1)[0].split("\n", -1));
    RunSpec spec = NamedSuite.named("", suite).defaults();
    for (SpecKey key : SpecKeys.ALL) {
      if (key.existsIn(spec)) {
        assertTrue(lines.contains("\n" + key.name() + " = " + key.get(spec) + "\n"), key.name());
      }
    }
    assertEquals(
        trained("--suite=" + suite, "--batch=3"),
        trained("--spec=" + file, "--preset=published", "--batch=3"));
  }

  @Test
  void everyKeyIsAnOptionOrPartOfTheMethod() {
    String help = Shell.qmp("train", "--help").out();
    for (SpecKey key : SpecKeys.ALL) {
      boolean method =
          List.of("networks", "data", "regularizer", "surgery", "critics", "behavior")
              .contains(key.name());
      assertEquals(!method, help.contains("--" + key.option().substring(2) + "="), key.name());
    }
    assertTrue(help.contains("\nTraining:\n"), help);
  }

  @Test
  void wrongSettingsAreNamed() throws IOException {
    isRefusedWith(
        "qmp train: --set must be <key>=<value> with a key such as gamma ('qmp envs <suite>' shows"
            + " all); got 'gama=1'; did you mean gamma?",
        "train",
        "--suite=point",
        "--set=gama=1");
    isRefusedWith(
        "qmp train: --gamma must be given only once",
        "train",
        "--suite=point",
        "--set=gamma=1",
        "--gamma=0.9");
    isRefusedWith(
        "qmp train: --gamma must be a number from 0 to 1; got '2'",
        "train",
        "--suite=point",
        "--set=gamma=2");
    isRefusedWith(
        "qmp compare: --set cannot be seed, which has other options",
        "compare",
        "--suite=point",
        "--methods=separated",
        "--set=seed=2");
    Path file = file("gamma=2");
    isRefusedWith(
        "qmp train: --spec " + file + ": gamma must be a number from 0 to 1; got '2'",
        "train",
        "--suite=point",
        "--spec=" + file);
    isRefusedWith(
        "qmp train: --spec must be a file that exists; got 'nowhere'", "train", "--spec=nowhere");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--suite=maz | maze",
        "--suite=wlaker | walker",
        "--method=seperated | separated",
        "--method=params+qpm | params+qmp",
        "--preset=publishd | published",
        "--start=unifrom | uniform",
      })
  void misspeltValuesGetASuggestion(String option, String meant) {
    Shell shell =
        option.startsWith("--suite")
            ? Shell.qmp("train", option)
            : Shell.qmp("train", "--suite=point", option);
    assertEquals(2, shell.code());
    assertTrue(shell.err().endsWith("; did you mean " + meant + "?\n"), shell.err());
  }

  @Test
  void aComparisonAppliesAnOptionOnlyToMethodsThatHaveIt() throws IOException {
    Path out = temp.resolve("compared");
    Shell shell =
        Shell.tiny(
            "compare",
            "--quiet",
            "--suite=point",
            "--methods=separated,qmp",
            "--seeds=1",
            "--score=sample",
            "--gamma=0.9",
            "--out=" + out);
    assertEquals(0, shell.code(), shell.err());
    RunSpec own = RunSpec.in(out.resolve("separated-1"));
    RunSpec mixed = RunSpec.in(out.resolve("separated+qmp-1"));
    assertFalse(own.values().containsKey("score"));
    assertEquals("sample", mixed.values().get("score"));
    assertEquals(0.9, own.sac().gamma());
    assertEquals(own.sac(), mixed.sac());
  }

  @Test
  void parametersOfAMethodDoNotChangeItsName() throws IOException {
    for (String method : List.of("data", "cds+qmp")) {
      RunSpec spec = trained("--suite=point", "--method=" + method, "--data-quantile=0.5");
      assertEquals(method, Methods.name(spec.method()));
    }
    RunSpec base = NamedSuite.POINT.defaults();
    RunSpec dnc = base.with(c -> c.method = Methods.named("dnc").method());
    assertEquals("dnc", Methods.name(dnc.set("dncBeta", "0.1").method()));
    assertEquals("dnc-reg", Methods.name(dnc.set("dncPeriod", "0").method()));
    assertEquals(
        "--data-quantile 0.5 does not agree with the run in runs/x, which has --data-quantile 0",
        assertThrows(
                UsageException.class,
                () -> {
                  RunSpec data = base.with(c -> c.method = Methods.named("data").method());
                  Agreement.require(data, data.set("dataQuantile", "0.5"), Path.of("runs/x"));
                })
            .getMessage());
  }

  @ParameterizedTest
  @CsvSource({"envs, 40", "envs, 60", "envs maze, 40", "methods, 60", "info, 80"})
  void listsFitTheWidthOfATerminal(String command, int columns) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Console console = new Console(out, out, true, columns);
    assertEquals(0, Qmp.run(console, new StopSignal(), NamedSuite::suite, command.split(" ", -1)));
    String said = out.toString(StandardCharsets.UTF_8);
    assertEquals(List.of(), said.lines().filter(line -> line.length() > columns).toList(), said);
  }

  @Test
  void completionContainsOptionsSuitesAndMethods() throws Exception {
    Shell bash = Shell.qmp("completion", "bash");
    assertEquals(0, bash.code(), bash.err());
    assertEquals(bash, Shell.qmp("completion", "zsh"));
    for (String part : List.of("--learning-rate", "\"params+qmp\"", "\"maze-medium\"", "compare")) {
      assertTrue(bash.out().contains(part), part);
    }
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "there is no bash here");
    Path script = Files.writeString(temp.resolve("script"), bash.out());
    Process check =
        new ProcessBuilder("/bin/bash", "-n", script.toString()).redirectErrorStream(true).start();
    assertEquals("", Shell.text(check.getInputStream()));
    isRefusedWith(
        "qmp completion: <shell> must be one of bash, zsh; got 'bsh'; did you mean bash?",
        "completion",
        "bsh");
  }
}
