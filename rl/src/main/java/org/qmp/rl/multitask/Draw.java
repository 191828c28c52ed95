package org.qmp.rl.multitask;

import org.qmp.nn.Xoshiro256;
import org.qmp.rl.sac.Batch;
import org.qmp.rl.store.ReplayBuffer;

/** Rows of a batch from a buffer. */
final class Draw {
  private Draw() {}

  /** Fills rows from … from + count − 1, each drawn uniformly, with replacement. */
  static void rows(ReplayBuffer replay, Xoshiro256 rng, Batch into, int from, int count) {
    replay.sample(
        rng,
        into.obs(),
        into.action(),
        into.reward(),
        into.nextObs(),
        into.continues(),
        from,
        count);
  }
}
