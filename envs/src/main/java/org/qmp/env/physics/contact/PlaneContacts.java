package org.qmp.env.physics.contact;

import org.qmp.env.physics.math.Rotation;
import org.qmp.env.physics.math.Spatial;

/**
 * Contacts with a plane, whose normal n is the z axis of its frame: points of a shape at a signed
 * height of at most the margin. The contact lies halfway between the point and the plane.
 */
final class PlaneContacts extends PairContacts {
  PlaneContacts(Collisions all) {
    super(all, new double[9]);
  }

  void sphere(int index, Pair pair) {
    int g = 3 * pair.second();
    double r = size[g];
    ball(index, pair, x[g], x[g + 1], x[g + 2], r);
  }

  /** The two caps; the first tangent lies along the capsule. */
  void capsule(int index, Pair pair) {
    int g = 3 * pair.second();
    int f = 3 * g;
    double r = size[g];
    double h = size[g + 1];
    for (int side = 1; side >= -1; side -= 2) {
      double along = side * h;
      double px = x[g] + along * m[f + 2];
      double py = x[g + 1] + along * m[f + 5];
      double pz = x[g + 2] + along * m[f + 8];
      if (ball(index, pair, px, py, pz, r)) {
        contacts.align(m[f + 2], m[f + 5], m[f + 8]);
      }
    }
  }

  /** At most four of the corners that are not above the middle. */
  void box(int index, Pair pair) {
    int g = 3 * pair.second();
    double middle = height(pair, x[g], x[g + 1], x[g + 2]);
    int found = 0;
    for (int i = 0; i < 8 && found < 4; i++) {
      c[0] = (i & 1) == 0 ? -size[g] : size[g];
      c[1] = (i & 2) == 0 ? -size[g + 1] : size[g + 1];
      c[2] = (i & 4) == 0 ? -size[g + 2] : size[g + 2];
      Rotation.apply(m, 3 * g, c, 0, c, 0);
      double px = x[g] + c[0];
      double py = x[g + 1] + c[1];
      double pz = x[g + 2] + c[2];
      double height = height(pair, px, py, pz);
      if (height <= middle && height <= pair.margin()) {
        ball(index, pair, px, py, pz, 0);
        found++;
      }
    }
  }

  /**
   * The lowest point of the lower rim, the point of the upper rim beside it, and two more points of
   * the lower rim that make an even triangle with the first.
   */
  void cylinder(int index, Pair pair) {
    int g = 3 * pair.second();
    int f = 3 * g;
    int n = 9 * pair.first();
    double r = size[g];
    double rise = m[n + 2] * m[f + 2] + m[n + 5] * m[f + 5] + m[n + 8] * m[f + 8];
    double h = rise > 0 ? -size[g + 1] : size[g + 1];
    for (int i = 0; i < 3; i++) { // axis to the lower rim, downhill across it, and across both
      c[i] = m[f + 2 + 3 * i];
      c[3 + i] = rise * m[f + 2 + 3 * i] - m[n + 2 + 3 * i];
    }
    double norm = Math.sqrt(c[3] * c[3] + c[4] * c[4] + c[5] * c[5]);
    for (int i = 0; i < 3; i++) {
      c[3 + i] = norm < TINY ? m[f + 3 * i] : c[3 + i] / norm;
    }
    Spatial.cross(c, 0, c, 3, c, 6);
    rim(index, pair, g, h, r, 0);
    rim(index, pair, g, -h, r, 0);
    double side = r * Math.sqrt(3) / 2;
    rim(index, pair, g, h, -r / 2, side);
    rim(index, pair, g, h, -r / 2, -side);
  }

  private void rim(int index, Pair pair, int g, double h, double a, double b) {
    ball(
        index,
        pair,
        x[g] + h * c[0] + a * c[3] + b * c[6],
        x[g + 1] + h * c[1] + a * c[4] + b * c[7],
        x[g + 2] + h * c[2] + a * c[5] + b * c[8],
        0);
  }

  private double height(Pair pair, double px, double py, double pz) {
    int o = 3 * pair.first();
    int n = 9 * pair.first();
    return (px - x[o]) * m[n + 2] + (py - x[o + 1]) * m[n + 5] + (pz - x[o + 2]) * m[n + 8];
  }

  /** A sphere or, with r = 0, a point; returns whether it touches. */
  private boolean ball(int index, Pair pair, double px, double py, double pz, double r) {
    double height = height(pair, px, py, pz) - r;
    if (!(height <= pair.margin())) {
      return false;
    }
    int n = 9 * pair.first();
    double nx = m[n + 2];
    double ny = m[n + 5];
    double nz = m[n + 8];
    double back = r + height / 2;
    contacts.add(index, height, px - back * nx, py - back * ny, pz - back * nz, nx, ny, nz);
    return true;
  }
}
