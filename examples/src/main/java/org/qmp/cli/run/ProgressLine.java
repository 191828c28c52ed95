package org.qmp.cli.run;

/**
 * A line that tells how far something is: written over on a terminal, one after the other
 * elsewhere.
 */
public final class ProgressLine implements AutoCloseable {
  private final Console console;
  private int width;

  public ProgressLine(Console console) {
    this.console = console;
  }

  public void show(String whole) {
    if (console.terminal()) {
      String line =
          TextWrap.cut(whole, console.columns() - 1); // in the last column some terminals wrap
      console.out().print("\r" + line + " ".repeat(Math.max(0, width - line.length())));
      console.out().flush();
      width = line.length();
    } else {
      console.say("%s", whole);
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
