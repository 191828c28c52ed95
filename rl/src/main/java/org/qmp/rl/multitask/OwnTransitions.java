package org.qmp.rl.multitask;

import java.util.List;
import java.util.Map;
import org.qmp.nn.Xoshiro256;
import org.qmp.rl.replay.Batch;
import org.qmp.rl.replay.ReplayBuffer;

/**
 * Every task of a learner learns from its own transitions: they are drawn uniformly, with
 * replacement, from its buffer, row by row, with the generator {@code replay/<task>}.
 */
class OwnTransitions {
  final Batch batch;
  final LearnerTasks tasks;

  /** Rows of each task's block of the batch, and how many of these are filled here: the first. */
  final int rows;

  final int own;
  private final Map<String, Xoshiro256> streams;
  private final Xoshiro256[] streamOf;

  /**
   * The sampling of one learner.
   *
   * @param batch of the learner, with a block for each of its tasks
   * @param own rows of each block that are filled
   */
  OwnTransitions(Batch batch, int own, LearnerTasks tasks, long seed) {
    this.batch = batch;
    this.tasks = tasks;
    this.rows = batch.rows() / tasks.count();
    this.own = own;
    this.streams = tasks.streams(seed, "replay/");
    this.streamOf = streams.values().toArray(Xoshiro256[]::new);
  }

  /**
   * Fills the learner's batch for the next update. Allocates nothing once warm.
   *
   * @param replays of all tasks of the run, in order
   * @throws IllegalStateException if a buffer that is drawn from is empty
   */
  void fill(List<ReplayBuffer> replays) {
    for (int block = 0; block < streamOf.length; block++) {
      replays.get(tasks.first() + block).sample(streamOf[block], batch, block * rows, own);
    }
  }

  /**
   * The generators that this draws from, by name, in a fixed order: their states are all that
   * future batches depend on besides the buffers and, where a critic chooses, the learner.
   */
  Map<String, Xoshiro256> streams() {
    return streams;
  }

  /** How much of the latest batch came from other tasks, by task; empty if nothing is shared. */
  Map<String, Double> sharingProportions() {
    return Map.of();
  }
}
