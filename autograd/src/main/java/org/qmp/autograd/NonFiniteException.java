package org.qmp.autograd;

/** A number became NaN or infinite; the message names the node, the element and the line. */
public final class NonFiniteException extends ArithmeticException {
  private static final long serialVersionUID = 1L;

  public NonFiniteException(String message) {
    super(message);
  }
}
