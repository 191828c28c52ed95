package org.qmp.cli.draw;

import java.util.List;
import java.util.function.UnaryOperator;
import org.qmp.env.draw.Color;
import org.qmp.env.draw.Point;
import org.qmp.env.draw.Shape;
import org.qmp.env.draw.Shape.Circle;
import org.qmp.env.draw.Shape.Line;
import org.qmp.env.draw.Shape.Paint;
import org.qmp.env.draw.Shape.Polygon;
import org.qmp.env.draw.Shape.Stroke;
import org.qmp.env.draw.Shape.Text;

/** The same shape elsewhere, larger or smaller, and in other colours. */
record Shapes(UnaryOperator<Point> place, double scale, UnaryOperator<Color> color) {

  Shape map(Shape shape) {
    if (shape instanceof Line line) {
      return new Line(line.role(), map(line.points()), map(line.stroke()));
    }
    if (shape instanceof Circle circle) {
      return new Circle(
          circle.role(),
          place.apply(circle.centre()),
          scale * circle.radius(),
          map(circle.paint()));
    }
    if (shape instanceof Polygon polygon) {
      return new Polygon(polygon.role(), map(polygon.corners()), map(polygon.paint()));
    }
    Text text = (Text) shape;
    return new Text(
        text.role(),
        place.apply(text.at()),
        text.text(),
        scale * text.height(),
        text.anchor(),
        color.apply(text.color()));
  }

  private List<Point> map(List<Point> points) {
    return points.stream().map(place).toList();
  }

  private Paint map(Paint paint) {
    return new Paint(color.apply(paint.fill()), map(paint.edge()));
  }

  private Stroke map(Stroke stroke) {
    return new Stroke(
        color.apply(stroke.color()),
        scale * stroke.width(),
        stroke.dashes().stream().map(length -> scale * length).toList());
  }

  /** The points that a shape is made of. */
  static List<Point> points(Shape shape) {
    if (shape instanceof Line line) {
      return line.points();
    }
    if (shape instanceof Polygon polygon) {
      return polygon.corners();
    }
    return List.of(shape instanceof Circle circle ? circle.centre() : ((Text) shape).at());
  }
}
