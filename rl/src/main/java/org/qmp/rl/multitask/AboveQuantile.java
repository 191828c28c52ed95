package org.qmp.rl.multitask;

import org.qmp.autograd.Tape;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Mat;
import org.qmp.rl.replay.Batch;
import org.qmp.rl.sac.Sac;

/**
 * A foreign row is used where the task's first critic, as it is now, values it above a quantile κ
 * of the task's own B rows.
 *
 * <pre>
 *   threshold_i = element ⌊κ B⌋ of [−∞, the own Q₁_i(s, a) in ascending order]
 *   use (s, a)  if  Q₁_i(s, a) > threshold_i
 * </pre>
 */
final class AboveQuantile {
  private final Tape critic;
  private final int rows;
  private final int own;
  private final int rank;
  private final double[] sample;
  private final double[] thresholds;

  /**
   * A selection in the batch of a learner.
   *
   * @param own B: the first rows of each task's block
   */
  AboveQuantile(Kernels kernels, Sac learner, int own, double quantile) {
    Batch batch = learner.batch();
    this.critic =
        Tape.record(
            kernels,
            t ->
                learner
                    .critics()
                    .first(t.input("obs", batch.obs()).beside(t.input("action", batch.action()))));
    this.rows = batch.rows() / learner.dimensions().tasks();
    this.own = own;
    this.rank = (int) Math.floor(own * quantile);
    this.sample = new double[own];
    this.thresholds = new double[learner.dimensions().tasks()];
  }

  /** Takes in a newly filled batch. */
  void look() {
    critic.forward();
    Mat values = critic.result().value();
    for (int block = 0; block < thresholds.length; block++) {
      for (int i = 0; i < own; i++) {
        sample[i] = values.get(block * rows + i, 0);
      }
      thresholds[block] = rank == 0 ? Double.NEGATIVE_INFINITY : smallest(sample, rank - 1);
    }
  }

  /** Whether a foreign row of a task's block is used; rows are numbered through the batch. */
  boolean keeps(int block, int row) {
    return critic.result().value().get(row, 0) > thresholds[block];
  }

  /**
   * The element that sorting would put at the index: Hoare's selection (1961, algorithm 65), which
   * reorders the array and, unlike the library's sort, never allocates.
   */
  static double smallest(double[] values, int index) {
    int low = 0;
    int high = values.length - 1;
    while (low < high) {
      double pivot = values[(low + high) >>> 1];
      int i = low;
      int j = high;
      while (i <= j) {
        while (values[i] < pivot) {
          i++;
        }
        while (values[j] > pivot) {
          j--;
        }
        if (i <= j) {
          double value = values[i];
          values[i++] = values[j];
          values[j--] = value;
        }
      }
      if (index <= j) {
        high = j;
      } else if (index >= i) {
        low = i;
      } else {
        return values[index];
      }
    }
    return values[index];
  }
}
