package org.qmp.rl;

/** What tasks that are learned at once make equally many of. */
public enum Turns {
  /** Steps: whoever ends an episode begins the next one. */
  STEPS,
  /**
   * Episodes: whoever ends one waits until all have, as where whole episodes are collected from one
   * task after the other (the sampler of garage and of QMP's released code). Tasks with long
   * episodes get most of the steps, and with them most of the updates.
   */
  EPISODES
}
