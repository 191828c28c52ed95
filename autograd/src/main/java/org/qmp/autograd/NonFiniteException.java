package org.qmp.autograd;

import java.util.List;
import java.util.Locale;
import org.qmp.autograd.kernel.Mat;

/** A number became NaN or infinite; the message names the node, the element and the line. */
public final class NonFiniteException extends ArithmeticException {
  private static final long serialVersionUID = 1L;

  public NonFiniteException(String message) {
    super(message);
  }

  static void requireFiniteValue(Var node) {
    requireFinite(node, node.rawValue(), "value");
  }

  /** Of the node's operands. */
  static void requireFiniteGradients(Var node) {
    for (Var input : node.op == null ? List.<Var>of() : node.op.inputs()) {
      if (input.tracked()) {
        requireFinite(input, input.grad(), "gradient, from " + node + ",");
      }
    }
  }

  private static void requireFinite(Var node, Mat matrix, String what) {
    int at = matrix.firstNonFinite();
    if (at >= 0) {
      throw new NonFiniteException(
          String.format(
              Locale.ROOT,
              "%s of %s recorded at %s is %s in row %d, column %d",
              what,
              node.definition(),
              node.line,
              matrix.at(at),
              at / matrix.cols(),
              at % matrix.cols()));
    }
  }
}
