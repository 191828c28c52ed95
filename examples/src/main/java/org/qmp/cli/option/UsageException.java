package org.qmp.cli.option;

import java.util.List;

/** Wrong input: the message names the option, the value and what is allowed. */
public final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UsageException(String message) {
    super(message);
  }

  /** A value that is not one of those allowed. */
  public static UsageException notOneOf(String option, List<String> allowed, String given) {
    return new UsageException(
        option
            + " must be one of "
            + String.join(", ", allowed)
            + "; got '"
            + given
            + "'"
            + Suggestion.of(given, allowed));
  }
}
