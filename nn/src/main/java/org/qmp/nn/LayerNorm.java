package org.qmp.nn;

import org.qmp.autograd.Parameter;
import org.qmp.autograd.Parameters;
import org.qmp.autograd.Var;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Mat;

/**
 * Layer normalisation (Ba, Kiros and Hinton 2016, arXiv:1607.06450, eq. 3), over each row, with a
 * gain and a shift for each group of rows.
 *
 * <pre>
 *   y = (x − mean(x)) / √(var(x) + ε) ∘ gain_g + shift_g      X (G·n×m), gain and shift (G×m), ε = 1e-5
 * </pre>
 */
public record LayerNorm(Parameter gain, Parameter shift) implements Layer {
  private static final double EPSILON = 1e-5;

  /** A new layer with gain 1 and shift 0. */
  public static LayerNorm create(String name, int groups, int width, Kernels k) {
    Mat ones = k.precision().zeros(groups, width);
    ones.fill(1);
    return new LayerNorm(
        new Parameter(name + "/gain", ones),
        new Parameter(name + "/shift", k.precision().zeros(groups, width)));
  }

  /** The layer applied to block i of n blocks of rows; its parameters are copies. */
  LayerNorm block(int i, int n) {
    int groups = gain.value().rows();
    return new LayerNorm(Linear.block(gain, groups, i, n), Linear.block(shift, groups, i, n));
  }

  @Override
  public Var apply(Var x) {
    Var normal = x.normalizeRows(EPSILON);
    return normal
        .times(perRow(x.tape().parameter(gain), x.rows()))
        .plus(perRow(x.tape().parameter(shift), x.rows()));
  }

  private static Var perRow(Var groups, int rows) {
    return groups.rows() == 1 ? groups : groups.repeatRows(rows / groups.rows());
  }

  @Override
  public Parameters parameters() {
    return Parameters.of(gain, shift);
  }
}
