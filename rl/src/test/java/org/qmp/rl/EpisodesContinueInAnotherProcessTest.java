package org.qmp.rl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.qmp.env.Environment;
import org.qmp.env.TaskSuite;
import org.qmp.env.maze.Maze;
import org.qmp.env.reacher.Reacher;
import org.qmp.env.tabletop.Tabletop;
import org.qmp.env.walker.Walker;
import org.qmp.nn.Fingerprint;
import org.qmp.nn.Jvm;
import org.qmp.nn.Xoshiro256;

/** An episode whose state is moved to another process continues there, bit for bit. */
final class EpisodesContinueInAnotherProcessTest {
  private static final int BEFORE = 60;
  private static final int AFTER = 100;

  enum World {
    MAZE,
    REACHER,
    WALKER,
    TABLETOP;

    private Environment create() {
      TaskSuite suite =
          switch (this) {
            case MAZE -> Maze.large();
            case REACHER -> Reacher.stochastic();
            case WALKER -> Walker.suite();
            case TABLETOP -> Tabletop.mt10();
          };
      return suite.tasks().get(0).create();
    }
  }

  /** Continues with random actions, and returns a fingerprint of all observations. */
  private static String play(Environment world, Xoshiro256 rng, int steps) {
    Fingerprint seen = new Fingerprint();
    double[] observation = new double[world.observations().size()];
    double[] action = new double[world.actions().size()];
    for (int i = 0; i < steps; i++) {
      world.actions().sample(rng::nextDouble, action);
      if (world.step(action, observation).over()) {
        world.reset(rng::nextDouble, observation);
      }
      for (double number : observation) {
        seen.add("seen", new long[] {Double.doubleToRawLongBits(number)});
      }
    }
    return seen.hex();
  }

  @ParameterizedTest
  @EnumSource
  void theRestOfTheEpisodeIsTheSameInAnotherProcess(World name, @TempDir Path folder)
      throws IOException, InterruptedException {
    Environment world = name.create();
    Xoshiro256 rng = Xoshiro256.named(1, "luck");
    world.reset(rng::nextDouble, new double[world.observations().size()]);
    play(world, rng, BEFORE);
    double[] state = new double[world.stateSize()];
    world.saveState(state);
    List<String> lines = new ArrayList<>();
    for (double number : state) {
      lines.add("" + Double.doubleToRawLongBits(number));
    }
    for (long word : rng.state()) {
      lines.add("" + word);
    }
    Path saved = Files.write(folder.resolve("state"), lines);
    String elsewhere = Jvm.current().run(Elsewhere.class, List.of(), name.name(), saved.toString());
    assertEquals(play(world, rng, AFTER), elsewhere);
  }

  /** The other process. */
  static final class Elsewhere {
    public static void main(String[] args) throws IOException {
      Environment world = World.valueOf(args[0]).create();
      List<Long> words = Files.readAllLines(Path.of(args[1])).stream().map(Long::valueOf).toList();
      double[] state = new double[world.stateSize()];
      for (int i = 0; i < state.length; i++) {
        state[i] = Double.longBitsToDouble(words.get(i));
      }
      long[] generator =
          words.subList(state.length, words.size()).stream().mapToLong(Long::longValue).toArray();
      Xoshiro256 rng = Xoshiro256.of(generator);
      world.restoreState(state, rng::nextDouble);
      System.out.println(play(world, rng, AFTER));
    }
  }
}
