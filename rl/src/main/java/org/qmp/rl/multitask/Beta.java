package org.qmp.rl.multitask;

import java.util.List;
import org.qmp.rl.behavior.MethodException;

/** How strongly each policy is drawn towards each other one: β ≥ 0 of {@link DncPenalty}. */
public sealed interface Beta {

  /** β_ij of the learner i that is updated and another task j. */
  double of(int learner, int other);

  /**
   * Refuses coefficients that are not for so many tasks.
   *
   * @throws MethodException saying how many there are
   */
  void requireTasks(int tasks);

  /** The same for all pairs. */
  record Uniform(double value) implements Beta {
    public Uniform {
      requireCoefficient("beta", value);
    }

    @Override
    public double of(int learner, int other) {
      return value;
    }

    @Override
    public void requireTasks(int tasks) {}
  }

  /**
   * One for each pair.
   *
   * @param rows N rows of N: row i is of learner i; the diagonal has no effect
   */
  record Matrix(List<List<Double>> rows) implements Beta {
    public Matrix {
      rows = rows.stream().map(List::copyOf).toList();
      for (int i = 0; i < rows.size(); i++) {
        requireSize("row " + i + " of beta", rows.get(i).size(), rows.size());
        for (int j = 0; j < rows.size(); j++) {
          requireCoefficient("beta[" + i + "][" + j + "]", rows.get(i).get(j));
        }
      }
    }

    @Override
    public double of(int learner, int other) {
      return rows.get(learner).get(other);
    }

    @Override
    public void requireTasks(int tasks) {
      requireSize("beta", rows.size(), tasks);
    }
  }

  private static void requireSize(String what, int size, int expected) {
    if (size != expected) {
      throw new MethodException(
          what + " has " + size + " entries, expected one for each of " + expected + " tasks");
    }
  }

  private static void requireCoefficient(String name, double value) {
    if (!(0 <= value && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          name + " = " + value + ", expected a number of at least 0");
    }
  }
}
