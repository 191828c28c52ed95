package org.qmp.autograd;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Shape;
import org.qmp.autograd.kernel.ShapeException;

/**
 * Affine map, optionally through a ReLU, of G groups of rows with separate weights.
 *
 * <pre>
 *   forward    Y_g  = X_g W_g + b_g,  with ReLU max(0, X_g W_g + b_g)
 *   backward   Z̄_g  = Ȳ_g,  with ReLU only where Y_g > 0
 *              X̄_g += Z̄_g W_gᵀ
 *              W̄_g += X_gᵀ Z̄_g
 *              b̄_g += Σ rows of Z̄_g
 *
 *   X (G·n×k), W (G·k×m), b (G×m), Y (G·n×m)
 * </pre>
 *
 * G = rows(W) / cols(X); with G = 1 this is the ordinary layer. Separate networks for several
 * tasks, and the heads of a multi-head network, are one such map over a task-major batch.
 */
record Affine(Var x, Var w, @Nullable Var b, boolean relu) implements Op {
  @Override
  public Shape shape() {
    if (w.rows() % x.cols() != 0) {
      String sizes = x.cols() + " columns meet " + w.rows() + " rows, which is no multiple of it";
      throw new ShapeException(x.shape() + " times " + w.shape() + ": " + sizes);
    }
    int groups = w.rows() / x.cols();
    if (x.rows() % groups != 0) {
      String weight = "a weight of " + w.shape() + " makes of " + x.cols() + " inputs";
      throw new ShapeException(
          x.rows() + " rows do not divide into the " + groups + " groups that " + weight);
    }
    if (b != null && (b.rows() != groups || b.cols() != w.cols())) {
      throw new ShapeException(
          "bias " + b.shape() + " where " + groups + "×" + w.cols() + " is needed");
    }
    return new Shape(x.rows(), w.cols());
  }

  @Override
  public List<Var> inputs() {
    return b == null ? List.of(x, w) : List.of(x, w, b);
  }

  @Override
  public void forward(Kernels k, Mat y) {
    k.affine(x.value(), w.value(), b == null ? null : b.value(), relu, y);
  }

  /** Whether the backward pass adds to the operand's gradient just once, with a product. */
  boolean canReplaceGradient(Var operand) {
    return operand != b && (operand == x) != (operand == w);
  }

  @Override
  public void backward(Kernels k, Mat y, Mat dy) {
    if (relu) {
      k.maskPositive(y, dy);
    }
    if (x.tracked()) {
      k.timesTransposed(dy, w.value(), x.grad(), x.replacedBy != this);
    }
    if (w.tracked()) {
      k.transposedTimes(x.value(), dy, w.grad(), w.replacedBy != this);
    }
    if (b != null && b.tracked()) {
      k.addBlockSums(dy, b.grad());
    }
  }

  @Override
  public String label() {
    return relu ? "affineRelu" : b == null ? "matmul" : "affine";
  }
}
