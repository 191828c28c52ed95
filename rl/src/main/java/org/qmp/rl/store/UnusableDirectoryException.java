package org.qmp.rl.store;

import java.io.IOException;

/**
 * No run can begin at a path, because of what is there. Nothing has been touched; the message names
 * what is in the way.
 */
public final class UnusableDirectoryException extends IOException {
  private static final long serialVersionUID = 1;

  public UnusableDirectoryException(String message) {
    super(message);
  }
}
