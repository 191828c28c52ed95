package org.qmp.env.physics.contact;

import org.qmp.env.physics.scene.Geom;
import org.qmp.env.physics.scene.Rules;

/**
 * Finds the contacts of one moment: of each pair of geoms whose bounding spheres, or a plane and a
 * bounding sphere, come within the margin, by the rules for its two shapes.
 */
public final class Collisions {
  final double[] size;
  final double[] origin;
  final double[] frame;
  final Rules rules;
  final Contacts contacts;

  private final Pair[] pairs;
  private final double[] reach;
  private final int planes;
  private final PlaneContacts plane;
  private final RoundContacts round;
  private final SphereBoxContacts sphereBox;
  private final CapsuleBoxContacts capsuleBox;
  private final BoxBoxContacts boxBox;
  private final OldBoxContacts oldBoxes;

  /**
   * Collisions of geoms.
   *
   * @param pairs that may touch, those of planes first
   * @param origin of each geom's frame in the world, 3 numbers, which change as the geoms move
   * @param frame of each geom, its matrix row by row, 9 numbers
   * @param contacts where they are written
   */
  public Collisions(
      Pair[] pairs,
      Shapes shapes,
      double[] origin,
      double[] frame,
      Rules rules,
      Contacts contacts) {
    this.pairs = pairs;
    size = shapes.size;
    this.origin = origin;
    this.frame = frame;
    this.rules = rules;
    this.contacts = contacts;
    reach = new double[pairs.length];
    int count = 0;
    for (int i = 0; i < pairs.length; i++) {
      Pair pair = pairs[i];
      reach[i] = shapes.radius[pair.first()] + shapes.radius[pair.second()] + pair.margin();
      count += shapes.kind[pair.first()] == Geom.Kind.PLANE ? 1 : 0;
    }
    planes = count;
    plane = new PlaneContacts(this);
    round = new RoundContacts(this);
    sphereBox = new SphereBoxContacts(this);
    capsuleBox = new CapsuleBoxContacts(this);
    boxBox = new BoxBoxContacts(this);
    oldBoxes = new OldBoxContacts(this, boxBox);
  }

  /** Finds the contacts of all pairs where the geoms are now. */
  public void run() {
    contacts.clear();
    for (int i = 0; i < pairs.length; i++) {
      if (near(i)) {
        find(i, pairs[i]);
      }
    }
  }

  private boolean near(int i) {
    int a = 3 * pairs[i].first();
    int b = 3 * pairs[i].second();
    double dx = origin[b] - origin[a];
    double dy = origin[b + 1] - origin[a + 1];
    double dz = origin[b + 2] - origin[a + 2];
    if (i < planes) {
      int f = 3 * a;
      return dx * frame[f + 2] + dy * frame[f + 5] + dz * frame[f + 8] <= reach[i];
    }
    return dx * dx + dy * dy + dz * dz <= reach[i] * reach[i];
  }

  private void find(int index, Pair pair) {
    switch (pair.shapes()) {
      case PLANE_SPHERE -> plane.sphere(index, pair);
      case PLANE_CAPSULE -> plane.capsule(index, pair);
      case PLANE_CYLINDER -> plane.cylinder(index, pair);
      case PLANE_BOX -> plane.box(index, pair);
      case SPHERE_SPHERE -> round.spheres(index, pair);
      case SPHERE_CAPSULE -> round.sphereCapsule(index, pair);
      case CAPSULE_CAPSULE -> round.capsules(index, pair);
      case SPHERE_BOX -> sphereBox.find(index, pair);
      case CAPSULE_BOX -> capsuleBox.find(index, pair);
      case BOX_BOX -> {
        if (rules.clipsBoxes()) {
          boxBox.find(index, pair);
        } else {
          oldBoxes.find(index, pair);
        }
      }
    }
  }
}
