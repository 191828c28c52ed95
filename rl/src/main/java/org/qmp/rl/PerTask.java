package org.qmp.rl;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.qmp.autograd.kernel.Team;

/**
 * A piece of work for each task, divided among threads where that saves time. Pieces share nothing,
 * so no number depends on which thread does what.
 */
final class PerTask {
  /**
   * Total time of the pieces, in ns, below which no thread is woken: waking one takes some 50,000.
   */
  private static final long WORTHWHILE = 200_000;

  /** One in this many divided calls is made by one thread, to measure how long it takes now. */
  private static final int TIMED = 256;

  private final Team team;
  private final IntConsumer work;
  private final Team.Work share = this::share;
  private final AtomicInteger next = new AtomicInteger();
  private final @Nullable RuntimeException[] thrown;

  /** Time of the latest call that was made by one thread, in ns. */
  private long nanos;

  private int divided;

  /**
   * Work that has not begun.
   *
   * @param work on the task of an index
   */
  PerTask(Team team, int tasks, IntConsumer work) {
    this.team = team;
    this.work = work;
    thrown = new @Nullable RuntimeException[tasks];
  }

  /** Works on all tasks. Throws what a piece throws; of several, that of the first task. */
  void run() {
    if (team.size() == 1 || nanos < WORTHWHILE || ++divided % TIMED == 0) {
      long begin = System.nanoTime();
      for (int i = 0; i < thrown.length; i++) {
        work.accept(i);
      }
      nanos = System.nanoTime() - begin;
      return;
    }
    next.set(0);
    team.run(share);
    for (RuntimeException e : thrown) {
      if (e != null) {
        throw e;
      }
    }
  }

  /** Each thread takes the next piece that is left, since some tasks take longer than others. */
  private void share(int member) {
    for (int i = next.getAndIncrement(); i < thrown.length; i = next.getAndIncrement()) {
      try {
        work.accept(i);
      } catch (RuntimeException e) {
        thrown[i] = e;
      }
    }
  }
}
