package org.qmp.rl;

import java.util.Locale;
import java.util.Map;
import org.qmp.env.Box;
import org.qmp.rl.sac.TaskNet;

/**
 * Where a policy acts, and where it comes from.
 *
 * @param task whose policy it is
 * @param observations what it sees: a vector of this size; its bounds are not enforced
 * @param actions bounds of its actions, finite: those of the task's environment
 * @param provenance suite, networks, seed, step, fingerprint and specification of its run, as far
 *     as they are known; for reading only
 */
public record PolicyInfo(
    String task, Box observations, Box actions, Map<String, String> provenance) {

  /**
   * @throws IllegalArgumentException if a bound of the actions is infinite
   */
  public PolicyInfo {
    provenance = Map.copyOf(provenance);
    if (!actions.bounded()) {
      throw new IllegalArgumentException(
          "policy " + task + ": actions in " + actions + ", expected finite bounds");
    }
  }

  /**
   * Checks an observation, and an array for the action.
   *
   * @throws IllegalArgumentException naming the task and what is wrong
   */
  void requireArrays(double[] observation, double[] actionOut) {
    requireLength("an observation", observations.size(), observation.length);
    requireLength("an action", actions.size(), actionOut.length);
    for (int i = 0; i < observation.length; i++) {
      if (!Float.isFinite((float) observation[i])) {
        throw new IllegalArgumentException(
            "policy "
                + task
                + ": observation["
                + i
                + "] is "
                + observation[i]
                + ", not a finite float");
      }
    }
  }

  /**
   * Checks the sizes of a network's input and output.
   *
   * @throws IllegalArgumentException naming the task and the numbers
   */
  void requireNet(TaskNet net, int inputs, int outputs) {
    int given = net.net().output().bias().value().cols();
    if (net.inputs() != inputs || given != outputs) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "policy %s: a network from %d to %d numbers, expected %d to %d",
              task,
              net.inputs(),
              given,
              inputs,
              outputs));
    }
  }

  private void requireLength(String what, int expected, int found) {
    if (found != expected) {
      throw new IllegalArgumentException(
          "policy " + task + ": " + what + " has length " + expected + ", not " + found);
    }
  }
}
