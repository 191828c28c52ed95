package org.qmp.rl.store;

import java.io.IOException;

/** A run cannot begin in this directory; the message says why. */
public final class UnusableDirectoryException extends IOException {
  private static final long serialVersionUID = 1;

  public UnusableDirectoryException(String message) {
    super(message);
  }
}
