package org.qmp.env.physics.contact;

import org.qmp.env.physics.math.Spatial;

/**
 * Contacts between spheres and capsules: two balls at the closest points of their axes.
 *
 * <p>Two capsules with the centres x₁, x₂ and the half axes a, b (half lengths along z), w = x₁ −
 * x₂, are closest at x₁ + u a and x₂ + v b, u, v in [−1, 1], where, before limiting,
 *
 * <pre>
 *   u = ((a·b) (b·w) − (b·b) (a·w)) / det     v = ((a·a) (b·w) − (a·b) (a·w)) / det
 *   det = (a·a) (b·b) − (a·b)²                parallel if |det| &lt; 10⁻¹⁵ m⁴
 *   v(u) = (b·w + u a·b) / b·b                u(v) = (v a·b − a·w) / a·a
 * </pre>
 *
 * <p>Source: Ericson, Real-Time Collision Detection (2005), section 5.1.9; order, limits and the
 * bound of "parallel" are those of MuJoCo.
 */
final class RoundContacts extends PairContacts {
  RoundContacts(Collisions all) {
    super(all, new double[15]);
  }

  void spheres(int index, Pair pair) {
    System.arraycopy(x, 3 * pair.first(), c, 0, 3);
    System.arraycopy(x, 3 * pair.second(), c, 3, 3);
    balls(index, pair);
  }

  void sphereCapsule(int index, Pair pair) {
    int b = 3 * pair.second();
    System.arraycopy(x, 3 * pair.first(), c, 0, 3);
    double h = size[b + 1];
    double along = 0;
    for (int i = 0; i < 3; i++) {
      along += (c[i] - x[b + i]) * m[3 * b + 2 + 3 * i];
    }
    onAxis(pair.second(), Math.min(h, Math.max(-h, along)), 3);
    balls(index, pair);
  }

  /**
   * One contact at the closest points; of parallel axes up to two at their ends, those of the first
   * capsule before those of the second. Ends that face each other give the same contact twice.
   */
  void capsules(int index, Pair pair) {
    int first = pair.first();
    int second = pair.second();
    double ha = size[3 * first + 1];
    double hb = size[3 * second + 1];
    double aa = 0;
    double ab = 0;
    double bb = 0;
    double aw = 0;
    double bw = 0;
    for (int i = 0; i < 3; i++) {
      double a = ha * m[9 * first + 2 + 3 * i];
      double b = hb * m[9 * second + 2 + 3 * i];
      double w = x[3 * first + i] - x[3 * second + i];
      aa += a * a;
      ab += a * b;
      bb += b * b;
      aw += a * w;
      bw += b * w;
    }
    double det = aa * bb - ab * ab;
    if (Math.abs(det) >= TINY) {
      double u = (ab * bw - bb * aw) / det;
      double v = (aa * bw - ab * aw) / det;
      if (Math.abs(u) > 1) {
        u = Math.signum(u);
        v = (bw + u * ab) / bb;
      }
      if (Math.abs(v) > 1) {
        v = Math.signum(v);
        u = clip((v * ab - aw) / aa);
      }
      meet(index, pair, u * ha, v * hb);
      return;
    }
    int before = contacts.count;
    for (int end = 1; end >= -1; end -= 2) {
      meet(index, pair, end * ha, clip((bw + end * ab) / bb) * hb);
    }
    for (int end = 1; end >= -1 && contacts.count < before + 2; end -= 2) {
      meet(index, pair, clip((end * ab - aw) / aa) * ha, end * hb);
    }
  }

  private static double clip(double t) {
    return Math.min(1, Math.max(-1, t));
  }

  private void meet(int index, Pair pair, double t, double u) {
    onAxis(pair.first(), t, 0);
    onAxis(pair.second(), u, 3);
    balls(index, pair);
  }

  private void onAxis(int g, double along, int k) {
    for (int i = 0; i < 3; i++) {
      c[k + i] = x[3 * g + i] + along * m[9 * g + 2 + 3 * i];
    }
  }

  /** Two balls of the radii of the geoms whose centres are in the scratch. */
  private void balls(int index, Pair pair) {
    double first = size[3 * pair.first()];
    double second = size[3 * pair.second()];
    double nx = c[3] - c[0];
    double ny = c[4] - c[1];
    double nz = c[5] - c[2];
    double square = nx * nx + ny * ny + nz * nz;
    double reach = pair.margin() + first + second;
    if (square > reach * reach) {
      return;
    }
    double norm = Math.sqrt(square);
    double dist = norm - first - second;
    if (norm < TINY) {
      across(pair);
      nx = c[6];
      ny = c[7];
      nz = c[8];
    } else {
      nx /= norm;
      ny /= norm;
      nz /= norm;
    }
    double out = first + dist / 2;
    contacts.add(index, dist, c[0] + out * nx, c[1] + out * ny, c[2] + out * nz, nx, ny, nz);
  }

  /** The direction across the z axes of both geoms, or (1, 0, 0) if they are parallel, to c₆…c₈. */
  private void across(Pair pair) {
    for (int i = 0; i < 3; i++) {
      c[i + 9] = m[9 * pair.first() + 2 + 3 * i];
      c[i + 12] = m[9 * pair.second() + 2 + 3 * i];
    }
    Spatial.cross(c, 9, c, 12, c, 6);
    double norm = Math.sqrt(c[6] * c[6] + c[7] * c[7] + c[8] * c[8]);
    for (int i = 6; i < 9; i++) {
      c[i] = norm >= TINY ? c[i] / norm : i == 6 ? 1 : 0;
    }
  }
}
