package org.qmp.env.tabletop;

import org.qmp.env.Chance;

/**
 * Where the things of a task may be placed: uniformly between bounds that are rounded to floats.
 *
 * @param low of v, three or six numbers
 * @param high of v
 * @param apart the least distance in x and y between (v₁, v₂) and (v₄, v₅), m; what is nearer is
 *     drawn again
 */
record Bounds(double[] low, double[] high, double apart) {

  /** Lower and upper bounds in turn, in the order of v. */
  static Bounds of(double... lowHigh) {
    double[] low = new double[lowHigh.length / 2];
    double[] high = new double[lowHigh.length / 2];
    for (int i = 0; i < low.length; i++) {
      low[i] = (float) lowHigh[2 * i];
      high[i] = (float) lowHigh[2 * i + 1];
    }
    return new Bounds(low, high, 0);
  }

  Bounds apart(double least) {
    return new Bounds(low, high, least);
  }

  Placement draw(Chance chance) {
    double[] v = new double[6];
    for (int i = 0; i < low.length; i++) {
      v[i] = low[i] + chance.next() * (high[i] - low[i]);
    }
    return new Placement(new Point3(v[0], v[1], v[2]), new Point3(v[3], v[4], v[5]));
  }

  /**
   * A placement v.
   *
   * @param a v₁ to v₃
   * @param b v₄ to v₆; zeros in tasks with three numbers
   */
  record Placement(Point3 a, Point3 b) {}
}
