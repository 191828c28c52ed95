package org.qmp.autograd;

import java.util.List;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Shape;
import org.qmp.autograd.kernel.ShapeException;

/** Rules that copy parts of matrices. */
final class Slicing {
  private Slicing() {}

  /**
   * A range of columns.
   *
   * <pre>
   *   forward    y_ij  = x_i(j+from)
   *   backward   x̄_i(j+from) += ȳ_ij
   * </pre>
   */
  record Columns(Var x, int from, int to) implements Op.OneOperand {
    @Override
    public Shape shape() {
      if (from < 0 || to > x.cols() || from >= to) {
        throw new ShapeException("columns " + from + " to " + to + " of " + x.shape());
      }
      return new Shape(x.rows(), to - from);
    }

    @Override
    public void forward(Kernels k, Mat y) {
      y.fill(0);
      k.addColumns(x.value(), from, y, 0, to - from);
    }

    @Override
    public void backward(Kernels k, Mat y, Mat dy) {
      k.addColumns(dy, 0, x.grad(), from, to - from);
    }
  }

  /**
   * The rows with given indices.
   *
   * <pre>
   *   forward    y_ij  = x_index(i)j
   *   backward   x̄_index(i)j += ȳ_ij     in order of i
   * </pre>
   */
  record SelectRows(Var x, int... index) implements Op.OneOperand {
    @Override
    public Shape shape() {
      for (int row : index) {
        if (row < 0 || row >= x.rows()) {
          throw new ShapeException("row " + row + " of " + x.shape());
        }
      }
      return new Shape(index.length, x.cols());
    }

    @Override
    public void forward(Kernels k, Mat y) {
      k.selectRows(x.value(), index, y);
    }

    @Override
    public void backward(Kernels k, Mat y, Mat dy) {
      k.addSelectedRows(dy, index, x.grad());
    }
  }

  /**
   * Matrices beside each other, or below each other.
   *
   * <pre>
   *   forward    Y = [X₁ X₂ …]   or   [X₁; X₂; …]
   *   backward   X̄ₙ += the part of Ȳ that Xₙ filled
   * </pre>
   */
  record Join(List<Var> inputs, boolean below) implements Op {
    @Override
    public Shape shape() {
      Shape first = inputs.get(0).shape();
      int length = 0;
      for (Var x : inputs) {
        if (below ? x.cols() != first.cols() : x.rows() != first.rows()) {
          throw new ShapeException(x.shape() + (below ? " below " : " beside ") + first);
        }
        length += below ? x.rows() : x.cols();
      }
      return below ? new Shape(length, first.cols()) : new Shape(first.rows(), length);
    }

    @Override
    public void forward(Kernels k, Mat y) {
      y.fill(0);
      int at = 0;
      for (int n = 0; n < inputs.size(); n++) {
        Mat x = inputs.get(n).value();
        if (below) {
          k.addRows(x, 0, y, at, x.rows());
          at += x.rows();
        } else {
          k.addColumns(x, 0, y, at, x.cols());
          at += x.cols();
        }
      }
    }

    @Override
    public void backward(Kernels k, Mat y, Mat dy) {
      int at = 0;
      for (int n = 0; n < inputs.size(); n++) {
        Var x = inputs.get(n);
        if (x.tracked() && below) {
          k.addRows(dy, at, x.grad(), 0, x.rows());
        } else if (x.tracked()) {
          k.addColumns(dy, at, x.grad(), 0, x.cols());
        }
        at += below ? x.rows() : x.cols();
      }
    }

    @Override
    public String label() {
      return below ? "above" : "beside";
    }
  }
}
