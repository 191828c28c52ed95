package org.qmp.env.draw;

import java.util.ArrayList;
import java.util.List;

/** Outlines of bodies in the plane. */
public final class Outline {
  private Outline() {}

  /**
   * The corners of the convex hull of points, counterclockwise: Andrew's monotone chain (1979).
   * Points on a side, within rounding, are no corners.
   */
  public static List<Point> hull(List<Point> points) {
    List<Point> sorted = new ArrayList<>(points);
    sorted.sort(
        (a, b) -> a.x() == b.x() ? Double.compare(a.y(), b.y()) : Double.compare(a.x(), b.x()));
    List<Point> hull = new ArrayList<>();
    for (int pass = 0; pass < 2; pass++) {
      int start = hull.size();
      for (int i = 0; i < sorted.size(); i++) {
        Point next = sorted.get(pass == 0 ? i : sorted.size() - 1 - i);
        while (hull.size() >= start + 2
            && turn(hull.get(hull.size() - 2), hull.get(hull.size() - 1), next) <= 1e-12) {
          hull.remove(hull.size() - 1);
        }
        hull.add(next);
      }
      hull.remove(hull.size() - 1);
    }
    return hull;
  }

  /** Twice the area of a triangle, positive if it runs counterclockwise. */
  private static double turn(Point a, Point b, Point c) {
    return (b.x() - a.x()) * (c.y() - a.y()) - (b.y() - a.y()) * (c.x() - a.x());
  }
}
