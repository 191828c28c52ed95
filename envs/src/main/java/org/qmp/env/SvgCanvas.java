package org.qmp.env;

import java.util.List;
import org.qmp.env.Rendering.View;
import org.qmp.env.Shape.Circle;
import org.qmp.env.Shape.Label;
import org.qmp.env.Shape.Line;
import org.qmp.env.Shape.Paint;
import org.qmp.env.Shape.Polygon;
import org.qmp.env.Shape.Stroke;

/**
 * An SVG text in the making. The view's longer side becomes 480 units, and y turns downwards here,
 * so that letters stand upright.
 */
final class SvgCanvas {
  private static final double SIDE = 480;

  private final View view;
  private final double scale;
  private final StringBuilder svg = new StringBuilder();

  /** Begins a picture with the view and the first shapes of a moment. */
  SvgCanvas(Rendering moment, int shapes) {
    view = moment.view();
    scale = SIDE / Math.max(view.width(), view.height());
    String width = length(view.width());
    String height = length(view.height());
    svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + width)
        .append(
            "\" height=\"" + height + "\" viewBox=\"0 0 " + width + " " + height + "\">\n<title>")
        .append(escape(moment.title()))
        .append("</title>\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
    moment.shapes().subList(0, shapes).forEach(this::draw);
  }

  /** Some shapes with attributes in common, after another element. */
  void group(String attributes, String first, List<Shape> shapes) {
    if (!shapes.isEmpty()) {
      svg.append(attributes.isEmpty() ? "<g>" : "<g " + attributes + ">")
          .append(first)
          .append('\n');
      shapes.forEach(this::draw);
      svg.append("</g>\n");
    }
  }

  String close() {
    return svg.append("</svg>\n").toString();
  }

  private void draw(Shape shape) {
    if (shape instanceof Line line) {
      svg.append("<polyline points=\"").append(points(line.points())).append('"');
      fill(Color.NONE);
      stroke(line.stroke());
      svg.append(" stroke-linecap=\"round\" stroke-linejoin=\"round\"/>\n");
    } else if (shape instanceof Circle circle) {
      svg.append("<circle cx=\"" + x(circle.centre()) + "\" cy=\"" + y(circle.centre()))
          .append("\" r=\"" + length(circle.radius()) + "\"");
      paint(circle.paint());
      svg.append("/>\n");
    } else if (shape instanceof Polygon polygon) {
      svg.append("<polygon points=\"").append(points(polygon.corners())).append('"');
      paint(polygon.paint());
      svg.append("/>\n");
    } else if (shape instanceof Label label) {
      svg.append("<text x=\"" + x(label.at()) + "\" y=\"" + y(label.at()))
          .append("\" font-family=\"sans-serif\" font-size=\"" + length(label.height()) + "\"");
      fill(label.color());
      svg.append('>').append(escape(label.text())).append("</text>\n");
    }
  }

  private void paint(Paint paint) {
    fill(paint.fill());
    stroke(paint.edge());
  }

  private void fill(Color color) {
    color("fill", color);
  }

  private void stroke(Stroke stroke) {
    if (stroke.width() > 0 && stroke.color().opacity() > 0) {
      color("stroke", stroke.color());
      svg.append(" stroke-width=\"" + length(stroke.width()) + "\"");
    }
  }

  private void color(String attribute, Color color) {
    if (color.opacity() == 0) {
      svg.append(" " + attribute + "=\"none\"");
      return;
    }
    int code = 1 << 24 | color.red() << 16 | color.green() << 8 | color.blue();
    svg.append(" " + attribute + "=\"#" + Integer.toHexString(code).substring(1) + "\"");
    if (color.opacity() < 1) {
      svg.append(" " + attribute + "-opacity=\"" + decimal(color.opacity(), 3) + "\"");
    }
  }

  private String points(List<Point> points) {
    StringBuilder text = new StringBuilder();
    for (Point point : points) {
      text.append(text.isEmpty() ? "" : " ").append(x(point)).append(',').append(y(point));
    }
    return text.toString();
  }

  private String x(Point point) {
    return length(point.x() - view.left());
  }

  private String y(Point point) {
    return length(view.top() - point.y());
  }

  private String length(double worldUnits) {
    return decimal(worldUnits * scale, 2);
  }

  /**
   * A number in plain digits, rounded, without trailing zeros. Unlike {@code Double.toString},
   * whose digits changed with JDK 19, it is the same everywhere.
   */
  static String decimal(double value, int digits) {
    long unit = 1;
    for (int i = 0; i < digits; i++) {
      unit *= 10;
    }
    long rounded = Math.round(value * unit);
    long magnitude = Math.abs(rounded);
    StringBuilder text = new StringBuilder(rounded < 0 ? "-" : "").append(magnitude / unit);
    if (magnitude % unit != 0) {
      text.append('.').append(Long.toString(unit + magnitude % unit), 1, digits + 1);
      while (text.charAt(text.length() - 1) == '0') {
        text.setLength(text.length() - 1);
      }
    }
    return text.toString();
  }

  /** Text as XML: marks escaped, and what XML 1.0 cannot hold replaced by U+FFFD. */
  static String escape(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '"' -> escaped.append("&quot;");
                default -> escaped.appendCodePoint(isXml(c) ? c : 0xfffd);
              }
            });
    return escaped.toString();
  }

  private static boolean isXml(int c) {
    boolean white = c == '\t' || c == '\n' || c == '\r';
    boolean surrogate = c >= 0xd800 && c <= 0xdfff;
    return white || (c >= 0x20 && !surrogate && c != 0xfffe && c != 0xffff);
  }
}
