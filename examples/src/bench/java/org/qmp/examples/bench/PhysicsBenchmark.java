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
import org.qmp.env.physics.Mechanism;
import org.qmp.env.physics.Simulation;
import org.qmp.env.physics.scene.Rules;
import org.qmp.nn.Xoshiro256;

/**
 * One step of the simulator under random torques that change every four steps. Episodes are as long
 * as the walker's, so that a walker lies on the floor for most of them and its contacts are
 * counted.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 7, time = 1)
@Fork(1)
public class PhysicsBenchmark {
  private static final int EPISODE = 4000;

  @Param({"WALKER_V1", "WALKER_V2", "REACHER_ARM", "MAZE_LARGE", "KITCHEN"})
  Mechanism mechanism;

  private Simulation simulation;
  private Xoshiro256 torques;
  private int steps;

  @Setup(Level.Trial)
  public void setUp() {
    simulation = new Simulation(mechanism.model(Rules.MUJOCO_2_1));
    torques = Xoshiro256.named(1, "torques");
  }

  @Benchmark
  public double step() {
    if (steps % EPISODE == 0) {
      simulation.reset();
    }
    if (steps % 4 == 0) {
      for (int i = 0; i < simulation.model().controls(); i++) {
        simulation.setControl(i, 2 * torques.nextDouble() - 1);
      }
    }
    steps++;
    simulation.step();
    return simulation.position(0);
  }
}
