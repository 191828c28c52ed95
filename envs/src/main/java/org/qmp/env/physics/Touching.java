package org.qmp.env.physics;

/** The pairs of shapes whose contacts can be found. */
enum Touching {
  PLANE_SPHERE,
  PLANE_CAPSULE,
  PLANE_CYLINDER,
  PLANE_BOX,
  SPHERE_SPHERE,
  SPHERE_CAPSULE,
  SPHERE_BOX,
  CAPSULE_CAPSULE,
  CAPSULE_BOX,
  BOX_BOX;

  /** The one of two geoms, the earlier kind first. */
  static Touching of(Geom first, Geom second) {
    String name = first.kind + "_" + second.kind;
    for (Touching touching : values()) {
      if (touching.name().equals(name)) {
        return touching;
      }
    }
    throw new ModelException(
        first.label()
            + " and "
            + second.label()
            + " may touch, but no contacts are found between such shapes: set contype and"
            + " conaffinity, or exclude their bodies");
  }

  /** Adds the contacts of the geoms of a pair, those within its margin. */
  void find(Model model, State s, int index) {
    Pair pair = model.pairs[index];
    switch (this) {
      case PLANE_SPHERE -> PlaneContacts.sphere(model, s, index, pair);
      case PLANE_CAPSULE -> PlaneContacts.capsule(model, s, index, pair);
      case PLANE_CYLINDER -> PlaneContacts.cylinder(model, s, index, pair);
      case PLANE_BOX -> PlaneContacts.box(model, s, index, pair);
      case SPHERE_SPHERE -> RoundContacts.spheres(model, s, index, pair);
      case SPHERE_CAPSULE -> RoundContacts.sphereCapsule(model, s, index, pair);
      case CAPSULE_CAPSULE -> RoundContacts.capsules(model, s, index, pair);
      case SPHERE_BOX -> BoxContacts.sphere(model, s, index, pair);
      case CAPSULE_BOX -> CapsuleBoxContacts.find(model, s, index, pair);
      case BOX_BOX -> BoxBoxContacts.find(model, s, index, pair);
    }
  }
}
