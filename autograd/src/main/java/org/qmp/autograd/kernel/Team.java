package org.qmp.autograd.kernel;

import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Some threads that share one piece of work, thousands of times a second.
 *
 * <p>Waking a parked thread takes about 50 µs, handing work to a spinning one less than 1 µs. A
 * helper therefore spins for a while after its work, in the hope of more, and parks only then; the
 * calling thread is the first member and works too. Calls allocate nothing. One thread at a time
 * may call.
 *
 * <p>{@link #close()} ends the helpers. Those of an unreachable team end when the garbage collector
 * finds it.
 */
public final class Team implements AutoCloseable {
  /** Iterations of the waiting loops before a thread parks: some tens of microseconds. */
  private static final int SPINS = 2000;

  private static final Work NOTHING = member -> {};
  private static final Cleaner CLEANER = Cleaner.create();

  private final Helpers helpers;
  private final Cleaner.Cleanable end;

  /** Work that is divided among the members of a team. */
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
    helpers = new Helpers(size);
    end = CLEANER.register(this, helpers::end);
  }

  public int size() {
    return helpers.members.length + 1;
  }

  /**
   * Lets every member do its share and returns when all are done. An exception of a share is thrown
   * here after all have ended; of several, that of the lowest member.
   *
   * @throws IllegalStateException after {@link #close()}
   */
  public void run(Work shared) {
    try {
      helpers.run(shared);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  @Override
  public void close() {
    end.clean();
  }

  /**
   * The threads and the state that they share with the caller. They do not refer to the team, so
   * that it can become unreachable while they wait.
   */
  private static final class Helpers {
    private final Helper[] members;

    /** Number of the current call; helpers wait for it to change. */
    private final AtomicInteger round = new AtomicInteger();

    /** Helpers that have not finished the current call. */
    private final AtomicInteger busy = new AtomicInteger();

    // Written before and read after the atomic numbers above, which order them.
    private Work work = NOTHING;
    private boolean ended;

    /** The caller, while it is or is about to be parked. */
    private volatile @Nullable Thread waiting;

    Helpers(int size) {
      members = new Helper[size - 1];
      for (int i = 0; i < members.length; i++) {
        members[i] = new Helper(i + 1);
        members[i].start();
      }
    }

    void run(Work shared) {
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
      for (Helper helper : members) {
        helper.rethrow();
      }
    }

    void end() {
      ended = true;
      call();
      await();
    }

    private void call() {
      busy.set(members.length);
      round.incrementAndGet();
      for (Helper helper : members) {
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

    private final class Helper extends Thread {
      private final int member;
      private volatile boolean parked;
      private @Nullable Throwable thrown;

      private Helper(int member) {
        super("kernel helper " + member);
        this.member = member;
        setDaemon(true);
      }

      @Override
      public void run() {
        boolean last = false;
        for (int seen = 0; !last; seen++) {
          await(seen);
          last = ended;
          thrown = null;
          try {
            work.share(member);
          } catch (RuntimeException | Error e) {
            thrown = e;
          }
          if (busy.decrementAndGet() == 0) {
            LockSupport.unpark(waiting); // does nothing if the caller does not wait
          }
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

      private void rethrow() {
        if (thrown instanceof Error error) {
          throw error;
        }
        if (thrown instanceof RuntimeException exception) {
          throw exception;
        }
      }
    }
  }
}
