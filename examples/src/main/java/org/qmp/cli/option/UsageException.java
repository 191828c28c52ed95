package org.qmp.cli.option;

/** Wrong input: the message names the option, the value and what is allowed. */
public final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UsageException(String message) {
    super(message);
  }
}
