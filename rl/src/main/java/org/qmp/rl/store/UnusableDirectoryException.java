package org.qmp.rl.store;

import java.io.IOException;

/** No run can begin at a path; the message names what is in the way. Nothing has been touched. */
public final class UnusableDirectoryException extends IOException {
  private static final long serialVersionUID = 1;

  public UnusableDirectoryException(String message) {
    super(message);
  }
}
