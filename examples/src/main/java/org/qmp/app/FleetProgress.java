package org.qmp.app;

import java.util.Arrays;
import java.util.List;

/** The line that tells how far several runs are. */
final class FleetProgress implements AutoCloseable {
  static final long TICK_MILLIS = 250;
  private static final double ELSEWHERE = 10;

  private final Console console;
  private final boolean quiet;
  private final List<Comparison.Member> members;
  private final long began = System.nanoTime();
  private final double every;
  private double nextAt;
  private long firstSteps = -1;
  private int width;

  FleetProgress(Console console, boolean quiet, List<Comparison.Member> members) {
    this.console = console;
    this.quiet = quiet;
    this.members = members;
    every = console.terminal() ? 0 : ELSEWHERE;
    nextAt = every;
  }

  void show(long... steps) {
    double now = (System.nanoTime() - began) / 1e9;
    long done = Arrays.stream(steps).sum();
    if (firstSteps < 0) {
      firstSteps = done;
    }
    if (quiet || now < nextAt) {
      return;
    }
    nextAt = now + every;
    show(line(steps, done, now));
  }

  private String line(long[] steps, long done, double now) {
    long all = members.stream().mapToLong(member -> member.spec().training().steps()).sum();
    int over = 0;
    for (int i = 0; i < steps.length; i++) {
      over += steps[i] >= members.get(i).spec().training().steps() ? 1 : 0;
    }
    long perRun = Math.max(1, done - firstSteps);
    return Format.text(
        "%d of %s finished, %d %% of all steps, %s left",
        over,
        Format.count(members.size(), "run"),
        100 * Math.min(done, all) / all,
        Format.time(now * Math.max(0, all - done) / perRun));
  }

  private void show(String line) {
    if (console.terminal()) {
      console.out().print("\r" + line + " ".repeat(Math.max(0, width - line.length())));
      console.out().flush();
      width = line.length();
    } else {
      console.out().println(line);
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
