package org.qmp.rl.behavior;

/**
 * A method whose choices cannot be combined, or that cannot train on a suite; the message says why.
 */
public final class MethodException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public MethodException(String reason) {
    super(reason);
  }

  /** Refuses a method if a condition holds. */
  public static void refuse(boolean senseless, String reason) {
    if (senseless) {
      throw new MethodException(reason);
    }
  }
}
