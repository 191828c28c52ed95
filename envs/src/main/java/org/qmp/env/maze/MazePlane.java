package org.qmp.env.maze;

import org.qmp.env.Plane;
import org.qmp.env.Rendering.View;

/**
 * The open cells of a maze as its text shows them: the picture's x is the ball's y, and its y is
 * −x.
 */
record MazePlane(Layout layout) implements Plane {

  @Override
  public View bounds() {
    return new View(
        Layout.low(0),
        -Layout.high(layout.rows() - 1),
        Layout.high(layout.columns() - 1),
        -Layout.low(0));
  }

  @Override
  public boolean open(double x, double y) {
    return layout.isOpen(new Cell(Layout.index(-y), Layout.index(x)));
  }

  @Override
  public void observationAt(double x, double y, double[] out) {
    out[0] = -y;
    out[1] = x;
    out[2] = 0;
    out[3] = 0;
  }
}
