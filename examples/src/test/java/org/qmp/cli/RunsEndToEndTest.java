package org.qmp.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp.autograd.kernel.Backend;
import org.qmp.cli.option.NamedSuite;
import org.qmp.cli.option.UsageException;
import org.qmp.cli.report.PageTest;
import org.qmp.cli.run.Console;
import org.qmp.cli.run.RunContext;
import org.qmp.cli.run.StopSignal;
import org.qmp.rl.RunSpec;
import org.qmp.rl.multitask.NamedMethod;

/** From nothing to pictures, and on after a stop. */
final class RunsEndToEndTest {

  private static void works(Shell shell, String said) {
    assertEquals(0, shell.code(), shell.err());
    assertTrue(shell.out().contains(said), shell.out());
  }

  @Test
  void aRunIsTrainedPlayedDrawnAndPlotted(@TempDir Path temp) throws IOException {
    String first = temp.resolve("p1").toString();
    String second = temp.resolve("p2").toString();
    Shell trained = Shell.tiny("train", "--suite", "pendulum", "--seed", "1", "--out", first);
    works(trained, "finished after 240 steps");
    works(
        Shell.tiny("train", "--suite", "pendulum", "--seed", "2", "--out", second), "fingerprint");
    assertTrue(Files.readString(temp.resolve("p1/episode.svg")).contains("<animate"));

    Shell again = Shell.qmp("train", "--out", first, "--resume");
    assertEquals(trained.fingerprint(), again.fingerprint());

    works(Shell.qmp("eval", first, "--episodes", "2"), "swing-up");
    Path film = temp.resolve("film.svg");
    works(Shell.qmp("render", first, "--out", film.toString()), "200 steps of pendulum");
    assertTrue(Files.readString(film).contains("<animate"));
    works(Shell.qmp("render", first, "--still", "--out", film.toString()), "film.svg");
    assertTrue(!Files.readString(film).contains("<animate"));

    Path curves = temp.resolve("curves.svg");
    works(Shell.qmp("plot", first, second, "--out", curves.toString()), "2 runs");
    assertTrue(Files.readString(curves).contains("mean of 2 runs, band: min to max"));
    String png = temp.resolve("curves.png").toString();
    works(Shell.qmp("plot", first, second, "--out", png), "curves.png   2 runs");
    assertEquals(1440, ImageIO.read(Path.of(png).toFile()).getWidth());
    works(Shell.qmp("plot", temp.toString(), "--out", curves.toString()), "2 runs");
    works(Shell.qmp("report", temp.toString()), "report.html");
    String both = Files.readString(temp.resolve("report.html"));
    PageTest.requireSound(both);
    assertTrue(both.contains("2 of 2 runs finished, 100 % of all steps"), both);
    assertTrue(both.contains("\"runs\":2"), both);
  }

  @Test
  void thePageOfARunNamesTheCommandThatMakesItAgain(@TempDir Path temp) throws IOException {
    String run = temp.resolve("run").toString();
    Shell first =
        Shell.tiny("train", "--suite=point", "--method=qmp", "--score=sample", "--out", run);
    works(first, "report        " + run);
    String page = Files.readString(temp.resolve("run/report.html"));
    PageTest.requireSound(page);
    assertTrue(page.contains(first.fingerprint().orElseThrow().replaceAll("\\S+\\s+", "")), page);
    assertTrue(page.contains("class=\"film\""), page);
    Matcher command = Pattern.compile("<code>qmp (train [^<]*)</code>").matcher(page);
    assertTrue(command.find(), page);
    String other = temp.resolve("other").toString();
    Shell second = Shell.qmp((command.group(1) + " --out " + other).split(" "));
    assertEquals(first.fingerprint(), second.fingerprint(), second.err());
    Shell again = Shell.qmp("report", run);
    assertEquals(new Shell(0, temp.resolve("run/report.html") + "\n", ""), again);
    assertEquals(page, Files.readString(temp.resolve("run/report.html")));
  }

  @Test
  void whatThereIsOneOfIsNotSpokenOfAsMany(@TempDir Path temp) throws IOException {
    String run = temp.resolve("run").toString();
    Path curve = temp.resolve("curve.svg");
    works(
        Shell.qmp("train", "--suite", "pendulum", "--steps", "1", "--hidden", "4", "--out", run),
        "finished after 1 step, 0 updates");
    works(Shell.qmp("eval", run, "--episodes", "1"), "; 1 episode each");
    works(Shell.qmp("plot", run, "--out", curve.toString()), "curve.svg   1 run\n");
    assertTrue(Files.readString(curve).contains("pendulum (1 run)"));
  }

  @Test
  void aRunGoesOnWithItsOwnSwitchWhereTheMethodIsNamedAgain(@TempDir Path temp) {
    String run = temp.resolve("p1").toString();
    Shell first =
        Shell.tiny("train", "--suite=point", "--method=qmp", "--score=sample", "--out", run);
    works(first, "finished");
    Shell again = Shell.qmp("train", "--resume", "--method=separated+qmp", "--out", run);
    assertEquals(first.fingerprint(), again.fingerprint(), again.err());
    Shell other = Shell.qmp("train", "--resume", "--method=qmp", "--score=mean", "--out", run);
    assertTrue(other.err().contains("--score mean does not agree"), other.err());
  }

  @Test
  void aDirectoryWithARunIsLeftAloneUnlessResumed(@TempDir Path temp) {
    String run = temp.resolve("p1").toString();
    works(Shell.tiny("train", "--suite", "point", "--out", run), "finished");
    Shell again = Shell.tiny("train", "--suite", "point", "--out", run);
    assertEquals(2, again.code());
    assertTrue(again.err().contains("already holds a run; --resume"), again.err());
    Shell other = Shell.qmp("train", "--out", run, "--resume", "--batch", "9");
    assertEquals(2, other.code());
    assertTrue(other.err().contains("--batch 9 does not agree"), other.err());
  }

  @Test
  void worldsAndMachineAreDescribed() {
    works(Shell.qmp("envs"), "point-figure");
    works(Shell.qmp("envs"), "\nmaze-medium          find three ways");
    works(
        Shell.qmp("envs"),
        "\n                     3 tasks, 4 observations, 2 actions, 600 steps\n");
    works(Shell.qmp("info"), "kernels");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"reacher", "reacher-mt3", "reacher-stochastic", "walker", "walker-as-published"})
  void theWorldsOfTheSimulatorTrainAndAreDrawn(String suite, @TempDir Path temp)
      throws IOException {
    String run = temp.resolve("run").toString();
    works(Shell.tiny("train", "--suite", suite, "--method", "qmp", "--out", run), "finished");
    assertTrue(Files.readString(temp.resolve("run/episode.svg")).contains("<animate"));
    if (suite.equals("walker")) { // falls soon: a short film
      Path gif = temp.resolve("film.gif");
      works(Shell.qmp("render", run, "--out", gif.toString()), "steps of walker");
      assertTrue(ImageIO.read(gif.toFile()).getWidth() >= 480);
    }
  }

  /** Its steps are slow, so only one evaluation is made, of three episodes. */
  @Test
  void theKitchenTrainsAndIsDrawn(@TempDir Path temp) throws IOException {
    String run = temp.resolve("run").toString();
    works(
        Shell.qmp(
            ("train --suite kitchen-mt3 --method qmp --steps 150 --batch 8 --hidden 16,16"
                    + " --warm-up 60 --evaluate-every 150 --evaluation-episodes 1 --out "
                    + run)
                .split(" ")),
        "finished");
    assertTrue(Files.readString(temp.resolve("run/episode.svg")).contains("<animate"));
  }

  /** Some tasks of a suite, whose name says which. */
  @Test
  void theTabletopTrainsAndIsDrawn(@TempDir Path temp) throws IOException {
    Path run = temp.resolve("run");
    works(
        Shell.qmp(
            ("train --suite mt10 --tasks push,reach --method qmp --steps 200 --batch 8 --hidden 16"
                    + " --warm-up 60 --evaluate-every 200 --evaluation-episodes 1 --out "
                    + run)
                .split(" ")),
        "finished");
    assertEquals("mt10:reach,push", RunSpec.in(run).suite());
    works(Shell.qmp("eval", run.toString(), "--episodes", "1"), "reach");
  }

  @Test
  void everyMethodIsExplainedAndWhatIsRefusedToo() {
    Shell shell = Shell.qmp("methods");
    for (NamedMethod method : NamedMethod.LEARNERS) {
      works(shell, "\n" + method.name() + " ");
    }
    works(shell, "\n+qmp          While a task collects, the policy acts");
    works(shell, "fully-shared+qmp, fully-shared+uniform, fully-shared+domain\n");
    assertEquals(List.of(), shell.out().lines().filter(line -> line.length() > 80).toList());
  }

  @Test
  void aMethodIsResumedWithItsOwnOptionsAndNoOthers(@TempDir Path temp) throws IOException {
    String run = temp.resolve("run").toString();
    String[] begin =
        ("train --suite maze --method params+qmp --seed 3 --score 2 --critic-choice min --entropy gaussian"
                + " --persistence 2 --own-floor 0.25 --switch-warm-up 100 --candidates 3 --tie own"
                + " --gamma 0.98 --target-entropy -1 --replay-capacity 1k --start uniform"
                + " --resume --out "
                + run)
            .split(" ");
    Shell first = Shell.tiny(begin);
    works(first, "maze, params+qmp, seed 3, 240 steps");
    assertEquals(first.fingerprint(), Shell.tiny(begin).fingerprint());
    String spec = Files.readString(temp.resolve("run/spec.txt"));
    for (String line :
        List.of("score = 2", "criticChoice = min", "entropy = gaussian", "ownFloor = 0.25")) {
      assertTrue(spec.contains("\n" + line + "\n"), spec);
    }
    for (String line :
        List.of("persistence = 2", "switchWarmUp = 100", "candidates = 3", "tie = own")) {
      assertTrue(spec.contains("\n" + line + "\n"), spec);
    }
    for (String other :
        List.of(
            "--method params+uniform",
            "--score sample",
            "--tie LOWEST_INDEX",
            "--candidates 4",
            "--gamma 0.97",
            "--start BEHAVIOR",
            "--suite maze-medium",
            "--seed 4")) {
      String[] option = other.split(" ", 2);
      String written = other.toLowerCase(Locale.ROOT).replace('_', '-');
      Shell shell = Shell.qmp("train", "--resume", "--out", run, option[0], option[1]);
      assertEquals(2, shell.code(), other);
      assertTrue(shell.err().contains(written + " does not agree with the run in"), shell.err());
    }
  }

  @Test
  void quietIsSilent(@TempDir Path temp) {
    Shell shell = Shell.tiny("train", "--suite", "point", "--quiet", "--out", temp + "/run");
    assertEquals(new Shell(0, "", ""), shell);
  }

  @Test
  void damagedCheckpointsAreNotPassedOverInSilence(@TempDir Path temp) throws IOException {
    Path run = temp.resolve("p1");
    works(Shell.tiny("train", "--suite", "pendulum", "--out", run.toString()), "finished");
    try (var files = Files.list(run.resolve("checkpoints"))) {
      for (Path file : files.toList()) {
        Files.write(file, new byte[] {1});
      }
    }
    Shell shell = Shell.qmp("train", "--out", run.toString(), "--resume");
    assertEquals(43, shell.code(), shell.err());
    assertEquals(1, shell.err().lines().count(), shell.err());
  }

  @Test
  void anOlderCheckpointIsNotShownInSilence(@TempDir Path temp) throws IOException {
    Path run = temp.resolve("p1");
    works(
        Shell.tiny("train", "--suite=point", "--method=qmp", "--save-every=100", "--out=" + run),
        "finished");
    Path newest;
    try (var files = Files.list(run.resolve("checkpoints"))) {
      newest =
          files.filter(file -> file.endsWith("ckpt-240.safetensors")).findFirst().orElseThrow();
    }
    Files.write(newest, new byte[] {1});
    String svg = "--out=" + temp.resolve("x.svg");
    for (String[] args :
        List.of(
            new String[] {"eval", run.toString(), "--episodes=1"},
            new String[] {"render", run.toString(), svg},
            new String[] {"render", run.toString(), "--what=map", svg})) {
      Shell shell = Shell.qmp(args);
      assertEquals(0, shell.code(), shell.err());
      assertEquals(1, shell.err().lines().count(), shell.err());
      assertTrue(shell.err().startsWith("qmp: "), shell.err());
      assertTrue(shell.err().contains(newest.getFileName().toString()), shell.err());
    }
  }

  /** And is warned of: by default a pendulum learns after 1,000 steps. */
  @Test
  void aRunThatCannotLearnIsWarnedOf(@TempDir Path temp) {
    Shell shell = Shell.qmp("train", "--suite=pendulum", "--steps=9", "--out=" + temp.resolve("r"));
    works(shell, "finished after 9 steps, 0 updates");
    assertEquals(
        "qmp: nothing will be learned: --warm-up 1000 leaves no update in --steps 9\n",
        shell.err());
  }

  @Test
  void aRunIsMadeLongerWithTheBitsOfALongRun(@TempDir Path temp) throws IOException {
    String parent = temp.resolve("parent").toString();
    String child = temp.resolve("child").toString();
    works(Shell.tiny("train", "--suite=point", "--method=qmp", "--out=" + parent), "finished");
    Shell longer = Shell.qmp("train", "--prolong", parent, "--steps=480", "--out", child);
    works(longer, "finished after 480 steps");
    String[] whole =
        Shell.withTiny("train", "--suite=point", "--method=qmp", "--out=" + temp.resolve("whole"))
            .stream()
            .map(each -> each.equals("240") ? "480" : each)
            .toArray(String[]::new);
    assertEquals(Shell.qmp(whole).fingerprint(), longer.fingerprint());
    assertTrue(Files.readString(temp.resolve("child/passport.json")).contains("parent"));
    String[] again = {"train", "--prolong", parent, "--steps=480", "--out", child, "--resume"};
    assertEquals(longer.fingerprint(), Shell.qmp(again).fingerprint());
    for (String[] refused :
        new String[][] {
          {"--steps=240", "--steps must be more than the 240 of the run in " + parent},
          {"--batch=9", "--steps must be more than the 240"},
          {"--steps=480,--batch=9", "--batch 9 does not agree with the run in " + parent},
          {"--steps=480,--method=params", "--method params does not agree with the run in"}
        }) {
      List<String> args = args("train", temp.resolve("none").toString(), refused[0].split(",", -1));
      args.addAll(List.of("--prolong", parent));
      Shell shell = Shell.qmp(args.toArray(String[]::new));
      assertEquals(2, shell.code(), shell.err());
      assertTrue(shell.err().contains(refused[1]), shell.err());
    }
    assertEquals(
        "qmp train: --out is missing; --prolong needs a new directory\n",
        Shell.qmp("train", "--prolong", parent, "--steps=480").err());
    String none = temp.resolve("none").toString();
    assertEquals(
        "qmp train: --prolong must be the directory of a run; got '" + none + "'\n",
        Shell.qmp("train", "--prolong", none, "--steps=480", "--out", child + "-2").err());
    assertTrue(Files.notExists(temp.resolve("none")));
  }

  @Test
  void theDemoTellsWhatItHasSeenAndGoesOnWhereItWas(@TempDir Path temp) throws Exception {
    String first = demo(temp);
    for (String part :
        List.of(
            "(c) up, right, up-right  ",
            "errands: separated, separated+qmp, separated+qmp:persistence=10:tie=own,",
            "Learning curves, own policies: success",
            "Whose policy acted, in % of the steps that policies made for a task: separated+qmp:pers",
            "Solved at the end, of 3 sparse errands (3 tasks, 1 seed): separated 0,",
            "separated+qmp against separated, 1 seed: policies other than the task's own acted in",
            "who is picked     ")) {
      assertTrue(first.contains(part), first);
    }
    String held = "-separated+qmp-persistence=10-tie=own";
    for (String file : List.of("illustration", "curves", "matrix" + held, "map" + held)) {
      assertTrue(Files.exists(temp.resolve(file + ".svg")), file);
      assertTrue(Files.exists(temp.resolve(file + ".png")), file);
    }
    assertEquals(first, demo(temp));
    String page = Shell.qmp("report", temp.toString()).out().strip();
    assertTrue(
        Files.readString(Path.of(page))
            .contains("--methods separated,separated+qmp,separated+qmp:persistence=10:tie=own,"));
  }

  @Test
  void theDemoSaysWhatToDoWhereSomethingElseIs(@TempDir Path temp) throws IOException {
    Path run = Files.createDirectory(temp.resolve("separated-1"));
    Files.writeString(run.resolve("spec.txt"), NamedSuite.POINT.defaults().canonical());
    assertEquals(
        temp
            + " holds something other than the runs of this demo; delete or rename it, and 'qmp"
            + " train' begins anew (--suite errands does not agree with the run in "
            + run
            + ", which has --suite point)",
        assertThrows(UsageException.class, () -> demo(temp)).getMessage());
  }

  /** Ends before the first update. */
  private static String demo(Path directory) throws Exception {
    var bytes = new ByteArrayOutputStream();
    Console console = new Console(bytes, OutputStream.nullOutputStream(), false, Console.COLUMNS);
    RunContext context =
        new RunContext(console, new StopSignal(), NamedSuite::suite, Backend.best(), false);
    new Demo(context, 2, 1, 120).run(Demo.comparison(directory, 1040, 1));
    return bytes
        .toString(StandardCharsets.UTF_8)
        .replaceAll("\\d+ of 5 runs finished.*\n", ""); // how far it was at some moments
  }

  @Test
  void sigtermSavesAndTheRunGoesOnToTheSameBits(@TempDir Path temp) throws Exception {
    String whole = temp.resolve("whole").toString();
    String killed = temp.resolve("killed").toString();
    String[] options = {
      "--suite", "pendulum", "--steps", "6k", "--batch", "8", "--hidden", "16,16"
    };
    Process child = Shell.child(args("train", killed, options));
    BufferedReader lines = child.inputReader(StandardCharsets.UTF_8);
    String line = "";
    while (!line.startsWith("FLOAT, ")) { // from here on it saves before it ends
      line = Objects.requireNonNull(lines.readLine(), "ended too soon");
    }
    Thread.sleep(100);
    assertTrue(child.toHandle().destroy()); // Process.destroy would close what it says
    String said = lines.lines().collect(Collectors.joining("\n"));
    assertTrue(child.waitFor(20, TimeUnit.SECONDS));
    assertEquals(143, child.exitValue(), said);
    assertTrue(said.contains("saved and stopped after"), said);

    Shell resumed = Shell.qmp("train", "--out", killed, "--resume");
    Shell unbroken = Shell.qmp(args("train", whole, options).toArray(String[]::new));
    assertEquals(0, resumed.code(), resumed.err());
    assertEquals(unbroken.fingerprint(), resumed.fingerprint());
  }

  private static List<String> args(String command, String out, String... options) {
    var all = new ArrayList<>(List.of(command, "--out", out));
    all.addAll(List.of(options));
    return all;
  }
}
