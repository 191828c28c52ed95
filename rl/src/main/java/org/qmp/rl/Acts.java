package org.qmp.rl;

/** Who acts in an evaluation; always with mean actions. */
public enum Acts {
  /** Each task's own policy, which is what a run returns: the headline. */
  OWN,
  /** Whom the behaviour lets act. */
  MIXTURE
}
