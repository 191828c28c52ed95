package org.qmp.env.maze;

/** What a step is worth, by the distance δ from the goal at which it ends. */
public enum Reward {
  /** exp(−δ) − 1, in (−1, 0]. It knows nothing of walls, and nearly nothing of what is far away. */
  DENSE(-1) {
    @Override
    double at(double distance) {
      return StrictMath.exp(-distance) - 1;
    }
  },

  /** 1 within the goal and 0 elsewhere. */
  SPARSE(0) {
    @Override
    double at(double distance) {
      return distance <= MazeTask.RADIUS ? 1 : 0;
    }
  };

  private final double least;

  Reward(double least) {
    this.least = least;
  }

  abstract double at(double distance);

  /** No step is worth less. */
  double least() {
    return least;
  }
}
