package org.qmp.nn;

import org.qmp.autograd.Parameters;
import org.qmp.autograd.Var;
import org.qmp.autograd.kernel.Kernels;

/**
 * The affine layer: {@link GroupedLinear} with one group.
 *
 * <pre>
 *   Y = X W + b        X (n×in), W (in×out), b (1×out), Y (n×out)
 * </pre>
 */
public record Linear(GroupedLinear group) implements Layer {

  public Linear {
    if (group.groups() != 1) {
      throw new IllegalArgumentException(group.groups() + " groups, expected 1");
    }
  }

  /**
   * A new layer with zero bias.
   *
   * @param name prefix of the parameters' names
   */
  public static Linear create(
      String name, int inputs, int outputs, Init init, Kernels k, Xoshiro256 rng) {
    return new Linear(GroupedLinear.create(name, 1, inputs, outputs, init, k, rng));
  }

  @Override
  public Var apply(Var x) {
    return group.apply(x);
  }

  @Override
  public Parameters parameters() {
    return group.parameters();
  }
}
