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
  CAPSULE_BOX;

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

  /** Adds the contacts of the geoms of a pair, those closer than its margin. */
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
      case CAPSULE_BOX -> BoxContacts.capsule(model, s, index, pair);
    }
  }

  /**
   * Finds all contacts, looking closely only at pairs whose bounding spheres or planes are near.
   */
  static void findAll(Model model, State s) {
    s.contacts.clear();
    Pair[] pairs = model.pairs;
    double[] x = s.geomOrigin;
    double[] radius = model.shapes.radius;
    for (int i = 0; i < pairs.length; i++) {
      Pair pair = pairs[i];
      int a = 3 * pair.first();
      int b = 3 * pair.second();
      double dx = x[b] - x[a];
      double dy = x[b + 1] - x[a + 1];
      double dz = x[b + 2] - x[a + 2];
      double reach = radius[pair.first()] + radius[pair.second()] + pair.margin();
      boolean near;
      if (radius[pair.first()] == 0) {
        int f = 9 * pair.first();
        double[] m = s.geomFrame;
        near = dx * m[f + 2] + dy * m[f + 5] + dz * m[f + 8] <= reach;
      } else {
        near = dx * dx + dy * dy + dz * dz <= reach * reach;
      }
      if (near) {
        pair.touching().find(model, s, i);
      }
    }
  }
}
