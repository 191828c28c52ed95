package org.qmp.cli.compare;

import java.util.Arrays;
import java.util.List;
import org.qmp.cli.run.Console;
import org.qmp.cli.run.Format;
import org.qmp.cli.run.Pace;
import org.qmp.cli.run.ProgressLine;
import org.qmp.rl.TrainingConfig;

/** Tells now and then how far several runs are. */
final class ParallelProgress implements AutoCloseable {
  static final long TICK_MILLIS = 250;
  private static final double ELSEWHERE = 10;

  private final ProgressLine line;
  private final boolean quiet;
  private final List<Comparison.Member> members;
  private final long began = System.nanoTime();
  private final double every;
  private final Pace pace = new Pace();
  private double nextAt;

  ParallelProgress(Console console, boolean quiet, List<Comparison.Member> members) {
    this.line = new ProgressLine(console);
    this.quiet = quiet;
    this.members = members;
    every = console.terminal() ? 0 : ELSEWHERE;
    nextAt = every;
    pace.note(0, 0);
  }

  /**
   * Tells how far they are, if it is time to.
   *
   * @param steps of each run
   * @param made the work of all these that has been done here and not by an earlier process
   */
  void show(long[] steps, long made) {
    double now = (System.nanoTime() - began) / 1e9;
    if (quiet || now < nextAt) {
      return;
    }
    nextAt = now + every;
    pace.note(now, (double) made);
    line.show(text(members, steps, pace));
  }

  static String text(List<Comparison.Member> members, long[] steps, Pace pace) {
    long all = 0;
    long work = 0;
    int over = 0;
    for (int i = 0; i < steps.length; i++) {
      TrainingConfig training = members.get(i).spec().training();
      long wanted = training.steps();
      all += wanted;
      work += Pace.work(training, wanted) - Pace.work(training, steps[i]);
      over += steps[i] >= wanted ? 1 : 0;
    }
    long done = Arrays.stream(steps).sum();
    return Format.text(
        "%d of %s finished, %d %% of all steps, %s",
        over,
        Format.count(members.size(), "run"),
        100 * Math.min(done, all) / all,
        pace.left((double) work));
  }

  @Override
  public void close() {
    line.close();
  }
}
