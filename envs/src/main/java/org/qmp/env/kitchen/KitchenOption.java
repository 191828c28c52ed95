package org.qmp.env.kitchen;

/** What may differ from the published worlds, which have noisy readings and none of these. */
public enum KitchenOption {
  /** Observations without noise. */
  EXACT_READINGS,
  /** The reward sees where the hand is at the end of a step, not 0.002 s before. */
  FRESH_POSITIONS,
  /** A step is worth 1 where it succeeds and 0 elsewhere. */
  SPARSE_REWARD,
  /**
   * The goal part of an observation shows what the task is to change, g − q at the entries of its
   * element and 0 elsewhere, so that no two tasks look alike.
   */
  DISTINCT_GOALS
}
