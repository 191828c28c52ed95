package org.qmp.cli.run;

import java.util.ArrayDeque;
import java.util.Deque;
import org.qmp.rl.TrainingConfig;

/** The recent speed of some work. */
public final class Pace {
  /** In seconds: long enough for an evaluation now and then, short enough to follow changes. */
  private static final double STRETCH = 30;

  private record Mark(double seconds, double done) {}

  private final Deque<Mark> marks = new ArrayDeque<>();

  /**
   * The work of a run in steps: those with updates, since the warm-up is many times faster; all of
   * them in a run without updates.
   */
  public static long work(TrainingConfig t, long step) {
    boolean learns = t.updatesPerStep() > 0 && t.warmUp() < t.steps();
    return learns ? Math.max(0, step - t.warmUp()) : step;
  }

  /**
   * Notes how much has been done.
   *
   * @param seconds since any moment
   */
  public void note(double seconds, double done) {
    if (marks.size() == 1 && marks.getFirst().done == done) {
      marks.clear(); // nothing has begun yet
    }
    marks.addLast(new Mark(seconds, done));
    while (marks.size() > 2 && seconds - marks.getFirst().seconds > STRETCH) {
      marks.removeFirst();
    }
  }

  /** Work per second; 0 if there is none yet. */
  double perSecond() {
    if (marks.size() < 2) {
      return 0;
    }
    double seconds = marks.getLast().seconds - marks.getFirst().seconds;
    return seconds > 0 ? (marks.getLast().done - marks.getFirst().done) / seconds : 0;
  }

  /** The time that some work will take, as text. */
  public String left(double toDo) {
    double pace = perSecond();
    return (pace > 0 ? Format.time(Math.max(0, toDo) / pace) : "unknown time") + " left";
  }
}
