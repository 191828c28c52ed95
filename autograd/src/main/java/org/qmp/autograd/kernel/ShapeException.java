package org.qmp.autograd.kernel;

/** Shapes, sizes or bounds that do not fit; the message names them, and a tape adds op and line. */
public final class ShapeException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public ShapeException(String message) {
    super(message);
  }
}
