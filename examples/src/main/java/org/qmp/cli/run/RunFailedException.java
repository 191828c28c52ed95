package org.qmp.cli.run;

/** The run itself went wrong; to try again would go wrong again. */
public final class RunFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RunFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
