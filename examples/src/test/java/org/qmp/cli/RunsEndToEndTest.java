package org.qmp.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.qmp.cli.Shell.works;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp.cli.report.PageTest;
import org.qmp.rl.RunSpec;
import org.qmp.rl.multitask.NamedMethod;

/** From training to pictures and reports. */
final class RunsEndToEndTest {

  @Test
  void aRunIsTrainedEvaluatedRenderedAndPlotted(@TempDir Path temp) throws IOException {
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
  void thePageOfARunContainsTheCommandThatReproducesIt(@TempDir Path temp) throws IOException {
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
  void countsOfOneArePrintedInTheSingular(@TempDir Path temp) throws IOException {
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
  void worldsOfTheSimulatorCanBeTrainedAndDrawn(String suite, @TempDir Path temp)
      throws IOException {
    String run = temp.resolve("run").toString();
    works(Shell.tiny("train", "--suite", suite, "--method", "qmp", "--out", run), "finished");
    assertTrue(Files.readString(temp.resolve("run/episode.svg")).contains("<animate"));
    if (suite.equals("walker")) { // falls soon, so the film is short
      Path gif = temp.resolve("film.gif");
      works(Shell.qmp("render", run, "--out", gif.toString()), "steps of walker");
      assertTrue(ImageIO.read(gif.toFile()).getWidth() >= 480);
    }
  }

  /** Its steps are slow, so there is only one evaluation, of three episodes. */
  @Test
  void theKitchenCanBeTrainedAndDrawn(@TempDir Path temp) throws IOException {
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

  /** The name of the suite then says which tasks. */
  @Test
  void someTasksOfTheTabletopCanBeTrainedAndEvaluated(@TempDir Path temp) throws IOException {
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
  void everyMethodIsExplainedAndRefusedOnesAreListed() {
    Shell shell = Shell.qmp("methods");
    for (NamedMethod method : NamedMethod.LEARNERS) {
      works(shell, "\n" + method.name() + " ");
    }
    works(shell, "\n+qmp          While a task collects, the policy acts");
    works(shell, "fully-shared+qmp, fully-shared+uniform, fully-shared+domain\n");
    assertEquals(List.of(), shell.out().lines().filter(line -> line.length() > 80).toList());
  }

  @Test
  void quietIsSilent(@TempDir Path temp) {
    Shell shell = Shell.tiny("train", "--suite", "point", "--quiet", "--out", temp + "/run");
    assertEquals(new Shell(0, "", ""), shell);
  }

  /** By default, a pendulum starts to learn after 1,000 steps. */
  @Test
  void aRunTooShortToLearnPrintsAWarning(@TempDir Path temp) {
    Shell shell = Shell.qmp("train", "--suite=pendulum", "--steps=9", "--out=" + temp.resolve("r"));
    works(shell, "finished after 9 steps, 0 updates");
    assertEquals(
        "qmp: nothing will be learned: --warm-up 1000 leaves no update in --steps 9\n",
        shell.err());
  }

  /** Without distilling, dnc is the same as dnc-reg. */
  @ParameterizedTest
  @CsvSource({"50000, true", "100, false", "0, false"})
  void aRunTooShortToDistilPrintsAWarning(String period, boolean warned, @TempDir Path temp) {
    Shell shell =
        Shell.tiny(
            ("train --suite point --method dnc --quiet --dnc-period " + period + " --out " + temp)
                .split(" ", -1));
    assertEquals(0, shell.code(), shell.err());
    String warning = "qmp: no policy will be distilled: --dnc-period 50000 is more than --steps ";
    assertEquals(warned, shell.err().startsWith(warning), shell.err());
  }
}
