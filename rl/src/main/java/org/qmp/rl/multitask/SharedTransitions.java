package org.qmp.rl.multitask;

import it.unimi.dsi.fastutil.doubles.DoubleArrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.qmp.autograd.NonFiniteException;
import org.qmp.autograd.Tape;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Mat;
import org.qmp.env.Relabeling;
import org.qmp.nn.Xoshiro256;
import org.qmp.rl.behavior.MethodException;
import org.qmp.rl.multitask.Method.DataSharing;
import org.qmp.rl.multitask.OwnTransitions.LearnerTasks;
import org.qmp.rl.replay.ReplayBuffer;
import org.qmp.rl.sac.Sac;

/**
 * Every task also learns from the other tasks' transitions, with its own rewards: conservative data
 * sharing (Yu et al. 2021, arXiv:2109.08128) with the true rewards, unlabeled data sharing (Yu et
 * al. 2022, arXiv:2202.01741) with the suite's least reward; both online, as in QMP.
 *
 * <pre>
 *   block of task i = B rows of buffer i, then ⌊B / (N − 1)⌋ rows of each other buffer: M in all
 *   weight of a row = 1 / ( n (B + K_i) )  if it is one of the B or of the K_i ≤ M that are used
 *                   = 0                    otherwise                    (n tasks in the learner)
 * </pre>
 *
 * So a loss is the mean over tasks of the mean over rows in use. With κ = 0 all foreign rows are
 * used, else those that the task's first critic, as it is now, values above a quantile κ of the B:
 *
 * <pre>
 *   threshold_i = element ⌊κ B⌋, in doubles, of [−∞, the own Q₁_i(s, a) in ascending order]
 *   use (s, a)  if  Q₁_i(s, a) > threshold_i
 * </pre>
 *
 * Foreign rows are drawn with the generator {@code sharing/<task>}; their continue-flags stay.
 */
final class SharedTransitions extends OwnTransitions {
  private final DataSharing.Foreign rule;
  private final Relabeling known;
  private final Xoshiro256[] foreignStreams;

  /** Q₁ of the batch's rows; null if all foreign rows are used. */
  private final @Nullable Tape critic;

  /** Q₁ of a task's own rows. */
  private final double[] ownValues;

  /** K of each of the learner's tasks. */
  private final int[] kept;

  private final double[] obs;
  private final double[] action;
  private final double[] nextObs;

  /**
   * The sampling of one learner.
   *
   * @param learner whose batch has {@link #rowsPerTask} rows for each of its tasks
   * @param own B
   * @param known the suite's reward functions and bounds
   */
  SharedTransitions(
      Kernels kernels,
      Sac learner,
      int own,
      LearnerTasks tasks,
      DataSharing.Foreign rule,
      Relabeling known,
      long seed) {
    super(learner.batch(), own, tasks, seed);
    this.rule = rule;
    this.known = known;
    foreignStreams = newStreams(seed, "sharing/");
    critic = rule.quantile() == 0 ? null : critic(kernels, learner);
    ownValues = new double[own];
    kept = new int[tasks.names().size()];
    obs = new double[learner.dimensions().observations()];
    action = new double[learner.dimensions().actions()];
    nextObs = new double[obs.length];
  }

  private Tape critic(Kernels kernels, Sac learner) {
    return Tape.record(
        kernels,
        t ->
            learner
                .critics()
                .first()
                .apply(t.input("obs", batch.obs()).beside(t.input("action", batch.action()))));
  }

  /**
   * Rows of each task: B + (N − 1) ⌊B / (N − 1)⌋.
   *
   * @param own B
   * @param tasks N: all tasks of the run
   * @throws MethodException unless B ≥ N − 1
   */
  static int rowsPerTask(int own, int tasks) {
    int others = tasks - 1;
    MethodException.refuse(
        own < others, "batch = " + own + ", expected a row for each of " + others + " other tasks");
    return others == 0 ? own : own + others * (own / others);
  }

  @Override
  void fill(List<ReplayBuffer> replays) {
    super.fill(replays);
    for (int block = 0; block < kept.length; block++) {
      drawForeign(replays, block);
      relabel(block);
    }
    if (critic != null) {
      critic.forward();
    }
    for (int block = 0; block < kept.length; block++) {
      weigh(block, threshold(block));
    }
  }

  private void drawForeign(List<ReplayBuffer> replays, int block) {
    int from = block * rows + own;
    for (int other = 0; other < replays.size(); other++) {
      if (other != tasks.first() + block) {
        int each = (rows - own) / (replays.size() - 1);
        replays.get(other).sample(foreignStreams[block], batch, from, each);
        from += each;
      }
    }
  }

  private void relabel(int block) {
    for (int row = block * rows + own; row < (block + 1) * rows; row++) {
      copy(batch.obs(), row, obs);
      copy(batch.action(), row, action);
      copy(batch.nextObs(), row, nextObs);
      double reward = label(tasks.first() + block);
      if (!Float.isFinite((float) reward)) {
        throw new NonFiniteException(
            "the reward of " + tasks.names().get(block) + " for a shared transition is " + reward);
      }
      batch.reward().set(row, 0, reward);
    }
  }

  private static void copy(Mat from, int row, double[] to) {
    for (int j = 0; j < to.length; j++) {
      to[j] = from.get(row, j);
    }
  }

  /**
   * Learners update on several threads and runs may share a suite, but not its reward functions.
   */
  private double label(int task) {
    synchronized (known) {
      return rule instanceof DataSharing.Cds
          ? known.reward(task, obs, action, nextObs)
          : known.leastReward();
    }
  }

  private double threshold(int block) {
    int rank = (int) Math.floor(own * rule.quantile());
    if (critic == null || rank == 0) {
      return Double.NEGATIVE_INFINITY;
    }
    for (int i = 0; i < own; i++) {
      ownValues[i] = critic.result().value().get(block * rows + i, 0);
    }
    DoubleArrays.quickSort(ownValues); // the library's sort may allocate
    return ownValues[rank - 1];
  }

  private void weigh(int block, double threshold) {
    int first = block * rows;
    int foreign = first + own;
    int end = first + rows;
    int count = 0;
    for (int row = foreign; row < end; row++) {
      count += keeps(row, threshold) ? 1 : 0;
    }
    kept[block] = count;
    double share = 1.0 / (kept.length * (double) (own + count));
    for (int row = first; row < end; row++) {
      boolean used = row < foreign || keeps(row, threshold);
      batch.weight().set(row, 0, used ? share : 0);
    }
  }

  private boolean keeps(int row, double threshold) {
    return critic == null || critic.result().value().get(row, 0) > threshold;
  }

  /** K / (K + M): from 0 (no foreign row was used) to ½ (all were). */
  @Override
  Map<String, Double> sharingProportions() {
    Map<String, Double> proportions = new LinkedHashMap<>();
    for (int block = 0; block < kept.length; block++) {
      proportions.put(tasks.names().get(block), sharingProportion(block));
    }
    return proportions;
  }

  /** K / (K + M) for one of the learner's tasks, by block. */
  double sharingProportion(int block) {
    int foreign = rows - own;
    return foreign == 0 ? 0 : kept[block] / (double) (kept[block] + foreign);
  }
}
