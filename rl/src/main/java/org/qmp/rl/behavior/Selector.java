package org.qmp.rl.behavior;

/** Picks, for all tasks at once, the policy that acts. */
interface Selector {

  /**
   * Picks; proposals and samples of this step have been made.
   *
   * @param step environment steps so far, of all tasks together
   * @param seen each task's observation
   * @param luck of each task
   * @param picks receives the index of each task's policy
   */
  void select(long step, double[][] seen, Luck[] luck, int[] picks);
}
