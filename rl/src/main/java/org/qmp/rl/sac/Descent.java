package org.qmp.rl.sac;

import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.qmp.autograd.Tape;
import org.qmp.nn.Adam;
import org.qmp.nn.GradientClip;

/** A loss and the optimiser that follows its gradient. */
public final class Descent {
  private final Tape loss;
  private final GradientRule rule;
  private final Adam adam;
  private final @Nullable GradientClip clip;

  /** Adam at a rate; the gradient is clipped to a global norm where there is a limit. */
  public Descent(Tape loss, GradientRule rule, double rate, OptionalDouble limit) {
    this.loss = loss;
    this.rule = rule;
    this.adam = new Adam(loss.kernels(), loss.parameters(), Adam.Options.of(rate));
    this.clip = limit.isPresent() ? new GradientClip(limit.getAsDouble()) : null;
  }

  /** One step. Allocates nothing. */
  public void step() {
    rule.differentiate(loss);
    GradientClip limit = clip;
    if (limit != null) {
      limit.apply(loss.kernels(), loss.parameters());
    }
    adam.step();
  }

  /** The loss of the latest step, before it was taken. */
  public double loss() {
    return loss.loss();
  }

  /** The optimiser, whose state belongs to a checkpoint. */
  public Adam adam() {
    return adam;
  }
}
