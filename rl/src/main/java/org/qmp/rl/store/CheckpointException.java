package org.qmp.rl.store;

import java.io.IOException;

/** A file is damaged or lacks a tensor; the message names file, tensor and reason. */
public final class CheckpointException extends IOException {
  private static final long serialVersionUID = 1;

  public CheckpointException(String message) {
    super(message);
  }

  public CheckpointException(String message, Throwable cause) {
    super(message, cause);
  }
}
