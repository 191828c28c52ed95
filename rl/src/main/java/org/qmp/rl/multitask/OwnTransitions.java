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
  private final Roster roster;
  private final int[] served;
  private final Streams streams;

  /**
   * The sampling of one learner.
   *
   * @param batch of the learner: as many blocks as it has tasks
   */
  public OwnTransitions(Batch batch, Roster roster, long seed) {
    this.batch = batch;
    this.roster = roster;
    this.served = roster.blocks();
    this.streams = new Streams(seed, "replay/", roster);
    if (batch.rows() % served.length != 0) {
      throw new IllegalArgumentException(
          batch.rows() + " rows of a batch do not divide among " + served.length + " tasks");
    }
  }

  @Override
  public void fill(List<ReplayBuffer> replays) {
    roster.requireBuffers(replays);
    int rows = batch.rows() / served.length;
    for (int t = 0; t < served.length; t++) {
      replays.get(served[t]).sample(streams.of(t), batch, t * rows, rows);
    }
  }

  @Override
  public Map<String, Xoshiro256> streams() {
    return streams.byName();
  }
}
