package org.qmp.rl.store;

import java.io.IOException;
import java.nio.file.Path;

/** Another process has opened the run later and continues it; this one has stopped writing. */
public final class SupersededException extends IOException {
  private static final long serialVersionUID = 1;

  SupersededException(Path directory) {
    super(directory + " has been taken over by another process, which continues the run");
  }
}
