package org.qmp.env.maze;

/** The reward of a step, by the distance δ from the goal at its end. */
public enum MazeReward {
  /** exp(−δ) − 1, in (−1, 0]. It ignores walls, and is nearly flat far away. */
  DENSE,
  /** 1 at the goal and 0 elsewhere. */
  SPARSE;

  double at(double distance) {
    return switch (this) {
      case DENSE -> StrictMath.exp(-distance) - 1;
      case SPARSE -> distance <= MazeTask.RADIUS ? 1 : 0;
    };
  }

  /** A lower bound of the reward. */
  double least() {
    return this == DENSE ? -1 : 0;
  }
}
