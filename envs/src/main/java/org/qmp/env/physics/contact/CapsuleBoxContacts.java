package org.qmp.env.physics.contact;

import org.qmp.env.physics.math.Rotation;

/**
 * Contacts of a capsule with a box: balls at one or two places p + t a, t in [−1, 1], of its axis,
 * in the box's frame, where p is the middle and a the half axis.
 *
 * <p>The first is where the axis is closest to the box, among
 *
 * <ul>
 *   <li>its two ends, if they lie over a face or inside;
 *   <li>the closest points of the axis and each of the twelve edges, o + s b_j e_j, s in [−1, 1];
 *       if s had to be limited, the point is a corner.
 * </ul>
 *
 * <p>The second lies as far along the axis as it stays over what is next to the first: over the
 * face; from an edge over the face that the axis goes along; from a corner along the edge or over
 * the face that it goes along. So a capsule can lie on a box. The rule is MuJoCo's, with its order
 * and bounds: where the axis leads through the box, the two are a choice, not the deepest places.
 */
final class CapsuleBoxContacts extends SphereBoxContacts {
  // Ranges of the scratch after that of the ball: p, the unit axis u, a = h u; and of the edge
  // looked at last, s, t, and the bits of the corner or −1.
  private static final int P = 9;
  private static final int U = 12;
  private static final int A = 15;
  private static final int EDGE_S = 18;
  private static final int EDGE_T = 19;
  private static final int EDGE_CORNER = 20;

  /** m; more than rounding, so that no contact is ever missed. */
  private static final double FAR = 1e-9;

  CapsuleBoxContacts(Collisions all) {
    super(all);
  }

  @Override
  void find(int index, Pair pair) {
    int g = 3 * pair.second();
    double h = size[3 * pair.first() + 1];
    toBox(pair);
    for (int i = 0; i < 3; i++) {
      c[P + i] = c[i];
      c[U + i] = m[9 * pair.first() + 2 + 3 * i];
    }
    Rotation.applyInverse(m, 9 * pair.second(), c, U, c, U);
    double reach = size[3 * pair.first()] + pair.margin() + FAR;
    for (int i = 0; i < 3; i++) {
      c[A + i] = h * c[U + i];
      if (Math.abs(c[P + i]) - Math.abs(c[A + i]) > size[g + i] + reach) {
        return;
      }
    }

    double best = Double.POSITIVE_INFINITY; // squared distance
    double t = 0;
    int face = -1;
    for (int end = -1; end <= 1; end += 2) {
      at(end);
      int outside = 0;
      int across = -1;
      double square = 0;
      for (int i = 0; i < 3; i++) {
        double beyond = Math.abs(c[i]) - size[g + i];
        if (beyond > 0) {
          outside++;
          across = i;
          square = beyond * beyond;
        }
      }
      if (outside <= 1 && square < best) {
        best = square;
        t = end;
        face = across;
      }
    }
    int edge = -1;
    int bits = 0;
    int corner = -1;
    double along = 0;
    for (int j = 0; j < 3; j++) {
      for (int b = 0; b < 8; b++) {
        if ((b >> j & 1) == 0) {
          double square = onEdge(g, j, b, h);
          if (square < best - TINY) {
            best = square;
            edge = j;
            bits = b;
            along = c[EDGE_S];
            t = c[EDGE_T];
            corner = (int) c[EDGE_CORNER];
          }
        }
      }
    }
    if (best == Double.POSITIVE_INFINITY) { // too short to be anywhere
      return;
    }
    at(t);
    ball(index, pair);
    double second;
    if (edge < 0) {
      second = face < 0 ? Double.NaN : overFace(g, face, t);
    } else if (corner < 0) {
      second = fromEdge(g, edge, bits, along, t);
    } else {
      second = fromCorner(g, corner, t);
    }
    if (!Double.isNaN(second)) {
      at(second);
      ball(index, pair);
    }
  }

  /**
   * The least squared distance of the axis from the edge along axis j through the corner with the
   * given bits (bit k: on the positive side of axis k), and where it is, to the scratch; infinite
   * if they are parallel.
   *
   * <pre>
   *   A = b_j²   B = −b_j a_j   K = h²   U = b_j p_j   V = a·(o − p)   det = A K − B²
   *   s = (K U − B V) / det     t = (A V − B U) / det
   *   t(s) = (V − s B) / K      s(t) = (U − t B) / A
   * </pre>
   */
  private double onEdge(int g, int j, int bits, double h) {
    double half = size[g + j];
    double aa = half * half;
    double ab = -half * c[A + j];
    double bb = h * h;
    double u = half * c[P + j];
    double v = 0;
    for (int i = 0; i < 3; i++) {
      v += c[A + i] * (onBox(g, j, bits, i) - c[P + i]);
    }
    double det = aa * bb - ab * ab;
    if (Math.abs(det) < TINY) {
      return Double.POSITIVE_INFINITY;
    }
    double scale = 1 / det;
    double s = (bb * u - ab * v) * scale;
    double t = (aa * v - ab * u) * scale;
    int limited = 0;
    if (Math.abs(s) > 1) {
      s = Math.signum(s);
      limited = (int) s;
      t = (v - s * ab) * (1 / bb);
    }
    if (Math.abs(t) > 1) {
      t = Math.signum(t);
      s = (u - t * ab) * (1 / aa);
      if (Math.abs(s) > 1) {
        s = Math.signum(s);
        limited = (int) s;
      }
    }
    c[EDGE_S] = s;
    c[EDGE_T] = t;
    c[EDGE_CORNER] = limited == 0 ? -1 : limited < 0 ? bits : bits | 1 << j;
    double square = 0;
    for (int i = 0; i < 3; i++) {
      double edge = onBox(g, j, bits, i) + (i == j ? s * half : 0);
      double d = edge - (c[P + i] + t * c[A + i]);
      square += d * d;
    }
    return square;
  }

  /** Component i of the middle of the edge along axis j. */
  private double onBox(int g, int j, int bits, int i) {
    return i == j ? 0 : (bits >> i & 1) == 0 ? -size[g + i] : size[g + i];
  }

  /** From the end t over a face to the other end, or to where the axis leaves the face. */
  private double overFace(int g, int face, double t) {
    double far = 2;
    for (int i = 0; i < 3; i++) {
      if (i != face) {
        double x = c[P + i] + t * c[A + i];
        for (int side = -1; side <= 1; side += 2) {
          double leaves = (x - side * size[g + i]) / (t * c[A + i]);
          if (leaves > 0 && leaves < far) {
            far = leaves;
          }
        }
      }
    }
    return t - t * far;
  }

  /**
   * From the point s of an edge over the face which the axis goes along; NaN if it goes along none,
   * that is if it leads away from both faces of the edge, or into both.
   */
  private double fromEdge(int g, int j, int bits, double s, double t) {
    int turned = (ascending() ^ bits) & ~(1 << j);
    if (Integer.bitCount(turned) != 1) {
      return Double.NaN;
    }
    int k = (j + 1) % 3;
    int l = (j + 2) % 3;
    int over = Math.abs(c[U + k]) > Math.abs(c[U + l]) ? k : l;
    boolean up = (turned >> over & 1) != 0;
    double left = (ascending() >> j & 1) != 0 == up ? 1 - s : 1 + s;
    double far = up ? 1 - t : 1 + t;
    far = Math.min(far, quotient(2 * size[g + over], c[A + over]));
    far = Math.min(far, quotient(size[g + j] * left, c[A + j]));
    return up ? t + far : t - far;
  }

  /** From a corner along an edge or over a face; NaN if the axis leads away from the box or in. */
  private double fromCorner(int g, int corner, double t) {
    int turned = ascending() ^ corner;
    if (turned == 0 || turned == 7) {
      return Double.NaN;
    }
    int side = 1;
    if (Integer.bitCount(turned) == 2) {
      turned ^= 7;
      side = -1;
    }
    int k = Integer.numberOfTrailingZeros(turned);
    if (c[U + k] * c[U + k] > 0.5) { // along the edge
      return t + side * Math.min(1 - side * t, quotient(2 * size[g + k], c[A + k]));
    }
    double far = 1 + side * t;
    for (int i = 0; i < 3; i++) {
      if (i != k) {
        far = Math.min(far, quotient(2 * size[g + i], c[A + i]));
      }
    }
    return t - side * far;
  }

  /** Bit k is set where the axis leads up along axis k. */
  private int ascending() {
    return (c[A] > 0 ? 1 : 0) | (c[A + 1] > 0 ? 2 : 0) | (c[A + 2] > 0 ? 4 : 0);
  }

  /** The part of the half axis that takes a component of it the given length farther. */
  private static double quotient(double length, double component) {
    return component == 0 ? Double.POSITIVE_INFINITY : length / Math.abs(component);
  }

  private void at(double t) {
    for (int i = 0; i < 3; i++) {
      c[i] = c[P + i] + t * c[A + i];
    }
  }
}
