package org.qmp.env;

/**
 * The outcome of a step. The two ways in which an episode can end matter to learners: after a
 * termination there is no further reward, whereas the value of a state does not change because the
 * episode was cut off (Pardo et al. 2018, arXiv:1712.00378).
 */
public sealed interface Outcome {

  /** The reward of the step, finite. */
  double reward();

  /** Whether this was the last step of its episode. */
  default boolean over() {
    return !(this instanceof Running);
  }

  /** The episode continues. */
  record Running(double reward) implements Outcome {}

  /** The episode has ended for good: no reward can follow. */
  record Terminated(double reward) implements Outcome {}

  /** The episode was cut off, though it could have continued. */
  record Truncated(double reward) implements Outcome {}
}
