package org.qmp.rl.multitask;

import java.util.Arrays;
import org.qmp.autograd.Parameters;
import org.qmp.autograd.Tape;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Precision;
import org.qmp.nn.Xoshiro256;
import org.qmp.rl.replay.Batch;
import org.qmp.rl.sac.Descent;

/**
 * Projecting conflicting gradients (Yu et al. 2020, arXiv:2001.06782, algorithm 1, with the mean of
 * the projected gradients in place of their sum): the part of each task's gradient that opposes
 * another task's is removed.
 *
 * <pre>
 *   g_t = ∇ of the loss in which task t has all the weight
 *   for each task i:  p ← g_i;  for each j ≠ i in random order:
 *       if p·g_j &lt; 0:  p ← p − (p·g_j / ‖g_j‖²) g_j
 *   gradient = mean of the p over i
 * </pre>
 *
 * Each network is treated by itself. A head that only one task uses has gradient 0 for the others,
 * so its gradient is divided by the number of tasks like all others.
 *
 * <p>The rows' weights must enter the loss linearly, as they do in soft actor-critic: then one
 * forward pass serves all tasks. A term without weights counts in full for every task.
 */
final class PcGrad implements Descent.Rule {
  private final Mat weight;
  private final Mat whole;
  private final int tasks;
  private final TaskGradients[] networks;

  /**
   * A rule for losses over one batch.
   *
   * @param batch task-major; its weights are changed for the time of a backward pass
   * @param tasks blocks of the batch
   * @param shuffles of the orders; its state is this object's only state
   * @param networks all parameters of the loss, network by network
   */
  PcGrad(Kernels kernels, Batch batch, int tasks, Xoshiro256 shuffles, Parameters... networks) {
    this.weight = batch.weight();
    this.whole = weight.copy();
    this.tasks = tasks;
    this.networks = new TaskGradients[networks.length];
    Arrays.setAll(this.networks, n -> new TaskGradients(kernels, tasks, shuffles, networks[n]));
  }

  @Override
  public void differentiate(Tape loss) {
    loss.forward();
    whole.set(weight);
    for (int task = 0; task < tasks; task++) {
      leaveOnly(task);
      loss.backward();
      for (TaskGradients network : networks) {
        network.keep(task);
      }
    }
    weight.set(whole);
    for (TaskGradients network : networks) {
      network.merge();
    }
  }

  /** A task's rows get N times their share, which makes its loss the mean over its rows. */
  private void leaveOnly(int task) {
    int rows = weight.rows() / tasks;
    weight.fill(0);
    for (int row = task * rows; row < (task + 1) * rows; row++) {
      weight.set(row, 0, tasks * whole.get(row, 0));
    }
  }

  /**
   * The gradients of one network, task by task, and their projection by {@link PcGrad}.
   *
   * <p>A projected gradient is a combination of the tasks' own, so the products of pairs suffice,
   * and no projected gradient is ever stored:
   *
   * <pre>
   *   G_ij = g_i·g_j            p_i = Σ_j c_ij g_j,   c_ii = 1 at the start, else 0
   *   p_i·g_j = Σ_k c_ik G_kj          if it is negative:  c_ij ← c_ij − p_i·g_j / G_jj
   *   gradient = Σ_j ( 1/N Σ_i c_ij ) g_j
   * </pre>
   *
   * Order of the sums: a product adds up the parameters in order, each as four interleaved partial
   * sums in double precision, one for each residue of the element's number modulo 4, combined as (0
   * + 1) + (2 + 3); all others run by ascending index.
   */
  private static final class TaskGradients {
    private final Kernels kernels;
    private final Xoshiro256 shuffles;
    private final Parameters network;
    private final Mat[][] gradients;
    private final double[][] products;
    private final double[] combination;
    private final double[] merged;
    private final int[] others;

    TaskGradients(Kernels kernels, int tasks, Xoshiro256 shuffles, Parameters network) {
      this.kernels = kernels;
      this.shuffles = shuffles;
      this.network = network;
      gradients = new Mat[tasks][network.size()];
      for (Mat[] ofTask : gradients) {
        for (int p = 0; p < ofTask.length; p++) {
          ofTask[p] = network.get(p).gradient().copy();
        }
      }
      products = new double[tasks][tasks];
      combination = new double[tasks];
      merged = new double[tasks];
      others = new int[tasks - 1];
    }

    /** Copies the parameters' present gradients as those of a task. */
    void keep(int task) {
      for (int p = 0; p < network.size(); p++) {
        gradients[task][p].set(network.get(p).gradient());
      }
    }

    /** Writes the mean of the projected gradients into the parameters' gradients. */
    void merge() {
      multiply();
      Arrays.fill(merged, 0);
      for (int i = 0; i < merged.length; i++) {
        project(i);
        for (int j = 0; j < merged.length; j++) {
          merged[j] += combination[j] / merged.length;
        }
      }
      for (int p = 0; p < network.size(); p++) {
        Mat gradient = network.get(p).gradient();
        kernels.linear(gradients[0][p], merged[0], 0, gradient);
        for (int j = 1; j < merged.length; j++) {
          kernels.addScaled(gradients[j][p], merged[j], gradient);
        }
      }
    }

    private void multiply() {
      for (int i = 0; i < gradients.length; i++) {
        for (int j = 0; j <= i; j++) {
          double sum = 0;
          for (int p = 0; p < network.size(); p++) {
            sum += product(gradients[i][p], gradients[j][p]);
          }
          products[i][j] = sum;
          products[j][i] = sum;
        }
      }
    }

    private void project(int i) {
      Arrays.fill(combination, 0);
      combination[i] = 1;
      for (int n = 0; n < others.length; n++) {
        others[n] = n < i ? n : n + 1;
      }
      shuffles.shuffle(others);
      for (int j : others) {
        double product = 0;
        for (int k = 0; k < combination.length; k++) {
          product += combination[k] * products[k][j];
        }
        if (product < 0 && products[j][j] > 0) { // a square can underflow where the product did not
          combination[j] -= product / products[j][j];
        }
      }
    }

    private static double product(Mat a, Mat b) {
      return a.precision() == Precision.DOUBLE
          ? product(a.doubles(), b.doubles(), a.size())
          : product(a.floats(), b.floats(), a.size());
    }

    private static double product(double[] a, double[] b, int size) {
      double s0 = 0;
      double s1 = 0;
      double s2 = 0;
      double s3 = 0;
      int whole = size & ~3;
      for (int i = 0; i < whole; i += 4) {
        s0 += a[i] * b[i];
        s1 += a[i + 1] * b[i + 1];
        s2 += a[i + 2] * b[i + 2];
        s3 += a[i + 3] * b[i + 3];
      }
      s0 += whole < size ? a[whole] * b[whole] : 0;
      s1 += whole + 1 < size ? a[whole + 1] * b[whole + 1] : 0;
      s2 += whole + 2 < size ? a[whole + 2] * b[whole + 2] : 0;
      return (s0 + s1) + (s2 + s3);
    }

    private static double product(float[] a, float[] b, int size) {
      double s0 = 0;
      double s1 = 0;
      double s2 = 0;
      double s3 = 0;
      int whole = size & ~3;
      for (int i = 0; i < whole; i += 4) {
        s0 += (double) a[i] * b[i];
        s1 += (double) a[i + 1] * b[i + 1];
        s2 += (double) a[i + 2] * b[i + 2];
        s3 += (double) a[i + 3] * b[i + 3];
      }
      s0 += whole < size ? (double) a[whole] * b[whole] : 0;
      s1 += whole + 1 < size ? (double) a[whole + 1] * b[whole + 1] : 0;
      s2 += whole + 2 < size ? (double) a[whole + 2] * b[whole + 2] : 0;
      return (s0 + s1) + (s2 + s3);
    }
  }
}
