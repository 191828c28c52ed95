package org.qmp.rl.multitask;

import java.util.List;
import org.qmp.nn.Xoshiro256;
import org.qmp.rl.replay.ReplayBuffer;

/**
 * A {@link Distillation} now and then.
 *
 * @param period environment steps, of all tasks together
 * @param rng of the transitions that are drawn
 */
record Conquest(Distillation centroid, long period, Xoshiro256 rng) {

  /** Distils if a multiple of the period lies between two steps, the second one included. */
  void conquerWhereDue(List<ReplayBuffer> replays, long before, long after) {
    if (before / period != after / period) {
      centroid.distil(replays, rng);
    }
  }
}
