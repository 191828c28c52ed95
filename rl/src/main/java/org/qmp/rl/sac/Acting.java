package org.qmp.rl.sac;

import org.qmp.autograd.Tape;
import org.qmp.autograd.Var;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Mat;

/**
 * A policy in use: one observation for each task in, one action for each task out. Recorded once;
 * acting allocates nothing.
 */
public final class Acting {
  private final Mat observations;
  private final Mat noise;
  private final Tape tape;
  private final Var mean;

  /** The policy of a learner, which it follows as it learns. */
  public Acting(Kernels kernels, Sac learner) {
    Dimensions d = learner.dimensions();
    observations = kernels.precision().zeros(d.tasks(), d.observations());
    noise = kernels.precision().zeros(d.tasks(), d.actions());
    Var[] mode = new Var[1];
    tape =
        Tape.record(
            kernels,
            t -> {
              SquashedGaussian policy =
                  learner.actor().policy(t.input("observations", observations));
              mode[0] = policy.mode();
              return policy.sample(t.input("noise", noise)).action();
            });
    mean = mode[0];
  }

  /** What the tasks see (N×O): to be filled before {@link #act()}. */
  public Mat observations() {
    return observations;
  }

  /** Standard normal noise of the sampled actions (N×A): to be filled before {@link #act()}. */
  public Mat noise() {
    return noise;
  }

  /** Computes sampled and mean actions with the policy's present parameters. */
  public void act() {
    tape.forward();
  }

  /** tanh(μ + σ ε) (N×A). */
  public Mat sampled() {
    return tape.result().value();
  }

  /** tanh μ (N×A). */
  public Mat mean() {
    return mean.value();
  }
}
