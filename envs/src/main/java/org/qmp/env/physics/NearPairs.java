package org.qmp.env.physics;

/**
 * Looks for pairs of geoms that are near enough for a closer look: whose bounding spheres, or a
 * plane and a bounding sphere, come within the margin.
 */
final class NearPairs {
  private final int[] first;
  private final int[] second;
  private final double[] reach;
  private final int planes;

  /** The planes' pairs must come first. */
  NearPairs(Pair[] pairs, Model.Shapes shapes) {
    first = new int[pairs.length];
    second = new int[pairs.length];
    reach = new double[pairs.length];
    int count = 0;
    for (int i = 0; i < pairs.length; i++) {
      first[i] = pairs[i].first();
      second[i] = pairs[i].second();
      reach[i] = shapes.radius[first[i]] + shapes.radius[second[i]] + pairs[i].margin();
      count += shapes.kind[first[i]] == Geom.Kind.PLANE ? 1 : 0;
    }
    planes = count;
  }

  /** Finds the contacts of all pairs. */
  void findContacts(Model model, State s) {
    s.contacts.clear();
    double[] x = s.geomOrigin;
    double[] m = s.geomFrame;
    for (int i = 0; i < first.length; i++) {
      int a = 3 * first[i];
      int b = 3 * second[i];
      double dx = x[b] - x[a];
      double dy = x[b + 1] - x[a + 1];
      double dz = x[b + 2] - x[a + 2];
      boolean near;
      if (i < planes) {
        int f = 3 * a;
        near = dx * m[f + 2] + dy * m[f + 5] + dz * m[f + 8] <= reach[i];
      } else {
        near = dx * dx + dy * dy + dz * dz <= reach[i] * reach[i];
      }
      if (near) {
        model.pairs[i].touching().find(model, s, i);
      }
    }
  }
}
