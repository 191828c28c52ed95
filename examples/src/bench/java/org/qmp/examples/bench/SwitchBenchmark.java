package org.qmp.examples.bench;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.qmp.autograd.kernel.Backend;
import org.qmp.autograd.kernel.Precision;
import org.qmp.rl.behavior.BehaviorPolicy;
import org.qmp.rl.behavior.Policies;
import org.qmp.rl.behavior.TrainedPolicies;
import org.qmp.rl.multitask.LearnerFactory;
import org.qmp.rl.multitask.LearnerFactory.TaskSet;
import org.qmp.rl.multitask.Learners;
import org.qmp.rl.multitask.NamedMethod;
import org.qmp.rl.replay.Dimensions;
import org.qmp.rl.sac.SacConfig;

/**
 * What it costs to let N tasks decide who acts: one call decides for all of them, so the time of an
 * environment step is that of the call divided by N.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules", "ALL-SYSTEM"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 1)
public class SwitchBenchmark {
  private static final int OBSERVATIONS = 21;
  private static final int ACTIONS = 6;

  @Param({"1", "2", "5", "10", "20", "50"})
  int tasks;

  @Param({"separated", "separated+qmp", "params", "params+qmp"})
  String method;

  private Learners learners;
  private BehaviorPolicy policy;
  private double[][] observations = {};

  @Setup(Level.Trial)
  public void setUp() {
    List<String> names = IntStream.range(0, tasks).mapToObj(i -> "task" + i).toList();
    Dimensions sizes = new Dimensions(tasks, OBSERVATIONS, ACTIONS);
    NamedMethod named = NamedMethod.of(method);
    TaskSet taskSet = new TaskSet(names, sizes, Optional.empty());
    LearnerFactory factory = new LearnerFactory(named.method(), taskSet, small(), 1);
    learners = new Learners(factory, Backend.best(), Precision.FLOAT);
    Policies policies = new TrainedPolicies(names, learners.sacs(), List.of(), Optional.empty());
    policy = new BehaviorPolicy(learners.kernels(), named.method().behavior(), policies, sizes);
    policy.restart(1, "");
    observations = new double[tasks][OBSERVATIONS];
    for (int i = 0; i < tasks; i++) {
      observations[i][i % OBSERVATIONS] = 0.1 * i;
    }
  }

  /** The networks of two layers of 256; the batch plays no part here. */
  private static SacConfig small() {
    return SacConfig.defaults().with(c -> c.batch = 1);
  }

  @TearDown(Level.Trial)
  public void tearDown() {
    learners.close();
  }

  @Benchmark
  public int decideForAllTasks() {
    for (int i = 0; i < tasks; i++) {
      policy.observe(i, observations[i]);
    }
    policy.decide(0);
    return policy.acting(0);
  }
}
