package org.qmp.nn;

import org.qmp.autograd.Parameter;
import org.qmp.autograd.Parameters;
import org.qmp.autograd.Var;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Mat;

/**
 * An affine layer: G affine maps side by side, where row block g of the input meets weight block g.
 *
 * <pre>
 *   Y_g = X_g W_g + b_g        X (G·n×in), W (G·in×out), b (G×out), Y (G·n×out)
 * </pre>
 *
 * With one group this is the ordinary layer. With task-major batches it is a separate network for
 * each of G tasks, or the heads of a multi-head network.
 */
public record Linear(Parameter weight, Parameter bias) implements Layer {

  /** A new layer; each weight block is initialised by itself, biases are zero. */
  public static Linear create(
      String name, int groups, int inputs, int outputs, Init init, Kernels k, Xoshiro256 rng) {
    Mat weight = k.precision().zeros(groups * inputs, outputs);
    for (int g = 0; g < groups; g++) {
      init.fill(weight.rowRange(g * inputs, (g + 1) * inputs), k, rng);
    }
    Mat bias = k.precision().zeros(groups, outputs);
    return new Linear(new Parameter(name + "/weight", weight), new Parameter(name + "/bias", bias));
  }

  @Override
  public Var apply(Var x) {
    return apply(x, Activation.IDENTITY);
  }

  /** f(X W + b), fused where the kernels can. */
  public Var apply(Var x, Activation f) {
    return f.applyToAffine(x, x.tape().parameter(weight), x.tape().parameter(bias));
  }

  @Override
  public Parameters parameters() {
    return Parameters.of(weight, bias);
  }
}
