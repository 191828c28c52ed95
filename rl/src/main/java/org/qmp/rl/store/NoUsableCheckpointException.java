package org.qmp.rl.store;

import java.io.IOException;

/**
 * There is no usable checkpoint where one is needed; the message says why. Starting again at step 0
 * would silently discard the run.
 */
public final class NoUsableCheckpointException extends IOException {
  private static final long serialVersionUID = 1;

  public NoUsableCheckpointException(String message) {
    super(message);
  }
}
