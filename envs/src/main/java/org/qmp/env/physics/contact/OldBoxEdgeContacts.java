package org.qmp.env.physics.contact;

import org.qmp.env.physics.math.Rotation;

/**
 * Contacts of two boxes whose edges decide, under the rules of 2.1: those of two faces beside the
 * edges, along the normal N across both edges. P are the corners of the face of the second box, Q
 * the same projected along N into the plane of the face of the first box, the rectangle.
 *
 * <p>Contacts are where the projected sides cross those of the rectangle, the rectangle's corners
 * under the other face, and the corners Q; if no sides cross, also some that are not under it.
 *
 * <p>Points are written as (x, y, z): x and y along the rectangle, z the height above it. Source:
 * MuJoCo 2.2.0; its quirks are kept.
 */
final class OldBoxEdgeContacts extends PairContacts {
  private static final int N = BoxBoxContacts.FREE; // in the first box's frame
  private static final int FLAT_N = N + 3; // the same as (x, y, z)
  private static final int P = FLAT_N + 3; // four points
  private static final int Q = P + 12; // four points
  private static final int AT = Q + 12;

  /** Of the corners P₀ to P₃, the ends of the four sides. */
  private static final int[] FROM = {0, 0, 1, 2};

  private static final int[] TO = {1, 2, 3, 3};

  private final BoxBoxContacts boxes;

  // The pair, the face of the first box and its axes: x and y with signs, and the normal's.
  private int index;
  private double margin;
  private int first;
  private int axis;
  private int side;
  private int xAxis;
  private int yAxis;
  private int xSign;
  private int ySign;
  private double xHalf;
  private double yHalf;

  /** Along N, for each height above the rectangle. */
  private double perHeight;

  OldBoxEdgeContacts(Collisions all, BoxBoxContacts boxes) {
    super(all, boxes.c);
    this.boxes = boxes;
  }

  private double cosine(int i, int j) {
    return c[BoxBoxContacts.C + 3 * i + j];
  }

  /** Of edges i of the first box and j of the second, and sets n; infinite if they are parallel. */
  double overlap(int a, int b, int i, int j) {
    int i1 = (i + 1) % 3;
    int i2 = (i + 2) % 3;
    double x = -cosine(i2, j);
    double y = cosine(i1, j);
    double length = Math.sqrt(x * x + y * y);
    if (length < TINY) {
      return Double.POSITIVE_INFINITY;
    }
    c[N + i] = 0;
    c[N + i1] = x / length;
    c[N + i2] = y / length;
    double reach = 0;
    for (int k = 0; k < 3; k++) {
      reach += k == i ? 0 : size[a + k] * Math.abs(c[N + k]);
    }
    for (int k = 0; k < 3; k++) {
      reach += k == j ? 0 : size[b + k] * Math.abs(cosine(i, 3 - k - j)) / length;
    }
    return reach - Math.abs(apart());
  }

  /** How far the boxes' centres are apart along n. */
  private double apart() {
    double sum = 0;
    for (int k = 0; k < 3; k++) {
      sum += c[BoxBoxContacts.D + k] * c[N + k];
    }
    return sum;
  }

  void find(int ofPair, Pair pair, int i, int j) {
    index = ofPair;
    margin = pair.margin();
    first = 3 * pair.first();
    overlap(first, 3 * pair.second(), i, j);
    boolean turned = apart() < 0;
    reference(i, j, turned);
    for (int k = 0; k < 3; k++) {
      c[N + k] = turned ? -c[N + k] : c[N + k];
    }
    flat(N, FLAT_N);
    double rise = c[FLAT_N + 2];
    if (Math.abs(rise) < TINY) {
      return;
    }
    perHeight = 1 / rise;
    incident(3 * pair.second(), i, j, turned);
    Rotation.apply(m, 3 * first, c, N, c, BoxBoxContacts.NORMAL);
    int before = contacts.count;
    crossings();
    boolean cross = contacts.count > before;
    rectangle(cross);
    corners(cross, contacts.count > before);
  }

  /** The first of the two axes besides i, in MuJoCo's arbitrary order. */
  private static int oneBeside(int i) {
    return i == 1 ? 0 : 1;
  }

  private static int otherBeside(int i) {
    return i == 2 ? 0 : 2;
  }

  /** The face of the first box: across the axis besides i that is less along the other edge. */
  private void reference(int i, int j, boolean turned) {
    int one = oneBeside(i);
    int other = otherBeside(i);
    axis = Math.abs(cosine(one, j)) < Math.abs(cosine(other, j)) ? one : other;
    side = c[N + axis] > 0 ^ turned ? 1 : -1;
    xAxis = axis == 0 ? 2 : 0;
    xSign = axis == 0 ? -side : axis == 1 ? 1 : side;
    yAxis = axis == 1 ? 2 : 1;
    ySign = axis == 1 ? -side : 1;
    xHalf = size[first + xAxis];
    yHalf = size[first + yAxis];
  }

  /** A vector of the first box's frame as (x, y, z), z from its centre. */
  private void flat(int from, int to) {
    c[to] = xSign * c[from + xAxis];
    c[to + 1] = ySign * c[from + yAxis];
    c[to + 2] = side * c[from + axis];
  }

  /** The face of the second box, along edge j and the axis that is more along edge i: P and Q. */
  private void incident(int b, int i, int j, boolean turned) {
    int one = oneBeside(j);
    int other = otherBeside(j);
    boolean along = Math.abs(cosine(i, one)) >= Math.abs(cosine(i, other));
    int f = along ? one : other;
    int g = along ? other : one;
    double atF = sideOfSecond(i, j, f, turned) * size[b + f];
    double atG = sideOfSecond(i, j, g, turned) * size[b + g];
    for (int corner = 0; corner < 4; corner++) {
      double alongF = corner < 2 ? atF : -atF;
      double alongJ = corner % 2 == 0 ? size[b + j] : -size[b + j];
      for (int k = 0; k < 3; k++) {
        c[AT + k] =
            c[BoxBoxContacts.D + k]
                + atG * cosine(k, g)
                + alongF * cosine(k, f)
                + alongJ * cosine(k, j);
      }
      int p = P + 3 * corner;
      flat(AT, p);
      c[p + 2] -= size[first + axis];
      double back = c[p + 2] * perHeight;
      c[Q + 3 * corner] = c[p] - back * c[FLAT_N];
      c[Q + 3 * corner + 1] = c[p + 1] - back * c[FLAT_N + 1];
    }
  }

  private int sideOfSecond(int i, int j, int k, boolean turned) {
    return cosine(i, 3 - k - j) > 0 ^ turned ^ k == (j + 1) % 3 ? 1 : -1;
  }

  /** Where the projected sides cross those of the rectangle. */
  private void crossings() {
    for (int s = 0; s < 4; s++) {
      int p = 3 * FROM[s];
      int q = 3 * TO[s];
      for (int k = 0; k < 2; k++) {
        double limit = k == 0 ? xHalf : yHalf;
        double otherLimit = k == 0 ? yHalf : xHalf;
        double along = c[Q + q + k] - c[Q + p + k];
        for (int sign = -1; sign <= 1 && Math.abs(along) > TINY; sign += 2) {
          double t = (sign * limit - c[Q + p + k]) / along;
          double across = c[Q + p + 1 - k] + t * (c[Q + q + 1 - k] - c[Q + p + 1 - k]);
          double height = c[P + p + 2] + t * (c[P + q + 2] - c[P + p + 2]);
          if (t >= 0 && t <= 1 && Math.abs(across) <= otherLimit && height * perHeight <= margin) {
            for (int n = 0; n < 3; n++) {
              c[AT + n] = c[P + p + n] + t * (c[P + q + n] - c[P + p + n]);
            }
            add(
                height * perHeight,
                k == 0 ? sign * limit : across,
                k == 0 ? across : sign * limit,
                AT);
          }
        }
      }
    }
  }

  /**
   * The corners of the rectangle, each with the point of the other face that is under it. Once the
   * squared distance of a corner was computed it replaces the determinant, as in the release.
   */
  private void rectangle(boolean cross) {
    double ex = c[Q + 3] - c[Q];
    double ey = c[Q + 4] - c[Q + 1];
    double fx = c[Q + 6] - c[Q];
    double fy = c[Q + 7] - c[Q + 1];
    double det = ex * fy - fx * ey;
    for (int corner = 0; corner < 4; corner++) {
      double cx = corner < 2 ? -xHalf : xHalf;
      double cy = corner % 2 == 0 ? -yHalf : yHalf;
      double gx = cx - c[Q];
      double gy = cy - c[Q + 1];
      double s = (gx * fy - gy * fx) / det;
      double t = (gy * ex - gx * ey) / det;
      boolean outS = !(s >= 0 && s <= 1);
      boolean outT = !(t >= 0 && t <= 1);
      if (cross ? outS || outT : outS && outT) {
        continue;
      }
      s = Math.min(1, Math.max(0, s));
      t = Math.min(1, Math.max(0, t));
      for (int n = 0; n < 3; n++) {
        c[AT + n] = (1 - s - t) * c[P + n] + s * c[P + 3 + n] + t * c[P + 6 + n];
      }
      double dx = cx - c[AT];
      double dy = cy - c[AT + 1];
      double z = c[AT + 2];
      det = dx * dx + dy * dy + z * z;
      addNear(det, z, cx, cy, AT);
    }
  }

  /** The corners of the other face, each with the point of the rectangle under it. */
  private void corners(boolean cross, boolean found) {
    for (int corner = 0; corner < 4; corner++) {
      int p = P + 3 * corner;
      double x = c[Q + 3 * corner];
      double y = c[Q + 3 * corner + 1];
      boolean outX = Math.abs(x) > xHalf;
      boolean outY = Math.abs(y) > yHalf;
      if (cross ? outX || outY : found && outX && outY) {
        continue;
      }
      double nearX = Math.min(xHalf, Math.max(-xHalf, x));
      double nearY = Math.min(yHalf, Math.max(-yHalf, y));
      double along = c[p + 2] * perHeight;
      double square = (x - nearX) * (x - nearX) + (y - nearY) * (y - nearY) + along * along;
      addNear(square, c[p + 2], nearX, nearY, p);
    }
  }

  /** A contact at a squared distance, negative below the face, unless it is too far above. */
  private void addNear(double square, double height, double x, double y, int point) {
    if (height <= 0 || square <= margin * margin) {
      add(height < 0 ? -Math.sqrt(square) : Math.sqrt(square), x, y, point);
    }
  }

  /** A contact half way between a point (x, y, 0) of the rectangle and another one. */
  private void add(double distance, double x, double y, int point) {
    int free = BoxBoxContacts.POINT;
    c[free + xAxis] = xSign * (x + c[point]) / 2;
    c[free + yAxis] = ySign * (y + c[point + 1]) / 2;
    c[free + axis] = side * (size[first + axis] + c[point + 2] / 2);
    boxes.add(index, distance, first, free);
  }
}
