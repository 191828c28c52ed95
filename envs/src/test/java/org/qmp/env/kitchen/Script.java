package org.qmp.env.kitchen;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.qmp.env.Chance;
import org.qmp.env.Outcome;
import org.qmp.env.physics.Golden;

/**
 * Solves a task along waypoints in joint space, each with its number of steps: the reference r
 * moves from one to the next in a straight line, and a controller follows it.
 *
 * <pre>
 *   e = r − q,   I ← clip(I + 0.8 e, ±0.6),   a = clip(8 e + I, ±1)
 * </pre>
 */
final class Script {
  private static final Golden WAYPOINTS = Golden.read(Script.class, "waypoints.json");
  private static final int ARM = 7;

  private final List<double[]> waypoints = new ArrayList<>(); // steps, seven angles, fingers
  private final double[] from = new double[ARM];
  private final double[] integral = new double[ARM];
  private int waypoint;
  private int step;

  private Script(KitchenTask task) {
    WAYPOINTS.at(task.name()).list().forEach(point -> waypoints.add(point.numbers()));
    double[] start = new double[60];
    new Kitchen(task, Set.of(KitchenOption.EXACT_READINGS)).reset(() -> 0, start);
    System.arraycopy(start, 0, from, 0, ARM);
  }

  /** Plays an episode; returns the number of its actions, or −1 if it was no success. */
  static int actions(Kitchen world, KitchenTask task, Chance chance) {
    Script script = new Script(task);
    double[] observation = new double[60];
    double[] action = new double[9];
    world.reset(chance, observation);
    for (int count = 1; count <= Kitchen.STEPS; count++) {
      script.act(observation, action);
      if (world.step(action, observation) instanceof Outcome.Terminated success) {
        return success.reward() == world.reward.bonus() ? count : -1;
      }
    }
    return -1;
  }

  void act(double[] observation, double[] action) {
    double[] target = waypoints.get(waypoint);
    double part = Math.min(1, (step + 1) / target[0]);
    for (int i = 0; i < ARM; i++) {
      double error = from[i] + part * (target[1 + i] - from[i]) - observation[i];
      integral[i] = clip(integral[i] + 0.8 * error, 0.6);
      action[i] = clip(8 * error + integral[i], 1);
    }
    for (int i = ARM; i < action.length; i++) {
      action[i] = target[8] > 0 ? clip(12.5 * (target[8] - observation[i]), 1) : -1;
    }
    step++;
    if (step >= target[0] && waypoint + 1 < waypoints.size()) {
      System.arraycopy(target, 1, from, 0, ARM);
      waypoint++;
      step = 0;
    }
  }

  private static double clip(double x, double bound) {
    return Math.min(bound, Math.max(-bound, x));
  }
}
