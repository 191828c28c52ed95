package org.qmp.env;

/** A space of observations or actions. A point has {@link #size()} numbers. */
public sealed interface Space permits Box, Discrete {

  /** The number of values of a point. */
  int size();

  /** Whether the array is a point of this space: of the right length, finite and within bounds. */
  boolean contains(double[] point);

  /**
   * Draws a point uniformly; takes {@link #size()} numbers of the source.
   *
   * @param out of length {@link #size()}
   * @throws IllegalStateException if the space has no bounds to draw between
   */
  void sample(Chance chance, double[] out);

  /**
   * Checks that the array is a point of this space, allowing numbers out of the bounds of a box by
   * no more than 1e-6, relative to bounds above 1.
   *
   * @param environment name for the message
   * @throws IllegalArgumentException naming the environment, the dimension, the value and the
   *     bounds
   */
  void requireAction(String environment, double[] action);
}
