package org.qmp.rl.multitask;

import java.util.LinkedHashMap;
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

  /**
   * Rows of each task's block of the batch, and how many of them, from the first, are filled here.
   */
  final int rows;

  final int own;
  private final Map<String, Xoshiro256> streams = new LinkedHashMap<>();
  private final Xoshiro256[] streamOf;

  /**
   * The tasks of one learner: one of the run's tasks, or all of them.
   *
   * @param names in the order of the blocks of the learner's batch
   * @param first number of the first one among the run's tasks, and so of its replay buffer
   */
  record LearnerTasks(List<String> names, int first) {

    static LearnerTasks one(List<String> all, int task) {
      return new LearnerTasks(all.subList(task, task + 1), task);
    }

    static LearnerTasks all(List<String> all) {
      return new LearnerTasks(all, 0);
    }
  }

  /**
   * The sampling of one learner.
   *
   * @param batch of the learner, with a block for each of its tasks
   * @param own rows of each block that are filled
   */
  OwnTransitions(Batch batch, int own, LearnerTasks tasks, long seed) {
    this.batch = batch;
    this.tasks = tasks;
    this.rows = batch.rows() / tasks.names().size();
    this.own = own;
    this.streamOf = newStreams(seed, "replay/");
  }

  /** A generator for each task, named after its purpose and the task. */
  final Xoshiro256[] newStreams(long seed, String purpose) {
    Xoshiro256[] all = new Xoshiro256[tasks.names().size()];
    for (int block = 0; block < all.length; block++) {
      String name = purpose + tasks.names().get(block);
      all[block] = Xoshiro256.named(seed, name);
      streams.put(name, all[block]);
    }
    return all;
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
  final Map<String, Xoshiro256> streams() {
    return streams;
  }

  /** K / (K + M) of the latest batch, by task; empty if nothing is shared. */
  Map<String, Double> sharingProportions() {
    return Map.of();
  }
}
