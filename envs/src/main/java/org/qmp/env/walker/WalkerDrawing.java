package org.qmp.env.walker;

import java.util.ArrayList;
import java.util.List;
import org.qmp.env.draw.Color;
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
import org.qmp.env.walker.WalkerTask.Terrain;

/**
 * Draws the walker as its capsules from the side: x to the right and z upwards. The ground is
 * divided into pages of 6 m: a walker that leaves the picture on one side enters the next page on
 * the other.
 */
final class WalkerDrawing {
  private static final double PAGE = 6;
  private static final double MARGIN = 1; // m of the first page that lie behind the start
  static final View VIEW = new View(-MARGIN, -0.4, PAGE - MARGIN, 1.8);
  private static final int[] ORDER = {4, 5, 6, 0, 1, 2, 3}; // of parts, from back to front
  private static final String[] CEILINGS = {"ceiling1", "ceiling_long"}; // 2 lies in 1
  private static final String CURB = "curb1";

  private final Terrain terrain;

  WalkerDrawing(Terrain terrain) {
    this.terrain = terrain;
  }

  List<Shape> of(Legs legs) {
    List<Shape> shapes = new ArrayList<>();
    double origin = PAGE * Math.floor((legs.x() + MARGIN) / PAGE);
    addGround(shapes, origin);
    if (terrain == Terrain.CEILINGS) {
      for (String ceiling : CEILINGS) {
        addBox(shapes, origin, legs.extent(ceiling), Color.RED.withOpacity(0.4));
      }
      addBox(shapes, origin, legs.extent(CURB), Color.GREY);
    }
    for (int part : ORDER) {
      shapes.add(capsule(legs, part, origin));
    }
    return shapes;
  }

  private static void addGround(List<Shape> shapes, double origin) {
    shapes.add(
        Polygon.rectangle(
            Role.FLOOR, VIEW.left(), VIEW.bottom(), VIEW.right(), 0, Paint.filled(Color.PALE)));
    Stroke line = new Stroke(Color.GREY, 0.02);
    shapes.add(new Line(Role.STILL, new Point(VIEW.left(), 0), new Point(VIEW.right(), 0), line));
    for (int metre = 0; metre < PAGE; metre++) {
      double x = VIEW.left() + metre;
      shapes.add(new Line(Role.STILL, new Point(x, -0.08), new Point(x, 0), line));
      String text = (Math.round(origin + x) + " m").replace('-', '−');
      shapes.add(
          new Text(Role.STILL, new Point(x + 0.05, -0.25), text, 0.14, Anchor.START, Color.INK));
    }
  }

  private static void addBox(List<Shape> shapes, double origin, double[] box, Color color) {
    double left = Math.max(VIEW.left(), box[0] - origin);
    double right = Math.min(VIEW.right(), box[1] - origin);
    if (left < right) {
      shapes.add(Polygon.rectangle(Role.STILL, left, box[2], right, box[3], Paint.filled(color)));
    }
  }

  private static Line capsule(Legs legs, int part, double origin) {
    double dx = legs.half(part, 0);
    double dz = legs.half(part, 2);
    double x = legs.middle(part, 0) - origin;
    double z = legs.middle(part, 2);
    boolean left = Legs.PARTS[part].endsWith("left");
    Color color = part == 0 ? Color.INK : left ? Color.BLUE.withOpacity(0.5) : Color.BLUE;
    return new Line(
        part == 0 ? Role.PLAIN : Role.MOVER,
        new Point(x - dx, z - dz),
        new Point(x + dx, z + dz),
        new Stroke(color, 2 * legs.radius(part)));
  }
}
