package org.qmp.env.maze;

/** What a step is worth, by the distance δ from the goal at which it ends. */
public enum MazeReward {
  /** exp(−δ) − 1, in (−1, 0]. It knows nothing of walls, and nearly nothing of what is far away. */
  DENSE,
  /** 1 within the goal and 0 elsewhere. */
  SPARSE;

  double at(double distance) {
    return switch (this) {
      case DENSE -> StrictMath.exp(-distance) - 1;
      case SPARSE -> distance <= MazeTask.RADIUS ? 1 : 0;
    };
  }

  /** No step is worth less. */
  double least() {
    return this == DENSE ? -1 : 0;
  }
}
