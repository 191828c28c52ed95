package org.qmp.autograd;

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
    Op op = node.op();
    if (op != null) {
      for (Var input : op.inputs()) {
        if (input.tracked()) {
          requireFinite(input, input.rawGrad(), "gradient, from " + node + ",");
        }
      }
    }
  }

  private static void requireFinite(Var node, Mat matrix, String what) {
    int at = matrix.firstNonFinite();
    if (at >= 0) {
      int row = at / matrix.cols();
      int col = at % matrix.cols();
      Op op = node.op();
      throw new NonFiniteException(
          what
              + " of "
              + node
              + (op == null ? "" : " = " + op.label() + op.inputs())
              + " recorded at "
              + node.line()
              + " is "
              + matrix.get(row, col)
              + " in row "
              + row
              + ", column "
              + col);
    }
  }
}
