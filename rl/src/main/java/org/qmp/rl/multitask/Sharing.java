package org.qmp.rl.multitask;

/**
 * How transitions of other tasks are used.
 *
 * @param rewards what a transition of another task is taken to have paid
 * @param quantile κ in [0, 1] of the own values that a foreign one must exceed; 0 keeps all
 */
public record Sharing(RewardFunction rewards, double quantile) {
  public Sharing {
    if (!(0 <= quantile && quantile <= 1)) {
      throw new IllegalArgumentException("quantile = " + quantile + ", expected in [0, 1]");
    }
  }

  /**
   * Unlabeled data sharing (Yu et al. 2022, arXiv:2202.01741): no foreign reward is known, so each
   * is the least that the task can pay.
   */
  public static Sharing unlabeled(double leastReward, double quantile) {
    return new Sharing(RewardFunction.constant(leastReward), quantile);
  }
}
