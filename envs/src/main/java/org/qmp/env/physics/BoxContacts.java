package org.qmp.env.physics;

/**
 * Contacts of spheres and capsules with a box, found in the box's frame.
 *
 * <p>A ball outside touches the nearest point of the box; a ball whose centre is inside is pushed
 * through the nearest face. A capsule touches where its axis is closest to the box, that is where
 *
 * <pre>
 *   g(t) = Σ_i max(0, |x_i(t)| − size_i)²
 * </pre>
 *
 * <p>is least: g is convex and its derivative is piecewise linear between the values of t at which
 * the axis passes a side. Where the closest side is a face, there is a contact at either end of the
 * part of the axis above the face, so that a capsule can lie on a box.
 */
final class BoxContacts {
  private static final double TINY = 1e-12;

  private BoxContacts() {}

  static void sphere(Model model, State s, int index, Pair pair) {
    double[] c = s.contacts.scratch;
    toBox(s, pair, c);
    ball(model, s, index, pair, c, model.shapes.size[3 * pair.first()]);
  }

  static void capsule(Model model, State s, int index, Pair pair) {
    double[] c = s.contacts.scratch;
    double h = model.shapes.size[3 * pair.first() + 1];
    double[] size = model.shapes.size;
    int g = 3 * pair.second();
    toBox(s, pair, c);
    for (int i = 0; i < 3; i++) {
      c[9 + i] = c[i]; // the middle of the axis
      c[16 + i] = s.geomFrame[9 * pair.first() + 2 + 3 * i];
    }
    Rotation.applyInverse(s.geomFrame, 9 * pair.second(), c, 16, c, 12); // its direction
    double low = closest(c, size, g, h, -1);
    double high = closest(c, size, g, h, 1);
    int face = face(c, size, g, (low + high) / 2);
    if (face >= 0) {
      alongFace(model, s, index, pair, face, (low + high) / 2);
      return;
    }
    double r = size[3 * pair.first()];
    at(c, low);
    ball(model, s, index, pair, c, r);
    if (high - low > TINY) {
      at(c, high);
      ball(model, s, index, pair, c, r);
    }
  }

  /**
   * Two balls at the ends of the part of the axis over (or under) a face, pushed along its normal.
   */
  private static void alongFace(
      Model model, State s, int index, Pair pair, int face, double middle) {
    double[] c = s.contacts.scratch;
    double[] size = model.shapes.size;
    int g = 3 * pair.second();
    double low = -size[3 * pair.first() + 1];
    double high = -low;
    for (int i = 0; i < 3; i++) {
      if (i != face && Math.abs(c[12 + i]) > TINY) {
        double from = (-size[g + i] - c[9 + i]) / c[12 + i];
        double to = (size[g + i] - c[9 + i]) / c[12 + i];
        low = Math.max(low, Math.min(from, to));
        high = Math.min(high, Math.max(from, to));
      }
    }
    double r = size[3 * pair.first()];
    double side = c[9 + face] + middle * c[12 + face] < 0 ? -1 : 1;
    for (int end = 0; end < (high - low > TINY ? 2 : 1); end++) {
      at(c, end == 0 ? low : high);
      double dist = side * c[face] - size[g + face] - r;
      for (int i = 0; i < 3; i++) {
        c[3 + i] = i == face ? -side : 0;
      }
      touch(s, index, pair, c, r, dist);
    }
  }

  /** The first (side −1) or last (side 1) t in [−h, h] at which g is least. */
  private static double closest(double[] c, double[] size, int g, double h, int side) {
    double best = -side * h;
    double end = side * h;
    double bestSlope = side * slope(c, size, g, best);
    double endSlope = side * slope(c, size, g, end);
    if (bestSlope > TINY) {
      return best;
    }
    if (endSlope <= TINY) {
      return end;
    }
    double low = best; // slope at most 0 here, more than 0 at high, in the direction of the side
    double high = end;
    for (int i = 0; i < 6; i++) {
      int k = i / 2;
      double edge = (i % 2 == 0 ? -size[g + k] : size[g + k]) - c[9 + k];
      double t = edge / c[12 + k];
      if (Math.abs(c[12 + k]) > TINY && side * t > side * low && side * t < side * high) {
        double there = side * slope(c, size, g, t);
        low = there <= TINY ? t : low;
        high = there <= TINY ? high : t;
      }
    }
    double atLow = side * slope(c, size, g, low);
    double atHigh = side * slope(c, size, g, high);
    return atLow >= 0 ? low : low + (high - low) * (-atLow / (atHigh - atLow));
  }

  /** g′ / 2 at t. */
  private static double slope(double[] c, double[] size, int g, double t) {
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      double x = c[9 + i] + t * c[12 + i];
      double beyond = x > size[g + i] ? x - size[g + i] : x < -size[g + i] ? x + size[g + i] : 0;
      sum += beyond * c[12 + i];
    }
    return sum;
  }

  /** The axis across the face that the point at t is closest to, or −1 for an edge or corner. */
  private static int face(double[] c, double[] size, int g, double t) {
    int outside = 0;
    int across = 0;
    double depth = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < 3; i++) {
      double beyond = Math.abs(c[9 + i] + t * c[12 + i]) - size[g + i];
      outside += beyond > 0 ? 1 : 0;
      if (beyond > depth) {
        depth = beyond;
        across = i;
      }
    }
    return outside > 1 ? -1 : across;
  }

  private static void at(double[] c, double t) {
    for (int i = 0; i < 3; i++) {
      c[i] = c[9 + i] + t * c[12 + i];
    }
  }

  /** The centre of the first geom in the frame of the box, in c₀…c₂. */
  private static void toBox(State s, Pair pair, double[] c) {
    for (int i = 0; i < 3; i++) {
      c[i] = s.geomOrigin[3 * pair.first() + i] - s.geomOrigin[3 * pair.second() + i];
    }
    Rotation.applyInverse(s.geomFrame, 9 * pair.second(), c, 0, c, 0);
  }

  /** A ball with its centre c₀…c₂ in the frame of the box; uses c₃…c₈. */
  private static void ball(Model model, State s, int index, Pair pair, double[] c, double r) {
    double[] size = model.shapes.size;
    int g = 3 * pair.second();
    double square = 0;
    for (int i = 0; i < 3; i++) {
      c[3 + i] = Math.min(size[g + i], Math.max(-size[g + i], c[i])) - c[i];
      square += c[3 + i] * c[3 + i];
    }
    double norm = Math.sqrt(square);
    double dist;
    if (norm > TINY) {
      dist = norm - r;
      for (int i = 0; i < 3; i++) {
        c[3 + i] /= norm;
      }
    } else {
      dist = inward(c, size, g) - r;
    }
    touch(s, index, pair, c, r, dist);
  }

  /** A contact of a ball with its centre c₀…c₂ and the normal c₃…c₅; uses c₆…c₈. */
  private static void touch(State s, int index, Pair pair, double[] c, double r, double dist) {
    if (dist >= pair.margin()) {
      return;
    }
    int g = 3 * pair.second();
    double out = r + dist / 2;
    for (int i = 0; i < 3; i++) {
      c[6 + i] = c[i] + out * c[3 + i];
    }
    int f = 9 * pair.second();
    Rotation.apply(s.geomFrame, f, c, 3, c, 3);
    Rotation.apply(s.geomFrame, f, c, 6, c, 6);
    double[] x = s.geomOrigin;
    s.contacts.add(index, dist, x[g] + c[6], x[g + 1] + c[7], x[g + 2] + c[8], c[3], c[4], c[5]);
  }

  /** The normal against the nearest face, and minus the depth of the centre below it. */
  private static double inward(double[] c, double[] size, int g) {
    int nearest = 0;
    for (int i = 1; i < 3; i++) {
      if (size[g + i] - Math.abs(c[i]) < size[g + nearest] - Math.abs(c[nearest])) {
        nearest = i;
      }
    }
    for (int i = 0; i < 3; i++) {
      c[3 + i] = i != nearest ? 0 : c[i] < 0 ? 1 : -1;
    }
    return Math.abs(c[nearest]) - size[g + nearest];
  }
}
