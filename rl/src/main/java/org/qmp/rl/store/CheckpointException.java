package org.qmp.rl.store;

import java.io.IOException;

/**
 * A file that is not what the format allows, or that lacks what is asked of it. The message names
 * the file, the section where it is one that is wrong, and the reason.
 */
public final class CheckpointException extends IOException {
  private static final long serialVersionUID = 1;

  public CheckpointException(String message) {
    super(message);
  }

  public CheckpointException(String message, Throwable cause) {
    super(message, cause);
  }
}
