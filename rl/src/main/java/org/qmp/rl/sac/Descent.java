package org.qmp.rl.sac;

import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.qmp.autograd.Parameters;
import org.qmp.autograd.Tape;
import org.qmp.autograd.kernel.Mat;
import org.qmp.nn.Adam;
import org.qmp.nn.GradientClip;

/** A loss and the optimiser that follows its gradient. */
public final class Descent {
  /** How a recorded loss becomes the gradient that the optimiser follows. */
  @FunctionalInterface
  public interface Rule {

    /** The gradient itself. */
    Rule PLAIN =
        loss -> {
          loss.forward();
          loss.backward();
        };

    /** Evaluates the loss and leaves a direction in its parameters' gradients. */
    void differentiate(Tape loss);
  }

  private final Tape loss;
  private final Rule rule;
  private final Adam adam;
  private final @Nullable GradientClip clip;
  private final Parameters[] clipped;

  /**
   * Adam at a rate.
   *
   * @param limit to which the gradient of each network is clipped by itself; absent is none
   * @param networks whose gradients are clipped
   */
  public Descent(Tape loss, Rule rule, double rate, OptionalDouble limit, Parameters... networks) {
    this.loss = loss;
    this.rule = rule;
    this.clipped = networks;
    this.adam = new Adam(loss.kernels(), loss.parameters(), Adam.Options.of(rate));
    this.clip = limit.isPresent() ? new GradientClip(limit.getAsDouble()) : null;
  }

  /** One step. Allocates nothing. */
  public void step() {
    rule.differentiate(loss);
    if (clip != null) {
      for (Parameters network : clipped) {
        clip.apply(loss.kernels(), network);
      }
    }
    adam.step();
  }

  /** The loss of the latest step, before it was taken. */
  public double loss() {
    return loss.loss();
  }

  /** An output of the loss's tape. */
  Mat output(String name) {
    return loss.output(name);
  }

  /** The optimiser, whose state belongs to a checkpoint. */
  public Adam adam() {
    return adam;
  }
}
