package org.qmp.env.physics;

/**
 * Contacts of balls with a box, found in the box's frame.
 *
 * <p>A ball outside touches the nearest point of the box; a ball whose centre is inside is pushed
 * through the nearest face.
 */
final class BoxContacts {
  private static final double TINY = 1e-15;

  private BoxContacts() {}

  static void sphere(Model model, State s, int index, Pair pair) {
    toBox(s, pair, s.contacts.scratch);
    ball(model, s, index, pair);
  }

  /** The centre of the first geom in the frame of the box, to c₀…c₂. */
  static void toBox(State s, Pair pair, double[] c) {
    for (int i = 0; i < 3; i++) {
      c[i] = s.geomOrigin[3 * pair.first() + i] - s.geomOrigin[3 * pair.second() + i];
    }
    Rotation.applyInverse(s.geomFrame, 9 * pair.second(), c, 0, c, 0);
  }

  /**
   * A ball of the first geom's radius with its centre, in the frame of the box, in c₀…c₂ of the
   * scratch; uses c₃…c₈.
   */
  static void ball(Model model, State s, int index, Pair pair) {
    double[] c = s.contacts.scratch;
    double[] size = model.shapes.size;
    double r = size[3 * pair.first()];
    int g = 3 * pair.second();
    double square = 0;
    for (int i = 0; i < 3; i++) {
      c[3 + i] = Math.min(size[g + i], Math.max(-size[g + i], c[i])) - c[i];
      square += c[3 + i] * c[3 + i];
    }
    double norm = Math.sqrt(square);
    double dist = norm - r;
    if (dist > pair.margin()) {
      return;
    }
    double reported = dist;
    if (norm > TINY) {
      for (int i = 0; i < 3; i++) {
        c[3 + i] /= norm;
      }
    } else {
      double depth = inward(c, size, g);
      dist = -depth - r;
      reported = -model.options.rules().depthInBox(depth) - r;
    }
    double out = r + dist / 2;
    for (int i = 0; i < 3; i++) {
      c[6 + i] = c[i] + out * c[3 + i];
    }
    int f = 9 * pair.second();
    Rotation.apply(s.geomFrame, f, c, 3, c, 3);
    Rotation.apply(s.geomFrame, f, c, 6, c, 6);
    double[] x = s.geomOrigin;
    s.contacts.add(
        index, reported, x[g] + c[6], x[g + 1] + c[7], x[g + 2] + c[8], c[3], c[4], c[5]);
  }

  /**
   * The normal against the nearest face, to c₃…c₅, and the depth of the centre below it; of equal
   * ones the first of −x, +x, −y, +y, −z, +z.
   */
  private static double inward(double[] c, double[] size, int g) {
    int nearest = 0;
    double depth = Double.POSITIVE_INFINITY;
    for (int face = 0; face < 6; face++) {
      int k = face / 2;
      double below = Math.abs((face % 2 == 0 ? -size[g + k] : size[g + k]) - c[k]);
      if (below < depth) {
        depth = below;
        nearest = face;
      }
    }
    for (int i = 0; i < 3; i++) {
      c[3 + i] = i != nearest / 2 ? 0 : nearest % 2 == 0 ? 1 : -1;
    }
    return depth;
  }
}
