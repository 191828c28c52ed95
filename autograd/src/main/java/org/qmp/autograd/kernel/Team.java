package org.qmp.autograd.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A few threads that do one thing together, many thousand times a second.
 *
 * <p>Waking a parked thread takes about 50 µs, handing work to a spinning one less than 1 µs. A
 * helper therefore spins for a while after its work, in the hope of more, and parks only then; the
 * calling thread is the first member and works too. Calls allocate nothing. One thread at a time
 * may call.
 */
public final class Team implements AutoCloseable {
  /** Turns of the waiting loops before a thread parks: some tens of microseconds. */
  private static final int SPINS = 2000;

  private static final Work NOTHING = member -> {};

  private final List<Helper> helpers = new ArrayList<>();

  /** Number of the current call; helpers wait for it to change. */
  private final AtomicInteger round = new AtomicInteger();

  /** Helpers that have not finished the current call. */
  private final AtomicInteger busy = new AtomicInteger();

  // Written before and read after the atomic numbers above, which order them.
  private Work work = NOTHING;
  private boolean closed;

  /** The caller, while it is or is about to be parked. */
  private volatile @Nullable Thread waiting;

  /** What the members of a team do. */
  public interface Work {
    /**
     * The share of one member; all shares together are the whole.
     *
     * @param member from 0, the caller, to the size of the team (exclusive)
     */
    void share(int member);
  }

  /**
   * @param size number of threads, counting the caller's
   */
  public Team(int size) {
    for (int member = 1; member < size; member++) {
      Helper helper = new Helper(member);
      helpers.add(helper);
      helper.start();
    }
  }

  public int size() {
    return helpers.size() + 1;
  }

  /**
   * Has every member do its share and returns when all have. What a share throws is thrown here,
   * after all have ended; of several, that of the lowest member.
   */
  public void run(Work shared) {
    if (closed) {
      throw new IllegalStateException("the team's helpers have ended");
    }
    work = shared;
    callHelpers();
    try {
      shared.share(0);
    } finally {
      awaitHelpers();
      work = NOTHING;
    }
    for (int i = 0; i < helpers.size(); i++) {
      helpers.get(i).rethrow();
    }
  }

  /** Ends the helpers. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    callHelpers();
    awaitHelpers();
  }

  private void callHelpers() {
    busy.set(helpers.size());
    round.incrementAndGet();
    for (int i = 0; i < helpers.size(); i++) {
      Helper helper = helpers.get(i);
      if (helper.parked) {
        LockSupport.unpark(helper);
      }
    }
  }

  private void awaitHelpers() {
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

  private void finishHelper() {
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
        if (closed) {
          finishHelper();
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
        finishHelper();
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
        LockSupport.park(Team.this);
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
