package org.qmp.autograd;

import java.util.Locale;
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
