package org.qmp.autograd.kernel;

import java.lang.ref.Cleaner;
import java.lang.ref.Reference;

/**
 * A few threads that do one thing together, many thousand times a second.
 *
 * <p>Waking a parked thread takes about 50 µs, handing work to a spinning one less than 1 µs. A
 * helper therefore spins for a while after its work, in the hope of more, and parks only then; the
 * calling thread is the first member and works too. Calls allocate nothing. One thread at a time
 * may call.
 *
 * <p>{@link #close()} ends the helpers. Those of a team that nobody can reach any more end too,
 * when the garbage collector finds out.
 */
public final class Team implements AutoCloseable {
  private static final Cleaner CLEANER = Cleaner.create();

  private final Helpers helpers;
  private final Cleaner.Cleanable end;

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
    helpers = new Helpers(size);
    end = CLEANER.register(this, helpers::end);
  }

  public int size() {
    return helpers.size() + 1;
  }

  /**
   * Has every member do its share and returns when all have. What a share throws is thrown here,
   * after all have ended; of several, that of the lowest member.
   */
  public void run(Work shared) {
    try {
      helpers.run(shared);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /** Ends the helpers. */
  @Override
  public void close() {
    end.clean();
  }
}
