package org.qmp.examples.bench;

import java.util.List;
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
import org.qmp.cli.option.NamedSuite;
import org.qmp.env.Chance;
import org.qmp.env.Environment;
import org.qmp.env.Outcome;
import org.qmp.env.TaskSuite;
import org.qmp.nn.Xoshiro256;

/**
 * One action in a suite's worlds, all tasks in turn, with what it costs to begin their episodes.
 * Random actions change every four.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 6, time = 2)
@Measurement(iterations = 7, time = 2)
@Fork(1)
public class WorldBenchmark {
  private static final int EPISODE = 100;

  @Param({"walker", "reacher", "maze", "kitchen", "metaworld-cds", "mt10", "mt50"})
  String suite;

  private List<Environment> worlds;
  private Chance chance;
  private double[] observation;
  private double[] action;
  private int steps;

  @Setup(Level.Trial)
  public void setUp() {
    worlds = NamedSuite.suite(suite).tasks().stream().map(TaskSuite.Task::create).toList();
    chance = Xoshiro256.named(1, "world")::nextDouble;
    observation = new double[worlds.get(0).observations().size()];
    action = new double[worlds.get(0).actions().size()];
  }

  @Benchmark
  public Outcome act() {
    Environment world = worlds.get(steps / EPISODE % worlds.size());
    if (steps % EPISODE == 0) {
      world.reset(chance, observation);
    }
    for (int i = 0; i < action.length && steps % 4 == 0; i++) {
      action[i] = chance.uniform(-1, 1);
    }
    steps++;
    Outcome outcome = world.step(action, observation);
    if (!(outcome instanceof Outcome.Running)) {
      world.reset(chance, observation);
    }
    return outcome;
  }
}
