package org.qmp.env;

/**
 * What came of a step. That an episode can end in two ways matters to learners: nothing is to be
 * gained after a termination, whereas the value of a state does not change because the episode was
 * cut off (Pardo et al. 2018, arXiv:1712.00378).
 */
public sealed interface Outcome {

  /** The reward of the step, finite. */
  double reward();

  /** Whether this was the last step of its episode. */
  default boolean over() {
    return !(this instanceof Running);
  }

  /** The episode goes on. */
  record Running(double reward) implements Outcome {}

  /** The world came to an end: no reward can follow. */
  record Terminated(double reward) implements Outcome {}

  /** The episode was cut off, though the world would have gone on. */
  record Truncated(double reward) implements Outcome {}
}
