package org.qmp.autograd;

import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Precision;
import org.qmp.autograd.kernel.Shape;
import org.qmp.autograd.kernel.ShapeException;

/** Rules that sum elements, and layer normalisation. */
final class Sums {
  private Sums() {}

  /**
   * Sum of each row.
   *
   * <pre>
   *   forward    y_i   = Σ_j x_ij          X (n×m), y (n×1)
   *   backward   x̄_ij += ȳ_i
   * </pre>
   */
  record SumColumns(Var x) implements Op.OneOperand {
    @Override
    public Shape shape() {
      return new Shape(x.rows(), 1);
    }

    @Override
    public void forward(Kernels k, Mat y) {
      k.rowSums(x.value(), y);
    }

    @Override
    public void backward(Kernels k, Mat y, Mat dy) {
      k.addColumnToRows(dy, x.grad());
    }
  }

  /**
   * Sum over the rows of each block.
   *
   * <pre>
   *   forward    y_bj  = Σ_i x_(b·h+i)j        X (B·h×m), Y (B×m)
   *   backward   x̄_ij += ȳ_⌊i/h⌋j
   * </pre>
   */
  record SumRows(Var x, int blocks) implements Op.OneOperand {
    @Override
    public Shape shape() {
      if (blocks < 1 || x.rows() % blocks != 0) {
        throw new ShapeException(x.rows() + " rows do not divide into " + blocks + " blocks");
      }
      return new Shape(blocks, x.cols());
    }

    @Override
    public void forward(Kernels k, Mat y) {
      y.fill(0);
      k.addBlockSums(x.value(), y);
    }

    @Override
    public void backward(Kernels k, Mat y, Mat dy) {
      k.addRepeatedRows(dy, x.grad());
    }
  }

  /**
   * Layer normalisation without gain and shift (Ba, Kiros and Hinton 2016, arXiv:1607.06450, eq.
   * 3).
   *
   * <pre>
   *   forward    y = (x − μ) s,   μ = mean(x),   s = 1 / √(mean((x − μ)²) + ε)     for every row
   *   backward   x̄ += s ( ȳ − mean(ȳ) − y mean(ȳ ∘ y) )
   * </pre>
   *
   * @param scale s of every row (n×1), kept from the forward pass
   */
  record NormalizeRows(Var x, double epsilon, Mat scale) implements Op.OneOperand {
    static NormalizeRows of(Var x, double epsilon) {
      Precision precision = x.tape().kernels().precision();
      double rounded = precision.round(epsilon);
      if (!(0 < rounded && rounded < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "epsilon = " + epsilon + ", expected a finite " + precision + " above 0");
      }
      return new NormalizeRows(x, epsilon, precision.zeros(x.rows(), 1));
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
}
