package org.qmp.cli.run;

import java.util.ArrayDeque;
import java.util.Deque;
import org.qmp.rl.TrainingConfig;

/** How fast something has gone on of late. */
public final class Pace {
  /** In seconds. Long enough for an evaluation now and then, short enough to follow changes. */
  private static final double STRETCH = 30;

  private record Mark(double seconds, double done) {}

  private final Deque<Mark> marks = new ArrayDeque<>();

  /**
   * What takes a run its time, in steps: those that come with updates, for the warm-up goes by many
   * times faster; all of them in a run that makes no update.
   */
  public static long work(TrainingConfig t, long step) {
    boolean learns = t.updatesPerStep() > 0 && t.warmUp() < t.steps();
    return learns ? Math.max(0, step - t.warmUp()) : step;
  }

  /**
   * Tells how much has been done until now.
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

  /** How much is done in a second; 0 while nothing is. */
  double perSecond() {
    if (marks.size() < 2) {
      return 0;
    }
    double seconds = marks.getLast().seconds - marks.getFirst().seconds;
    return seconds > 0 ? (marks.getLast().done - marks.getFirst().done) / seconds : 0;
  }

  /** The time that something will take, for people. */
  public String left(double toDo) {
    double pace = perSecond();
    return (pace > 0 ? Format.time(Math.max(0, toDo) / pace) : "unknown time") + " left";
  }
}
