package org.qmp.rl.store;

import java.io.IOException;

/**
 * There are checkpoints and none of them can be continued from. The message names each with its
 * reason. To start again at step 0 would silently throw a run away, so nothing does that.
 */
public final class NoUsableCheckpointException extends IOException {
  private static final long serialVersionUID = 1;

  public NoUsableCheckpointException(String message) {
    super(message);
  }
}
