package org.qmp.env.tabletop;

import java.util.Arrays;
import java.util.List;

/** The reward and the metrics of a step. */
final class Verdict {
  /** The names of the metrics of every task, as in Meta-World. */
  static final List<String> NAMES =
      List.of(
          "success",
          "near_object",
          "grasp_success",
          "grasp_reward",
          "in_place_reward",
          "obj_to_target");

  /** The reward, then the metrics. */
  final double[] numbers = new double[1 + NAMES.size()];

  Verdict reward(double reward, boolean success) {
    numbers[0] = reward;
    return number(1, success);
  }

  Verdict near(boolean near) {
    return number(2, near);
  }

  Verdict near(double near) {
    numbers[2] = near;
    return this;
  }

  Verdict grasp(boolean success, double reward) {
    numbers[4] = reward;
    return number(3, success);
  }

  Verdict inPlace(double reward) {
    numbers[5] = reward;
    return this;
  }

  Verdict distance(double distance) {
    numbers[6] = distance;
    return this;
  }

  private Verdict number(int i, boolean value) {
    numbers[i] = value ? 1 : 0;
    return this;
  }

  void clear() {
    Arrays.fill(numbers, 0);
  }

  double reward() {
    return numbers[0];
  }
}
