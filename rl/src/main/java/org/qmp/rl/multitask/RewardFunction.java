package org.qmp.rl.multitask;

/** What a task would have paid for a transition, whoever made it. */
@FunctionalInterface
public interface RewardFunction {

  /**
   * The reward of one transition.
   *
   * @param task the task that is asked
   * @param obs s as it is stored; the arrays are reused, not to be kept or changed
   * @param action a
   * @param nextObs s′
   */
  double reward(int task, double[] obs, double[] action, double[] nextObs);

  /** The same for all transitions. */
  static RewardFunction constant(double reward) {
    return (task, obs, action, nextObs) -> reward;
  }
}
