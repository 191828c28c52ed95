package org.qmp.env.physics.contact;

import org.qmp.env.physics.math.Rotation;

/**
 * Contacts of balls with a box, found in the box's frame.
 *
 * <p>A ball outside touches the nearest point of the box; a ball whose centre is inside is pushed
 * through the nearest face.
 */
class SphereBoxContacts extends PairContacts {
  SphereBoxContacts(Collisions all) {
    super(all, new double[21]);
  }

  void find(int index, Pair pair) {
    toBox(pair);
    ball(index, pair);
  }

  /** The centre of the first geom in the frame of the box, to c₀…c₂. */
  final void toBox(Pair pair) {
    for (int i = 0; i < 3; i++) {
      c[i] = x[3 * pair.first() + i] - x[3 * pair.second() + i];
    }
    Rotation.applyInverse(m, 9 * pair.second(), c, 0, c, 0);
  }

  /**
   * A ball of the first geom's radius with its centre, in the frame of the box, in c₀…c₂ of the
   * scratch; uses c₃…c₈.
   */
  final void ball(int index, Pair pair) {
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
      double depth = inward(g);
      dist = -depth - r;
      reported = -rules.depthInBox(depth) - r;
    }
    double out = r + dist / 2;
    for (int i = 0; i < 3; i++) {
      c[6 + i] = c[i] + out * c[3 + i];
    }
    int f = 9 * pair.second();
    Rotation.apply(m, f, c, 3, c, 3);
    Rotation.apply(m, f, c, 6, c, 6);
    contacts.add(index, reported, x[g] + c[6], x[g + 1] + c[7], x[g + 2] + c[8], c[3], c[4], c[5]);
  }

  /**
   * The normal against the nearest face, to c₃…c₅, and the depth of the centre below it; of equal
   * ones the first of −x, +x, −y, +y, −z, +z.
   */
  private double inward(int g) {
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
