package org.qmp.autograd;

import java.util.List;
import java.util.stream.IntStream;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Shape;
import org.qmp.autograd.kernel.ShapeException;

/** Rules that copy parts of matrices. Each one's backward pass is another one's forward pass. */
final class Parts {
  private Parts() {}

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
   * Matrices side by side.
   *
   * <pre>
   *   forward    Y = [X₁ X₂ …]
   *   backward   X̄ₙ += the columns of Ȳ that Xₙ filled
   * </pre>
   */
  record Beside(List<Var> inputs) implements Op {
    @Override
    public Shape shape() {
      int rows = inputs.get(0).rows();
      int cols = 0;
      for (Var x : inputs) {
        if (x.rows() != rows) {
          throw new ShapeException(x.rows() + " rows beside " + rows);
        }
        cols += x.cols();
      }
      return new Shape(rows, cols);
    }

    @Override
    public void forward(Kernels k, Mat y) {
      y.fill(0);
      int at = 0;
      for (int n = 0; n < inputs.size(); n++) {
        Mat x = inputs.get(n).value();
        k.addColumns(x, 0, y, at, x.cols());
        at += x.cols();
      }
    }

    @Override
    public void backward(Kernels k, Mat y, Mat dy) {
      int at = 0;
      for (int n = 0; n < inputs.size(); n++) {
        Var x = inputs.get(n);
        if (x.tracked()) {
          k.addColumns(dy, at, x.grad(), 0, x.cols());
        }
        at += x.cols();
      }
    }
  }

  /**
   * Matrices below each other.
   *
   * <pre>
   *   forward    Y = [X₁; X₂; …]
   *   backward   X̄ₙ += the rows of Ȳ that Xₙ filled
   * </pre>
   */
  record Above(List<Var> inputs) implements Op {
    @Override
    public Shape shape() {
      int cols = inputs.get(0).cols();
      int rows = 0;
      for (Var x : inputs) {
        if (x.cols() != cols) {
          throw new ShapeException(x.cols() + " columns below " + cols);
        }
        rows += x.rows();
      }
      return new Shape(rows, cols);
    }

    @Override
    public void forward(Kernels k, Mat y) {
      y.fill(0);
      int at = 0;
      for (int n = 0; n < inputs.size(); n++) {
        Mat x = inputs.get(n).value();
        k.addRows(x, 0, y, at, x.rows());
        at += x.rows();
      }
    }

    @Override
    public void backward(Kernels k, Mat y, Mat dy) {
      int at = 0;
      for (int n = 0; n < inputs.size(); n++) {
        Var x = inputs.get(n);
        if (x.tracked()) {
          k.addRows(dy, at, x.grad(), 0, x.rows());
        }
        at += x.rows();
      }
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
  record Rows(Var x, int[] index) implements Op.OneOperand {
    static Rows range(Var x, int from, int to) {
      if (from < 0 || to > x.rows() || from >= to) {
        throw new ShapeException("rows " + from + " to " + to + " of " + x.shape());
      }
      return new Rows(x, IntStream.range(from, to).toArray());
    }

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
   * Copies of the whole below each other.
   *
   * <pre>
   *   forward    y_(t·n+i)j = x_ij     X (n×m), Y (times·n×m)
   *   backward   x̄_ij += Σ_t ȳ_(t·n+i)j
   * </pre>
   */
  record Tile(Var x, int times) implements Op.OneOperand {
    @Override
    public Shape shape() {
      return new Shape(x.rows() * atLeastOne(times), x.cols());
    }

    @Override
    public void forward(Kernels k, Mat y) {
      y.fill(0);
      for (int t = 0; t < times; t++) {
        k.addRows(x.value(), 0, y, t * x.rows(), x.rows());
      }
    }

    @Override
    public void backward(Kernels k, Mat y, Mat dy) {
      for (int t = 0; t < times; t++) {
        k.addRows(dy, t * x.rows(), x.grad(), 0, x.rows());
      }
    }
  }

  /**
   * Copies of each row in place.
   *
   * <pre>
   *   forward    y_(i·times+t)j = x_ij     X (n×m), Y (n·times×m)
   *   backward   x̄_ij += Σ_t ȳ_(i·times+t)j
   * </pre>
   */
  record Repeat(Var x, int times) implements Op.OneOperand {
    @Override
    public Shape shape() {
      return new Shape(x.rows() * atLeastOne(times), x.cols());
    }

    @Override
    public void forward(Kernels k, Mat y) {
      y.fill(0);
      k.addRepeatedRows(x.value(), y);
    }

    @Override
    public void backward(Kernels k, Mat y, Mat dy) {
      k.addBlockSums(dy, x.grad());
    }
  }

  private static int atLeastOne(int times) {
    if (times < 1) {
      throw new ShapeException(times + " copies, expected at least 1");
    }
    return times;
  }
}
