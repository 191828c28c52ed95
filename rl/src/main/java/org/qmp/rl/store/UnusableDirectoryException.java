package org.qmp.rl.store;

import java.io.IOException;

/** No run can begin in a directory; the message says why. Nothing has been touched. */
public final class UnusableDirectoryException extends IOException {
  private static final long serialVersionUID = 1;

  public UnusableDirectoryException(String message) {
    super(message);
  }
}
