package org.qmp.env.kitchen;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.qmp.env.Relabeling;

/**
 * The rewards of some tasks, told by what was seen after a step: fingers and handle are where they
 * would be at the positions that were read, errors included.
 */
final class KitchenRelabeling implements Relabeling {
  private final List<KitchenReward> rewards;
  private final Franka franka = new Franka(Franka.MODEL, Franka.STEPS);

  KitchenRelabeling(List<KitchenTask> tasks, Set<KitchenOption> options) {
    rewards = tasks.stream().map(task -> new KitchenReward(task, options, franka)).toList();
  }

  @Override
  public double leastReward() {
    return rewards.get(0).least();
  }

  @Override
  public double reward(int task, double[] observation, double[] action, double[] nextObservation) {
    franka.place(Arrays.copyOf(nextObservation, Franka.POSITIONS), 0);
    franka.simulation().forward();
    return rewards.get(task).of(nextObservation, franka);
  }
}
