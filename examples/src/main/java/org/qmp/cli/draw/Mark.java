package org.qmp.cli.draw;

import java.util.List;
import org.qmp.env.draw.Color;
import org.qmp.env.draw.Point;

/** Something in a chart, in pixels: x to the right, y downwards. */
public sealed interface Mark {

  /** A line through points. */
  record Line(List<Point> points, Color color, double width) implements Mark {
    public Line {
      points = List.copyOf(points);
    }
  }

  /** The inside of a closed line. */
  record Area(List<Point> corners, Color color) implements Mark {
    public Area {
      corners = List.copyOf(corners);
    }
  }

  /** A disc. */
  record Dot(Point centre, double radius, Color color) implements Mark {}

  /**
   * A text.
   *
   * @param at a point of its base line
   * @param size of the letters
   */
  record Text(Point at, String text, double size, Anchor anchor, Color color) implements Mark {}

  /** Which part of a text is at its point. */
  enum Anchor {
    START(0),
    MIDDLE(0.5),
    END(1);

    private final double share;

    Anchor(double share) {
      this.share = share;
    }

    /** How much of the text lies before the point. */
    double share() {
      return share;
    }
  }
}
