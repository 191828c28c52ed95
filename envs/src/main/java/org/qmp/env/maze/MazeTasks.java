package org.qmp.env.maze;

import java.util.List;
import java.util.stream.Stream;

/** The tasks that were published, for those who want them with another reward. */
public final class MazeTasks {
  private MazeTasks() {}

  /** The ten tasks of QMP in the large maze; training and testing use the same ones. */
  public static List<MazeTask> large(Reward reward) {
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
  public static List<MazeTask> medium(Reward reward) {
    return tasks(Layout.MEDIUM, reward, new int[][] {{5, 6, 5, 3}, {5, 6, 1, 2}, {5, 6, 4, 1}});
  }

  private static List<MazeTask> tasks(Layout layout, Reward reward, int[][] ways) {
    return Stream.of(ways)
        .map(
            way -> new MazeTask(layout, new Cell(way[0], way[1]), new Cell(way[2], way[3]), reward))
        .toList();
  }
}
