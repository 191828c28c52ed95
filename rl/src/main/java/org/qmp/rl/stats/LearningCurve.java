package org.qmp.rl.stats;

import java.util.OptionalDouble;

/**
 * A quantity measured in the course of training. Arrays are copied on the way in and out.
 *
 * @param steps when it was measured, strictly rising, finite; at least one
 * @param values what was measured, finite, as many as steps
 */
public record LearningCurve(double[] steps, double[] values) {

  /**
   * @throws IllegalArgumentException if the arrays are empty or of different lengths, a number is
   *     not finite, or the steps do not rise
   */
  public LearningCurve {
    steps = steps.clone();
    values = values.clone();
    Averages.require("steps of a curve", steps);
    Averages.require("values of a curve", values);
    if (steps.length != values.length) {
      throw new IllegalArgumentException(
          values.length + " values were measured at " + steps.length + " steps");
    }
    for (int i = 1; i < steps.length; i++) {
      if (!(steps[i - 1] < steps[i])) {
        throw new IllegalArgumentException(
            "steps rise, but " + steps[i - 1] + " is followed by " + steps[i]);
      }
    }
  }

  /**
   * The mean height of the curve: its area by the trapezoid rule over the length of its base. In
   * the unit of the values, between the least and the greatest of them; of a single point, its
   * value.
   *
   * <pre>
   *   ( Σ ½ (vᵢ + vᵢ₊₁)(tᵢ₊₁ − tᵢ) ) / (t_n − t_1)
   * </pre>
   */
  public double normalizedArea() {
    int last = steps.length - 1;
    double sum = 0;
    for (int i = 1; i < steps.length; i++) {
      sum += 0.5 * (values[i - 1] + values[i]) * (steps[i] - steps[i - 1]);
    }
    return last == 0 ? values[0] : sum / (steps[last] - steps[0]);
  }

  /**
   * The first measured step at which the value is at least the threshold, without interpolation;
   * empty if it never is. A curve may fall below again afterwards.
   *
   * @throws IllegalArgumentException if the threshold is not a number
   */
  public OptionalDouble stepsTo(double threshold) {
    if (Double.isNaN(threshold)) {
      throw new IllegalArgumentException("the threshold is NaN");
    }
    for (int i = 0; i < steps.length; i++) {
      if (values[i] >= threshold) {
        return OptionalDouble.of(steps[i]);
      }
    }
    return OptionalDouble.empty();
  }

  @Override
  public double[] steps() {
    return steps.clone();
  }

  @Override
  public double[] values() {
    return values.clone();
  }
}
