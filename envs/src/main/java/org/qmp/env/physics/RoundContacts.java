package org.qmp.env.physics;

/**
 * Contacts between spheres and capsules: two balls at the closest points of their axes.
 *
 * <p>Closest points of two segments: Ericson, Real-Time Collision Detection (2005), section 5.1.9.
 */
final class RoundContacts {
  private static final double TINY = 1e-15;
  private static final double PARALLEL = 1e-10;

  private RoundContacts() {}

  static void spheres(Model model, State s, int index, Pair pair) {
    double[] c = s.contacts.scratch;
    System.arraycopy(s.geomOrigin, 3 * pair.first(), c, 0, 3);
    System.arraycopy(s.geomOrigin, 3 * pair.second(), c, 3, 3);
    balls(model, s, index, pair);
  }

  static void sphereCapsule(Model model, State s, int index, Pair pair) {
    double[] c = s.contacts.scratch;
    int b = 3 * pair.second();
    System.arraycopy(s.geomOrigin, 3 * pair.first(), c, 0, 3);
    double h = model.shapes.size[b + 1];
    double along = 0;
    for (int i = 0; i < 3; i++) {
      along += (c[i] - s.geomOrigin[b + i]) * s.geomFrame[3 * b + 2 + 3 * i];
    }
    onAxis(s, pair.second(), Math.min(h, Math.max(-h, along)), c, 3);
    balls(model, s, index, pair);
  }

  /** One contact at the closest points; two, at the ends of the overlap, of parallel capsules. */
  static void capsules(Model model, State s, int index, Pair pair) {
    int a = pair.first();
    int b = pair.second();
    double[] m = s.geomFrame;
    double[] x = s.geomOrigin;
    double cos = 0;
    double p = 0;
    double q = 0;
    for (int i = 0; i < 3; i++) {
      double u = m[9 * a + 2 + 3 * i];
      double v = m[9 * b + 2 + 3 * i];
      double d = x[3 * b + i] - x[3 * a + i];
      cos += u * v;
      p += u * d;
      q += v * d;
    }
    double ha = model.shapes.size[3 * a + 1];
    double hb = model.shapes.size[3 * b + 1];
    double det = 1 - cos * cos;
    if (det > PARALLEL) {
      double t = clip((p - cos * q) / det, ha);
      double u = clip(cos * t - q, hb);
      meet(model, s, index, pair, clip(p + cos * u, ha), u);
      return;
    }
    double low = Math.max(-ha, p - hb);
    double high = Math.min(ha, p + hb);
    if (high - low <= PARALLEL) {
      double t = clip(p, ha);
      meet(model, s, index, pair, t, clip(cos * t - q, hb));
    } else {
      meet(model, s, index, pair, low, clip(cos * low - q, hb));
      meet(model, s, index, pair, high, clip(cos * high - q, hb));
    }
  }

  private static double clip(double t, double h) {
    return Math.min(h, Math.max(-h, t));
  }

  private static void meet(Model model, State s, int index, Pair pair, double t, double u) {
    onAxis(s, pair.first(), t, s.contacts.scratch, 0);
    onAxis(s, pair.second(), u, s.contacts.scratch, 3);
    balls(model, s, index, pair);
  }

  private static void onAxis(State s, int g, double along, double[] out, int k) {
    for (int i = 0; i < 3; i++) {
      out[k + i] = s.geomOrigin[3 * g + i] + along * s.geomFrame[9 * g + 2 + 3 * i];
    }
  }

  /** Two balls of the radii of the geoms whose centres are in the scratch. */
  private static void balls(Model model, State s, int index, Pair pair) {
    double[] c = s.contacts.scratch;
    double first = model.shapes.size[3 * pair.first()];
    double second = model.shapes.size[3 * pair.second()];
    double nx = c[3] - c[0];
    double ny = c[4] - c[1];
    double nz = c[5] - c[2];
    double norm = Math.sqrt(nx * nx + ny * ny + nz * nz);
    double dist = norm - first - second;
    if (dist >= pair.margin()) {
      return;
    }
    if (norm < TINY) { // of one place: any direction is as good
      nx = 1;
      ny = 0;
      nz = 0;
    } else {
      nx /= norm;
      ny /= norm;
      nz /= norm;
    }
    double out = first + dist / 2;
    s.contacts.add(index, dist, c[0] + out * nx, c[1] + out * ny, c[2] + out * nz, nx, ny, nz);
  }
}
