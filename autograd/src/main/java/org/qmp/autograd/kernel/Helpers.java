package org.qmp.autograd.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The threads of a {@link Team} and what they share with its caller. They do not know the team, so
 * that it can become unreachable while they wait.
 */
final class Helpers {
  /** Turns of the waiting loops before a thread parks: some tens of microseconds. */
  private static final int SPINS = 2000;

  private static final Team.Work NOTHING = member -> {};

  private final List<Helper> helpers = new ArrayList<>();

  /** Number of the current call; helpers wait for it to change. */
  private final AtomicInteger round = new AtomicInteger();

  /** Helpers that have not finished the current call. */
  private final AtomicInteger busy = new AtomicInteger();

  // Written before and read after the atomic numbers above, which order them.
  private Team.Work work = NOTHING;
  private boolean ended;

  /** The caller, while it is or is about to be parked. */
  private volatile @Nullable Thread waiting;

  Helpers(int members) {
    for (int member = 1; member < members; member++) {
      Helper helper = new Helper(member);
      helpers.add(helper);
      helper.start();
    }
  }

  int size() {
    return helpers.size();
  }

  /** As {@link Team#run}. */
  void run(Team.Work shared) {
    if (ended) {
      throw new IllegalStateException("the team's helpers have ended");
    }
    work = shared;
    call();
    try {
      shared.share(0);
    } finally {
      await();
      work = NOTHING;
    }
    for (int i = 0; i < helpers.size(); i++) {
      helpers.get(i).rethrow();
    }
  }

  /** Ends the threads. */
  void end() {
    ended = true;
    call();
    await();
  }

  private void call() {
    busy.set(helpers.size());
    round.incrementAndGet();
    for (int i = 0; i < helpers.size(); i++) {
      Helper helper = helpers.get(i);
      if (helper.parked) {
        LockSupport.unpark(helper);
      }
    }
  }

  private void await() {
    for (int spin = 0; spin < SPINS; spin++) {
      if (busy.get() == 0) {
        return;
      }
      Thread.onSpinWait();
    }
    waiting = Thread.currentThread();
    while (busy.get() != 0) {
      LockSupport.park(this);
    }
    waiting = null;
  }

  private void finish() {
    if (busy.decrementAndGet() == 0) {
      Thread caller = waiting;
      if (caller != null) {
        LockSupport.unpark(caller);
      }
    }
  }

  private final class Helper extends Thread {
    private final int member;
    private volatile boolean parked;
    private @Nullable RuntimeException exception;
    private @Nullable Error error;

    private Helper(int member) {
      super("kernel helper " + member);
      this.member = member;
      setDaemon(true);
    }

    @Override
    public void run() {
      int seen = 0;
      while (true) {
        await(seen);
        seen++;
        if (ended) {
          finish();
          return;
        }
        exception = null;
        error = null;
        try {
          work.share(member);
        } catch (RuntimeException e) {
          exception = e;
        } catch (Error e) {
          error = e;
        }
        finish();
      }
    }

    private void await(int seen) {
      for (int spin = 0; spin < SPINS; spin++) {
        if (round.get() != seen) {
          return;
        }
        Thread.onSpinWait();
      }
      parked = true;
      while (round.get() == seen) {
        LockSupport.park(Helpers.this);
      }
      parked = false;
    }

    /** Throws what this helper's last share has thrown. */
    private void rethrow() {
      if (error != null) {
        throw error;
      }
      if (exception != null) {
        throw exception;
      }
    }
  }
}
