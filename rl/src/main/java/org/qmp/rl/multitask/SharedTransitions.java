package org.qmp.rl.multitask;

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
import org.qmp.rl.multitask.Sampling.OwnTransitions;
import org.qmp.rl.replay.Batch;
import org.qmp.rl.replay.ReplayBuffer;
import org.qmp.rl.sac.Sac;

/**
 * Every task also learns from the other tasks' transitions, with rewards of its own: conservative
 * data sharing (Yu et al. 2021, arXiv:2109.08128) with the true rewards, unlabeled data sharing (Yu
 * et al. 2022, arXiv:2202.01741) with the least reward there is; both here online, as QMP has them.
 *
 * <pre>
 *   block of task i = B rows of buffer i, then ⌊B / (N − 1)⌋ rows of each other buffer: M in all
 *   weight of a row = 1 / ( n (B + K_i) )  if it is one of the B or of the K_i ≤ M that are used
 *                   = 0                    otherwise                    (n tasks in the learner)
 * </pre>
 *
 * So a loss is the mean over tasks of the mean over rows in use. Which foreign rows these are, the
 * task's critic says: see {@link DataSharing.Foreign#quantile()}. Their continue-flags stay.
 *
 * <p>Own rows are drawn with the generator {@code replay/<task>}, as {@link OwnTransitions} draws
 * them, foreign ones with {@code sharing/<task>}.
 */
public final class SharedTransitions implements Sampling {
  private final Batch batch;
  private final LearnerTasks learnerTasks;
  private final DataSharing.Foreign rule;
  private final Relabeling known;

  /** Says which foreign rows are used; null is all. */
  private final @Nullable AboveQuantile selection;

  private final int[] served;
  private final int own;
  private final int each;
  private final int rows;
  private final Xoshiro256[] ownStreams;
  private final Xoshiro256[] foreignStreams;
  private final int[] kept;
  private final double[] obs;
  private final double[] action;
  private final double[] nextObs;

  /**
   * The sampling of one learner.
   *
   * @param learner whose batch has {@link #rowsPerTask} rows for each of its tasks
   * @param own B
   * @param known what the suite knows about its rewards
   * @throws IllegalArgumentException if the learner's batch is another one
   */
  public SharedTransitions(
      Kernels kernels,
      Sac learner,
      int own,
      LearnerTasks learnerTasks,
      DataSharing.Foreign rule,
      Relabeling known,
      long seed) {
    this.batch = learner.batch();
    this.learnerTasks = learnerTasks;
    this.rule = rule;
    this.known = known;
    this.served = learnerTasks.blocks();
    this.own = own;
    this.each = rowsOfEach(own, learnerTasks.tasks().size());
    this.rows = rowsPerTask(own, learnerTasks.tasks().size());
    requireFit(learner);
    this.selection =
        rule.quantile() == 0 ? null : new AboveQuantile(kernels, learner, own, rule.quantile());
    this.ownStreams = learnerTasks.streams(seed, "replay/");
    this.foreignStreams = learnerTasks.streams(seed, "sharing/");
    this.kept = new int[served.length];
    this.obs = new double[learner.dimensions().observations()];
    this.action = new double[learner.dimensions().actions()];
    this.nextObs = new double[learner.dimensions().observations()];
  }

  private void requireFit(Sac learner) {
    if (learner.dimensions().tasks() != served.length || batch.rows() != served.length * rows) {
      throw new IllegalArgumentException(
          "a learner of "
              + learner.dimensions().tasks()
              + " tasks with "
              + batch.rows()
              + " rows, expected "
              + served.length
              + " tasks with "
              + rows
              + " rows each");
    }
  }

  /**
   * Rows of each task: B + (N − 1) ⌊B / (N − 1)⌋.
   *
   * @param own B, at least N − 1
   * @param tasks N: all tasks of the run
   */
  public static int rowsPerTask(int own, int tasks) {
    return own + (tasks - 1) * rowsOfEach(own, tasks);
  }

  private static int rowsOfEach(int own, int tasks) {
    if (own < tasks - 1) {
      throw new MethodException(
          "batch = " + own + ", expected a row for each of " + (tasks - 1) + " other tasks");
    }
    return tasks == 1 ? 0 : own / (tasks - 1);
  }

  @Override
  public void fill(List<ReplayBuffer> replays) {
    learnerTasks.requireBuffers(replays);
    for (int block = 0; block < served.length; block++) {
      draw(replays, block);
      relabel(block);
    }
    if (selection != null) {
      selection.look();
    }
    for (int block = 0; block < served.length; block++) {
      weigh(block);
    }
  }

  private void draw(List<ReplayBuffer> replays, int block) {
    int task = served[block];
    int from = block * rows;
    replays.get(task).sample(ownStreams[block], batch, from, own);
    from += own;
    for (int other = 0; other < replays.size(); other++) {
      if (other != task) {
        replays.get(other).sample(foreignStreams[block], batch, from, each);
        from += each;
      }
    }
  }

  private void relabel(int block) {
    int task = served[block];
    for (int row = block * rows + own; row < (block + 1) * rows; row++) {
      copy(batch.obs(), row, obs);
      copy(batch.action(), row, action);
      copy(batch.nextObs(), row, nextObs);
      double reward = label(task);
      if (!Float.isFinite((float) reward)) {
        throw new NonFiniteException(
            "the reward of " + learnerTasks.name(block) + " for a shared transition is " + reward);
      }
      batch.reward().set(row, 0, reward);
    }
  }

  private static void copy(Mat from, int row, double[] to) {
    for (int j = 0; j < to.length; j++) {
      to[j] = from.get(row, j);
    }
  }

  private void weigh(int block) {
    int first = block * rows;
    int foreign = first + own;
    int end = first + rows;
    int count = 0;
    for (int row = foreign; row < end; row++) {
      count += keeps(block, row) ? 1 : 0;
    }
    kept[block] = count;
    double share = 1.0 / (served.length * (double) (own + count));
    for (int row = first; row < end; row++) {
      boolean used = row < foreign || keeps(block, row);
      batch.weight().set(row, 0, used ? share : 0);
    }
  }

  private boolean keeps(int block, int row) {
    return selection == null || selection.keeps(block, row);
  }

  @Override
  public Map<String, Xoshiro256> streams() {
    Map<String, Xoshiro256> all = learnerTasks.byName("replay/", ownStreams);
    all.putAll(learnerTasks.byName("sharing/", foreignStreams));
    return all;
  }

  /**
   * Learners update on several threads and runs may share a suite, but not its reward functions.
   */
  private double label(int task) {
    synchronized (known) {
      return rule.label(known, task, obs, action, nextObs);
    }
  }

  /** K / (K + M): from 0 (no foreign row was used) to ½ (all were). */
  @Override
  public Map<String, Double> sharingProportions() {
    Map<String, Double> proportions = new LinkedHashMap<>();
    for (int block = 0; block < kept.length; block++) {
      proportions.put(learnerTasks.name(block), sharingProportion(block));
    }
    return proportions;
  }

  /** K / (K + M) for one of the learner's tasks, by block. */
  double sharingProportion(int block) {
    int foreign = rows - own;
    return foreign == 0 ? 0 : kept[block] / (double) (kept[block] + foreign);
  }

  /**
   * A foreign row is used where the task's first critic, as it is now, values it above a quantile κ
   * of the task's own B rows.
   *
   * <pre>
   *   threshold_i = element ⌊κ B⌋ of [−∞, the own Q₁_i(s, a) in ascending order]
   *   use (s, a)  if  Q₁_i(s, a) > threshold_i
   * </pre>
   */
  static final class AboveQuantile {
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
                      .first(
                          t.input("obs", batch.obs()).beside(t.input("action", batch.action()))));
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
     * The element that sorting would put at the index: Hoare's selection (1961, algorithm 65),
     * which reorders the array and, unlike the library's sort, never allocates.
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
}
