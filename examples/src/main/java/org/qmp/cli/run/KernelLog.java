package org.qmp.cli.run;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.qmp.autograd.kernel.Backend;

/** The log in which the kernels say what commands say themselves. */
public final class KernelLog {
  private KernelLog() {}

  /** Silences it, whether or not this Java has the module java.logging. */
  public static void silence() {
    if (ModuleLayer.boot().findModule("java.logging").isPresent()) {
      Held.LOGGER.setLevel(Level.OFF);
    } else {
      System.setProperty("jdk.system.logger.level", "OFF"); // of the log that java.base has itself
    }
  }

  private static final class Held {
    /** Held, or the level set on it would be forgotten. */
    private static final Logger LOGGER = Logger.getLogger(Backend.class.getName());
  }
}
