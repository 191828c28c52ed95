package org.qmp.rl.multitask;

import java.util.List;
import java.util.Map;
import org.qmp.nn.Xoshiro256;
import org.qmp.rl.replay.Batch;
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

  /**
   * Every task learns from its own transitions: its block of the batch is drawn uniformly, with
   * replacement, from its buffer, row by row, with the generator {@code replay/<task>}.
   */
  final class OwnTransitions implements Sampling {
    private final Batch batch;
    private final LearnerTasks learnerTasks;
    private final int[] served;
    private final Xoshiro256[] streams;

    /**
     * The sampling of one learner.
     *
     * @param batch of the learner: as many blocks as it has tasks
     */
    public OwnTransitions(Batch batch, LearnerTasks learnerTasks, long seed) {
      this.batch = batch;
      this.learnerTasks = learnerTasks;
      this.served = learnerTasks.blocks();
      this.streams = learnerTasks.streams(seed, "replay/");
      if (batch.rows() % served.length != 0) {
        throw new IllegalArgumentException(
            batch.rows() + " rows of a batch do not divide among " + served.length + " tasks");
      }
    }

    @Override
    public void fill(List<ReplayBuffer> replays) {
      learnerTasks.requireBuffers(replays);
      int rows = batch.rows() / served.length;
      for (int t = 0; t < served.length; t++) {
        replays.get(served[t]).sample(streams[t], batch, t * rows, rows);
      }
    }

    @Override
    public Map<String, Xoshiro256> streams() {
      return learnerTasks.byName("replay/", streams);
    }
  }
}
