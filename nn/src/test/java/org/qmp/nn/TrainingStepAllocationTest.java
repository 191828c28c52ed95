package org.qmp.nn;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qmp.autograd.Tape;
import org.qmp.autograd.Var;
import org.qmp.autograd.kernel.Allocation;
import org.qmp.autograd.kernel.Backend;
import org.qmp.autograd.kernel.Instructions;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Precision;

final class TrainingStepAllocationTest {
  @ParameterizedTest
  @CsvSource({
    "PLAIN, 1, DOUBLE", "SIMD, 1, DOUBLE", "PLAIN, 2, DOUBLE",
    "PLAIN, 1, FLOAT", "SIMD, 1, FLOAT", "SIMD, 2, FLOAT"
  })
  void replayingAllocatesNothing(Instructions instructions, int threads, Precision precision) {
    try (Kernels kernels = new Backend(instructions, threads).kernels(precision)) {
      Allocation.assertNone("a training step", trainingStep(kernels));
    }
  }

  /** Noise, forward, backward, clipping, Adam and tracking of a grouped network. */
  private static Runnable trainingStep(Kernels kernels) {
    Xoshiro256 rng = Xoshiro256.named(1, "allocation");
    Mlp.Spec spec = Mlp.Spec.of(5, List.of(24, 24), 2).withGroups(2).withNorm(Mlp.Norm.LAYER);
    Mlp net = Mlp.create("net", spec, kernels, rng);
    Mlp target = Mlp.create("net", spec, kernels, rng);
    Mat x = kernels.precision().zeros(16, 5);
    Tape tape =
        Tape.record(
            kernels,
            net.parameters(),
            t -> {
              Var y = net.apply(t.input("x", x));
              Var z = y.columns(0, 1).plus(y.columns(1, 2).clamp(-5, 2).exp()).tanh();
              Var p = z.beside(y).softplus().sumColumns().repeatRows(2).sumRows(16);
              return p.min(z).square().mean().plus(y.detach().sigmoid().mean());
            });
    Adam adam = new Adam(kernels, net.parameters(), Adam.Options.of(1e-3));
    GradientClip clip = new GradientClip(1);
    Normal noise = new Normal(rng);
    return () -> {
      noise.fill(x);
      tape.forward();
      tape.backward();
      clip.apply(kernels, net.parameters());
      adam.step();
      target.parameters().polyakUpdate(kernels, net.parameters(), 0.005);
    };
  }
}
