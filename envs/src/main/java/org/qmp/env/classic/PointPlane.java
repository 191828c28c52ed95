package org.qmp.env.classic;

import org.qmp.env.Plane;
import org.qmp.env.Rendering.View;

/** The floor of {@link PointReach}, of which every point is a place. */
record PointPlane() implements Plane {

  @Override
  public View bounds() {
    return new View(0, 0, PointReach.SIDE, PointReach.SIDE);
  }

  @Override
  public boolean open(double x, double y) {
    return x >= 0 && x <= PointReach.SIDE && y >= 0 && y <= PointReach.SIDE;
  }

  @Override
  public void observationAt(double x, double y, double[] out) {
    out[0] = PointReach.scaled(x);
    out[1] = PointReach.scaled(y);
  }
}
