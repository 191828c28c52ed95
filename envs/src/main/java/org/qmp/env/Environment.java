package org.qmp.env;

import java.util.List;
import org.qmp.env.draw.Picture;

/**
 * A world in which episodes take place: one instance of a task.
 *
 * <p>Only the spaces, {@link #reset} and {@link #step} are needed; metrics, pictures and states
 * have defaults without any. {@link AbstractEnvironment} keeps the rules below. The spaces, the
 * name and the metrics never change during the life of an object. Arrays belong to the caller: an
 * environment copies from the action, writes the whole observation, and keeps neither. An episode
 * that is over stays over until the next {@link #reset}; one that is evaluated must end within
 * 100,000 steps, see {@link TimeLimit}. An environment is used by one thread at a time, not always
 * the same one, while other threads use other environments: these must not share mutable state. The
 * creator of an environment closes it.
 */
public interface Environment extends AutoCloseable {

  /** The name in messages and pictures. */
  String name();

  /** The space of observations. */
  Box observations();

  /** The space of actions. */
  Space actions();

  /**
   * Begins an episode, at any time.
   *
   * @param chance the source of all randomness of this episode, until the next reset or restore
   * @param observationOut receives the first observation
   */
  void reset(Chance chance, double[] observationOut);

  /**
   * Makes one step.
   *
   * @param action a point of {@link #actions()}; a number out of the bounds of a box by no more
   *     than 1e-6, relative to bounds above 1, is moved to the bound
   * @param observationOut receives the observation after the step, also of the last one
   * @throws IllegalArgumentException if the action has the wrong length or a number that is not
   *     finite or out of bounds; the world is then unchanged
   * @throws IllegalStateException before the first reset, after one that failed, and after the end
   *     of an episode
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
   * Reads the current values of all metrics, which are finite, in the order of {@link #metrics()}.
   *
   * @param out one element for each metric
   */
  default void readMetrics(double[] out) {}

  /**
   * How a metric is summarised over an episode. By default, {@code success} counts if it was ever
   * reached, and of all others the last value counts.
   *
   * @param metric one of {@link #metrics()}
   */
  default Summary summary(String metric) {
    return metric.equals("success") ? Summary.EVER : Summary.LAST;
  }

  /**
   * The number of values of the whole state; 0, unless overridden, if it cannot be saved, in which
   * case no run in a directory is possible.
   */
  default int stateSize() {
    return 0;
  }

  /**
   * Writes everything the future depends on, apart from chance and the constructor's arguments.
   *
   * @param out of length {@link #stateSize()}
   * @throws UnsupportedOperationException if the state cannot be saved
   */
  default void saveState(double[] out) {
    throw new UnsupportedOperationException(name() + ": its state cannot be saved");
  }

  /**
   * Restores, bit for bit, the state saved by an object that was made in the same way.
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

  /** A picture of the current state, always with the same view; empty unless overridden. */
  default Picture render() {
    return new Picture(name(), "", new Picture.View(0, 0, 1, 1), List.of());
  }

  /**
   * Releases resources: connections, processes, native memory. Closing again has no effect, and
   * nothing else is called afterwards. Does nothing unless overridden.
   */
  @Override
  default void close() {}

  /** Closes all of them, even if one throws. */
  @SuppressWarnings("try") // a resource that is only closed
  static void closeAll(List<? extends Environment> worlds) {
    if (!worlds.isEmpty()) {
      try (Environment first = worlds.get(0)) {
        closeAll(worlds.subList(1, worlds.size()));
      }
    }
  }
}
