package org.qmp.rl.multitask;

import java.util.List;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Precision;
import org.qmp.nn.Xoshiro256;
import org.qmp.rl.behavior.MethodException;
import org.qmp.rl.replay.Batch;
import org.qmp.rl.replay.Dimensions;
import org.qmp.rl.replay.ReplayBuffer;

/** A batch that all tasks share: ⌊batch / N⌋ transitions of each, task-major. */
final class SharedBatch {
  private final int tasks;
  private final Batch batch;

  /**
   * A batch of zeros.
   *
   * @param d of a learner; only its observations and actions count here
   * @param tasks N
   * @param batch of a learner, at least N
   */
  SharedBatch(Precision precision, Dimensions d, int tasks, int batch) {
    if (batch < tasks) {
      throw new MethodException(
          "batch = " + batch + ", expected at least one row for each of " + tasks + " tasks");
    }
    this.tasks = tasks;
    Dimensions all = new Dimensions(tasks, d.observations(), d.actions());
    this.batch = Batch.zeros(precision, all, batch / tasks);
  }

  /**
   * Draws all rows anew, in order. Allocates nothing.
   *
   * @param replays of all tasks, none of them empty
   */
  void fill(List<ReplayBuffer> replays, Xoshiro256 rng) {
    if (replays.size() != tasks) {
      throw new IllegalArgumentException(
          replays.size() + " replay buffers, expected one for each of " + tasks + " tasks");
    }
    int share = batch.rows() / tasks;
    for (int task = 0; task < tasks; task++) {
      replays.get(task).sample(rng, batch, task * share, share);
    }
  }

  /** s (N·⌊batch / N⌋ × O). */
  Mat observations() {
    return batch.obs();
  }

  /** a (N·⌊batch / N⌋ × A). */
  Mat actions() {
    return batch.action();
  }
}
