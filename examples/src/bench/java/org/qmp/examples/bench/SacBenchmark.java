package org.qmp.examples.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import org.qmp.autograd.kernel.Backend;
import org.qmp.autograd.kernel.Instructions;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Precision;
import org.qmp.nn.Xoshiro256;
import org.qmp.rl.behavior.Behavior;
import org.qmp.rl.behavior.BehaviorPolicy;
import org.qmp.rl.behavior.Policies;
import org.qmp.rl.behavior.TrainedPolicies;
import org.qmp.rl.replay.Batch;
import org.qmp.rl.replay.Dimensions;
import org.qmp.rl.replay.ReplayBuffer;
import org.qmp.rl.sac.Sac;
import org.qmp.rl.sac.SacConfig;

/**
 * A whole update of soft actor-critic, its batch drawn from a replay buffer, and one action:
 * observation 17, action 6, two hidden layers of 256, learned temperature, FLOAT.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 6, time = 1)
@Measurement(iterations = 7, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules", "ALL-SYSTEM"})
public class SacBenchmark {
  private static final Dimensions SIZES = new Dimensions(1, 17, 6);

  @Param({"PLAIN", "SIMD"})
  Instructions instructions;

  @Param({"32", "256"})
  int batch;

  private Sac sac;
  private BehaviorPolicy policy;
  private ReplayBuffer replay;
  private Xoshiro256 rng;

  @Setup
  public void setUp() {
    Kernels kernels = new Backend(instructions, 1).kernels(Precision.FLOAT);
    rng = Xoshiro256.named(1, "benchmark");
    SacConfig config = SacConfig.defaults().with(c -> c.batch = batch);
    sac = new Sac(kernels, SIZES, config, 1, "benchmark");
    Policies alone =
        new TrainedPolicies(List.of("task"), List.of(sac), List.of(), Optional.empty());
    policy = new BehaviorPolicy(kernels, new Behavior.Own(), alone, SIZES);
    policy.restart(1, "");
    replay = filledReplay(SIZES, rng);
  }

  /** 20,000 transitions with numbers in (0, 1). */
  static ReplayBuffer filledReplay(Dimensions sizes, Xoshiro256 rng) {
    ReplayBuffer replay = new ReplayBuffer(sizes.observations(), sizes.actions(), 100_000);
    double[] obs = new double[sizes.observations()];
    double[] action = new double[sizes.actions()];
    for (int i = 0; i < 20_000; i++) {
      Arrays.setAll(obs, j -> rng.nextOpenDouble());
      Arrays.setAll(action, j -> rng.nextOpenDouble());
      replay.add(obs, action, rng.nextDouble(), obs, i % 200 == 0, 0);
    }
    return replay;
  }

  private void updateOnce() {
    Batch b = sac.batch();
    replay.sample(rng, b, 0, b.rows());
    sac.update();
  }

  @Benchmark
  public void update() {
    updateOnce();
  }

  /** Two learners of two tasks on two threads: the time of an update on each. */
  @Benchmark
  @Threads(2)
  public void updateOfTwoTasksOnTwoThreads() {
    updateOnce();
  }

  @Benchmark
  public void oneAction() {
    policy.decide(0);
  }
}
