package org.qmp.env.physics.contact;

import org.qmp.env.physics.math.Rotation;

/**
 * Contacts of two boxes, by separating axes. Of the six face normals and the nine products of edges
 * the axis of largest separation decides.
 *
 * <pre>
 *   face i of a   |d_i| − a_i − Σ_j |C_ij| b_j              C = Rₐᵀ R_b, d = Rₐᵀ (x_b − x_a)
 *   face j of b   |e_j| − b_j − Σ_i |C_ij| a_i              e = R_bᵀ (x_a − x_b)
 *   edges i, j    |n·d| − Σ_i |n_i| a_i − Σ_j |ñ_j| b_j     n ∥ e_i × C e_j of length 1, ñ = Cᵀ n
 * </pre>
 *
 * <p>Edges win by any margin, but within 8° of the best face only by five per cent, since the face
 * gives more contacts there. On a face, the face of the other box that opposes it most is clipped
 * to it ({@link BoxFaceContacts}). Between edges there is one contact, halfway between their
 * closest points.
 *
 * <p>Source: Ericson, Real-Time Collision Detection (2005), section 4.4.1; order and bounds are
 * those of MuJoCo from release 3.12 on.
 */
final class BoxBoxContacts extends PairContacts {
  /** Squared sine of the angle of two edges below which they are parallel. */
  private static final double PARALLEL = 1e-16;

  /** Allowed for rounding in separations, relative to the sizes of the boxes. */
  private static final double SLACK = 1e-13;

  private static final double ADVANTAGE = 1e-6;
  private static final double NEAR_FACE = 0.99;
  private static final double NEAR_FACE_ADVANTAGE = 0.05;

  /** Below this a component of the normal does not determine on which side its edge lies. */
  private static final double UNSIGNED = 1e-9;

  // Ranges of the scratch: C, d, e, n, ñ, points of the edges of a and b, the contact's normal, a
  // free vector, and from FREE on whatever else is needed.
  static final int C = 0;
  static final int D = 9;
  static final int E = 12;
  private static final int N = 15;
  private static final int NB = 18;
  private static final int ON_A = 21;
  private static final int ON_B = 24;
  static final int NORMAL = 27;
  static final int POINT = 30;
  static final int FREE = 33;

  private final BoxFaceContacts faces;

  BoxBoxContacts(Collisions all) {
    super(all, new double[FREE + 48]);
    faces = new BoxFaceContacts(all, this);
  }

  void find(int index, Pair pair) {
    int a = 3 * pair.first();
    int b = 3 * pair.second();
    relative(a, b);
    double reach = pair.margin() + SLACK * (sum(a) + sum(b));
    int face = 0;
    double best = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < 6; i++) {
      double separation =
          i < 3 ? faceSeparation(D, 3 * i, 1, a, b, i) : faceSeparation(E, i - 3, 3, b, a, i - 3);
      if (separation > reach) {
        return;
      }
      if (separation > best) {
        best = separation;
        face = i;
      }
    }
    int edges = -1;
    double bestEdges = best;
    for (int i = 0; i < 9; i++) {
      if (across(i / 3, i % 3)) {
        double separation = edgeSeparation(a, b);
        if (separation > reach) {
          return;
        }
        if (separation - ADVANTAGE * Math.abs(separation) > bestEdges) {
          bestEdges = separation;
          edges = i;
        }
      }
    }
    if (edges >= 0) {
      across(edges / 3, edges % 3);
      double cos = Math.abs(face < 3 ? c[N + face] : c[NB + face - 3]);
      if (cos <= NEAR_FACE || bestEdges >= best + NEAR_FACE_ADVANTAGE * Math.abs(best) + TINY) {
        edges(index, pair, edges / 3, edges % 3, reach);
        return;
      }
    }
    faces.find(index, pair, face);
  }

  private double sum(int g) {
    return size[g] + size[g + 1] + size[g + 2];
  }

  /** Sets C, d and e. */
  void relative(int a, int b) {
    for (int i = 0; i < 3; i++) {
      c[D + i] = x[b + i] - x[a + i];
      c[E + i] = -c[D + i];
      for (int j = 0; j < 3; j++) {
        double sum = 0;
        for (int k = 0; k < 9; k += 3) {
          sum += m[3 * a + k + i] * m[3 * b + k + j];
        }
        c[C + 3 * i + j] = sum;
      }
    }
    Rotation.applyInverse(m, 3 * a, c, D, c, D);
    Rotation.applyInverse(m, 3 * b, c, E, c, E);
  }

  /** Of face i of box r, at whose row or column of C, with the stride, the axes of box o begin. */
  private double faceSeparation(int between, int start, int stride, int r, int o, int i) {
    double reach = 0;
    for (int j = 0; j < 3; j++) {
      reach += Math.abs(c[C + start + stride * j]) * size[o + j];
    }
    return Math.abs(c[between + i]) - size[r + i] - reach;
  }

  /** Sets n and ñ across edge i of the first box and edge j of the second, unless parallel. */
  private boolean across(int i, int j) {
    int i1 = (i + 1) % 3;
    int i2 = (i + 2) % 3;
    double x = -c[C + 3 * i2 + j];
    double y = c[C + 3 * i1 + j];
    double square = x * x + y * y;
    if (square < PARALLEL) {
      return false;
    }
    double length = Math.sqrt(square);
    x /= length;
    y /= length;
    c[N + i] = 0;
    c[N + i1] = x;
    c[N + i2] = y;
    for (int k = 0; k < 3; k++) {
      c[NB + k] = k == j ? 0 : x * c[C + 3 * i1 + k] + y * c[C + 3 * i2 + k];
    }
    return true;
  }

  private double edgeSeparation(int a, int b) {
    double reach = 0;
    for (int k = 0; k < 3; k++) {
      reach += Math.abs(c[N + k]) * size[a + k] + Math.abs(c[NB + k]) * size[b + k];
    }
    return Math.abs(dot(N, D)) - reach;
  }

  private double dot(int i, int j) {
    return c[i] * c[j] + c[i + 1] * c[j + 1] + c[i + 2] * c[j + 2];
  }

  /**
   * The contact between edge i of the first box and edge j of the second, whose n and ñ are set. Of
   * edges that n does not tell apart the pair that comes closest.
   */
  private void edges(int index, Pair pair, int i, int j, double reach) {
    int a = 3 * pair.first();
    int b = 3 * pair.second();
    if (dot(N, D) < 0) {
      for (int k = 0; k < 3; k++) {
        c[N + k] = -c[N + k];
        c[NB + k] = -c[NB + k];
      }
    }
    int eitherA = unsigned(N, i);
    int eitherB = unsigned(NB, j);
    double least = Double.POSITIVE_INFINITY;
    double dist = 0;
    for (int sideA = 1; sideA >= (eitherA < 0 ? 1 : -1); sideA -= 2) {
      for (int sideB = 1; sideB >= (eitherB < 0 ? 1 : -1); sideB -= 2) {
        for (int k = 0; k < 3; k++) { // the middles of the edges, each in its box
          double onA = c[N + k] < 0 ? -size[a + k] : size[a + k];
          double onB = c[NB + k] < 0 ? size[b + k] : -size[b + k];
          c[ON_A + k] = k == i ? 0 : k == eitherA ? sideA * onA : onA;
          c[POINT + k] = k == j ? 0 : k == eitherB ? sideB * onB : onB;
        }
        Rotation.apply(c, C, c, POINT, c, ON_B);
        double square = closest(i, j, size[a + i], size[b + j]);
        if (square < least) {
          least = square;
          dist = 0;
          for (int k = 0; k < 3; k++) {
            dist += (c[ON_B + k] - c[ON_A + k]) * c[N + k];
            c[FREE + k] = (c[ON_A + k] + c[ON_B + k]) / 2;
          }
        }
      }
    }
    if (dist <= reach) {
      Rotation.apply(m, 3 * a, c, N, c, NORMAL);
      add(index, dist, a, FREE);
    }
  }

  /**
   * The first component of n, except that along the edge, which determines no side; −1 if all do.
   */
  private int unsigned(int n, int along) {
    int k = (along + 1) % 3;
    int l = (along + 2) % 3;
    return Math.abs(c[n + k]) < UNSIGNED ? k : Math.abs(c[n + l]) < UNSIGNED ? l : -1;
  }

  /**
   * Moves the middles of edge i of the first box and edge j of the second, in the first box's
   * frame, to their closest points; returns the squared distance.
   */
  private double closest(int i, int j, double a, double b) {
    double p = 0;
    double q = 0;
    for (int k = 0; k < 3; k++) {
      double w = c[ON_B + k] + c[D + k] - c[ON_A + k];
      c[ON_B + k] += c[D + k];
      q += c[C + 3 * k + j] * w;
      p = k == i ? w : p;
    }
    double cos = c[C + 3 * i + j];
    double sin2 = 1 - cos * cos;
    double u = sin2 < TINY ? 0 : limit((p - cos * q) / sin2, a);
    double v = limit(cos * u - q, b);
    u = limit(p + cos * v, a);
    c[ON_A + i] += u;
    double square = 0;
    for (int k = 0; k < 3; k++) {
      c[ON_B + k] += v * c[C + 3 * k + j];
      double d = c[ON_B + k] - c[ON_A + k];
      square += d * d;
    }
    return square;
  }

  private static double limit(double t, double h) {
    return Math.min(h, Math.max(-h, t));
  }

  /** A contact at a point in the frame of box r, with the normal. */
  void add(int index, double dist, int r, int point) {
    Rotation.apply(m, 3 * r, c, point, c, POINT);
    contacts.add(
        index,
        dist,
        x[r] + c[POINT],
        x[r + 1] + c[POINT + 1],
        x[r + 2] + c[POINT + 2],
        c[NORMAL],
        c[NORMAL + 1],
        c[NORMAL + 2]);
  }
}
