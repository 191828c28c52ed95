package org.qmp.env.kitchen;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.qmp.env.draw.Color;
import org.qmp.env.draw.Picture;
import org.qmp.env.draw.Picture.View;
import org.qmp.env.draw.Point;
import org.qmp.env.draw.Shape;
import org.qmp.env.draw.Shape.Circle;
import org.qmp.env.draw.Shape.Line;
import org.qmp.env.draw.Shape.Paint;
import org.qmp.env.draw.Shape.Polygon;
import org.qmp.env.draw.Shape.Role;
import org.qmp.env.draw.Shape.Stroke;
import org.qmp.env.physics.Model;
import org.qmp.env.physics.Simulation;
import org.qmp.env.physics.scene.Geom;

/**
 * Draws the kitchen from the front and, beside it, from the robot's right: fixed parts first, then
 * moving ones, body by body, the farthest first.
 */
final class KitchenDrawing {
  private static final List<Projection> VIEWS = List.of(Projection.FRONT, Projection.SIDE);
  private static final View VIEW =
      new View(Projection.FRONT.left(), Projection.BOTTOM, Projection.SIDE.right(), Projection.TOP);
  private static final double SCALE = 200; // pixels for a metre
  private static final String CAPTION =
      "A robot arm in a kitchen, on the left from the front, on the right from the robot's right."
          + " Rings: where the handle is to be. Knobs and burners glow when they are on, and so does"
          + " the space below the hood when the light is on.";

  private static final double EDGE = 0.006; // m
  private static final double RING = 0.06;
  private static final double KNOB = 0.05;
  private static final double FINGER = 0.024;
  private static final double STOVE_TOP = 1.618;
  private static final double HOOD_BOTTOM = 2.164;
  private static final Color RIM = Color.rgb(0x333333);
  private static final Color PILLAR = Color.rgb(0xdcdcd6);
  private static final Color TIP = Color.rgb(0xb3261e);
  private static final Color GLOW = Color.rgb(0xffd84d);
  private static final Color HEAT = Color.rgb(0xff6a2b);

  private final Simulation kitchen;
  private final Model model;
  private final List<Shape> fixtures = new ArrayList<>();
  private final List<Shape> foot = new ArrayList<>(); // of the robot, before all light
  private final List<int[]> moving; // geoms, body by body
  private final double[] goal = new double[3]; // where the handle is to be, m

  /** Draws this kitchen, after setting its element to the task's goal. */
  KitchenDrawing(KitchenTask task, Franka franka) {
    kitchen = franka.simulation();
    model = kitchen.model();
    franka.start(task);
    franka.place(task.goal().stream().mapToDouble(x -> x).toArray(), task.first());
    kitchen.forward();
    for (int axis = 0; axis < 3; axis++) {
      goal[axis] = kitchen.sitePosition(model.site(task.handle()), axis);
    }
    int base = model.body("base");
    moving =
        IntStream.range(base + 1, model.bodies())
            .mapToObj(this::geomsOf)
            .filter(geoms -> geoms.length > 0)
            .toList();
    for (Projection view : VIEWS) {
      addFixtures(view);
      addFoot(view, base);
    }
  }

  private int[] geomsOf(int body) {
    return IntStream.range(0, model.geoms())
        .filter(geom -> model.geomBody(geom) == body && model.geomKind(geom) != Geom.Kind.PLANE)
        .toArray();
  }

  private void addFixtures(Projection view) {
    fixtures.add(
        Polygon.rectangle(
            Role.FLOOR,
            view.left(),
            Projection.BOTTOM,
            view.right(),
            Projection.TOP,
            Paint.filled(Color.PALE)));
    farthestFirst(view, geomsOf(0))
        .forEach(geom -> addSolid(view, geom, Role.STILL, color(model.geomName(geom)), fixtures));
  }

  private void addFoot(Projection view, int base) {
    Point bottom = view.of(-0.12, -0.16, 0);
    Point top = view.of(0.12, 0.08, 1.8);
    foot.add(
        Polygon.rectangle(
            Role.STILL, bottom.x(), bottom.y(), top.x(), top.y(), new Paint(PILLAR, edge())));
    addLink(view, geomsOf(base), Role.STILL, foot);
  }

  /** A picture of the current state. */
  Picture picture(String title) {
    List<Shape> shapes = new ArrayList<>(fixtures);
    VIEWS.forEach(view -> addGlow(view, shapes));
    shapes.addAll(foot);
    for (Projection view : VIEWS) {
      moving.stream()
          .sorted(Comparator.comparingDouble(geoms -> nearness(view, geoms)))
          .forEach(geoms -> addBody(view, geoms, shapes));
      // Not a GOAL, which stills draw at the last moment only.
      Point middle = view.of(goal[0], goal[1], goal[2]);
      shapes.add(new Circle(Role.PLAIN, middle, RING, Paint.outlined(Color.GREEN, 0.012)));
    }
    return new Picture(title, CAPTION, VIEW, SCALE, shapes);
  }

  private double nearness(Projection view, int[] geoms) {
    return IntStream.of(geoms)
        .mapToDouble(geom -> view.nearness(kitchen, geom))
        .max()
        .orElse(Double.NEGATIVE_INFINITY);
  }

  private List<Integer> farthestFirst(Projection view, int[] geoms) {
    return IntStream.of(geoms)
        .boxed()
        .sorted(Comparator.comparingDouble(geom -> view.nearness(kitchen, geom)))
        .toList();
  }

  private void addBody(Projection view, int[] geoms, List<Shape> shapes) {
    String body = model.bodyName(model.geomBody(geoms[0]));
    if (body.startsWith("link")) {
      addLink(view, geoms, Role.MOVER, shapes);
    } else if (body.endsWith("Finger")) {
      addLine(
          view.between(kitchen, geoms[0], geoms[geoms.length - 1]),
          FINGER,
          RIM,
          Role.PLAIN,
          shapes);
    } else if (body.startsWith("knob") && view.equals(Projection.FRONT)) {
      addKnob(view, geoms[0], shapes);
    } else {
      farthestFirst(view, geoms)
          .forEach(geom -> addSolid(view, geom, Role.PLAIN, color(body), shapes));
    }
  }

  private void addSolid(Projection view, int geom, Role role, Color color, List<Shape> shapes) {
    if (model.geomKind(geom) == Geom.Kind.BOX) {
      shapes.add(new Polygon(role, view.outline(kitchen, geom), new Paint(color, edge())));
    } else {
      addLine(view.axis(kitchen, geom), width(geom) + EDGE, RIM, Role.PLAIN, shapes);
      addLine(view.axis(kitchen, geom), width(geom) - EDGE, color, role, shapes);
    }
  }

  /** Capsules with one rim around them all. */
  private void addLink(Projection view, int[] capsules, Role role, List<Shape> shapes) {
    Role rim = role == Role.MOVER ? Role.PLAIN : role;
    for (int geom : capsules) {
      addLine(view.axis(kitchen, geom), width(geom) + EDGE, RIM, rim, shapes);
    }
    for (int geom : capsules) {
      addLine(view.axis(kitchen, geom), width(geom) - EDGE, color("link"), role, shapes);
    }
  }

  private double width(int capsule) {
    return 2 * model.geomSize(capsule, 0);
  }

  private static Stroke edge() {
    return new Stroke(RIM, EDGE);
  }

  private static void addLine(
      List<Point> points, double width, Color color, Role role, List<Shape> shapes) {
    if (!points.isEmpty()) {
      shapes.add(new Line(role, points, new Stroke(color, width)));
    }
  }

  /** A disc with a bar across, one end of which is marked. */
  private void addKnob(Projection view, int bar, List<Shape> shapes) {
    Color color = color(model.bodyName(model.geomBody(bar)));
    Point middle =
        view.of(
            kitchen.geomPosition(bar, 0),
            kitchen.geomPosition(bar, 1),
            kitchen.geomPosition(bar, 2));
    shapes.add(new Circle(Role.PLAIN, middle, KNOB, new Paint(color, edge())));
    shapes.add(new Polygon(Role.PLAIN, view.outline(kitchen, bar), new Paint(color, edge())));
    double half = model.geomSize(bar, 1);
    double du = half * kitchen.geomRotation(bar, 0, 1);
    double dz = half * kitchen.geomRotation(bar, 2, 1);
    List<Point> tip =
        List.of(
            new Point(middle.x() + 0.6 * du, middle.y() + 0.6 * dz),
            new Point(middle.x() + 0.8 * du, middle.y() + 0.8 * dz));
    addLine(tip, 0.018, TIP, Role.PLAIN, shapes);
  }

  /** What is on, by the thresholds of the tasks. */
  private void addGlow(Projection view, List<Shape> shapes) {
    for (int k = 1; k <= 4; k++) {
      if (kitchen.position(model.positionOf("knob" + k)) < (k == 4 ? -0.62 : -0.58)) {
        int knob = model.site("knob" + k);
        Point middle =
            view.of(
                kitchen.sitePosition(knob, 0),
                kitchen.sitePosition(knob, 1),
                kitchen.sitePosition(knob, 2));
        shapes.add(new Circle(Role.PLAIN, middle, 1.7 * KNOB, Paint.filled(GLOW.withOpacity(0.6))));
        int burner = model.body("burner" + k);
        double x = kitchen.bodyPosition(burner, 0);
        double y = kitchen.bodyPosition(burner, 1);
        List<Point> plate =
            List.of(view.of(x - 0.09, y - 0.09, STOVE_TOP), view.of(x + 0.09, y + 0.09, STOVE_TOP));
        addLine(plate, 0.03, HEAT, Role.PLAIN, shapes);
      }
    }
    if (kitchen.position(model.positionOf("switch")) < -0.39) {
      List<Point> cone =
          List.of(
              view.of(-0.35, 0.75, HOOD_BOTTOM),
              view.of(0.35, 1.25, HOOD_BOTTOM),
              view.of(0.5, 1.35, STOVE_TOP),
              view.of(-0.5, 0.4, STOVE_TOP));
      shapes.add(new Polygon(Role.PLAIN, cone, Paint.filled(GLOW.withOpacity(0.5))));
    }
  }

  /** The colour of a fixture or a body by its name; that of the arm for all others. */
  private static Color color(String name) {
    return Color.rgb(
        switch (name) {
          case "leftTop", "sinkLeft", "sinkFront" -> 0xddd8cc;
          case "leftCounter", "rightCounter", "sinkLeftLow", "sinkFrontLow" -> 0xc9ccd1;
          case "stove", "hood" -> 0x3a3d42;
          case "slideBottom", "slideRight", "slideTop", "slideLeft" -> 0xbfc4ca;
          case "hingeMiddle",
              "hingeRight",
              "hingeLeftBottom",
              "hingeRightBottom",
              "hingeRightTop" ->
              0x8f9bbd;
          case "microRight", "microTop", "microBottom", "microPanel" -> 0x5c6066;
          case "slideDoor" -> 0xaeb4bb;
          case "leftDoor", "rightDoor" -> 0x7583a8;
          case "microDoor" -> 0x4a4d52;
          case "knob1", "knob2", "knob3", "knob4" -> 0xe8a13c;
          case "switch" -> 0xd94f3d;
          case "kettle" -> 0xf2f2ee;
          default -> 0xf5f5f0;
        });
  }
}
