package org.qmp.env.draw;

import java.util.List;

/** Something to draw, in the picture's unit of length, with y upwards. */
public sealed interface Shape {

  Role role();

  /** What a shape represents, so that pictures can be combined without looking at colours. */
  enum Role {
    /** The ground below everything else; left out if something else is drawn on it. */
    FLOOR,
    /** Fixed: walls, starting points, scales. */
    STILL,
    /** The goal. */
    GOAL,
    /** The agent; films paint it in the colour of the acting policy. */
    MOVER,
    /** Everything else, such as forces or the marks of a chart. */
    PLAIN
  }

  /** A line through points, open, with round ends and corners. */
  record Line(Role role, List<Point> points, Stroke stroke) implements Shape {
    public Line {
      points = List.copyOf(points);
    }

    /** From one point to another. */
    public Line(Role role, Point from, Point to, Stroke stroke) {
      this(role, List.of(from, to), stroke);
    }
  }

  /** A disc and its edge. */
  record Circle(Role role, Point centre, double radius, Paint paint) implements Shape {}

  /** The inside of a closed line, and the line. */
  record Polygon(Role role, List<Point> corners, Paint paint) implements Shape {
    public Polygon {
      corners = List.copyOf(corners);
    }

    /** The rectangle with these sides. */
    public static Polygon rectangle(
        Role role, double left, double bottom, double right, double top, Paint paint) {
      return new Polygon(
          role,
          List.of(
              new Point(left, bottom),
              new Point(right, bottom),
              new Point(right, top),
              new Point(left, top)),
          paint);
    }
  }

  /**
   * A line of text.
   *
   * @param at a point of its base line
   * @param height font size: from base line to base line
   * @param anchor which part of the text is at the point
   */
  record Text(Role role, Point at, String text, double height, Anchor anchor, Color color)
      implements Shape {}

  /** Which part of a text is at its point. */
  enum Anchor {
    START(0),
    MIDDLE(0.5),
    END(1);

    private final double before;

    Anchor(double before) {
      this.before = before;
    }

    /** Which share of the text's width lies to the left of the point. */
    public double before() {
      return before;
    }
  }

  /**
   * How a line is drawn.
   *
   * @param dashes lengths of dashes and gaps in turn; empty for a solid line
   */
  record Stroke(Color color, double width, List<Double> dashes) {
    public static final Stroke NONE = new Stroke(Color.NONE, 0);

    public Stroke {
      dashes = List.copyOf(dashes);
    }

    public Stroke(Color color, double width) {
      this(color, width, List.of());
    }

    /** Whether there is anything to see. */
    public boolean visible() {
      return width > 0 && color.opacity() > 0;
    }
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
