package org.qmp.env.physics;

/**
 * Contacts of two boxes, by separating axes. Of the six face normals and the nine products of edges
 * the axis of largest separation decides.
 *
 * <pre>
 *   face of a   |tᵃ_i| − a_i − Σ_j |C_ij| b_j          C = Rₐᵀ R_b, tᵃ = Rₐᵀ (x_b − x_a)
 *   face of b   |tᵇ_j| − b_j − Σ_i |C_ij| a_i          tᵇ = R_bᵀ (x_b − x_a)
 *   edges i, j  (|t · (a_i × b_j)| − Σ …) / |a_i × b_j|
 * </pre>
 *
 * <p>On a face, the face of the other box that looks most against it is clipped to it, and each
 * corner that remains within the margin is a contact, eight at most. Between edges there is one,
 * halfway between their closest points. Source: Ericson, Real-Time Collision Detection (2005),
 * sections 4.4.1 and 8.3.4 (clipping of Sutherland and Hodgman).
 */
final class BoxBoxContacts {
  private static final double PARALLEL = 1e-6;

  /** Edges are preferred to faces only where they separate so much better. */
  private static final double PREFERENCE = 0.05;

  // Ranges of the scratch: C, tᵃ, tᵇ, two polygons of at most 8 corners, and some vectors.
  private static final int C = 0;
  private static final int TA = 9;
  private static final int TB = 12;
  private static final int NORMAL = 15;
  private static final int ON_A = 18;
  private static final int ON_B = 21;
  private static final int CORNER = 24;
  private static final int POLYGON = 30;
  private static final int CLIPPED = 90;

  private BoxBoxContacts() {}

  static void find(Model model, State s, int index, Pair pair) {
    double[] c = s.contacts.scratch;
    double[] size = model.shapes.size;
    double[] m = s.geomFrame;
    int a = pair.first();
    int b = pair.second();
    relative(s, a, b, c);
    int face = 0;
    double best = Double.NEGATIVE_INFINITY;
    for (int axis = 0; axis < 6; axis++) {
      double separation = faceSeparation(c, size, 3 * a, 3 * b, axis);
      if (separation > best) {
        best = separation;
        face = axis;
      }
    }
    int edges = -1;
    double bestEdges = best + PREFERENCE * Math.abs(best);
    for (int axis = 0; axis < 9; axis++) {
      double separation = edgeSeparation(c, size, 3 * a, 3 * b, axis / 3, axis % 3);
      if (separation > bestEdges) {
        bestEdges = separation;
        edges = axis;
      }
    }
    if (Math.max(best, edges < 0 ? best : bestEdges) >= pair.margin()) {
      return;
    }
    if (edges >= 0) {
      edges(model, s, index, pair, edges / 3, edges % 3, bestEdges);
    } else if (face < 3) {
      face(model, s, index, pair, m, a, b, face, c[TA + face] < 0 ? -1 : 1, 1);
    } else {
      face(model, s, index, pair, m, b, a, face - 3, c[TB + face - 3] < 0 ? 1 : -1, -1);
    }
  }

  private static void relative(State s, int a, int b, double[] c) {
    double[] m = s.geomFrame;
    for (int i = 0; i < 3; i++) {
      c[TA + i] = s.geomOrigin[3 * b + i] - s.geomOrigin[3 * a + i];
      for (int j = 0; j < 3; j++) {
        double sum = 0;
        for (int k = 0; k < 9; k += 3) {
          sum += m[9 * a + k + i] * m[9 * b + k + j];
        }
        c[C + 3 * i + j] = sum;
      }
    }
    Rotation.applyInverse(m, 9 * b, c, TA, c, TB);
    Rotation.applyInverse(m, 9 * a, c, TA, c, TA);
  }

  private static double faceSeparation(double[] c, double[] size, int a, int b, int axis) {
    double reach = 0;
    if (axis < 3) {
      for (int j = 0; j < 3; j++) {
        reach += Math.abs(c[C + 3 * axis + j]) * size[b + j];
      }
      return Math.abs(c[TA + axis]) - size[a + axis] - reach;
    }
    int j = axis - 3;
    for (int i = 0; i < 3; i++) {
      reach += Math.abs(c[C + 3 * i + j]) * size[a + i];
    }
    return Math.abs(c[TB + j]) - size[b + j] - reach;
  }

  private static double edgeSeparation(double[] c, double[] size, int a, int b, int i, int j) {
    double cos = c[C + 3 * i + j];
    double length = Math.sqrt(Math.max(0, 1 - cos * cos));
    if (length < PARALLEL) {
      return Double.NEGATIVE_INFINITY;
    }
    int i1 = (i + 1) % 3;
    int i2 = (i + 2) % 3;
    int j1 = (j + 1) % 3;
    int j2 = (j + 2) % 3;
    double apart = Math.abs(c[TA + i2] * c[C + 3 * i1 + j] - c[TA + i1] * c[C + 3 * i2 + j]);
    double reach =
        size[a + i1] * Math.abs(c[C + 3 * i2 + j])
            + size[a + i2] * Math.abs(c[C + 3 * i1 + j])
            + size[b + j1] * Math.abs(c[C + 3 * i + j2])
            + size[b + j2] * Math.abs(c[C + 3 * i + j1]);
    return (apart - reach) / length;
  }

  /**
   * Contacts on the face of box r across its axis k on the given side; sign 1 if r is the first.
   */
  private static void face(
      Model model,
      State s,
      int index,
      Pair pair,
      double[] m,
      int r,
      int o,
      int k,
      int side,
      int sign) {
    double[] c = s.contacts.scratch;
    double[] size = model.shapes.size;
    for (int i = 0; i < 3; i++) {
      c[NORMAL + i] = side * m[9 * r + 3 * i + k];
    }
    int corners = opposite(s, size, r, o, c);
    int u = (k + 1) % 3;
    int v = (k + 2) % 3;
    corners = clip(c, POLYGON, CLIPPED, corners, u, 1, size[3 * r + u]);
    corners = clip(c, CLIPPED, POLYGON, corners, u, -1, size[3 * r + u]);
    corners = clip(c, POLYGON, CLIPPED, corners, v, 1, size[3 * r + v]);
    corners = clip(c, CLIPPED, POLYGON, corners, v, -1, size[3 * r + v]);
    Rules rules = model.options.rules();
    for (int i = 0; i < corners; i++) {
      int p = POLYGON + 3 * i;
      double height = side * c[p + k] - size[3 * r + k];
      if (height < pair.margin()) {
        c[p + k] -= side * height / 2;
        Rotation.apply(m, 9 * r, c, p, c, CORNER);
        add(s, index, rules.boxDepth(height), r, c, CORNER, sign);
      }
    }
  }

  /** The face of box o that looks most against the normal, its corners in the frame of box r. */
  private static int opposite(State s, double[] size, int r, int o, double[] c) {
    double[] m = s.geomFrame;
    Rotation.applyInverse(m, 9 * o, c, NORMAL, c, ON_A);
    int k = 0;
    for (int i = 1; i < 3; i++) {
      k = Math.abs(c[ON_A + i]) > Math.abs(c[ON_A + k]) ? i : k;
    }
    int u = (k + 1) % 3;
    int v = (k + 2) % 3;
    for (int i = 0; i < 4; i++) {
      c[CORNER + k] = c[ON_A + k] > 0 ? -size[3 * o + k] : size[3 * o + k];
      c[CORNER + u] = i == 0 || i == 3 ? -size[3 * o + u] : size[3 * o + u];
      c[CORNER + v] = i < 2 ? -size[3 * o + v] : size[3 * o + v];
      Rotation.apply(m, 9 * o, c, CORNER, c, CORNER);
      for (int n = 0; n < 3; n++) {
        c[CORNER + n] += s.geomOrigin[3 * o + n] - s.geomOrigin[3 * r + n];
      }
      Rotation.applyInverse(m, 9 * r, c, CORNER, c, POLYGON + 3 * i);
    }
    return 4;
  }

  /** Keeps the part of a polygon where side · x_k ≤ limit; at most one corner more. */
  private static int clip(
      double[] c, int from, int to, int corners, int k, int side, double limit) {
    int kept = 0;
    for (int i = 0; i < corners; i++) {
      int p = from + 3 * i;
      int q = from + 3 * ((i + 1) % corners);
      double inside = limit - side * c[p + k];
      double next = limit - side * c[q + k];
      if (inside >= 0) {
        System.arraycopy(c, p, c, to + 3 * kept++, 3);
      }
      if (inside >= 0 != next >= 0) {
        double t = inside / (inside - next);
        for (int n = 0; n < 3; n++) {
          c[to + 3 * kept + n] = c[p + n] + t * (c[q + n] - c[p + n]);
        }
        kept++;
      }
    }
    return kept;
  }

  /** The contact between edge i of the first box and edge j of the second. */
  private static void edges(
      Model model, State s, int index, Pair pair, int i, int j, double separation) {
    double[] c = s.contacts.scratch;
    double[] m = s.geomFrame;
    double[] size = model.shapes.size;
    int a = pair.first();
    int b = pair.second();
    for (int k = 0; k < 3; k++) {
      c[ON_A + k] = m[9 * a + 3 * k + i];
      c[ON_B + k] = m[9 * b + 3 * k + j];
    }
    Spatial.cross(c, ON_A, c, ON_B, c, NORMAL);
    double length = 0;
    double along = 0;
    for (int k = 0; k < 3; k++) {
      length += c[NORMAL + k] * c[NORMAL + k];
      along += c[NORMAL + k] * (s.geomOrigin[3 * b + k] - s.geomOrigin[3 * a + k]);
    }
    double scale = (along < 0 ? -1 : 1) / Math.sqrt(length);
    for (int k = 0; k < 3; k++) {
      c[NORMAL + k] *= scale;
    }
    support(s, size, a, i, 1, c, ON_A);
    support(s, size, b, j, -1, c, ON_B);
    double cos = c[C + 3 * i + j];
    double p = 0;
    double q = 0;
    for (int k = 0; k < 3; k++) {
      double between = s.geomOrigin[3 * b + k] - s.geomOrigin[3 * a + k];
      double d = between + c[ON_B + k] - c[ON_A + k];
      p += m[9 * a + 3 * k + i] * d;
      q += m[9 * b + 3 * k + j] * d;
    }
    double t = (p - cos * q) / (1 - cos * cos);
    for (int k = 0; k < 3; k++) {
      c[CORNER + k] = c[ON_A + k] + t * m[9 * a + 3 * k + i] + c[NORMAL + k] * separation / 2;
    }
    add(s, index, model.options.rules().boxDepth(separation), a, c, CORNER, 1);
  }

  /**
   * The middle of the edge along axis k of box g that lies farthest along the normal, from its
   * centre.
   */
  private static void support(State s, double[] size, int g, int k, int side, double[] c, int out) {
    double[] m = s.geomFrame;
    Rotation.applyInverse(m, 9 * g, c, NORMAL, c, CORNER);
    for (int i = 0; i < 3; i++) {
      c[CORNER + i] = i == k ? 0 : side * c[CORNER + i] < 0 ? -size[3 * g + i] : size[3 * g + i];
    }
    Rotation.apply(m, 9 * g, c, CORNER, c, out);
  }

  /** A contact at a point relative to the centre of box r. */
  private static void add(State s, int index, double dist, int r, double[] c, int point, int sign) {
    double[] x = s.geomOrigin;
    s.contacts.add(
        index,
        dist,
        x[3 * r] + c[point],
        x[3 * r + 1] + c[point + 1],
        x[3 * r + 2] + c[point + 2],
        sign * c[NORMAL],
        sign * c[NORMAL + 1],
        sign * c[NORMAL + 2]);
  }
}
