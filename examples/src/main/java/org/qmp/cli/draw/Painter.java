package org.qmp.cli.draw;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.qmp.env.draw.Picture;
import org.qmp.env.draw.Point;
import org.qmp.env.draw.Shape;
import org.qmp.env.draw.Shape.Circle;
import org.qmp.env.draw.Shape.Line;
import org.qmp.env.draw.Shape.Polygon;
import org.qmp.env.draw.Shape.Stroke;
import org.qmp.env.draw.Shape.Text;

/**
 * Paints pictures: a pixel takes a share of a shape's colour equal to the share that the shape
 * covers of it.
 */
final class Painter {
  /**
   * A painted picture.
   *
   * @param pixels 0xRRGGBB, row by row from the top
   */
  record Image(int width, int height, int[] pixels) {}

  private final Picture picture;
  private final double scale;
  private final int[] pixels;
  private final Coverage coverage;

  private Painter(Picture picture, double scale, int width, int height) {
    this.picture = picture;
    this.scale = scale;
    pixels = new int[width * height];
    Arrays.fill(pixels, 0xffffff);
    coverage = new Coverage(width, height);
  }

  /** Paints on white, with {@code zoom} pixels for each of the picture's. */
  static Image paint(Picture picture, double zoom) {
    double scale = picture.scale() * zoom;
    int width = (int) Math.round(picture.view().width() * scale);
    int height = (int) Math.round(picture.view().height() * scale);
    Painter painter = new Painter(picture, scale, width, height);
    picture.shapes().forEach(painter::draw);
    return new Image(width, height, painter.pixels);
  }

  private void draw(Shape shape) {
    if (shape instanceof Line line) {
      stroke(pixels(line.points()), line.stroke());
    } else if (shape instanceof Polygon polygon) {
      List<Point> corners = new ArrayList<>(pixels(polygon.corners()));
      coverage.addInside(corners);
      coverage.blend(polygon.paint().fill(), pixels);
      corners.add(corners.get(0));
      stroke(corners, polygon.paint().edge());
    } else if (shape instanceof Circle circle) {
      Point centre = pixel(circle.centre());
      Stroke edge = circle.paint().edge();
      coverage.addDisc(centre, scale * circle.radius());
      coverage.blend(circle.paint().fill(), pixels);
      if (edge.visible()) {
        coverage.addRing(centre, scale * circle.radius(), scale * edge.width());
        coverage.blend(edge.color(), pixels);
      }
    } else if (shape instanceof Text text) {
      double size = scale * text.height();
      double before = Font.width(text.text(), size) * text.anchor().before();
      Point at = pixel(text.at());
      Font.strokes(text.text(), new Point(at.x() - before, at.y()), size)
          .forEach(stroke -> coverage.addLine(stroke, size * Font.pen(stroke)));
      coverage.blend(text.color(), pixels);
    }
  }

  private Point pixel(Point point) {
    return new Point(
        scale * (point.x() - picture.view().left()), scale * (picture.view().top() - point.y()));
  }

  private List<Point> pixels(List<Point> points) {
    return points.stream().map(this::pixel).toList();
  }

  private void stroke(List<Point> points, Stroke stroke) {
    if (stroke.visible()) {
      List<Double> pattern = stroke.dashes().stream().map(length -> scale * length).toList();
      dashes(points, pattern).forEach(dash -> coverage.addLine(dash, scale * stroke.width()));
      coverage.blend(stroke.color(), pixels);
    }
  }

  /** The pieces of a line between its gaps. */
  private static List<List<Point>> dashes(List<Point> points, List<Double> pattern) {
    if (pattern.isEmpty()) {
      return List.of(points);
    }
    List<List<Point>> pieces = new ArrayList<>(); // dashes and gaps in turn
    List<Point> piece = new ArrayList<>(List.of(points.get(0)));
    double rest = pattern.get(0);
    for (int i = 1; i < points.size(); i++) {
      Point from = points.get(i - 1);
      Point to = points.get(i);
      while (from.distanceTo(to) > rest) {
        from = Font.between(from, to, rest / from.distanceTo(to));
        piece.add(from);
        pieces.add(piece);
        piece = new ArrayList<>(List.of(from));
        rest = pattern.get(pieces.size() % pattern.size());
      }
      rest -= from.distanceTo(to);
      piece.add(to);
    }
    pieces.add(piece);
    List<List<Point>> dashes = new ArrayList<>();
    for (int i = 0; i < pieces.size(); i += 2) {
      dashes.add(pieces.get(i));
    }
    return dashes;
  }
}
