package org.qmp.autograd.kernel;

/** Two shapes that do not fit; the message names them and the operation. */
public final class ShapeException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public ShapeException(String message) {
    super(message);
  }
}
