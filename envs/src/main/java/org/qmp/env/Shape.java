package org.qmp.env;

import java.util.List;

/** Something to draw, measured in the world's unit of length. */
public sealed interface Shape {

  /** A line through points, open. */
  record Line(List<Point> points, Stroke stroke) implements Shape {
    public Line {
      points = List.copyOf(points);
    }

    /** From one point to another. */
    public Line(Point from, Point to, Stroke stroke) {
      this(List.of(from, to), stroke);
    }
  }

  /** A disc and its edge. */
  record Circle(Point centre, double radius, Paint paint) implements Shape {}

  /** The inside of a closed line, and the line. */
  record Polygon(List<Point> corners, Paint paint) implements Shape {
    public Polygon {
      corners = List.copyOf(corners);
    }

    /** The rectangle with these sides. */
    public static Polygon rectangle(
        double left, double bottom, double right, double top, Paint paint) {
      return new Polygon(
          List.of(
              new Point(left, bottom),
              new Point(right, bottom),
              new Point(right, top),
              new Point(left, top)),
          paint);
    }
  }

  /**
   * A text that begins at a point.
   *
   * @param at left end of its base line
   * @param height of the letters
   */
  record Label(Point at, String text, double height, Color color) implements Shape {}

  /** How a line is drawn. */
  record Stroke(Color color, double width) {
    /** Not at all. */
    public static final Stroke NONE = new Stroke(Color.NONE, 0);
  }

  /** How a surface and its edge are drawn. */
  record Paint(Color fill, Stroke edge) {
    /** Without an edge. */
    public static Paint filled(Color fill) {
      return new Paint(fill, Stroke.NONE);
    }

    /** The edge alone. */
    public static Paint outlined(Color color, double width) {
      return new Paint(Color.NONE, new Stroke(color, width));
    }
  }
}
