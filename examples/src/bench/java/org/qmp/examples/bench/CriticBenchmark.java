package org.qmp.examples.bench;

import java.util.List;
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
import org.openjdk.jmh.annotations.Warmup;
import org.qmp.autograd.Tape;
import org.qmp.autograd.kernel.Backend;
import org.qmp.autograd.kernel.Instructions;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Precision;
import org.qmp.nn.Adam;
import org.qmp.nn.Mlp;
import org.qmp.nn.Normal;
import org.qmp.nn.Xoshiro256;

/** A critic's loss, gradient and Adam step: observation 17, action 6, two hidden layers of 256. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 6, time = 1)
@Measurement(iterations = 7, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules", "ALL-SYSTEM"})
public class CriticBenchmark {
  private static final int INPUTS = 17 + 6;

  @Param({"PLAIN", "SIMD"})
  Instructions instructions;

  @Param({"FLOAT", "DOUBLE"})
  Precision precision;

  @Param({"32", "256"})
  int batch;

  private Tape tape;
  private Adam adam;

  @Setup
  public void setUp() {
    Kernels kernels = new Backend(instructions, 1).kernels(precision);
    Xoshiro256 rng = Xoshiro256.named(1, "critic");
    Mlp critic = Mlp.create("q", Mlp.Spec.of(INPUTS, List.of(256, 256), 1), kernels, rng);
    Mat x = precision.zeros(batch, INPUTS);
    Mat y = precision.zeros(batch, 1);
    new Normal(rng).fill(x);
    new Normal(rng).fill(y);
    tape =
        Tape.record(
            kernels,
            critic.parameters(),
            t -> critic.apply(t.input("x", x)).minus(t.input("y", y)).square().mean());
    adam = new Adam(kernels, critic.parameters(), Adam.Options.of(3e-4));
  }

  @Benchmark
  public void step() {
    tape.forward();
    tape.backward();
    adam.step();
  }
}
