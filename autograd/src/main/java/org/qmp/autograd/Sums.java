package org.qmp.autograd;

import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Shape;
import org.qmp.autograd.kernel.ShapeException;

/** Rules that add elements up. */
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
  record SumColumns(Var x) implements OneOperand {
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
  record SumRows(Var x, int blocks) implements OneOperand {
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
}
