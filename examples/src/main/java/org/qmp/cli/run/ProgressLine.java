package org.qmp.cli.run;

/** A line of progress from time to time: overwritten on a terminal, else a new line each time. */
public final class ProgressLine implements AutoCloseable {
  private static final double ON_TERMINAL = 0.25;
  private static final double ELSEWHERE = 10;

  private final Console console;
  private final boolean quiet;
  private final double every;
  private final long began = System.nanoTime();
  private double nextAt;
  private int width;

  /** Nothing is printed if {@code quiet}. */
  public ProgressLine(Console console, boolean quiet) {
    this.console = console;
    this.quiet = quiet;
    every = console.terminal() ? ON_TERMINAL : ELSEWHERE;
    nextAt = every;
  }

  /** Seconds since the beginning. */
  public double seconds() {
    return (System.nanoTime() - began) / 1e9;
  }

  /** Whether it is time to show something; then not again for a while. */
  public boolean due() {
    if (quiet || seconds() < nextAt) {
      return false;
    }
    nextAt = seconds() + every;
    return true;
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
