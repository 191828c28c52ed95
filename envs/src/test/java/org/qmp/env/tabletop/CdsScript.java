package org.qmp.env.tabletop;

/**
 * Solves a door or drawer task in phases, from waypoint to waypoint.
 *
 * <pre>
 *   a = clip(10 (p − hand), ±1), grip
 * </pre>
 */
final class CdsScript {
  private static final int DRAWER = 4; // indices of handles and goal in an observation
  private static final int DOOR = 11;
  private static final int GOAL = 18;

  private final String task;
  private int phase;

  CdsScript(String task) {
    this.task = task;
  }

  void act(double[] o, double[] action) {
    switch (task) {
      case "door-open" -> openDoor(o, action);
      case "door-close" -> closeDoor(o, action);
      case "drawer-open" -> openDrawer(o, action);
      default -> closeDrawer(o, action);
    }
  }

  private void openDoor(double[] o, double[] action) {
    double x = o[DOOR];
    double y = o[DOOR + 1];
    double z = o[DOOR + 2];
    if (phase == 2 && Math.abs(x - o[GOAL]) < 0.02) {
      phase = 3;
    }
    switch (phase) {
      case 0 -> phase = go(o, x + 0.02, y + 0.045, z + 0.17, 1, action) < 0.02 ? 1 : 0;
      case 1 -> {
        go(o, x + 0.02, y + 0.045, z - 0.01, 1, action);
        phase = o[2] < z + 0.01 ? 2 : 1;
      }
      case 2 -> {
        double rx = x - o[GOAL] - 0.115; // from the hinge
        double ry = y - o[GOAL + 1] - 0.35;
        double r = Math.sqrt(rx * rx + ry * ry);
        double ux = rx / r;
        double uy = ry / r;
        go(o, x + 0.1 * uy - 0.02 * ux, y - 0.1 * ux - 0.02 * uy, z - 0.01, 1, action);
      }
      default -> hold(action);
    }
  }

  private void closeDoor(double[] o, double[] action) {
    double dx = o[DOOR] - o[GOAL];
    double dy = o[DOOR + 1] - o[GOAL + 1];
    double dz = o[DOOR + 2] - o[GOAL + 2];
    if (phase == 1 || Math.sqrt(dx * dx + dy * dy + dz * dz) < 0.03) {
      phase = 1;
      hold(action);
    } else {
      go(o, o[GOAL] + 0.05, o[GOAL + 1] + 0.03, o[GOAL + 2], 1, action);
    }
  }

  private void openDrawer(double[] o, double[] action) {
    double x = o[DRAWER];
    double y = o[DRAWER + 1];
    double z = o[DRAWER + 2];
    switch (phase) {
      case 0 -> phase = go(o, x, y, z + 0.2, -1, action) < 0.03 ? 1 : 0;
      case 1 -> {
        go(o, x, y, z - 0.02, -1, action);
        phase = o[2] < z + 0.015 ? 2 : 1;
      }
      default -> go(o, x, o[GOAL + 1] - 0.03, z - 0.02, -1, action);
    }
  }

  private void closeDrawer(double[] o, double[] action) {
    double x = o[DRAWER];
    double y = o[DRAWER + 1] - 0.12;
    double z = o[DRAWER + 2];
    switch (phase) {
      case 0 -> phase = go(o, x, y, 0.22, 1, action) < 0.03 ? 1 : 0;
      case 1 -> {
        go(o, x, y, z, 1, action);
        phase = o[2] < z + 0.02 ? 2 : 1;
      }
      default -> go(o, o[GOAL], o[GOAL + 1] + 0.02, o[GOAL + 2], 1, action);
    }
  }

  /** Sets the action towards a point, and returns its distance. */
  private static double go(double[] o, double x, double y, double z, double grip, double[] action) {
    double[] way = {x - o[0], y - o[1], z - o[2]};
    double squares = 0;
    for (int i = 0; i < 3; i++) {
      action[i] = Math.min(1, Math.max(-1, 10 * way[i]));
      squares += way[i] * way[i];
    }
    action[3] = grip;
    return Math.sqrt(squares);
  }

  private static void hold(double[] action) {
    action[0] = 0;
    action[1] = 0;
    action[2] = 0;
    action[3] = 1;
  }
}
