package org.qmp.env.maze;

import java.util.List;
import java.util.Locale;

/**
 * A way to find.
 *
 * @param layout the maze
 * @param start around whose point episodes begin
 * @param goal whose point is to be reached
 * @param reward what steps are worth
 */
public record MazeTask(Layout layout, Cell start, Cell goal, Reward reward) {
  /** The goal is reached at this distance, in cells. */
  static final double RADIUS = 0.5;

  /**
   * @throws IllegalArgumentException if start or goal is a wall or outside, if they are the same,
   *     or if no way leads from one to the other
   */
  public MazeTask {
    requireOpen(layout, "start", start);
    requireOpen(layout, "goal", goal);
    if (start.equals(goal)) {
      throw new IllegalArgumentException("maze task: start and goal are both " + start);
    }
    if (Route.between(layout, start, goal).isEmpty()) {
      throw new IllegalArgumentException("maze task: no way leads from " + start + " to " + goal);
    }
  }

  private static void requireOpen(Layout layout, String what, Cell cell) {
    if (!layout.isOpen(cell)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "maze task: %s %s is not an open cell of this maze:\n%s",
              what,
              cell,
              layout));
    }
  }

  /** Start and goal, such as {@code 1,3-to-5,8}. */
  public String name() {
    return start + "-to-" + goal;
  }

  /** One of the shortest ways, with both ends. */
  List<Cell> route() {
    return Route.between(layout, start, goal);
  }

  double rewardAt(double x, double y) {
    return reward.at(goal.distanceTo(x, y));
  }

  boolean reachedAt(double x, double y) {
    return goal.distanceTo(x, y) <= RADIUS;
  }
}
