package org.qmp.env.physics.contact;

import org.qmp.env.physics.scene.Geom;

/** The shapes of geoms. */
public final class Shapes {
  public final Geom.Kind[] kind;

  /** Three numbers each, as many as the kind has. */
  public final double[] size;

  /** Half sizes of a box about the frame's origin and along its axes that holds the shape. */
  public final double[] half;

  /** The radius about the frame's origin that holds the shape, 0 for planes. */
  public final double[] radius;

  /** Of each, without vertices unless it is one. */
  public final Hull[] hull;

  public Shapes(int count) {
    kind = new Geom.Kind[count];
    size = new double[3 * count];
    half = new double[3 * count];
    radius = new double[count];
    hull = new Hull[count];
  }
}
