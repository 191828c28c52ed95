package org.qmp.env.physics.contact;

import org.qmp.env.physics.scene.Rules;

/**
 * Finds the contacts in the current state: of each pair of geoms that is near enough, by the rules
 * for its two shapes.
 */
public final class Collisions {
  final Shapes shapes;
  final double[] origin;
  final double[] frame;
  final Rules rules;
  final Contacts contacts;

  private final Pair[] pairs;
  private final BroadPhase broadPhase;
  private final PlaneContacts plane;
  private final RoundContacts round;
  private final SphereBoxContacts sphereBox;
  private final CapsuleBoxContacts capsuleBox;
  private final BoxBoxContacts boxBox;
  private final OldBoxContacts oldBoxes;
  private final PortalContacts portal;
  private final ConvexShapes convex;

  /**
   * Collisions of geoms.
   *
   * @param pairs that may touch, those of planes first
   * @param origin of each geom's frame in the world, 3 numbers, which change as the geoms move; the
   *     geoms of a body already stand to each other as they always will
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
    this.shapes = shapes;
    this.origin = origin;
    this.frame = frame;
    this.rules = rules;
    this.contacts = contacts;
    broadPhase = new BroadPhase(pairs, shapes, origin, frame);
    plane = new PlaneContacts(this);
    round = new RoundContacts(this);
    sphereBox = new SphereBoxContacts(this);
    capsuleBox = new CapsuleBoxContacts(this);
    boxBox = new BoxBoxContacts(this);
    oldBoxes = new OldBoxContacts(this, boxBox);
    convex = new ConvexShapes(this);
    portal = new PortalContacts(this, convex);
  }

  /** Finds the contacts of all pairs at the geoms' current poses. */
  public void run() {
    contacts.clear();
    broadPhase.run();
    for (int k = 0; k < broadPhase.count; k++) {
      int i = broadPhase.near[k];
      find(i, pairs[i]);
    }
  }

  /** The point of a geom, not of a plane, that is farthest in a unit direction of the world. */
  public void farthest(int geom, double[] direction, double[] out) {
    convex.farthest(geom, direction, 1, 0, out, 0);
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
      case CONVEX -> portal.find(index, pair);
    }
  }
}
