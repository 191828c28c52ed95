package org.qmp.env.draw;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.qmp.env.draw.Shape.Circle;
import org.qmp.env.draw.Shape.Line;
import org.qmp.env.draw.Shape.Paint;
import org.qmp.env.draw.Shape.Polygon;
import org.qmp.env.draw.Shape.Stroke;
import org.qmp.env.draw.Shape.Text;

/**
 * Pictures as SVG 1.1 text, which every browser shows; the film is SMIL and needs no script. Equal
 * pictures give equal text on every machine.
 */
public final class Svg {
  private static final double SHORTEST = 0.001; // s; a duration has 3 decimals and must not be 0

  private final Picture picture;
  private final StringBuilder svg = new StringBuilder();

  /** Begins with the root element, title, description and a white background. */
  private Svg(Picture picture) {
    this.picture = picture;
    String width = length(picture.view().width());
    String height = length(picture.view().height());
    add("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"", width, "\" height=\"", height);
    add("\" viewBox=\"0 0 ", width, " ", height, "\" font-family=\"Helvetica, Arial, sans-serif\"");
    add(" role=\"img\">\n<title>", escape(picture.title()), "</title>\n<desc>");
    add(escape(picture.caption()), "</desc>\n");
    add("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
  }

  public static String picture(Picture picture) {
    return film(List.of(picture), 1);
  }

  /**
   * A film that repeats for ever.
   *
   * @param secondsPerFrame at least 0.001 and finite
   * @throws IllegalArgumentException if there are no frames, their views or scales differ, or the
   *     duration is out of range
   */
  public static String film(List<Picture> frames, double secondsPerFrame) {
    if (!(secondsPerFrame >= SHORTEST && secondsPerFrame <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "secondsPerFrame must be at least 0.001 and finite; got " + secondsPerFrame);
    }
    List<Shape> still = still(frames);
    Svg svg = new Svg(frames.get(0));
    still.forEach(svg::draw);
    for (int i = 0; i < frames.size(); i++) {
      List<Shape> shapes = frames.get(i).shapes();
      if (shapes.size() > still.size()) {
        svg.add(i == 0 ? "<g>" : "<g visibility=\"hidden\">");
        svg.add(shownDuring(i, frames.size(), secondsPerFrame), "\n");
        shapes.subList(still.size(), shapes.size()).forEach(svg::draw);
        svg.add("</g>\n");
      }
    }
    svg.add("</svg>\n");
    return svg.svg.toString();
  }

  /** The shapes that all frames begin with. */
  private static List<Shape> still(List<Picture> frames) {
    if (frames.isEmpty()) {
      throw new IllegalArgumentException("a film needs at least one frame");
    }
    Picture first = frames.get(0);
    int same = first.shapes().size();
    for (Picture frame : frames) {
      if (!frame.view().equals(first.view())) {
        throw new IllegalArgumentException(
            "all frames must have one view; got " + first.view() + " and " + frame.view());
      }
      if (frame.scale() != first.scale()) {
        throw new IllegalArgumentException(
            "all frames must have one scale; got " + first.scale() + " and " + frame.scale());
      }
      List<Shape> shapes = frame.shapes();
      same = Math.min(same, shapes.size());
      for (int i = 0; i < same; i++) {
        if (!shapes.get(i).equals(first.shapes().get(i))) {
          same = i;
        }
      }
    }
    return first.shapes().subList(0, same);
  }

  private static String shownDuring(int frame, int count, double secondsPerFrame) {
    boolean first = frame == 0;
    boolean last = frame == count - 1;
    String begin = decimal((double) frame / count, 6);
    String end = decimal((frame + 1.0) / count, 6);
    return "<animate attributeName=\"visibility\" calcMode=\"discrete\" values=\""
        + (first ? "" : "hidden;")
        + "visible"
        + (last ? "" : ";hidden")
        + "\" keyTimes=\"0"
        + (first ? "" : ";" + begin)
        + (last ? "" : ";" + end)
        + "\" dur=\""
        + decimal(secondsPerFrame * count, 3)
        + "s\" repeatCount=\"indefinite\"/>";
  }

  private void draw(Shape shape) {
    if (shape instanceof Line line) {
      add("<polyline points=\"", points(line.points()), "\" fill=\"none\"");
      stroke(line.stroke());
      add(" stroke-linecap=\"round\" stroke-linejoin=\"round\"/>\n");
    } else if (shape instanceof Circle circle) {
      add("<circle cx=\"", x(circle.centre()), "\" cy=\"", y(circle.centre()));
      add("\" r=\"", length(circle.radius()), "\"");
      paint(circle.paint());
    } else if (shape instanceof Polygon polygon) {
      add("<polygon points=\"", points(polygon.corners()), "\"");
      paint(polygon.paint());
    } else if (shape instanceof Text text) {
      add("<text x=\"", x(text.at()), "\" y=\"", y(text.at()));
      add("\" font-size=\"", length(text.height()), "\"");
      if (text.anchor() != Shape.Anchor.START) {
        add(" text-anchor=\"", text.anchor().name().toLowerCase(Locale.ROOT), "\"");
      }
      color("fill", text.color());
      add(">", escape(text.text()), "</text>\n");
    }
  }

  private void paint(Paint paint) {
    color("fill", paint.fill());
    stroke(paint.edge());
    add("/>\n");
  }

  private void stroke(Stroke stroke) {
    if (stroke.visible()) {
      color("stroke", stroke.color());
      add(" stroke-width=\"", length(stroke.width()), "\"");
      if (!stroke.dashes().isEmpty()) {
        add(" stroke-dasharray=\"");
        add(String.join(" ", stroke.dashes().stream().map(this::length).toList()), "\"");
      }
    }
  }

  private void color(String attribute, Color color) {
    if (color.opacity() == 0) {
      add(" ", attribute, "=\"none\"");
      return;
    }
    int code = 1 << 24 | color.red() << 16 | color.green() << 8 | color.blue();
    add(" ", attribute, "=\"#", Integer.toHexString(code).substring(1), "\"");
    if (color.opacity() < 1) {
      add(" ", attribute, "-opacity=\"", decimal(color.opacity(), 3), "\"");
    }
  }

  private void add(String... parts) {
    for (String part : parts) {
      svg.append(part);
    }
  }

  private String points(List<Point> points) {
    return String.join(" ", points.stream().map(p -> x(p) + "," + y(p)).toList());
  }

  private String x(Point point) {
    return length(point.x() - picture.view().left());
  }

  private String y(Point point) {
    return length(picture.view().top() - point.y());
  }

  private String length(double length) {
    return decimal(length * picture.scale(), 2);
  }

  /**
   * A number in plain digits, rounded, without trailing zeros. Unlike {@code Double.toString},
   * whose digits changed with JDK 19, it is the same everywhere.
   */
  static String decimal(double value, int digits) {
    long rounded = Math.round(value * BigDecimal.TEN.pow(digits).doubleValue());
    return BigDecimal.valueOf(rounded, digits).stripTrailingZeros().toPlainString();
  }

  /**
   * Text for XML or HTML, between tags or in double quotes: special characters escaped, and those
   * not allowed in XML 1.0 replaced by U+FFFD.
   */
  public static String escape(String text) {
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
