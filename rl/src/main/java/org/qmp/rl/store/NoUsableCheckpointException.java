package org.qmp.rl.store;

import java.io.IOException;

/**
 * There are checkpoints and none can be continued from; the message names each with its reason. To
 * start again at step 0 would silently throw a run away.
 */
public final class NoUsableCheckpointException extends IOException {
  private static final long serialVersionUID = 1;

  public NoUsableCheckpointException(String message) {
    super(message);
  }
}
