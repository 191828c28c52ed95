package org.qmp.env;

/** Where observations or actions lie. A point is written in {@link #size()} numbers. */
public sealed interface Space permits Box, Discrete {

  /** How many numbers make a point. */
  int size();

  /** Whether the array is a point of this space: of the right length, finite and within bounds. */
  boolean contains(double[] point);

  /**
   * Draws a point, each as likely as any other; takes {@link #size()} numbers of the source.
   *
   * @param out of length {@link #size()}
   * @throws IllegalStateException if the space has no bounds to draw between
   */
  void sample(Chance chance, double[] out);

  /**
   * Refuses what is not a point of this space. Out of bounds by no more than the rounding of a
   * float is not refused.
   *
   * @param environment the name to give in the message
   * @throws IllegalArgumentException naming the environment, the dimension, the value and the
   *     bounds
   */
  void requireAction(String environment, double[] action);
}
