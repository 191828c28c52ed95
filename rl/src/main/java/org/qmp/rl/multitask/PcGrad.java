package org.qmp.rl.multitask;

import org.qmp.autograd.Parameters;
import org.qmp.autograd.Tape;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Mat;
import org.qmp.nn.Xoshiro256;
import org.qmp.rl.replay.Batch;
import org.qmp.rl.sac.Descent;

/**
 * Projecting conflicting gradients (Yu et al. 2020, arXiv:2001.06782, algorithm 1, with the mean of
 * the projected gradients in place of their sum): each task's gradient loses what opposes another
 * task's.
 *
 * <pre>
 *   g_t = ∇ of the loss in which task t has all the weight
 *   for each task i:  p ← g_i;  for each j ≠ i in random order:
 *       if p·g_j &lt; 0:  p ← p − (p·g_j / ‖g_j‖²) g_j
 *   gradient = mean of the p over i
 * </pre>
 *
 * Each network is looked at by itself. A head that only one task uses has gradient 0 for the
 * others, so what it gets is divided by the number of tasks as everything is.
 *
 * <p>The rows' weights must enter the loss linearly, as they do in soft actor-critic: then one
 * forward pass serves all tasks. A term without weights counts in full for every task.
 */
public final class PcGrad implements Descent.Rule {
  private final Mat weight;
  private final Mat whole;
  private final int tasks;
  private final TaskGradients[] networks;
  private final int parameters;

  /**
   * A rule for losses over one batch.
   *
   * @param batch task-major; its weights are changed for the time of a backward pass
   * @param tasks blocks of the batch
   * @param shuffles of the orders; its state is this object's only state
   * @param networks the parameters of the loss, network by network
   */
  public PcGrad(
      Kernels kernels, Batch batch, int tasks, Xoshiro256 shuffles, Parameters... networks) {
    if (tasks < 1 || batch.rows() % tasks != 0) {
      throw new IllegalArgumentException(
          batch.rows() + " rows of a batch do not divide among " + tasks + " tasks");
    }
    this.weight = batch.weight();
    this.whole = weight.copy();
    this.tasks = tasks;
    this.networks = new TaskGradients[networks.length];
    int count = 0;
    for (int n = 0; n < networks.length; n++) {
      this.networks[n] = new TaskGradients(kernels, tasks, shuffles, networks[n]);
      count += networks[n].size();
    }
    this.parameters = count;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the loss has other parameters than the networks
   */
  @Override
  public void differentiate(Tape loss) {
    if (loss.parameters().size() != parameters) {
      throw new IllegalArgumentException(
          "a loss with "
              + loss.parameters().size()
              + " parameters, expected the "
              + parameters
              + " of the networks");
    }
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
}
