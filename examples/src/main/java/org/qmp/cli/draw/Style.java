package org.qmp.cli.draw;

import java.util.List;
import org.qmp.env.draw.Color;
import org.qmp.env.draw.Point;
import org.qmp.env.draw.Shape;
import org.qmp.env.draw.Shape.Circle;
import org.qmp.env.draw.Shape.Paint;
import org.qmp.env.draw.Shape.Polygon;
import org.qmp.env.draw.Shape.Role;
import org.qmp.env.draw.Shape.Stroke;

/**
 * Colours, dashes and marks of the i-th of several things. The colours are those of Okabe and Ito,
 * which colour-blind people can tell apart, without the yellow, which is too light for lines;
 * dashes and marks tell lines apart in black and white. The numbers of colours, dashes and marks
 * have no common factor, so that 210 lines all differ.
 */
public final class Style {
  static final Color WHITE = Color.rgb(0xffffff);
  static final Color BLACK = Color.rgb(0x000000);
  static final Color GRID = Color.rgb(0xe6e6e6);
  static final Color SOFT = Color.rgb(0x555555);

  private static final List<Color> COLORS =
      List.of(
          Color.BLUE,
          Color.RED,
          Color.GREEN,
          Color.rgb(0xcc79a7),
          Color.rgb(0xe69f00),
          Color.rgb(0x56b4e9),
          Color.INK);
  private static final double TINT = 0.5; // of the colours' second round
  private static final List<List<Double>> DASHES =
      List.of(
          List.of(),
          List.of(7.0, 5.0),
          List.of(1.0, 4.0),
          List.of(9.0, 4.0, 1.0, 4.0),
          List.of(14.0, 5.0));
  private static final int MARKS = 6;

  private Style() {}

  /** Colour of a thing, also of its area. */
  static Color color(int index) {
    Color color = COLORS.get(index % COLORS.size());
    return index / COLORS.size() % 2 == 0 ? color : mixed(color, WHITE, TINT);
  }

  /** Line of a thing. */
  public static Stroke line(int index) {
    return new Stroke(COLORS.get(index % COLORS.size()), 2, DASHES.get(index % DASHES.size()));
  }

  /** Mark of a thing on its line. */
  static Shape mark(int index, Point at) {
    Color color = COLORS.get(index % COLORS.size());
    Paint filled = Paint.filled(color);
    return switch (index % MARKS) {
      case 0 -> new Circle(Role.PLAIN, at, 3, filled);
      case 1 -> polygon(at, filled, -2.7, -2.7, 2.7, -2.7, 2.7, 2.7, -2.7, 2.7);
      case 2 -> polygon(at, filled, -3.8, -2.6, 3.8, -2.6, 0, 4);
      case 3 -> new Circle(Role.PLAIN, at, 3, new Paint(WHITE, new Stroke(color, 1.5)));
      case 4 -> polygon(at, filled, -4, 0, 0, -4, 4, 0, 0, 4);
      default -> polygon(at, new Paint(WHITE, new Stroke(color, 1.5)), -3.8, 2.6, 3.8, 2.6, 0, -4);
    };
  }

  private static Polygon polygon(Point at, Paint paint, double... offsets) {
    Point[] corners = new Point[offsets.length / 2];
    for (int i = 0; i < corners.length; i++) {
      corners[i] = new Point(at.x() + offsets[2 * i], at.y() + offsets[2 * i + 1]);
    }
    return new Polygon(Role.PLAIN, List.of(corners), paint);
  }

  /** A colour on the way to another one, with the first one's opacity. */
  static Color mixed(Color from, Color to, double share) {
    return new Color(
        (int) Math.round(from.red() + share * (to.red() - from.red())),
        (int) Math.round(from.green() + share * (to.green() - from.green())),
        (int) Math.round(from.blue() + share * (to.blue() - from.blue())),
        from.opacity());
  }

  /** Black or white, whichever can be read better; at least 4.58 : 1. */
  static Color on(Color background) {
    return contrast(BLACK, background) > contrast(WHITE, background) ? BLACK : WHITE;
  }

  /** From 1 to 21, as the Web Content Accessibility Guidelines define it. */
  static double contrast(Color a, Color b) {
    double la = luminance(a);
    double lb = luminance(b);
    return (Math.max(la, lb) + 0.05) / (Math.min(la, lb) + 0.05);
  }

  private static double luminance(Color color) {
    return 0.2126 * linear(color.red())
        + 0.7152 * linear(color.green())
        + 0.0722 * linear(color.blue());
  }

  private static double linear(int component) {
    double c = component / 255.0;
    return c <= 0.04045 ? c / 12.92 : StrictMath.pow((c + 0.055) / 1.055, 2.4);
  }
}
