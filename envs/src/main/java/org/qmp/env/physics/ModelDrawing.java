package org.qmp.env.physics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.qmp.env.Trig;
import org.qmp.env.draw.Color;
import org.qmp.env.draw.Outline;
import org.qmp.env.draw.Picture;
import org.qmp.env.draw.Point;
import org.qmp.env.draw.Shape;
import org.qmp.env.draw.Shape.Circle;
import org.qmp.env.draw.Shape.Paint;
import org.qmp.env.draw.Shape.Polygon;
import org.qmp.env.draw.Shape.Role;
import org.qmp.env.draw.Shape.Stroke;
import org.qmp.env.physics.scene.Geom;

/**
 * Draws the geoms of any model along an axis: fixed geoms are still, those of mocap bodies are
 * goals, and the others move. Poses are those of the last forward pass.
 */
public final class ModelDrawing {
  private static final int DIRECTIONS = 48; // in which an outline is looked for
  private static final Color[] MOVING = {
    Color.BLUE, Color.rgb(0xe69f00), Color.rgb(0x56b4e9), Color.rgb(0xcc79a7)
  };

  /** From where a model is seen: the axes to the right, upwards and towards the viewer. */
  public enum Side {
    /** From the negative y axis. */
    FRONT(0, 2, 1, -1),
    /** From the positive x axis. */
    SIDE(1, 2, 0, 1),
    /** From above. */
    TOP(0, 1, 2, 1);

    private final int right;
    private final int up;
    private final int depth;
    private final int towards;

    Side(int right, int up, int depth, int towards) {
      this.right = right;
      this.up = up;
      this.depth = depth;
      this.towards = towards;
    }
  }

  private final Model model;
  private final Side side;
  private final Point shift;
  private final double[] direction = new double[3];
  private final double[] place = new double[3];

  public ModelDrawing(Model model, Side side) {
    this(model, side, new Point(0, 0));
  }

  /** A view beside others: its origin is at the given point of the picture. */
  public ModelDrawing(Model model, Side side, Point shift) {
    this.model = model;
    this.side = side;
    this.shift = shift;
  }

  /** The view that contains all geoms except planes, in m, with a margin of a tenth of its size. */
  public Picture.View around(Simulation simulation) {
    double left = Double.POSITIVE_INFINITY;
    double bottom = Double.POSITIVE_INFINITY;
    double right = Double.NEGATIVE_INFINITY;
    double top = Double.NEGATIVE_INFINITY;
    for (int g = 0; g < model.geoms(); g++) {
      if (model.geomKind(g) != Geom.Kind.PLANE) {
        for (Point corner : outline(simulation, g)) {
          left = Math.min(left, corner.x());
          right = Math.max(right, corner.x());
          bottom = Math.min(bottom, corner.y());
          top = Math.max(top, corner.y());
        }
      }
    }
    double margin = 0.1 * Math.max(right - left, top - bottom);
    return right >= left
        ? new Picture.View(left - margin, bottom - margin, right + margin, top + margin)
        : new Picture.View(-1, -1, 1, 1);
  }

  /** Floors, still geoms, goals and moving ones in the current state, each from back to front. */
  public List<Shape> shapes(Simulation simulation, Picture.View view) {
    List<Integer> order = new ArrayList<>();
    List<Shape> shapes = new ArrayList<>();
    for (int g = 0; g < model.geoms(); g++) {
      if (model.geomKind(g) != Geom.Kind.PLANE) {
        order.add(g);
      } else if (side != Side.TOP) {
        double height = Math.min(view.top(), simulation.geomPosition(g, side.up) + shift.y());
        if (height > view.bottom()) {
          shapes.add(
              Polygon.rectangle(
                  Role.FLOOR,
                  view.left(),
                  view.bottom(),
                  view.right(),
                  height,
                  Paint.filled(Color.PALE)));
        }
      }
    }
    order.sort(
        Comparator.comparing((Integer g) -> role(g))
            .thenComparingDouble(g -> nearness(simulation, g)));
    order.forEach(g -> shapes.add(shape(simulation, g)));
    return shapes;
  }

  /** STILL if a geom cannot move, GOAL if its body is a mocap body, else MOVER. */
  public Role role(int geom) {
    int body = model.geomBody(geom);
    if (model.bodies.weld[body] != 0) {
      return Role.MOVER;
    }
    return model.isMocap(model.bodies.root[body]) ? Role.GOAL : Role.STILL;
  }

  /** How far a geom reaches towards the viewer, in m from the origin. */
  public double nearness(Simulation simulation, int geom) {
    farthest(simulation, geom, side.depth, side.towards, side.depth, 0);
    return side.towards * place[side.depth];
  }

  private Shape shape(Simulation simulation, int geom) {
    Role role = role(geom);
    Color color =
        switch (role) {
          case STILL -> Color.GREY;
          case GOAL -> Color.GREEN.withOpacity(0.5);
          default -> MOVING[model.geomBody(geom) % MOVING.length];
        };
    return shape(simulation, geom, role, new Paint(color, new Stroke(Color.INK, 0.002)));
  }

  /** The shape of a geom in the picture. */
  public Shape shape(Simulation simulation, int geom, Role role, Paint paint) {
    if (model.geomKind(geom) == Geom.Kind.SPHERE) {
      Point centre =
          seen(
              simulation.geomPosition(geom, 0),
              simulation.geomPosition(geom, 1),
              simulation.geomPosition(geom, 2));
      return new Circle(role, centre, model.geomSize(geom, 0), paint);
    }
    return new Polygon(role, outline(simulation, geom), paint);
  }

  /** The point of the picture for a place. */
  public Point seen(double x, double y, double z) {
    double[] at = {x, y, z};
    return new Point(at[side.right] + shift.x(), at[side.up] + shift.y());
  }

  /** The farthest points in many directions of the picture. */
  private List<Point> outline(Simulation simulation, int geom) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < DIRECTIONS; i++) {
      double angle = 2 * Math.PI * (i + 0.5) / DIRECTIONS; // never along an axis: no ties
      farthest(simulation, geom, side.right, Trig.cos(angle), side.up, Trig.sin(angle));
      points.add(seen(place[0], place[1], place[2]));
    }
    return Outline.hull(points);
  }

  private void farthest(
      Simulation simulation, int geom, int first, double one, int second, double other) {
    direction[side.right] = 0;
    direction[side.up] = 0;
    direction[side.depth] = 0;
    direction[second] = other;
    direction[first] = one;
    simulation.farthest(geom, direction, place);
  }
}
