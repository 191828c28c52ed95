package org.qmp.autograd.kernel;

/** Two shapes that should fit do not; the message names them and where they met. */
public final class ShapeException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public ShapeException(String message) {
    super(message);
  }
}
