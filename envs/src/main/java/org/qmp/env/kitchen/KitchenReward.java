package org.qmp.env.kitchen;

import java.util.Set;
import org.qmp.env.physics.Simulation;

/**
 * The reward in the datasheet of {@link Kitchen}, where G₀ and δ₀ are the distances at the start:
 * of the element from its goal, and of the handle from the end effector, a different point from
 * that of D.
 */
final class KitchenReward {
  private static final double SCALE = 20;
  private static final double REACHED = 0.08; // m
  private static final double IN_PLACE_SHARE = 0.4;
  private static final double REACH_SHARE = 0.6;
  private static final double LOG_TENTH = StrictMath.log(0.1);

  private final KitchenTask task;
  private final boolean sparse;
  private final int handle;
  private final double goalMargin;
  private final double reachMargin;

  /**
   * The reward of a task; sets the kitchen to the task's start.
   *
   * @throws IllegalArgumentException if the kitchen has no such handle
   */
  KitchenReward(KitchenTask task, Set<KitchenOption> options, Franka franka) {
    this.task = task;
    sparse = options.contains(KitchenOption.SPARSE_REWARD);
    Simulation simulation = franka.simulation();
    handle = simulation.model().site(task.handle());
    franka.start(task);
    double[] start = new double[Franka.POSITIONS];
    for (int i = 0; i < start.length; i++) {
      start[i] = simulation.position(i);
    }
    goalMargin = Math.abs(task.distance(start) - task.threshold());
    reachMargin = Math.abs(franka.tipsTo(handle) - REACHED);
  }

  /** D, the distance of the handle from the middle between both fingers, in m. */
  double reachDistance(Franka franka) {
    return franka.fingersTo(handle);
  }

  boolean success(double[] positions) {
    return task.distance(positions) < task.threshold();
  }

  /** The reward of a success: the scale times the 140 steps of an episode; 1 if sparse. */
  double bonus() {
    return sparse ? 1 : SCALE * Kitchen.STEPS;
  }

  double least() {
    return sparse ? 0 : -SCALE;
  }

  /** The reward of positions, with fingers and handle as in the last forward pass. */
  double of(double[] positions, Franka franka) {
    if (success(positions)) {
      return bonus();
    }
    return sparse
        ? 0
        : SCALE * (IN_PLACE_SHARE * inPlace(positions) + REACH_SHARE * reach(franka) - 1);
  }

  double inPlace(double[] positions) {
    return tolerance(task.distance(positions), task.threshold(), goalMargin);
  }

  double reach(Franka franka) {
    return tolerance(reachDistance(franka), REACHED, reachMargin);
  }

  /** 1 up to the bound, 0.1 at a margin beyond it. */
  static double tolerance(double x, double bound, double margin) {
    if (x <= bound) {
      return 1;
    }
    double beyond = (x - bound) / margin;
    return margin == 0 ? 0 : StrictMath.exp(LOG_TENTH * (beyond * beyond)); // pow allocates
  }
}
