package org.qmp.env;

import java.util.Optional;

/**
 * The reward functions of a suite, by which one task learns from what another has collected:
 * unlabelled with the least reward (UDS, Yu et al. 2022, arXiv:2202.01741), or with the true one
 * (CDS, Yu et al. 2021, arXiv:2109.08128). It knows the worlds as they are before any wrapper.
 *
 * <p>A reward depends on the arguments alone, in whatever order it is asked for. Not for use by
 * several threads at once: callers hold its monitor.
 */
public interface Relabeling {

  /** A finite number that no reward of any task is less than. */
  double leastReward();

  /**
   * The reward that a task gives for a transition, whichever task it was seen in.
   *
   * @param task its index in the suite, from 0
   * @param observation before the step
   * @param action what was done, within the bounds
   * @param nextObservation after the step, also if it was the last one
   */
  double reward(int task, double[] observation, double[] action, double[] nextObservation);

  /** Why observations do not tell the reward of a task; empty, unless overridden, if they do. */
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
        synchronized (all) { // which other relabelings of some of its tasks may be asking too
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
