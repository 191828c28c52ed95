package org.qmp.examples.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.qmp.env.Box;
import org.qmp.env.Chance;
import org.qmp.env.Environment;
import org.qmp.env.Outcome;
import org.qmp.env.TaskSuite;
import org.qmp.env.maze.Maze;
import org.qmp.env.reacher.Reacher;
import org.qmp.env.walker.Walker;
import org.qmp.nn.Xoshiro256;

/** One random action in the first task of a world, with what it costs to begin its episodes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 7, time = 1)
@Fork(1)
public class WorldBenchmark {

  /** Which world. */
  public enum World {
    WALKER,
    REACHER,
    MAZE;

    TaskSuite suite() {
      return switch (this) {
        case WALKER -> Walker.suite();
        case REACHER -> Reacher.suite();
        case MAZE -> Maze.large();
      };
    }
  }

  @Param({"WALKER", "REACHER", "MAZE"})
  World world;

  private Environment place;
  private Chance chance;
  private double[] observation;
  private double[] action;

  @Setup(Level.Trial)
  public void setUp() {
    place = world.suite().tasks().get(0).create();
    chance = Xoshiro256.named(1, "world")::nextDouble;
    observation = new double[place.observations().size()];
    action = new double[((Box) place.actions()).size()];
    place.reset(chance, observation);
  }

  @Benchmark
  public Outcome act() {
    for (int i = 0; i < action.length; i++) {
      action[i] = chance.uniform(-1, 1);
    }
    Outcome outcome = place.step(action, observation);
    if (!(outcome instanceof Outcome.Running)) {
      place.reset(chance, observation);
    }
    return outcome;
  }
}
