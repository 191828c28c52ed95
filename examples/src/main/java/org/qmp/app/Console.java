package org.qmp.app;

import java.io.PrintStream;

/**
 * Where a command speaks.
 *
 * @param terminal whether somebody watches, so that a line may be written over
 */
record Console(PrintStream out, PrintStream err, boolean terminal) {

  /** A line of results. */
  void say(String format, Object... values) {
    out.print(Format.text(format, values) + "\n");
  }
}
