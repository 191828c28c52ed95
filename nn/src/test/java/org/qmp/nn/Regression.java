package org.qmp.nn;

import java.util.List;
import org.qmp.autograd.Tape;
import org.qmp.autograd.Var;
import org.qmp.autograd.kernel.Backend;
import org.qmp.autograd.kernel.Instructions;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Precision;

/**
 * A small training run that uses most of the engine: random weights, noise, grouped layers, layer
 * norm, every transcendental function, Adam, clipping and tracking. Its fingerprint is the same
 * everywhere.
 *
 * <p>As a program: {@code Regression steps,precision,instructions …} prints a fingerprint for each
 * argument; instructions may be BEST.
 */
final class Regression {
  private static final int GROUPS = 2;
  private static final int BATCH = 33;

  private Regression() {}

  static String fingerprint(Backend backend, Precision precision, int steps) {
    try (Kernels kernels = backend.kernels(precision)) {
      return fingerprint(kernels, steps);
    }
  }

  private static String fingerprint(Kernels kernels, int steps) {
    Xoshiro256 rng = Xoshiro256.named(7, "regression");
    Mlp.Spec spec = Mlp.Spec.of(3, List.of(65, 40), 2).withGroups(GROUPS).withNorm(Mlp.Norm.LAYER);
    Mlp net = Mlp.create("net", spec, kernels, rng);
    Mlp target = Mlp.create("net", spec.withInit(Init.orthogonal(1)), kernels, rng);
    Mat x = kernels.precision().zeros(GROUPS * BATCH, 3);
    Tape tape = Tape.record(kernels, net.parameters(), t -> loss(net.apply(t.input("x", x)), x));
    Adam adam = new Adam(kernels, net.parameters(), Adam.Options.of(3e-3));
    GradientClip clip = new GradientClip(0.5);
    Normal noise = new Normal(rng.split("noise"));
    for (int i = 0; i < steps; i++) {
      noise.fill(x);
      tape.forward();
      tape.backward();
      clip.apply(kernels, net.parameters());
      adam.step();
      target.parameters().polyakUpdate(kernels, net.parameters(), 0.01);
    }
    return new Fingerprint()
        .add("loss", tape.result().value())
        .add("net", net.parameters().get("net/layer0/weight").value())
        .add("out", net.parameters().get("net/layer2/bias").value())
        .add("target", target.parameters().get("net/layer1/weight").value())
        .add(adam.state())
        .hex();
  }

  /** A negative log-likelihood with a learned deviation, so that exp, log and softplus are used. */
  private static Var loss(Var y, Mat x) {
    Var in = y.tape().input("x again", x);
    Var goal = in.columns(0, 1).times(in.columns(1, 2)).tanh().plus(in.columns(2, 3).sigmoid());
    Var deviation = y.columns(1, 2).softplus().plus(0.1);
    Var miss = y.columns(0, 1).minus(goal).divide(deviation);
    Var smooth = miss.abs().negate().exp().times(0.1);
    return miss.square().plus(deviation.log()).plus(smooth).mean();
  }

  public static void main(String[] args) {
    for (String arg : args) {
      String[] words = arg.split(",", -1);
      Backend backend =
          words[2].equals("BEST") ? Backend.best() : new Backend(Instructions.valueOf(words[2]), 1);
      System.out.println(
          fingerprint(backend, Precision.valueOf(words[1]), Integer.parseInt(words[0])));
    }
  }
}
