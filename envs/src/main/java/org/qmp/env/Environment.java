package org.qmp.env;

import java.util.List;

/**
 * A world in which episodes take place.
 *
 * <p>The spaces, the name and the metrics never change during the life of an object. Arrays belong
 * to the caller: a world copies from the action and writes the whole observation, and keeps
 * neither. An episode that is over stays over until the next {@link #reset}. Not for use by several
 * threads at once.
 */
public interface Environment {

  /** What it is called in messages and on pictures. */
  String name();

  /** Where observations lie. */
  Box observations();

  /** What actions are accepted. */
  Space actions();

  /**
   * Begins an episode, whatever came before.
   *
   * @param chance where all luck of this episode comes from, until the next reset or restore
   * @param observationOut receives the first observation
   */
  void reset(Chance chance, double[] observationOut);

  /**
   * Acts once.
   *
   * @param action a point of {@link #actions()}; what lies out of bounds by no more than the
   *     rounding of a float is moved to the bound
   * @param observationOut receives the observation after the step, also of the last one
   * @throws IllegalArgumentException if the action has the wrong length or a number that is not
   *     finite or out of bounds; the world is then unchanged
   * @throws IllegalStateException before the first reset and after the end of an episode
   */
  Outcome step(double[] action, double[] observationOut);

  /**
   * The names of what {@link #readMetrics} reads, each with its unit in the class documentation.
   */
  List<String> metrics();

  /**
   * Reads finite numbers about the present moment, in the order of {@link #metrics()}.
   *
   * @param out as long as there are metrics
   */
  void readMetrics(double[] out);

  /**
   * How a metric is summed up over an episode. Unless a world says otherwise, {@code success}
   * counts if it was ever reached, and of everything else the last value counts.
   *
   * @param metric one of {@link #metrics()}
   */
  default Summary summary(String metric) {
    return metric.equals("success") ? Summary.EVER : Summary.LAST;
  }

  /** How many numbers hold the whole state. */
  int stateSize();

  /**
   * Writes all that the future depends on, apart from chance and what the constructor was told.
   *
   * @param out of length {@link #stateSize()}
   */
  void saveState(double[] out);

  /**
   * Continues, to the bit, from where another object made in the same way has saved its state.
   *
   * @param in what {@link #saveState} has written
   * @param chance where all further luck of the episode comes from: to continue to the bit, a
   *     source in the state in which the other object's source was
   */
  void restoreState(double[] in, Chance chance);

  /** A picture of the present moment, with the same view at every moment. */
  Rendering render();
}
