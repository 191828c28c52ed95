package org.qmp.env.physics.contact;

import static org.qmp.env.physics.contact.Portal.A;
import static org.qmp.env.physics.contact.Portal.B;
import static org.qmp.env.physics.contact.Portal.EPSILON;
import static org.qmp.env.physics.contact.Portal.POINT;
import static org.qmp.env.physics.contact.Portal.dot;

import java.util.Arrays;

/**
 * The contact of two convex shapes, at most one: depth and normal are those of the point nearest to
 * the origin of the last {@link Portal}. Where a shape is round, the normal becomes that of its
 * surface.
 *
 * <p>Rules and bounds are those of MuJoCo's releases before 3.3. They are used for releases from
 * 3.3 on as well, which seek the least penetration.
 */
final class PortalContacts extends PairContacts {
  private final ConvexShapes shapes;
  private final Portal portal;
  private final double[] normal = new double[3];
  private final double[] position = new double[3];
  private final double[] weight = new double[4];
  private final double[] e = new double[3];
  private final double[] f = new double[3];

  PortalContacts(Collisions all, ConvexShapes shapes) {
    this(all, shapes, new Portal(shapes, all.origin));
  }

  private PortalContacts(Collisions all, ConvexShapes shapes, Portal portal) {
    super(all, portal.points);
    this.shapes = shapes;
    this.portal = portal;
  }

  void find(int index, Pair pair) {
    Portal.Found found = portal.search(pair);
    if (found == Portal.Found.NOTHING) {
      return;
    }
    double depth;
    if (found == Portal.Found.PORTAL) {
      depth = nearest();
      weigh();
    } else {
      depth = straight();
    }
    if (depth >= EPSILON) {
      ConvexShapes.unit(normal);
      correct(pair);
      double[] p = position;
      contacts.add(index, pair.margin() - depth, p[0], p[1], p[2], normal[0], normal[1], normal[2]);
    }
  }

  /** The ray leads through point 1; returns the depth, 0 if the shapes just touch. */
  private double straight() {
    double most = 0;
    for (int i = 0; i < 3; i++) {
      normal[i] = c[POINT + i];
      position[i] = (c[POINT + A + i] + c[POINT + B + i]) / 2;
      most = Math.max(most, Math.abs(normal[i]));
    }
    return most < EPSILON ? 0 : Math.sqrt(dot(normal, 0, normal));
  }

  /**
   * The point q of the portal nearest to the origin, to the normal; returns its distance. In the
   * plane of the portal, with its edges e and f, it is q = w₁ + u e + v f with q·e = q·f = 0:
   *
   * <pre>
   *   u = ((w₁·f) (e·f) − (f·f) (w₁·e)) / ((e·e) (f·f) − (e·f)²)     v = −(u e·f + w₁·f) / f·f
   * </pre>
   *
   * <p>If that is outside the portal, q is on one of its edges.
   */
  private double nearest() {
    double ee = dot(portal.e, 0, portal.e);
    double ff = dot(portal.f, 0, portal.f);
    double ef = dot(portal.e, 0, portal.f);
    double we = dot(c, POINT, portal.e);
    double wf = dot(c, POINT, portal.f);
    double det = ee * ff - ef * ef;
    if (Math.abs(det) >= EPSILON) {
      double u = (wf * ef - ff * we) / det;
      double v = (-u * ef - wf) / ff;
      if (within(u) && within(v) && within(u + v)) {
        for (int i = 0; i < 3; i++) {
          normal[i] = c[POINT + i] + u * portal.e[i] + v * portal.f[i];
        }
        return Math.sqrt(dot(normal, 0, normal));
      }
    }
    double square = edge(1, 2, Double.POSITIVE_INFINITY);
    square = edge(1, 3, square);
    square = edge(2, 3, square);
    return Math.sqrt(square);
  }

  private static boolean within(double t) {
    return t > -EPSILON && t < 1 + EPSILON;
  }

  /**
   * Takes the point of the edge of w_i and w_j nearest to the origin for q, if nearer than the root
   * of this square; returns the square of the distance of q.
   */
  private double edge(int i, int j, double square) {
    for (int n = 0; n < 3; n++) {
      e[n] = c[POINT * j + n] - c[POINT * i + n];
    }
    double t = -dot(c, POINT * i, e) / dot(e, 0, e);
    double s = t > 0 ? Math.min(1, t) : 0; // 0 of an edge without length
    for (int n = 0; n < 3; n++) {
      f[n] = c[POINT * i + n] + s * e[n];
    }
    double found = dot(f, 0, f);
    if (found < square) {
      System.arraycopy(f, 0, normal, 0, 3);
    }
    return Math.min(found, square);
  }

  /**
   * The position, the mean of the points a and b weighted by the barycentric coordinates of the
   * origin in the tetrahedron of the centre and the portal, which are the volumes opposite to each
   * corner; in the portal, if that one is flat.
   *
   * <pre>
   *   β₀ = [w₁ w₂ w₃]   β₁ = [w₃ w₂ w₀]   β₂ = [w₀ w₁ w₃]   β₃ = [w₂ w₁ w₀]
   *   position = Σ β_i (a_i + b_i)/2 / Σ β_i
   * </pre>
   */
  private void weigh() {
    weight[0] = portal.volume(1, 2, c, 3 * POINT);
    weight[1] = portal.volume(3, 2, c, 0);
    weight[2] = portal.volume(0, 1, c, 3 * POINT);
    weight[3] = portal.volume(2, 1, c, 0);
    double sum = weight[0] + weight[1] + weight[2] + weight[3];
    if (sum < EPSILON) {
      weight[0] = 0;
      weight[1] = portal.volume(2, 3, portal.d, 0);
      weight[2] = portal.volume(3, 1, portal.d, 0);
      weight[3] = portal.volume(1, 2, portal.d, 0);
      sum = weight[1] + weight[2] + weight[3];
    }
    if (!(sum > 0)) { // nor has the portal an area
      Arrays.fill(weight, 1, 4, 1);
      sum = 3;
    }
    for (int i = 0; i < 3; i++) {
      position[i] = 0;
      for (int n = 0; n < 4; n++) {
        int w = POINT * n + i;
        position[i] += weight[n] * (c[w + A] + c[w + B]) / 2 / sum;
      }
    }
  }

  /** Turns the normal to that of the first shape, less that of the second, where they are round. */
  private void correct(Pair pair) {
    boolean one = shapes.normal(pair.first(), position, e);
    boolean other = shapes.normal(pair.second(), position, f);
    if (one || other) {
      for (int i = 0; i < 3; i++) {
        normal[i] = (one ? e[i] : 0) - (other ? f[i] : 0);
      }
      if (one && other) {
        ConvexShapes.unit(normal);
      }
    }
  }
}
