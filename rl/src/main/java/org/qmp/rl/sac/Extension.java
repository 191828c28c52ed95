package org.qmp.rl.sac;

import java.util.Optional;
import org.qmp.autograd.Parameters;
import org.qmp.autograd.Tape;
import org.qmp.autograd.Var;
import org.qmp.rl.replay.Batch;

/** What a multi-task method adds to a learner. By default, nothing. */
public interface Extension {

  /** Plain soft actor-critic. */
  Extension NONE = new Extension() {};

  /** A term of the actor's loss (1×1), recorded on its tape. */
  default Optional<Var> penalty(Tape tape, Actor actor) {
    return Optional.empty();
  }

  /**
   * How the gradient of a loss over the batch is formed.
   *
   * @param networks the parameters of the loss, network by network
   */
  default GradientRule gradients(Batch batch, Parameters... networks) {
    return GradientRule.PLAIN;
  }
}
