package org.qmp.rl.sac;

import org.qmp.autograd.Tape;

/** How a recorded loss becomes the gradient that an optimiser follows. */
@FunctionalInterface
public interface GradientRule {

  /** The gradient itself. */
  GradientRule PLAIN =
      loss -> {
        loss.forward();
        loss.backward();
      };

  /** Evaluates the loss and leaves a direction in its parameters' gradients. */
  void differentiate(Tape loss);
}
