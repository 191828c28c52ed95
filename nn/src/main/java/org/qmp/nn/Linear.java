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

  /** A new layer; each weight block is initialised separately, biases are zero. */
  public static Linear create(
      String name, int groups, int inputs, int outputs, Init init, Kernels k, Xoshiro256 rng) {
    Mat weight = k.precision().zeros(groups * inputs, outputs);
    for (int g = 0; g < groups; g++) {
      init.fill(weight.rowRange(g * inputs, (g + 1) * inputs), k, rng);
    }
    Mat bias = k.precision().zeros(groups, outputs);
    return new Linear(new Parameter(name + "/weight", weight), new Parameter(name + "/bias", bias));
  }

  /** The ordinary layer applied to block i of n blocks of rows; its parameters are copies. */
  Linear block(int i, int n) {
    int groups = bias.value().rows();
    return new Linear(block(weight, groups, i, n), block(bias, groups, i, n));
  }

  static Parameter block(Parameter whole, int groups, int i, int n) {
    Require.that(n % groups == 0, "blocks", n, "a multiple of " + groups + " groups");
    int rows = whole.value().rows() / groups;
    int first = i / (n / groups) * rows;
    return new Parameter(whole.name(), whole.value().rowRange(first, first + rows).copy());
  }

  @Override
  public Var apply(Var x) {
    return apply(x, Activation.IDENTITY);
  }

  /** f(X W + b), in one pass for ReLU. */
  public Var apply(Var x, Activation f) {
    return f.applyToAffine(x, x.tape().parameter(weight), x.tape().parameter(bias));
  }

  @Override
  public Parameters parameters() {
    return Parameters.of(weight, bias);
  }
}
