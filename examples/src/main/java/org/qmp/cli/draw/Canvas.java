package org.qmp.cli.draw;

import java.util.ArrayList;
import java.util.List;
import org.qmp.env.draw.Color;
import org.qmp.env.draw.Picture;
import org.qmp.env.draw.Picture.View;
import org.qmp.env.draw.Point;
import org.qmp.env.draw.Shape;
import org.qmp.env.draw.Shape.Anchor;
import org.qmp.env.draw.Shape.Line;
import org.qmp.env.draw.Shape.Paint;
import org.qmp.env.draw.Shape.Polygon;
import org.qmp.env.draw.Shape.Role;
import org.qmp.env.draw.Shape.Stroke;
import org.qmp.env.draw.Shape.Text;

/**
 * Collects the shapes of a chart, from back to front. Arguments are in pixels: x from the left, y
 * from the top. The shapes have y upwards, like all shapes: y = 10 becomes −10.
 */
final class Canvas {
  static final int MARGIN = 24;

  private static final double TITLE = 17;
  private static final double SMALL = 12;
  private static final double LEADING = 1.4; // from line to line, for letters of size 1
  private static final double ROOM = 1.06; // browsers' letters may be wider than ours

  private final List<Shape> shapes = new ArrayList<>();

  /** The sample in front of a legend's text, around a point 12 pixels to the right of its start. */
  interface Sample {
    void draw(double x, double y);
  }

  /** An entry of a legend. */
  record Entry(String text, Sample sample) {}

  /** A swatch and a name. */
  Entry swatch(String name, int index) {
    return new Entry(name, (x, y) -> box(x + 6, y - 7, 14, 14, Paint.filled(Style.color(index))));
  }

  void add(Shape shape) {
    shapes.add(shape);
  }

  /** A point of the paper. */
  static Point at(double x, double y) {
    return new Point(x, -y);
  }

  void line(List<Point> points, Stroke stroke) {
    add(new Line(Role.PLAIN, points, stroke));
  }

  /** The inside of a rectangle with this corner at its upper left. */
  void box(double x, double y, double width, double height, Paint paint) {
    add(Polygon.rectangle(Role.PLAIN, x, -y - height, x + width, -y, paint));
  }

  void text(double x, double y, String text, double size, Anchor anchor, Color color) {
    add(new Text(Role.PLAIN, at(x, y), text, size, anchor, color));
  }

  /** The most width that a text may take. */
  static double width(String text, double size) {
    return ROOM * Font.width(text, size);
  }

  /** Adds text in lines no wider than allowed; returns the place of the next line. */
  double paragraph(double x, double y, double width, String text, double size, Color color) {
    double next = y;
    for (String line : lines(text, size, width)) {
      text(x, next, line, size, Anchor.START, color);
      next += LEADING * size;
    }
    return next;
  }

  double title(double x, double right, String title) {
    return paragraph(x, 30, right - x, title, TITLE, Color.INK);
  }

  /** Breaks a text between words, and words that are too long anywhere. */
  static List<String> lines(String text, double size, double width) {
    List<String> lines = new ArrayList<>();
    String line = "";
    for (String word : text.strip().split("\\s+", -1)) {
      String longer = line.isEmpty() ? word : line + " " + word;
      if (!line.isEmpty() && width(longer, size) > width) {
        lines.add(line);
        longer = word;
      }
      while (width(longer, size) > width && longer.length() > 1) {
        int end = longer.length() - 1;
        while (end > 1 && width(longer.substring(0, end), size) > width) {
          end--;
        }
        lines.add(longer.substring(0, end));
        longer = longer.substring(end);
      }
      line = longer;
    }
    lines.add(line);
    return lines;
  }

  /** Adds entries side by side, in as many lines as needed; returns the place of the next line. */
  double legend(double x, double y, double right, List<Entry> entries) {
    double indent = 30;
    double step = LEADING * SMALL;
    double line = y;
    double at = x;
    for (Entry entry : entries) {
      double needed = indent + width(entry.text, SMALL) + 16;
      if (at > x && at + needed > right) {
        at = x;
        line += step + 3;
      }
      entry.sample.draw(at, line - 4);
      double end =
          paragraph(at + indent, line, right - at - indent, entry.text, SMALL, Color.INK) - step;
      if (end > line) { // it takes a whole line, and more
        line = end;
        at = right;
      } else {
        at += needed;
      }
    }
    return line + step + 3;
  }

  /** The picture, with its caption as a paragraph below everything else. */
  Picture picture(double width, double bottom, String title, String caption) {
    double height =
        paragraph(MARGIN, bottom + 12, width - 2 * MARGIN, caption, SMALL, Style.SOFT) + 4;
    View view = new View(0, -Math.ceil(height), Math.ceil(width), 0);
    return new Picture(title, caption, view, 1, shapes);
  }
}
