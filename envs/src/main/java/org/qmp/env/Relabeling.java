package org.qmp.env;

import java.util.Optional;

/**
 * The reward functions of a suite, which let one task learn from another's transitions: unlabelled,
 * with the least reward (UDS, Yu et al. 2022, arXiv:2202.01741), or with the true one (CDS, Yu et
 * al. 2021, arXiv:2109.08128). It is about the environments as they are before any wrapper.
 *
 * <p>A reward depends only on the arguments. Not thread-safe: callers hold its monitor.
 */
public interface Relabeling {

  /** A finite lower bound of all tasks' rewards. */
  double leastReward();

  /**
   * The reward that a task gives for a transition, whichever task it was seen in.
   *
   * @param task its index in the suite, from 0
   * @param observation before the step
   * @param action within its bounds
   * @param nextObservation after the step, also if it was the last one
   */
  double reward(int task, double[] observation, double[] action, double[] nextObservation);

  /**
   * Why the reward of a task does not follow from observations; empty, unless overridden, if it
   * does.
   */
  default Optional<String> unknown(int task) {
    return Optional.empty();
  }

  /** The rewards of some of the tasks, by their indices. */
  default Relabeling of(int... tasks) {
    Relabeling all = this;
    return new Relabeling() {
      @Override
      public double leastReward() {
        return all.leastReward();
      }

      @Override
      public double reward(int task, double[] obs, double[] action, double[] nextObs) {
        synchronized (all) { // other relabelings of some of its tasks may use it, too
          return all.reward(tasks[task], obs, action, nextObs);
        }
      }

      @Override
      public Optional<String> unknown(int task) {
        return all.unknown(tasks[task]);
      }
    };
  }
}
