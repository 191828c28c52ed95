package org.qmp.env.kitchen;

/**
 * What may differ from the published worlds.
 *
 * @param noise whether what is observed is noisy
 * @param freshPositions whether the reward sees where the hand is at the end of a step, or 0.002 s
 *     before
 * @param sparse whether a step is worth 1 where it succeeds and 0 elsewhere
 * @param distinctGoals whether the goal part of an observation shows what the task is to change, g
 *     − q at the entries of its element and 0 elsewhere, so that no two tasks look alike
 */
public record KitchenOptions(
    boolean noise, boolean freshPositions, boolean sparse, boolean distinctGoals) {
  /** As in the released code of QMP. */
  public static final KitchenOptions PUBLISHED = new KitchenOptions(true, false, false, false);

  /** The same with exact observations. */
  public KitchenOptions withoutNoise() {
    return new KitchenOptions(false, freshPositions, sparse, distinctGoals);
  }

  /** The same with rewards for where the hand is at the end of a step. */
  public KitchenOptions withFreshPositions() {
    return new KitchenOptions(noise, true, sparse, distinctGoals);
  }

  /** The same with rewards of 0 and 1. */
  public KitchenOptions withSparseReward() {
    return new KitchenOptions(noise, freshPositions, true, distinctGoals);
  }

  /** The same with goals that differ from task to task. */
  public KitchenOptions withDistinctGoals() {
    return new KitchenOptions(noise, freshPositions, sparse, true);
  }
}
