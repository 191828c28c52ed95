package org.qmp.env.kitchen;

/** Differences from the published worlds, which have noisy readings and none of these options. */
public enum KitchenOption {
  /** Observations without noise. */
  EXACT_READINGS,
  /** The reward uses the hand's position at the end of a step, not 0.002 s before. */
  FRESH_POSITIONS,
  /** The reward is 1 for a success, −1 for a failed simulation, and 0 otherwise. */
  SPARSE_REWARD,
  /**
   * The goal part of an observation shows the change that the task asks for, g − q at the entries
   * of its element and 0 elsewhere, so that no two of the ten tasks look alike.
   */
  DISTINCT_GOALS
}
