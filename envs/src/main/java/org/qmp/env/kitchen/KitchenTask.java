package org.qmp.env.kitchen;

import java.util.List;
import java.util.stream.Stream;

/**
 * An element of the kitchen to be brought from its start to its goal.
 *
 * @param name unique in its suite
 * @param first of the element's entries among the 30 positions, 9 to 29
 * @param start q, where the element is when an episode begins, m or rad
 * @param goal g, as many numbers
 * @param threshold θ &gt; 0: nearer to the goal than this is a success
 * @param handle name of the site that the hand is to reach for
 */
public record KitchenTask(
    String name,
    int first,
    List<Double> start,
    List<Double> goal,
    double threshold,
    String handle) {
  private static final List<Double> SLIDE_SHUT = List.of(-4.65501369e-4);
  private static final List<Double> SLIDE_OPEN = List.of(0.37);
  private static final List<Double> HINGE_SHUT = List.of(-6.44129196e-3, -1.77048263e-3);
  private static final List<Double> HINGE_OPEN = List.of(0.0, 1.45);
  private static final List<Double> BOTTOM_OFF = List.of(3.1287722e-5, -4.51199853e-5);
  private static final List<Double> BOTTOM_ON = List.of(-0.88, -0.01);
  private static final List<Double> TOP_OFF = List.of(6.28065475e-5, 4.04984708e-5);
  private static final List<Double> TOP_ON = List.of(-0.92, -0.01);
  private static final List<Double> LIGHT_OFF = List.of(4.62730939e-4, -2.26906415e-4);
  private static final List<Double> LIGHT_ON = List.of(-0.69, -0.05);

  /**
   * @throws IllegalArgumentException if a number is out of its range, if there are no starts, or if
   *     there are not as many goals as starts
   */
  public KitchenTask {
    start = List.copyOf(start);
    goal = List.copyOf(goal);
    int count = start.size();
    if (count == 0 || count != goal.size()) {
      throw refusal(
          name, count + " start values and " + goal.size() + " goals, expected equal counts > 0");
    }
    if (first < Franka.MOTORS || first > Franka.POSITIONS - count) {
      throw refusal(
          name, "entries " + first + " to " + (first - 1L + count) + ", expected some of 9 to 29");
    }
    if (!Stream.concat(start.stream(), goal.stream()).allMatch(Double::isFinite)) {
      throw refusal(name, "start " + start + " and goal " + goal + ", expected finite numbers");
    }
    if (!(threshold > 0 && threshold <= Double.MAX_VALUE)) {
      throw refusal(name, "threshold " + threshold + ", expected a number above 0");
    }
  }

  private static IllegalArgumentException refusal(String name, String problem) {
    return new IllegalArgumentException("kitchen task " + name + ": " + problem);
  }

  /** The ten tasks of QMP in their order. */
  public static List<KitchenTask> ten() {
    return List.of(
        new KitchenTask("slide-open", 19, SLIDE_SHUT, SLIDE_OPEN, 0.1, "slideHandle"),
        new KitchenTask("slide-close", 19, SLIDE_OPEN, SLIDE_SHUT, 0.1, "slideHandle"),
        new KitchenTask("hinge-open", 20, HINGE_SHUT, HINGE_OPEN, 0.1, "rightHandle"),
        new KitchenTask("hinge-close", 20, HINGE_OPEN, HINGE_SHUT, 0.3, "rightHandle"),
        new KitchenTask("bottom-on", 11, BOTTOM_OFF, BOTTOM_ON, 0.3, "knob2"),
        new KitchenTask("bottom-off", 11, BOTTOM_ON, BOTTOM_OFF, 0.3, "knob2"),
        new KitchenTask("top-on", 15, TOP_OFF, TOP_ON, 0.3, "knob4"),
        new KitchenTask("top-off", 15, TOP_ON, TOP_OFF, 0.3, "knob4"),
        new KitchenTask("light-on", 17, LIGHT_OFF, LIGHT_ON, 0.3, "switch"),
        new KitchenTask("light-off", 17, LIGHT_ON, LIGHT_OFF, 0.3, "switch"));
  }

  /** Three of them: {@code slide-open}, {@code bottom-on} and {@code light-on}. */
  public static List<KitchenTask> three() {
    List<KitchenTask> ten = ten();
    return List.of(ten.get(0), ten.get(4), ten.get(8));
  }

  /** The number of the element's entries. */
  int entries() {
    return start.size();
  }

  /** G = ‖e − g‖ of an element at the entries of these positions. */
  double distance(double[] positions) {
    double squares = 0;
    for (int i = 0; i < entries(); i++) {
      double off = positions[first + i] - goal.get(i);
      squares += off * off;
    }
    return Math.sqrt(squares);
  }
}
