package org.qmp.cli.run;

/** Some runs are not finished, and none of them failed: the same command may succeed later. */
public final class UnfinishedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnfinishedException(String message) {
    super(message);
  }
}
