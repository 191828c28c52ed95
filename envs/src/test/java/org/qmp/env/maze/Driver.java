package org.qmp.env.maze;

import java.util.List;

/** Drives a ball along the shortest route: a damped proportional control to the next cell. */
final class Driver {
  private Driver() {}

  static void act(MazeTask task, double[] observation, double[] actionOut) {
    Cell here = new Cell(Layout.index(observation[0]), Layout.index(observation[1]));
    List<Cell> way = task.layout().route(here, task.goal());
    Cell next = way.get(Math.min(1, way.size() - 1));
    actionOut[0] = thrust(next.row(), observation[0], observation[2]);
    actionOut[1] = thrust(next.column(), observation[1], observation[3]);
  }

  private static double thrust(int index, double position, double velocity) {
    double wanted = 4 * (Layout.middle(index) - position) - velocity;
    return Math.min(1, Math.max(-1, wanted));
  }
}
