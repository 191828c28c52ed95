package org.qmp.autograd;

import org.qmp.autograd.kernel.Mat;

/** A number is NaN or infinite; the message says which, on a tape by node, element and line. */
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
