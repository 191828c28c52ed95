package org.qmp.env.maze;

import org.qmp.env.physics.scene.Rules;

/**
 * The walls that push a ball, and the resulting acceleration: MuJoCo's soft frictionless contact
 * (Todorov 2014, "Convex and analytically-invertible dynamics with contacts and constraints"; the
 * chapter Computation of MuJoCo's documentation), in closed form for a body that only slides.
 *
 * <p>Each wall is a square. With the ball's centre p, radius ρ and velocity v, the point c of a
 * wall nearest to p, and the unit normal n = (p − c)/‖p − c‖, which is oblique at a corner,
 *
 * <pre>
 *   r    = ‖p − c‖ − ρ − μ                            a wall may push where r &lt; 0
 *   d(r) = 0.9 + 0.05 y(min(1, |r|/0.001)),           y(z) = 2z² for z ≤ ½, else 1 − 2(1 − z)²
 *   t    = −b (n·v) − k d(r) r                        the acceleration a wall wants along n
 *   a    = argmin ½‖a − a₀‖² + ½ Σ κ d/(1 − d) min(0, n·a − t)²   over the walls with r &lt; 0
 * </pre>
 *
 * <p>where a₀ is the acceleration without walls, k = 1/(0.95 τ)², b = 2/(0.95 τ), and τ = 0.02 s.
 * Ball and wall have margins of 0.002. MuJoCo 2.1 takes the larger one, μ = 0.002, and averages the
 * inverse weight of a body over three axes, though this one slides along two only, κ = 3/2; later
 * releases add the margins, μ = 0.004, and have κ = 1.
 */
final class WallContacts {
  private static final double LEAST_IMPEDANCE = 0.9;
  private static final double GREATEST_IMPEDANCE = 0.95;
  private static final double WIDTH = 0.001;
  private static final double DAMPING = 2 / (GREATEST_IMPEDANCE * 0.02); // b, 1/s
  private static final double STIFFNESS = DAMPING * DAMPING / 4; // k, 1/s²
  private static final int CELLS = 4; // that a ball smaller than a cell can reach
  private static final int ROUNDS = 1 << CELLS; // more than this would be a cycle

  private final Layout layout;
  private final double margin; // μ, in cells
  private final double firmness; // κ
  private final double[] normalX = new double[CELLS];
  private final double[] normalY = new double[CELLS];
  private final double[] target = new double[CELLS]; // t, cells/s²
  private final double[] weight = new double[CELLS]; // κ d/(1 − d)
  int count; // number of walls with r < 0, pushing or not
  double ax; // the acceleration in cells/s²
  double ay;

  WallContacts(Layout layout, Rules rules) {
    this.layout = layout;
    margin = rules == Rules.MUJOCO_2_1 ? 0.002 : 0.004;
    firmness = rules == Rules.MUJOCO_2_1 ? 1.5 : 1;
  }

  /** Finds the walls that may push a ball at this place with this velocity: those with r &lt; 0. */
  void find(double x, double y, double vx, double vy) {
    count = 0;
    double reach = Ball.RADIUS + margin;
    int lastRow = Layout.index(x + reach);
    int lastColumn = Layout.index(y + reach);
    for (int row = Layout.index(x - reach); row <= lastRow; row++) {
      for (int column = Layout.index(y - reach); column <= lastColumn; column++) {
        if (layout.isWall(row, column)) {
          meet(row, column, x, y, vx, vy);
        }
      }
    }
  }

  private void meet(int row, int column, double x, double y, double vx, double vy) {
    double dx = x - nearest(row, x);
    double dy = y - nearest(column, y);
    double distance = Math.sqrt(dx * dx + dy * dy);
    double r = distance - Ball.RADIUS - margin;
    if (r < 0) {
      double nx = dx / distance;
      double ny = dy / distance;
      double d = impedance(r);
      normalX[count] = nx;
      normalY[count] = ny;
      target[count] = -DAMPING * (nx * vx + ny * vy) - STIFFNESS * d * r;
      weight[count] = firmness * d / (1 - d);
      count++;
    }
  }

  /** The number within a row or column that is nearest to a position. */
  static double nearest(int index, double position) {
    return Math.min(Layout.high(index), Math.max(Layout.low(index), position));
  }

  private static double impedance(double r) {
    double z = Math.min(1, -r / WIDTH);
    double y = z <= 0.5 ? 2 * (z * z) : 1 - 2 * ((1 - z) * (1 - z));
    return LEAST_IMPEDANCE + (GREATEST_IMPEDANCE - LEAST_IMPEDANCE) * y;
  }

  /**
   * Finds the acceleration by Newton's method: the cost is quadratic as long as the same walls
   * push, so that the minimum is found as soon as they stay the same.
   */
  void solve(double freeX, double freeY) {
    ax = freeX;
    ay = freeY;
    int pushing = 0;
    for (int round = 0; round < ROUNDS; round++) {
      int now = pushing();
      if (now == pushing) {
        return;
      }
      pushing = now;
      minimise(pushing, freeX, freeY);
    }
  }

  /** The walls that demand more acceleration than there is, one bit each. */
  private int pushing() {
    int walls = 0;
    for (int i = 0; i < count; i++) {
      if (normalX[i] * ax + normalY[i] * ay < target[i]) {
        walls |= 1 << i;
      }
    }
    return walls;
  }

  /** Solves (I + Σ w n nᵀ) a = a₀ + Σ w t n over some walls by Cramer's rule. */
  private void minimise(int walls, double freeX, double freeY) {
    double xx = 1;
    double xy = 0;
    double yy = 1;
    double x = freeX;
    double y = freeY;
    for (int i = 0; i < count; i++) {
      if ((walls & 1 << i) != 0) {
        double wx = weight[i] * normalX[i];
        double wy = weight[i] * normalY[i];
        xx += wx * normalX[i];
        xy += wx * normalY[i];
        yy += wy * normalY[i];
        x += wx * target[i];
        y += wy * target[i];
      }
    }
    double determinant = xx * yy - xy * xy;
    ax = (yy * x - xy * y) / determinant;
    ay = (xx * y - xy * x) / determinant;
  }
}
