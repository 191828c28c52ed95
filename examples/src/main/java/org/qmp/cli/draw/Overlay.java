package org.qmp.cli.draw;

import java.util.ArrayList;
import java.util.List;
import org.qmp.env.draw.Color;
import org.qmp.env.draw.Point;
import org.qmp.env.draw.Picture;
import org.qmp.env.draw.Picture.View;
import org.qmp.env.draw.Shape;

/** A world's picture drawn over something else: its lines and walls, but not its floor. */
final class Overlay {
  private static final int CORNERS = 48;
  private static final Color VEIL = Color.rgb(0xffffff).withOpacity(0.55);

  private final View view;
  private final double scale;
  private final double left;
  private final double top;
  private final Canvas canvas;

  private Overlay(View view, double scale, double left, double top, Canvas canvas) {
    this.view = view;
    this.scale = scale;
    this.left = left;
    this.top = top;
    this.canvas = canvas;
  }

  /**
   * Draws what a world shows, the mover excepted.
   *
   * @param view the part of the world whose upper left corner goes to (left, top)
   * @param scale pixels for a unit of length
   */
  static void draw(
      Picture world, View view, double scale, double left, double top, Canvas canvas) {
    Overlay overlay = new Overlay(view, scale, left, top, canvas);
    world.shapes().stream()
        .filter(shape -> shape.role() != Shape.Role.FLOOR && shape.role() != Shape.Role.MOVER)
        .forEach(overlay::draw);
  }

  private void draw(Shape shape) {
    if (shape instanceof Shape.Line line) {
      stroke(line.points(), line.stroke());
    } else if (shape instanceof Shape.Polygon polygon) {
      draw(polygon);
    } else if (shape instanceof Shape.Circle circle) {
      draw(circle);
    }
  }

  private void draw(Shape.Polygon polygon) {
    fill(polygon.corners(), polygon.paint().fill());
    stroke(closed(polygon.corners()), polygon.paint().edge());
  }

  /**
   * What is filled faintly would hardly be seen on colours, and becomes a white veil with an edge.
   */
  private void draw(Shape.Circle circle) {
    List<Point> corners = new ArrayList<>();
    for (int i = 0; i < CORNERS; i++) {
      double angle = 2 * Math.PI * i / CORNERS;
      corners.add(
          new Point(
              circle.centre().x() + circle.radius() * StrictMath.cos(angle),
              circle.centre().y() + circle.radius() * StrictMath.sin(angle)));
    }
    double opacity = circle.paint().fill().opacity();
    if (opacity > 0 && opacity < 1) {
      fill(corners, VEIL);
      canvas.line(onPaper(closed(corners)), Color.INK, 1);
    } else {
      fill(corners, circle.paint().fill());
      stroke(closed(corners), circle.paint().edge());
    }
  }

  private static List<Point> closed(List<Point> corners) {
    List<Point> closed = new ArrayList<>(corners);
    closed.add(corners.get(0));
    return closed;
  }

  private void fill(List<Point> corners, Color color) {
    if (color.opacity() > 0) {
      canvas.add(new Mark.Area(onPaper(corners), color));
    }
  }

  private void stroke(List<Point> points, Shape.Stroke stroke) {
    if (stroke.color().opacity() > 0) {
      canvas.line(onPaper(points), stroke.color(), scale * stroke.width());
    }
  }

  /** Within the view, beyond which other panels lie. */
  private List<Point> onPaper(List<Point> points) {
    return points.stream()
        .map(
            p ->
                new Point(
                    left + scale * (clip(p.x(), view.left(), view.right()) - view.left()),
                    top + scale * (view.top() - clip(p.y(), view.bottom(), view.top()))))
        .toList();
  }

  private static double clip(double value, double low, double high) {
    return Math.min(high, Math.max(low, value));
  }
}
