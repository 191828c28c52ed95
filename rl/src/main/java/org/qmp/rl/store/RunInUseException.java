package org.qmp.rl.store;

import java.io.IOException;
import java.nio.file.Path;

/** Another process, or this one, has the run's directory open already. */
public final class RunInUseException extends IOException {
  private static final long serialVersionUID = 1;

  RunInUseException(Path directory, String who) {
    super(directory + " is in use by " + who + "; two runs in one directory would mix their files");
  }
}
