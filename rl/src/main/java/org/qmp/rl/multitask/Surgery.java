package org.qmp.rl.multitask;

/** What is done to gradients that disagree about shared parameters. */
public enum Surgery {
  NONE,
  /** Projection of conflicting gradients: {@link PcGrad}. */
  PCGRAD
}
