package org.qmp.app;

/** Wrong input: the message names the option, the value and what is allowed. */
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
