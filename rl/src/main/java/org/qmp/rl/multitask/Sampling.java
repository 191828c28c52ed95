package org.qmp.rl.multitask;

import java.util.List;
import java.util.Map;
import org.qmp.nn.Xoshiro256;
import org.qmp.rl.replay.ReplayBuffer;

/** Where the transitions of one learner's updates come from. */
public interface Sampling {

  /**
   * Fills the learner's batch for the next update. Allocates nothing once warm.
   *
   * @param replays of all tasks of the run, in order
   * @throws IllegalArgumentException if these are not as many as the tasks
   * @throws IllegalStateException if a buffer that is drawn from is empty
   */
  void fill(List<ReplayBuffer> replays);

  /**
   * The generators that this draws from, by name, in a fixed order: their states are all that
   * future batches depend on besides the buffers and, where a critic chooses, the learner.
   */
  Map<String, Xoshiro256> streams();

  /**
   * How much of the latest batch came from other tasks, by the name of the task: nothing where
   * nothing is shared.
   */
  default Map<String, Double> sharingProportions() {
    return Map.of();
  }
}
