package org.qmp.env;

import java.util.List;
import org.qmp.env.draw.Picture;

/**
 * A world in which episodes take place.
 *
 * <p>Only the spaces, {@link #reset} and {@link #step} are needed; metrics, pictures and states
 * have defaults without any. {@link AbstractEnvironment} keeps the rules below. The spaces, the
 * name and the metrics never change during the life of an object. Arrays belong to the caller: a
 * world copies from the action and writes the whole observation, and keeps neither. An episode that
 * is over stays over until the next {@link #reset}; one that is evaluated must end within 100,000
 * steps, see {@link TimeLimit}. One thread at a time uses a world, not always the same one, while
 * others use other worlds: these must share nothing that changes. Whoever makes a world closes it.
 */
public interface Environment extends AutoCloseable {

  /** What it is called in messages and on pictures. */
  String name();

  /** Where observations lie. */
  Box observations();

  /** What actions are accepted. */
  Space actions();

  /**
   * Begins an episode, whatever came before.
   *
   * @param chance the source of all randomness of this episode, until the next reset or restore
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
   * The names of what {@link #readMetrics} reads, each with its unit in the class documentation;
   * none unless overridden.
   */
  default List<String> metrics() {
    return List.of();
  }

  /**
   * Reads finite numbers about the present moment, in the order of {@link #metrics()}.
   *
   * @param out as long as there are metrics
   */
  default void readMetrics(double[] out) {}

  /**
   * How a metric is summed up over an episode. Unless a world says otherwise, {@code success}
   * counts if it was ever reached, and of everything else the last value counts.
   *
   * @param metric one of {@link #metrics()}
   */
  default Summary summary(String metric) {
    return metric.equals("success") ? Summary.EVER : Summary.LAST;
  }

  /**
   * How many numbers hold the whole state; 0, unless overridden, if it cannot be saved: then no run
   * in a directory is possible.
   */
  default int stateSize() {
    return 0;
  }

  /**
   * Writes all that the future depends on, apart from chance and what the constructor was told.
   *
   * @param out of length {@link #stateSize()}
   * @throws UnsupportedOperationException if the state cannot be saved
   */
  default void saveState(double[] out) {
    throw new UnsupportedOperationException(name() + ": its state cannot be saved");
  }

  /**
   * Continues, to the bit, from where another object made in the same way has saved its state.
   *
   * @param in what {@link #saveState} has written
   * @param chance the source of all further randomness of the episode: to continue to the bit, a
   *     source in the state in which the other object's source was
   * @throws IllegalArgumentException if the numbers are no state of this world
   * @throws UnsupportedOperationException if the state cannot be saved
   */
  default void restoreState(double[] in, Chance chance) {
    throw new UnsupportedOperationException(name() + ": its state cannot be restored");
  }

  /**
   * A picture of the present moment, with the same view at every moment; empty unless overridden.
   */
  default Picture render() {
    return new Picture(name(), "", new Picture.View(0, 0, 1, 1), List.of());
  }

  /**
   * Gives back what the world holds: connections, processes, native memory. Closing twice is as
   * closing once, and nothing else is called afterwards. Does nothing unless overridden.
   */
  @Override
  default void close() {}

  /** Closes them all, also if one of them throws. */
  @SuppressWarnings("try") // a resource that is only closed
  static void closeAll(List<? extends Environment> worlds) {
    if (!worlds.isEmpty()) {
      try (Environment first = worlds.get(0)) {
        closeAll(worlds.subList(1, worlds.size()));
      }
    }
  }
}
