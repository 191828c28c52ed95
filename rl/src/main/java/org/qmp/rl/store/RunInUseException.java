package org.qmp.rl.store;

import java.io.IOException;
import java.nio.file.Path;

/** The run's directory is already open, in another process or in this one. */
public final class RunInUseException extends IOException {
  private static final long serialVersionUID = 1;

  RunInUseException(Path directory, String who) {
    super(directory + " is in use by " + who + "; two runs in one directory would mix their files");
  }
}
