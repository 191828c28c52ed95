package org.qmp.autograd;

import org.qmp.autograd.kernel.Mat;

/** A number became NaN or infinite; the message names the node, the element and the line. */
public final class NonFiniteException extends ArithmeticException {
  private static final long serialVersionUID = 1L;

  public NonFiniteException(String message) {
    super(message);
  }

  static void requireFinite(Var node, Mat matrix, String what) {
    int at = matrix.firstNonFinite();
    if (at >= 0) {
      String where = " in " + matrix.place(at);
      String recorded = node.definition() + " recorded at " + node.line;
      throw new NonFiniteException(what + " of " + recorded + " is " + matrix.at(at) + where);
    }
  }
}
