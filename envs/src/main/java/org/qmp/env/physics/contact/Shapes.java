package org.qmp.env.physics.contact;

import java.util.List;
import org.qmp.env.physics.scene.Geom;

/** The shapes of geoms. */
public final class Shapes {
  public final Geom.Kind[] kind;

  /** Three numbers each, of which the kind uses some. */
  public final double[] size;

  /** Half sizes of a box about the frame's origin and along its axes that holds the shape. */
  public final double[] half;

  /** The radius about the frame's origin that holds the shape, 0 for planes. */
  public final double[] radius;

  /** The hull of each geom; without vertices if it has none. */
  public final Hull[] hull;

  /** The tables of some geoms, in their order. */
  public Shapes(List<Geom> geoms) {
    int count = geoms.size();
    kind = new Geom.Kind[count];
    size = new double[3 * count];
    half = new double[3 * count];
    radius = new double[count];
    hull = new Hull[count];
    for (int g = 0; g < count; g++) {
      Geom geom = geoms.get(g);
      kind[g] = geom.kind;
      System.arraycopy(geom.size, 0, size, 3 * g, geom.size.length);
      System.arraycopy(geom.halfSizes(), 0, half, 3 * g, 3);
      radius[g] = geom.radius();
      hull[g] = Hull.of(geom.vertices);
    }
  }
}
