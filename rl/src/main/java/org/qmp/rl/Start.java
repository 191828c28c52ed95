package org.qmp.rl;

/** Who acts before the first update. */
public enum Start {
  /** Chance: every action is as likely. */
  UNIFORM,
  /** The method's behaviour with untrained networks, as in the original. */
  BEHAVIOR
}
