package org.qmp.rl.multitask;

import java.util.List;
import java.util.Map;
import org.qmp.nn.Xoshiro256;
import org.qmp.rl.replay.Batch;
import org.qmp.rl.replay.ReplayBuffer;

/**
 * Every task learns from its own transitions: its block of the batch is drawn uniformly, with
 * replacement, from its buffer, row by row, with the generator {@code replay/<task>}.
 */
public final class OwnTransitions implements Sampling {
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
