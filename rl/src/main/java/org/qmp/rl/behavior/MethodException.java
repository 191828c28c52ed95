package org.qmp.rl.behavior;

/** A method whose choices cannot go together, or that cannot train on a suite; says why. */
public final class MethodException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public MethodException(String reason) {
    super(reason);
  }

  /** Refuses a method that has no sense. */
  public static void refuse(boolean senseless, String reason) {
    if (senseless) {
      throw new MethodException(reason);
    }
  }
}
