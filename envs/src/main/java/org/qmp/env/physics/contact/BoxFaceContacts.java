package org.qmp.env.physics.contact;

/**
 * Contacts of two boxes on a face of one of them, the reference box: the face of the other box that
 * opposes it most, clipped to the rectangle (Sutherland and Hodgman; Ericson, Real-Time Collision
 * Detection (2005), section 8.3.4). Each corner within the margin is a contact, halfway between its
 * place and the face; eight at most.
 *
 * <p>Corners are written as (X, Y, Z): X and Y along the face, Z the height above it.
 */
final class BoxFaceContacts extends PairContacts {
  /**
   * Squared distance of corners that count as one, relative to the squares of the face's half
   * sides.
   */
  private static final double SAME = 1e-14;

  // Ranges of the scratch: two polygons of at most eight corners.
  private static final int POLYGON = BoxBoxContacts.FREE;
  private static final int CLIPPED = POLYGON + 24;

  private final BoxBoxContacts boxes;

  BoxFaceContacts(Collisions all, BoxBoxContacts boxes) {
    super(all, boxes.c);
    this.boxes = boxes;
  }

  /** On face 0 to 2 of the first box or 3 to 5 of the second; C, d and e are in the scratch. */
  void find(int index, Pair pair, int face) {
    boolean ofFirst = face < 3;
    int r = 3 * (ofFirst ? pair.first() : pair.second());
    int k = face % 3;
    int u = (k + 1) % 3;
    int v = (k + 2) % 3;
    double x = size[r + u];
    double y = size[r + v];
    int side = c[(ofFirst ? BoxBoxContacts.D : BoxBoxContacts.E) + k] >= 0 ? 1 : -1;
    opposite(pair, ofFirst, k, side);
    int corners = clip(POLYGON, CLIPPED, 4, 0, 1, x);
    corners = clip(CLIPPED, POLYGON, corners, 0, -1, x);
    corners = clip(POLYGON, CLIPPED, corners, 1, 1, y);
    corners = clip(CLIPPED, POLYGON, corners, 1, -1, y);
    for (int i = 0; i < 3; i++) {
      int towards = ofFirst ? side : -side;
      c[BoxBoxContacts.NORMAL + i] = towards * m[3 * r + 3 * i + k];
    }
    int kept = 0;
    double same = SAME * (x * x + y * y);
    for (int i = 0; i < corners; i++) {
      int p = POLYGON + 3 * i;
      double height = c[p + 2];
      if (height <= pair.margin() && isNew(p, kept, same)) {
        System.arraycopy(c, p, c, POLYGON + 3 * kept++, 3);
        c[CLIPPED + u] = c[p];
        c[CLIPPED + v] = c[p + 1];
        c[CLIPPED + k] = side * (size[r + k] + height / 2);
        boxes.add(index, height, r, CLIPPED);
      }
    }
  }

  private boolean isNew(int p, int kept, double same) {
    for (int q = POLYGON; q < POLYGON + 3 * kept; q += 3) {
      double dx = c[p] - c[q];
      double dy = c[p + 1] - c[q + 1];
      if (dx * dx + dy * dy < same) {
        return false;
      }
    }
    return true;
  }

  /** The four corners of the face of the other box that opposes face k most. */
  private void opposite(Pair pair, boolean ofFirst, int k, int side) {
    int r = 3 * (ofFirst ? pair.first() : pair.second());
    int o = 3 * (ofFirst ? pair.second() : pair.first());
    int center = ofFirst ? BoxBoxContacts.D : BoxBoxContacts.E;
    int row = ofFirst ? 3 : 1; // of C or its transpose
    int column = 4 - row;
    int f = 0;
    for (int i = 1; i < 3; i++) {
      f = Math.abs(c[row * k + column * i]) > Math.abs(c[row * k + column * f]) ? i : f;
    }
    int g = (f + 1) % 3;
    int h = (f + 2) % 3;
    double depth = side * c[row * k + column * f] > 0 ? -size[o + f] : size[o + f];
    for (int i = 0; i < 4; i++) {
      double along = i == 0 || i == 3 ? size[o + g] : -size[o + g];
      double across = i < 2 ? size[o + h] : -size[o + h];
      for (int n = 0; n < 3; n++) {
        int axis = (k + 1 + n) % 3;
        int p = BoxBoxContacts.C + row * axis;
        double at =
            c[center + axis]
                + depth * c[p + column * f]
                + along * c[p + column * g]
                + across * c[p + column * h];
        c[POLYGON + 3 * i + n] = n < 2 ? at : side * at - size[r + k];
      }
    }
  }

  /** Keeps the part of a polygon where side · X or Y ≤ limit; at most one corner more. */
  private int clip(int from, int to, int corners, int k, int side, double limit) {
    int kept = 0;
    for (int i = 0; i < corners; i++) {
      int p = from + 3 * i;
      int q = from + 3 * ((i + 1) % corners);
      double beyond = side * c[p + k] - limit;
      double next = side * c[q + k] - limit;
      if (beyond <= 0) {
        System.arraycopy(c, p, c, to + 3 * kept++, 3);
      }
      if (Math.min(beyond, next) < 0 && Math.max(beyond, next) > 0) {
        double t = beyond / (beyond - next);
        for (int n = 0; n < 3; n++) {
          c[to + 3 * kept + n] = c[p + n] + t * (c[q + n] - c[p + n]);
        }
        kept++;
      }
    }
    return kept;
  }
}
