package org.qmp.rl.multitask;

/** How the tasks' critics hang together. */
public enum Critics {
  /** As the networks do. */
  OWN,
  /** Separate ones for a multi-head actor with one temperature: multi-critic actor learning. */
  MULTI,
  /** A learned mixture of all tasks' separate critics: {@link Decaf}. */
  DECAF
}
