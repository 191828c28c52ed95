package org.qmp.examples.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.qmp.autograd.kernel.Backend;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Precision;
import org.qmp.autograd.kernel.Unary;

/** Elementary functions, nanoseconds for each element. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = {"--add-modules", "ALL-SYSTEM"})
public class FunctionBenchmark {
  private static final int COUNT = 256 * 64;

  @Param({"DOUBLE", "FLOAT"})
  Precision precision;

  @Param({"EXP", "LOG", "TANH", "SOFTPLUS", "SIGMOID", "RELU"})
  Unary function;

  private Kernels kernels;
  private Mat x;
  private Mat y;

  @Setup
  public void setUp() {
    kernels = Backend.plain().kernels(precision);
    x = precision.zeros(256, 64);
    y = precision.zeros(256, 64);
    for (int i = 0; i < COUNT; i++) {
      double value = (i % 997) / 100.0 - 5;
      x.set(i / 64, i % 64, function == Unary.LOG ? value + 5.001 : value);
    }
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public void apply() {
    kernels.unary(function, x, y);
  }
}
