package org.qmp.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qmp.cli.draw.SwitchMap;
import org.qmp.cli.run.Console;
import org.qmp.cli.run.Metrics;
import org.qmp.cli.run.Runs;
import org.qmp.rl.Evaluation.Acts;
import org.qmp.rl.SavedRun;
import org.qmp.rl.behavior.BehaviorPolicy;

/** Mixtures of policies can be evaluated and drawn. */
final class WhoActsTest {
  @TempDir private static Path temp;

  private static String run(String name) {
    return temp.resolve(name).toString();
  }

  private static SavedRun open(String name) throws IOException {
    OutputStream nowhere = OutputStream.nullOutputStream();
    return Runs.open(Path.of(run(name)), new Console(nowhere, nowhere, false, Console.COLUMNS));
  }

  @BeforeAll
  static void train() {
    works(Shell.tiny("train", "--suite", "point", "--method", "qmp", "--out", run("switch")));
    works(Shell.tiny("train", "--suite", "point", "--out", run("alone")));
    works(
        Shell.tiny(
            "train", "--suite", "point-figure-b", "--method", "qmp", "--out", run("helped")));
    works(Shell.tiny("train", "--suite", "maze-medium", "--method", "qmp", "--out", run("maze")));
    works(Shell.tiny("train", "--suite", "pendulum", "--method", "qmp", "--out", run("pendulum")));
  }

  private static String works(Shell shell) {
    assertEquals(0, shell.code(), shell.err());
    return shell.out();
  }

  private static void isRefused(String said, Shell shell) {
    assertEquals(2, shell.code(), shell.err());
    assertEquals(1, shell.err().lines().count(), shell.err());
    assertTrue(shell.err().contains(said), shell.err());
  }

  @Test
  void mixturesActOnlyInRunsWhoseMethodHasThem() throws IOException {
    String own = works(Shell.qmp("eval", run("switch"), "--episodes", "2"));
    String mixture = works(Shell.qmp("eval", run("switch"), "--episodes", "2", "--mixture"));
    assertTrue(own.contains("own policies act"), own);
    assertTrue(mixture.contains("mixtures act"), mixture);
    assertTrue(!own.lines().skip(1).toList().equals(mixture.lines().skip(1).toList()), own);
    Path film = temp.resolve("film.svg");
    works(Shell.qmp("render", run("switch"), "--mixture", "--out", film.toString()));
    assertTrue(Files.readString(film).contains("point, separated+qmp, task upper-right"));
    assertTrue(Files.readString(film).contains("-right acts</text>"));
    isRefused(
        "--mixture needs a run whose method mixes policies, such as separated+qmp; got separated\n",
        Shell.qmp("eval", run("alone"), "--mixture"));
    isRefused(
        "--mixture needs a run whose method mixes policies, such as separated+qmp; got separated\n",
        Shell.qmp("render", run("alone"), "--mixture"));
  }

  @Test
  void taskAndSeedDetermineTheEpisode() throws IOException {
    List<String> films = new ArrayList<>();
    for (String options : List.of("--task=centre --seed=1", "--task=centre --seed=2", "--seed=1")) {
      Path film = temp.resolve("film.svg");
      List<String> args = new ArrayList<>(List.of("render", run("switch"), "--out=" + film));
      args.addAll(List.of(options.split(" ", -1)));
      works(Shell.qmp(args.toArray(String[]::new)));
      films.add(Files.readString(film));
      assertEquals(
          options.contains("centre"), films.get(films.size() - 1).contains("task centre"), options);
    }
    assertNotEquals(films.get(0), films.get(1));
    List<String> told =
        Stream.of("1", "2", "1")
            .map(seed -> Shell.qmp("eval", run("switch"), "--episodes=2", "--seed=" + seed).out())
            .toList();
    assertEquals(told.get(0), told.get(2));
    assertNotEquals(
        told.get(0).replace("seed 1", ""), told.get(1).replace("seed 2", ""), told.get(0));
  }

  @Test
  void theMatrixShowsEveryShareOfEveryWindow() throws IOException {
    Path file = temp.resolve("matrix.svg");
    String said =
        works(Shell.qmp("render", run("helped"), "--what", "matrix", "--out", file.toString()));
    assertTrue(
        said.contains("% of the steps that policies made, another task's policy or a guide acted"),
        said);
    String svg = Files.readString(file);
    for (String text : List.of("1 upper-right", "2 UP, 3 RIGHT, 4 DOWN_LEFT", "100 %")) {
      assertTrue(svg.contains(text), text);
    }
    SortedMap<Long, Double> up =
        Metrics.of(Path.of(run("helped"))).series("mixture/upper-right/UP");
    assertEquals(List.of(100L, 200L, 240L), List.copyOf(up.keySet()));
    up.values().forEach(share -> assertTrue(svg.contains(">" + Math.round(100 * share) + "</")));
  }

  @Test
  void theMapShowsTheChoicesOfTheSwitch() throws IOException {
    try (SavedRun saved = open("switch")) {
      SwitchMap map = SwitchMap.of(saved);
      BehaviorPolicy policy = saved.policy(Acts.MIXTURE, 1);
      double[] seen = new double[2];
      for (int place = 0; place < map.columns() * map.rows(); place += 37) {
        int row = place / map.columns();
        seen[0] = -1 + 2 * (place % map.columns() + 0.5) / map.columns();
        seen[1] = 1 - 2 * (row + 0.5) / map.rows();
        for (int task = 0; task < 4; task++) {
          policy.observe(task, seen);
        }
        policy.decide(saved.step());
        for (int task = 0; task < 4; task++) {
          assertEquals(policy.acting(task), map.picks()[task][place], "place " + place);
        }
      }
      double own = Arrays.stream(map.picks()[2]).filter(pick -> pick == 2).count();
      assertEquals(own / map.picks()[2].length, map.own(2));
    }
  }

  @Test
  void wallsAreGreyAndHaveNoPolicy() throws IOException {
    Path file = temp.resolve("map.svg");
    works(Shell.qmp("render", run("maze"), "--what", "map", "--out", file.toString()));
    String svg = Files.readString(file);
    assertTrue(svg.contains("5,6-to-5,3: own "), "a panel for each task");
    assertTrue(svg.contains("fill=\"#bbbbbb\""), "walls");
    Path png = temp.resolve("map.png");
    works(Shell.qmp("render", run("maze"), "--what", "map", "--out", png.toString()));
    assertTrue(ImageIO.read(png.toFile()).getWidth() > 1000);
    try (SavedRun saved = open("maze")) {
      int[] picks = SwitchMap.of(saved).picks()[0];
      double walls = Arrays.stream(picks).filter(pick -> pick == SwitchMap.WALL).count();
      assertEquals(1 - 26 / 64.0, walls / picks.length);
    }
  }

  @Test
  void impossiblePicturesAreRefused() {
    isRefused("no mixture of policies", Shell.qmp("render", run("alone"), "--what", "matrix"));
    isRefused(
        "--what map needs a run whose method ends in +qmp; got separated\n",
        Shell.qmp("render", run("alone"), "--what", "map"));
    isRefused(
        "--what map needs a suite on a plane, such as point or maze; got pendulum\n",
        Shell.qmp("render", run("pendulum"), "--what", "map"));
    isRefused(
        "one of episode, matrix, map; got 'film'",
        Shell.qmp("render", run("alone"), "--what", "film"));
    isRefused(
        "must be a file name that ends in .svg, .png or .gif; got 'x'",
        Shell.qmp("render", run("switch"), "--what", "map", "--out", "x"));
  }
}
