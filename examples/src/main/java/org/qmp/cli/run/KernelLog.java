package org.qmp.cli.run;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.qmp.autograd.kernel.Backend;

/** The log of the kernels, which repeats what commands print. */
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
    /** A reference, or its level would be forgotten. */
    private static final Logger LOGGER = Logger.getLogger(Backend.class.getName());
  }
}
