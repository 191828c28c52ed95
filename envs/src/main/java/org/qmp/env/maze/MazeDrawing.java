package org.qmp.env.maze;

import java.util.ArrayList;
import java.util.List;
import org.qmp.env.draw.Color;
import org.qmp.env.draw.Picture.View;
import org.qmp.env.draw.Point;
import org.qmp.env.draw.Shape;
import org.qmp.env.draw.Shape.Circle;
import org.qmp.env.draw.Shape.Line;
import org.qmp.env.draw.Shape.Paint;
import org.qmp.env.draw.Shape.Polygon;
import org.qmp.env.draw.Shape.Role;
import org.qmp.env.draw.Shape.Stroke;

/** Draws a maze as its text shows it: y to the right and x downwards. */
final class MazeDrawing {
  private final View view;
  private final List<Shape> still = new ArrayList<>();

  MazeDrawing(MazeTask task) {
    Layout layout = task.layout();
    view = layout.bounds();
    still.add(
        Polygon.rectangle(
            Role.FLOOR,
            view.left(),
            view.bottom(),
            view.right(),
            view.top(),
            Paint.filled(Color.PALE)));
    for (int row = 0; row < layout.rows(); row++) {
      addWalls(layout, row);
    }
    List<Point> way =
        task.route().stream()
            .map(cell -> at(Layout.middle(cell.row()), Layout.middle(cell.column())))
            .toList();
    still.add(new Line(Role.STILL, way, new Stroke(Color.GREEN.withOpacity(0.25), 0.12)));
    Point goal = at(task.goal().row(), task.goal().column());
    still.add(
        new Circle(Role.GOAL, goal, MazeTask.RADIUS, Paint.filled(Color.GREEN.withOpacity(0.25))));
    still.add(new Circle(Role.GOAL, goal, 0.06, Paint.filled(Color.GREEN)));
    Point start = at(task.start().row(), task.start().column());
    still.add(new Circle(Role.STILL, start, 0.14, Paint.outlined(Color.INK, 0.03)));
  }

  /** One rectangle for walls side by side, with an edge, so that no seam shows between them. */
  private void addWalls(Layout layout, int row) {
    int column = 0;
    while (column < layout.columns()) {
      int first = column;
      while (column < layout.columns() && layout.isWall(row, column)) {
        column++;
      }
      if (column > first) {
        still.add(
            Polygon.rectangle(
                Role.STILL,
                Layout.low(first),
                -Layout.high(row),
                Layout.high(column - 1),
                -Layout.low(row),
                new Paint(Color.GREY, new Stroke(Color.GREY, 0.02))));
      }
      column++;
    }
  }

  View view() {
    return view;
  }

  /** The fixed parts, and the ball in front of them. */
  List<Shape> with(double x, double y) {
    List<Shape> shapes = new ArrayList<>(still);
    shapes.add(new Circle(Role.MOVER, at(x, y), Ball.RADIUS, Paint.filled(Color.BLUE)));
    return shapes;
  }

  private static Point at(double x, double y) {
    return new Point(y, -x);
  }
}
