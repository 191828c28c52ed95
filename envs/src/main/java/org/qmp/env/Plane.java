package org.qmp.env;

import org.qmp.env.draw.Picture.View;

/**
 * The places of an environment whose observations follow from two coordinates, apart from
 * velocities: used for maps of what policies do. Places are points of the world's pictures.
 */
public interface Plane {

  /** The part of the plane that has places. */
  View bounds();

  /** Whether this point is a place. */
  boolean open(double x, double y);

  /** Writes the observation at this point, which must be open, at rest. */
  void observationAt(double x, double y, double[] out);
}
