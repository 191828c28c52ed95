package org.qmp.rl;

/**
 * A world failed or broke its contract. The message names the task, the step and what the world was
 * asked to do; the cause is what the world threw.
 */
public final class WorldException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  WorldException(String message) {
    super(message);
  }

  WorldException(String message, RuntimeException cause) {
    super(message, cause);
  }
}
