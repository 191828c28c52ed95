package org.qmp.env;

import org.qmp.env.draw.Picture.View;

/**
 * The places of a world in which everything that is seen follows from two numbers, besides
 * velocities: for maps of what policies do where. Places are points of the world's pictures.
 */
public interface Plane {

  /** What part of the plane has places. */
  View bounds();

  /** Whether there is a place at this point. */
  boolean open(double x, double y);

  /** Writes the observation at this point, which must be open, at rest. */
  void observationAt(double x, double y, double[] out);
}
