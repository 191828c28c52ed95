package org.qmp.env.physics.contact;

/**
 * Contacts of two boxes under the rules of 2.1. Of the six face normals and the nine products of
 * edges the axis with the smallest overlap decides; an edge wins by any margin ({@link
 * OldBoxEdgeContacts}).
 *
 * <p>On a face, contacts are where the edges of the other box that start at its deepest corner at
 * less than 30° to the face, and the edges opposite to two such ones, leave the rectangle, the
 * rectangle's corners below the parallelogram that two such edges span, and the parallelogram's own
 * corners in the rectangle: the deepest one even outside it. Each counts half of its depth.
 *
 * <p>Source: MuJoCo 2.2.0, the oldest release with public source; quirks are kept.
 */
final class OldBoxContacts extends PairContacts {
  private static final double ADVANTAGE = 1 - 1e-12;

  // Ranges of the scratch after C, d and e of the other rules: the deepest corner q and the edges
  // from it as (u, v, z), u and v along the face, z the height above it; a point of the box.
  private static final int Q = BoxBoxContacts.FREE;
  private static final int E = Q + 3;
  private static final int P = E + 6;
  private static final int AT = P + 3;

  private final BoxBoxContacts boxes;
  private final OldBoxEdgeContacts edgeContacts;

  // The face in question: its box, axis and side, the other two axes, and the pair.
  private int box;
  private int axis;
  private int side;
  private int u;
  private int v;
  private int index;
  private double margin;

  OldBoxContacts(Collisions all, BoxBoxContacts boxes) {
    super(all, boxes.c);
    this.boxes = boxes;
    edgeContacts = new OldBoxEdgeContacts(all, boxes);
  }

  void find(int ofPair, Pair pair) {
    int a = 3 * pair.first();
    int b = 3 * pair.second();
    index = ofPair;
    margin = pair.margin();
    boxes.relative(a, b);
    double best = Double.POSITIVE_INFINITY;
    int winner = -1;
    for (int i = 0; i < 6; i++) { // faces of the first and of the second box in turn
      int k = i / 2;
      double overlap = i % 2 == 0 ? faceOverlap(true, k, a, b) : faceOverlap(false, k, b, a);
      if (overlap < -margin) {
        return;
      }
      if (overlap < best) {
        best = overlap;
        winner = i;
      }
    }
    for (int i = 0; i < 9; i++) {
      double overlap = edgeContacts.overlap(a, b, i / 3, i % 3);
      if (overlap < -margin) {
        return;
      }
      if (overlap < ADVANTAGE * best) {
        best = overlap;
        winner = 6 + i;
      }
    }
    int before = contacts.count;
    if (winner < 6) {
      face(winner % 2 == 0, winner / 2, winner % 2 == 0 ? a : b, winner % 2 == 0 ? b : a);
    } else {
      edgeContacts.find(index, pair, (winner - 6) / 3, (winner - 6) % 3);
    }
    contacts.keepLastOfEqual(before);
  }

  private static int center(boolean ofFirst) {
    return ofFirst ? BoxBoxContacts.D : BoxBoxContacts.E;
  }

  private double faceOverlap(boolean ofFirst, int k, int r, int o) {
    int row = BoxBoxContacts.C + (ofFirst ? 3 * k : k);
    int column = ofFirst ? 1 : 3;
    double reach = 0;
    for (int j = 0; j < 3; j++) {
      reach += Math.abs(c[row + column * j]) * size[o + j];
    }
    return -Math.abs(c[center(ofFirst) + k]) + size[r + k] + reach;
  }

  private void face(boolean ofFirst, int k, int r, int o) {
    box = r;
    axis = k;
    u = (k + 1) % 3;
    v = (k + 2) % 3;
    side = c[center(ofFirst) + k] < 0 ? -1 : 1;
    for (int i = 0; i < 3; i++) {
      c[BoxBoxContacts.NORMAL + i] = (ofFirst ? side : -side) * m[3 * r + 3 * i + k];
    }
    int edges = deepest(ofFirst, o);
    for (int e = 0; e < edges; e++) {
      crossings(Q, 0, E + 3 * e);
    }
    if (edges == 2) {
      crossings(Q, E, E + 3);
      crossings(Q, E + 3, E);
      for (int corner = 0; corner < 4; corner++) {
        below(
            corner < 2 ? -size[r + u] : size[r + u], corner % 2 == 0 ? -size[r + v] : size[r + v]);
      }
    }
    add(c[Q], c[Q + 1], c[Q + 2]);
    for (int some = 1; some < 1 << edges; some++) {
      for (int i = 0; i < 3; i++) {
        c[P + i] =
            c[Q + i] + ((some & 1) != 0 ? c[E + i] : 0) + ((some & 2) != 0 ? c[E + 3 + i] : 0);
      }
      if (Math.abs(c[P]) < size[r + u] && Math.abs(c[P + 1]) < size[r + v]) {
        add(c[P], c[P + 1], c[P + 2]);
      }
    }
  }

  /** Sets q and the edges from it at less than 30° to the face; returns their number, at most 2. */
  private int deepest(boolean ofFirst, int o) {
    int row = ofFirst ? 3 : 1; // of C or its transpose
    int column = 4 - row;
    int edges = 0;
    double x = c[center(ofFirst) + u];
    double y = c[center(ofFirst) + v];
    double z = c[center(ofFirst) + axis];
    for (int i = 0; i < 3; i++) {
      int at = BoxBoxContacts.C + column * i;
      double rise = side * c[at + row * axis];
      double half = rise >= 0 ? size[o + i] : -size[o + i];
      x -= half * c[at + row * u];
      y -= half * c[at + row * v];
      z -= half * c[at + row * axis];
      if (Math.abs(rise) < 0.5) {
        int e = E + 3 * edges++;
        c[e] = 2 * half * c[at + row * u];
        c[e + 1] = 2 * half * c[at + row * v];
        c[e + 2] = 2 * half * rise;
      }
    }
    c[Q] = x;
    c[Q + 1] = y;
    c[Q + 2] = side * z - size[box + axis];
    return edges;
  }

  /** Where the edge e that starts at q, or at the end of another edge, leaves the rectangle. */
  private void crossings(int q, int other, int e) {
    for (int i = 0; i < 3; i++) {
      c[P + i] = c[q + i] + (other == 0 ? 0 : c[other + i]);
    }
    for (int k = 0; k < 2; k++) {
      double limit = size[box + (k == 0 ? u : v)];
      double otherLimit = size[box + (k == 0 ? v : u)];
      for (int sign = -1; sign <= 1 && Math.abs(c[e + k]) > TINY; sign += 2) {
        double t = (sign * limit - c[P + k]) / c[e + k];
        double across = c[P + 1 - k] + t * c[e + 1 - k];
        if (t >= 0 && t <= 1 && Math.abs(across) <= otherLimit) {
          double along = sign * limit;
          add(k == 0 ? along : across, k == 0 ? across : along, c[P + 2] + t * c[e + 2]);
        }
      }
    }
  }

  /** A corner of the rectangle, if it is strictly inside the projected parallelogram. */
  private void below(double x, double y) {
    double det = c[E] * c[E + 4] - c[E + 1] * c[E + 3];
    double gx = x - c[Q];
    double gy = y - c[Q + 1];
    double s = (gx * c[E + 4] - gy * c[E + 3]) / det;
    double t = (gy * c[E] - gx * c[E + 1]) / det;
    if (s > 0 && s < 1 && t > 0 && t < 1) {
      add(x, y, c[Q + 2] + s * c[E + 2] + t * c[E + 5]);
    }
  }

  /** A contact at a point of the other box, half way down to the face. */
  private void add(double x, double y, double z) {
    if (z <= margin) {
      c[AT + u] = x;
      c[AT + v] = y;
      c[AT + axis] = side * (size[box + axis] + z / 2);
      boxes.add(index, z / 2, box, AT);
    }
  }
}
