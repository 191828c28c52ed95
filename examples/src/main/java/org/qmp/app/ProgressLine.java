package org.qmp.app;

/**
 * A line that tells how far something is: written over on a terminal, one after the other
 * elsewhere.
 */
final class ProgressLine implements AutoCloseable {
  private final Console console;
  private int width;

  ProgressLine(Console console) {
    this.console = console;
  }

  void show(String line) {
    if (console.terminal()) {
      console.out().print("\r" + line + " ".repeat(Math.max(0, width - line.length())));
      console.out().flush();
      width = line.length();
    } else {
      console.out().print(line + "\n");
    }
  }

  /** Clears the line. */
  @Override
  public void close() {
    if (width > 0) {
      console.out().print("\r" + " ".repeat(width) + "\r");
      console.out().flush();
    }
  }
}
