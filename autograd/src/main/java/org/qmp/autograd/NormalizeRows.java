package org.qmp.autograd;

import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Mat;

/**
 * Layer normalisation without gain and shift (Ba, Kiros and Hinton 2016, arXiv:1607.06450, eq. 3).
 *
 * <pre>
 *   forward    y = (x − μ) s,   μ = mean(x),   s = 1 / √(mean((x − μ)²) + ε)     for every row
 *   backward   x̄ += s ( ȳ − mean(ȳ) − y mean(ȳ ∘ y) )
 * </pre>
 *
 * @param scale s of every row (n×1), kept from the forward pass
 */
record NormalizeRows(Var x, double epsilon, Mat scale) implements OneOperand {

  static NormalizeRows of(Var x, double epsilon) {
    if (!(0 < epsilon && epsilon < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("epsilon = " + epsilon + ", expected a positive number");
    }
    return new NormalizeRows(x, epsilon, x.tape().kernels().precision().zeros(x.rows(), 1));
  }

  @Override
  public void forward(Kernels k, Mat y) {
    k.normalizeRows(x.value(), epsilon, y, scale);
  }

  @Override
  public void backward(Kernels k, Mat y, Mat dy) {
    k.addNormalizeGradient(y, scale, dy, x.grad());
  }
}
