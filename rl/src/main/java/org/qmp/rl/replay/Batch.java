package org.qmp.rl.replay;

import java.util.List;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Precision;
import org.qmp.nn.Xoshiro256;

/**
 * The transitions of one update, task-major: row t·B + i is sample i of task t. The matrices are
 * reused: they are filled before each update and read by the recorded tapes.
 *
 * @param obs s (N·B × O)
 * @param action a (N·B × A)
 * @param reward r (N·B × 1)
 * @param nextObs s′ (N·B × O)
 * @param continues 0 where the transition terminated, else 1 (N·B × 1): truncation bootstraps
 * @param weight share of each row in every loss (N·B × 1), 1/(N·B) unless a method sets another
 */
public record Batch(Mat obs, Mat action, Mat reward, Mat nextObs, Mat continues, Mat weight) {

  /** A batch of zeros, equally weighted, with the given number of rows for each task. */
  public static Batch zeros(Precision precision, Dimensions d, int rowsPerTask) {
    int rows = d.tasks() * rowsPerTask;
    Batch batch =
        new Batch(
            precision.zeros(rows, d.observations()),
            precision.zeros(rows, d.actions()),
            precision.zeros(rows, 1),
            precision.zeros(rows, d.observations()),
            precision.zeros(rows, 1),
            precision.zeros(rows, 1));
    batch.weight.fill(1.0 / rows);
    return batch;
  }

  /**
   * Draws new rows of every task from its buffer, equally many, in order. Allocates nothing.
   *
   * @param replays of all N tasks, none of them empty
   */
  public void sample(List<ReplayBuffer> replays, Xoshiro256 rng) {
    int each = rows() / replays.size();
    for (int task = 0; task < replays.size(); task++) {
      replays.get(task).sample(rng, this, task * each, each);
    }
  }

  /** N·B. */
  public int rows() {
    return reward.rows();
  }
}
