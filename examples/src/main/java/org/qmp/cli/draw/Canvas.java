package org.qmp.cli.draw;

import java.util.ArrayList;
import java.util.List;
import org.qmp.env.draw.Color;
import org.qmp.env.draw.Point;

/** Collects the marks of a scene, from back to front. */
final class Canvas {
  static final Color GRID = Color.rgb(0xe6e6e6);
  static final Color SOFT = Color.rgb(0x555555);

  /** Okabe and Ito's palette without its yellow, which is too light for lines, and then others. */
  private static final List<Color> COLORS =
      List.of(
          Color.BLUE,
          Color.RED,
          Color.GREEN,
          Color.rgb(0xcc79a7),
          Color.rgb(0xe69f00),
          Color.rgb(0x56b4e9),
          Color.rgb(0x8c564b),
          Color.rgb(0x7f3fbf),
          Color.rgb(0xb5bd00),
          Color.rgb(0x17becf),
          Color.INK,
          Color.rgb(0xff9896),
          Color.rgb(0x98df8a));

  private final List<Mark> marks = new ArrayList<>();

  /** The colour of the index-th of several things. */
  static Color color(int index) {
    return COLORS.get(index % COLORS.size());
  }

  void add(Mark mark) {
    marks.add(mark);
  }

  void text(double x, double y, String text, double size, Mark.Anchor anchor, Color color) {
    add(new Mark.Text(new Point(x, y), text, size, anchor, color));
  }

  void line(List<Point> points, Color color, double width) {
    add(new Mark.Line(points, color, width));
  }

  /** The inside of a rectangle with this corner at its upper left. */
  void box(double x, double y, double width, double height, Color color) {
    add(
        new Mark.Area(
            List.of(
                new Point(x, y),
                new Point(x + width, y),
                new Point(x + width, y + height),
                new Point(x, y + height)),
            color));
  }

  Scene scene(double width, double height, String title) {
    return new Scene((int) Math.ceil(width), (int) Math.ceil(height), title, marks);
  }
}
