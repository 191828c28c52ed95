package org.qmp.rl;

import org.jspecify.annotations.Nullable;

/**
 * An environment failed or broke its contract. The message names the task, the step and what the
 * environment was asked to do; the cause is what the environment threw.
 */
public final class EnvironmentException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  EnvironmentException(String message, @Nullable RuntimeException cause) {
    super(message, cause);
  }
}
