package org.qmp.app;

import java.util.Arrays;
import java.util.List;

/** Tells now and then how far several runs are. */
final class FleetProgress implements AutoCloseable {
  static final long TICK_MILLIS = 250;
  private static final double ELSEWHERE = 10;

  private final ProgressLine line;
  private final boolean quiet;
  private final List<Comparison.Member> members;
  private final long began = System.nanoTime();
  private final double every;
  private double nextAt;

  FleetProgress(Console console, boolean quiet, List<Comparison.Member> members) {
    this.line = new ProgressLine(console);
    this.quiet = quiet;
    this.members = members;
    every = console.terminal() ? 0 : ELSEWHERE;
    nextAt = every;
  }

  /**
   * Tells how far they are, if it is time to.
   *
   * @param steps of each run
   * @param made of all these, how many have been made here and not by an earlier process
   */
  void show(long[] steps, long made) {
    double now = (System.nanoTime() - began) / 1e9;
    if (quiet || now < nextAt) {
      return;
    }
    nextAt = now + every;
    line.show(text(members, steps, made, now));
  }

  static String text(List<Comparison.Member> members, long[] steps, long made, double seconds) {
    long all = 0;
    int over = 0;
    for (int i = 0; i < steps.length; i++) {
      long wanted = members.get(i).spec().training().steps();
      all += wanted;
      over += steps[i] >= wanted ? 1 : 0;
    }
    long done = Arrays.stream(steps).sum();
    return Format.text(
        "%d of %s finished, %d %% of all steps, %s left",
        over,
        Format.count(members.size(), "run"),
        100 * Math.min(done, all) / all,
        made == 0 ? "unknown time" : Format.time(seconds * Math.max(0, all - done) / made));
  }

  @Override
  public void close() {
    line.close();
  }
}
