package org.qmp.env.kitchen;

import java.util.ArrayList;
import java.util.List;
import org.qmp.env.draw.Outline;
import org.qmp.env.draw.Point;
import org.qmp.env.physics.Simulation;

/**
 * A view of the kitchen along a horizontal axis, in a window of the picture.
 *
 * @param across the axis that runs to the right: 0 for x, 1 for y
 * @param from where the window begins on that axis, m
 * @param to where it ends
 * @param shift how much further to the right the window lies in the picture, m
 * @param towards 1 if the viewer stands at the positive end of the other axis, −1 at the negative
 */
record Projection(int across, double from, double to, double shift, int towards) {
  static final double BOTTOM = 1.25; // range of heights of the window, m
  static final double TOP = 3;

  /** Seen from the robot: x to the right. */
  static final Projection FRONT = new Projection(0, -1.15, 0.95, 0, -1);

  /** Seen from the robot's right: y to the right. */
  static final Projection SIDE = new Projection(1, -0.35, 1.4, 1.42, 1);

  private static final int Z = 2;

  /** The ends of the window in the picture. */
  double left() {
    return from + shift;
  }

  double right() {
    return to + shift;
  }

  private double clip(double u) {
    return Math.min(to, Math.max(from, u));
  }

  /** The point of the picture for a point of the window; outside points are moved to its border. */
  Point inside(double u, double z) {
    return new Point(clip(u) + shift, Math.min(TOP, Math.max(BOTTOM, z)));
  }

  /** The point of the picture for a place of the kitchen. */
  Point of(double x, double y, double z) {
    return inside(across == 0 ? x : y, z);
  }

  /** How near a geom comes to the viewer, m. */
  double nearness(Simulation kitchen, int geom) {
    int depth = 1 - across;
    double[] size = size(kitchen, geom);
    double reach = 0;
    for (int k = 0; k < 3; k++) {
      reach += Math.abs(kitchen.geomRotation(geom, depth, k)) * size[k];
    }
    return towards * kitchen.geomPosition(geom, depth) + reach;
  }

  /** Half of the sides of a box, or of one around a capsule. */
  private static double[] size(Simulation kitchen, int geom) {
    double first = kitchen.model().geomSize(geom, 0);
    double second = kitchen.model().geomSize(geom, 1);
    return switch (kitchen.model().geomKind(geom)) {
      case BOX -> new double[] {first, second, kitchen.model().geomSize(geom, 2)};
      default -> new double[] {first, first, first + second};
    };
  }

  /** The outline of a box: the convex hull of its corners. */
  List<Point> outline(Simulation kitchen, int box) {
    double[] size = size(kitchen, box);
    List<Point> corners = new ArrayList<>();
    for (int corner = 0; corner < 8; corner++) {
      double u = kitchen.geomPosition(box, across);
      double z = kitchen.geomPosition(box, Z);
      for (int k = 0; k < 3; k++) {
        double along = (corner >> k & 1) == 0 ? size[k] : -size[k];
        u += kitchen.geomRotation(box, across, k) * along;
        z += kitchen.geomRotation(box, Z, k) * along;
      }
      corners.add(inside(u, z));
    }
    return Outline.hull(corners);
  }

  /** The line between the middles of two geoms, in the window; empty if it lies outside. */
  List<Point> between(Simulation kitchen, int one, int other) {
    return segment(
        kitchen.geomPosition(one, across),
        kitchen.geomPosition(one, Z),
        kitchen.geomPosition(other, across),
        kitchen.geomPosition(other, Z));
  }

  /** The axis of a capsule, in the window; empty if it lies outside. */
  List<Point> axis(Simulation kitchen, int capsule) {
    double half = kitchen.model().geomSize(capsule, 1);
    double u = kitchen.geomPosition(capsule, across);
    double z = kitchen.geomPosition(capsule, Z);
    double du = half * kitchen.geomRotation(capsule, across, 2);
    double dz = half * kitchen.geomRotation(capsule, Z, 2);
    return segment(u - du, z - dz, u + du, z + dz);
  }

  /** The part of a line that lies in the window; empty if none does. */
  List<Point> segment(double u0, double z0, double u1, double z1) {
    double du = u1 - u0;
    double dz = z1 - z0;
    double[][] bounds = {{u0 - from, -du}, {to - u0, du}, {z0 - BOTTOM, -dz}, {TOP - z0, dz}};
    double enters = 0; // as parts of the way
    double leaves = 1;
    for (double[] bound : bounds) { // inside where part · bound[1] ≤ bound[0]
      if (bound[1] == 0 && bound[0] < 0) {
        return List.of();
      }
      if (bound[1] < 0) {
        enters = Math.max(enters, bound[0] / bound[1]);
      } else if (bound[1] > 0) {
        leaves = Math.min(leaves, bound[0] / bound[1]);
      }
    }
    return enters > leaves
        ? List.of()
        : List.of(
            inside(u0 + enters * du, z0 + enters * dz), inside(u0 + leaves * du, z0 + leaves * dz));
  }
}
