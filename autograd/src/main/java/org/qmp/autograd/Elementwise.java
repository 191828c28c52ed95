package org.qmp.autograd;

import java.util.List;
import java.util.Locale;
import org.qmp.autograd.kernel.Binary;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Shape;
import org.qmp.autograd.kernel.ShapeException;
import org.qmp.autograd.kernel.Unary;

/** Rules that act on each element separately. */
final class Elementwise {
  private Elementwise() {}

  /**
   * A scalar function of each element; {@link Unary} lists f and f′.
   *
   * <pre>
   *   forward    y  = f(x)
   *   backward   x̄ += ȳ f′(x)
   * </pre>
   */
  record Map(Unary f, Var x) implements Op.OneOperand {
    @Override
    public void forward(Kernels k, Mat y) {
      k.unary(f, x.value(), y);
    }

    @Override
    public void backward(Kernels k, Mat y, Mat dy) {
      k.addUnaryGradient(f, x.value(), y, dy, x.grad());
    }

    @Override
    public String label() {
      return f.name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A scalar function of two matrices' elements, repeating rows, columns and scalars; {@link
   * Binary} lists f and its slopes.
   *
   * <pre>
   *   forward    y  = f(a, b)
   *   backward   ā += ȳ ∂f/∂a       (summed over what was repeated)
   *              b̄ += ȳ ∂f/∂b
   * </pre>
   */
  record Zip(Binary f, Var a, Var b) implements Op {
    @Override
    public Shape shape() {
      return a.shape().broadcast(b.shape());
    }

    @Override
    public List<Var> inputs() {
      return List.of(a, b);
    }

    @Override
    public void forward(Kernels k, Mat y) {
      k.binary(f, a.value(), b.value(), y);
    }

    @Override
    public void backward(Kernels k, Mat y, Mat dy) {
      if (a.tracked()) {
        k.addBinaryGradient(f, true, a.value(), b.value(), dy, a.grad());
      }
      if (b.tracked()) {
        k.addBinaryGradient(f, false, a.value(), b.value(), dy, b.grad());
      }
    }

    @Override
    public String label() {
      return f.name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A straight line.
   *
   * <pre>
   *   forward    y  = scale · x + shift
   *   backward   x̄ += scale · ȳ
   * </pre>
   */
  record Line(Var x, double scale, double shift) implements Op.OneOperand {
    @Override
    public void forward(Kernels k, Mat y) {
      k.linear(x.value(), scale, shift, y);
    }

    @Override
    public void backward(Kernels k, Mat y, Mat dy) {
      k.addScaled(dy, scale, x.grad());
    }

    @Override
    public String label() {
      return "line[" + scale + ", " + shift + "]";
    }
  }

  /**
   * Clamping to bounds.
   *
   * <pre>
   *   forward    y  = min(max(x, low), high)
   *   backward   x̄ += ȳ   where low ≤ x ≤ high
   * </pre>
   */
  record Clamp(Var x, double low, double high) implements Op.OneOperand {
    @Override
    public Shape shape() {
      if (!(low <= high)) {
        throw new ShapeException("clamp needs low ≤ high, not " + low + " and " + high);
      }
      return x.shape();
    }

    @Override
    public void forward(Kernels k, Mat y) {
      k.clamp(x.value(), low, high, y);
    }

    @Override
    public void backward(Kernels k, Mat y, Mat dy) {
      k.addClampGradient(x.value(), low, high, dy, x.grad());
    }

    @Override
    public String label() {
      return "clamp[" + low + ", " + high + "]";
    }
  }

  /** A copy, y = x, through which no gradient flows. */
  record Detach(Var x) implements Op.OneOperand {
    @Override
    public void forward(Kernels k, Mat y) {
      y.set(x.value());
    }

    @Override
    public void backward(Kernels k, Mat y, Mat dy) {}
  }
}
