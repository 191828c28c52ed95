package org.qmp.env.walker;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.qmp.env.physics.Mechanism;

/**
 * A way to move.
 *
 * @param name unique in its suite
 * @param terrain to walk on
 * @param pace reward of a velocity v along x, in m/s, such as {@link #run} and {@link #stand}
 * @param posture weight of the distance of torso and feet from 1.1 m, at least 0
 * @param feet weight of the speed of the ankles, at least 0
 * @param fall height of the root below which the walker has fallen, in m
 * @param shakes number of random actions at the start of an episode, at least 0
 */
public record WalkerTask(
    String name,
    Terrain terrain,
    DoubleUnaryOperator pace,
    double posture,
    double feet,
    double fall,
    int shakes) {
  private static final double SPEED = 3; // m/s

  /** To run to the right. */
  public static final WalkerTask FORWARD =
      new WalkerTask("forward", Terrain.OPEN, run(1, 1), 1, 0.01, 0.8, 5);

  /** To run to the left. */
  public static final WalkerTask BACKWARD =
      new WalkerTask("backward", Terrain.OPEN, run(-1, 1), 1, 0.01, 0.8, 5);

  /** To stand, after more random actions. */
  public static final WalkerTask BALANCE =
      new WalkerTask("balance", Terrain.OPEN, stand(), 0.5, 0, 0.8, 10);

  /** To run to the right under a ceiling that must not be touched. */
  public static final WalkerTask CRAWL =
      new WalkerTask("crawl", Terrain.CEILINGS, run(1, 2), 0, 0.01, 0.3, 5);

  /** Throws IllegalArgumentException if a number is out of its range. */
  public WalkerTask {
    require(name, "posture", posture >= 0 && posture <= Double.MAX_VALUE, posture);
    require(name, "feet", feet >= 0 && feet <= Double.MAX_VALUE, feet);
    require(name, "shakes", shakes >= 0, shakes);
    if (!Double.isFinite(fall)) {
      throw new IllegalArgumentException(
          "walker task " + name + ": fall = " + fall + ", expected a height in m");
    }
  }

  private static void require(String name, String what, boolean within, double found) {
    if (!within) {
      throw new IllegalArgumentException(
          "walker task " + name + ": " + what + " = " + found + ", expected a number from 0");
    }
  }

  /**
   * To run at 3 m/s: weight · (3 − |direction · v − 3|).
   *
   * @param direction 1 forward, −1 backward
   * @param weight more than 0
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static DoubleUnaryOperator run(double direction, double weight) {
    if (Math.abs(direction) != 1 || !(weight > 0 && weight <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          ("pace: direction " + direction + " and weight " + weight)
              + ", expected 1 or -1 and a number above 0");
    }
    return v -> weight * (SPEED - Math.abs(direction * v - SPEED));
  }

  /** To stand: −|v|. */
  public static DoubleUnaryOperator stand() {
    return v -> -Math.abs(v);
  }

  /** The floor, and the ceilings above it. */
  public enum Terrain {
    /** An infinite floor. */
    OPEN,

    /** The same with curbs behind the start and ceilings, the long one from x = 2 m to 14 m. */
    CEILINGS;

    Mechanism mechanism() {
      return switch (this) {
        case OPEN -> Mechanism.WALKER_V1;
        case CEILINGS -> Mechanism.WALKER_V2;
      };
    }

    /** The names of the geoms that must not be touched. */
    List<String> ceilings() {
      return switch (this) {
        case OPEN -> List.of();
        case CEILINGS -> List.of("ceiling1", "ceiling2", "ceiling_long");
      };
    }
  }
}
