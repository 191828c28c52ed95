package org.qmp.env.classic;

import org.qmp.env.draw.Point;

/**
 * A goal to walk to.
 *
 * @param start where episodes begin, in [0, 10]²
 * @param goal in [0, 10]²
 * @param radius of the goal, in lengths, in (0, 10]
 * @param noise standard deviation σ of a step in each dimension, in lengths, in [0, 10]
 * @param horizon greatest number of steps of an episode, at least 1
 */
public record PointTask(
    Point start, Point goal, double radius, double noise, int horizon, Reward reward) {
  /** From the lower left corner to the upper right one, as in the figure. */
  public static final PointTask FIGURE =
      new PointTask(new Point(0, 0), new Point(PointReach.SIDE, PointReach.SIDE), 1.4, 0.03, 30);

  /** The reward of a step. */
  public enum Reward {
    /** −‖p′ − goal‖ / 10, in [−√2, 0]: informative at every step. */
    DISTANCE,
    /** 0 within the radius of the goal, −0.1 elsewhere: only arriving is informative. */
    ARRIVAL
  }

  /**
   * @throws IllegalArgumentException if a number is out of its range, or the start within the goal
   */
  public PointTask {
    require(onFloor(start) && onFloor(goal), "start " + start + " or goal " + goal + " off floor");
    require(
        radius > 0 && radius <= PointReach.SIDE,
        "radius = " + radius + ", expected one in (0, 10]");
    require(
        noise >= 0 && noise <= PointReach.SIDE, "noise = " + noise + ", expected one in [0, 10]");
    require(horizon >= 1, "horizon = " + horizon + ", expected at least 1");
    require(start.distanceTo(goal) > radius, "start " + start + " lies within goal " + goal);
  }

  /** A task whose reward is the distance. */
  public PointTask(Point start, Point goal, double radius, double noise, int horizon) {
    this(start, goal, radius, noise, horizon, Reward.DISTANCE);
  }

  /** The same task with another goal. */
  public PointTask withGoal(double x, double y) {
    return new PointTask(start, new Point(x, y), radius, noise, horizon, reward);
  }

  /** The reward of a step that ends at this distance from the goal. */
  double rewardAt(double distance) {
    return switch (reward) {
      case DISTANCE -> -distance / PointReach.SIDE;
      case ARRIVAL -> distance <= radius ? 0 : -0.1;
    };
  }

  private static boolean onFloor(Point point) {
    return PointReach.FLOOR.contains(new double[] {point.x(), point.y()});
  }

  private static void require(boolean condition, String found) {
    if (!condition) {
      throw new IllegalArgumentException("point task: " + found);
    }
  }
}
