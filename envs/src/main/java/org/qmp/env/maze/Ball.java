package org.qmp.env.maze;

import org.qmp.env.physics.scene.Rules;

/**
 * A ball that slides over the floor of a maze, driven by a thrust and slowed down by a damping of 1
 * N s/cell, both in the plane:
 *
 * <pre>
 *   v  ← clip(v, −5, 5)                          in each dimension
 *   a₀ = (100 u − v)/m
 *   a  = a₀ changed by the walls                 ({@link WallContacts})
 *   v  ← v + h m a/(m + h),   p ← p + h v        (Euler, implicit in the damping)
 * </pre>
 */
final class Ball {
  static final double RADIUS = 0.1; // in cells
  static final double DT = 0.01; // of one step, in seconds
  private static final double DENSITY = 1000;
  private static final double MASS = 4.0 / 3 * Math.PI * (RADIUS * RADIUS * RADIUS) * DENSITY;
  private static final double FORCE = 100;
  private static final double SPEED = 5;
  private static final double GAIN = DT * MASS / (MASS + DT); // with a damping of 1

  private final Layout layout;
  final WallContacts contacts;
  double x;
  double y;
  double vx;
  double vy;

  Ball(Layout layout, Rules rules) {
    this.layout = layout;
    contacts = new WallContacts(layout, rules);
  }

  /**
   * Sets the ball's position and velocity.
   *
   * @throws IllegalArgumentException if a number is not finite or the ball's centre in a wall
   */
  void place(double x, double y, double vx, double vy) {
    boolean finite = Double.isFinite(x + y) && Double.isFinite(vx) && Double.isFinite(vy);
    if (!finite || !layout.isOpen(new Cell(Layout.index(x), Layout.index(y)))) {
      throw new IllegalArgumentException(
          ("not the state of a ball in an open cell: at (" + x + ", " + y)
              + (") with velocity (" + vx + ", " + vy + ")"));
    }
    this.x = x;
    this.y = y;
    this.vx = vx;
    this.vy = vy;
  }

  /** One step under the thrust u in [−1, 1]². */
  void step(double ux, double uy) {
    double fromX = limited(vx);
    double fromY = limited(vy);
    contacts.find(x, y, fromX, fromY);
    contacts.solve((FORCE * ux - fromX) / MASS, (FORCE * uy - fromY) / MASS);
    vx = fromX + GAIN * contacts.ax;
    vy = fromY + GAIN * contacts.ay;
    x += DT * vx;
    y += DT * vy;
  }

  private static double limited(double speed) {
    return Math.min(SPEED, Math.max(-SPEED, speed));
  }
}
