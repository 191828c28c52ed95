package org.qmp.env.maze;

import java.util.List;
import java.util.stream.Stream;

/**
 * A way to be found.
 *
 * @param layout the maze
 * @param start cell around whose point episodes begin
 * @param goal cell whose point is to be reached
 * @param reward of the steps
 */
public record MazeTask(Layout layout, Cell start, Cell goal, MazeReward reward) {
  static final double RADIUS = 0.5; // distance at which the goal is reached, in cells

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
    if (layout.route(start, goal).isEmpty()) {
      throw new IllegalArgumentException("maze task: no way leads from " + start + " to " + goal);
    }
  }

  /** The ten tasks of QMP in the large maze; training and testing use the same ones. */
  public static List<MazeTask> large(MazeReward reward) {
    return tasks(
        Layout.LARGE,
        reward,
        new int[][] {
          {1, 3, 5, 8}, // 9 moves
          {1, 10, 2, 4}, // 9
          {4, 1, 1, 7}, // 9
          {7, 4, 4, 10}, // 9
          {1, 3, 7, 4}, // 11
          {1, 7, 7, 10}, // 11
          {5, 4, 7, 9}, // 11
          {7, 1, 2, 6}, // 12
          {1, 2, 3, 10}, // 14
          {7, 2, 6, 8} // 15
        });
  }

  /** Three tasks in the medium maze that begin alike. */
  public static List<MazeTask> medium(MazeReward reward) {
    return tasks(Layout.MEDIUM, reward, new int[][] {{5, 6, 5, 3}, {5, 6, 1, 2}, {5, 6, 4, 1}});
  }

  private static List<MazeTask> tasks(Layout maze, MazeReward reward, int[][] ways) {
    return Stream.of(ways)
        .map(w -> new MazeTask(maze, new Cell(w[0], w[1]), new Cell(w[2], w[3]), reward))
        .toList();
  }

  private static void requireOpen(Layout layout, String what, Cell cell) {
    if (!layout.isOpen(cell)) {
      throw new IllegalArgumentException(
          ("maze task: " + what + " " + cell + " is not an open cell of this maze:\n") + layout);
    }
  }

  /** Start and goal, such as {@code 1,3-to-5,8}. */
  public String name() {
    return start + "-to-" + goal;
  }

  /** One of the shortest ways, with both ends. */
  List<Cell> route() {
    return layout.route(start, goal);
  }

  double rewardAt(double x, double y) {
    return reward.at(goal.distanceTo(x, y));
  }

  boolean reachedAt(double x, double y) {
    return goal.distanceTo(x, y) <= RADIUS;
  }
}
