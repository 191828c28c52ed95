package org.qmp.env.tabletop;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.qmp.env.draw.Color;
import org.qmp.env.draw.Picture;
import org.qmp.env.draw.Point;
import org.qmp.env.draw.Shape;
import org.qmp.env.draw.Shape.Circle;
import org.qmp.env.draw.Shape.Line;
import org.qmp.env.draw.Shape.Paint;
import org.qmp.env.draw.Shape.Polygon;
import org.qmp.env.draw.Shape.Role;
import org.qmp.env.draw.Shape.Stroke;
import org.qmp.env.physics.Model;
import org.qmp.env.physics.ModelDrawing;
import org.qmp.env.physics.ModelDrawing.Side;
import org.qmp.env.physics.Simulation;
import org.qmp.env.physics.scene.Geom;

/**
 * Draws the table from its right and, beside that, from above: the table first, then the arm as a
 * line through its joints and the objects (from above, the arm hides those below it), then the
 * gripper.
 */
final class TabletopDrawing {
  private static final Picture.View VIEW = new Picture.View(-0.2, -0.1, 2.65, 1.15);
  private static final double SCALE = 240; // pixels for a metre
  private static final Point ABOVE = new Point(1.9, 0.05); // where the origin is seen from above
  private static final String CAPTION =
      "An arm over a table, on the left from the table's right, on the right from above. Ring: the"
          + " goal.";

  private static final double EDGE = 0.004; // m
  private static final double RING = 0.03;
  private static final double SHOULDER = 0.12; // widths of the arm
  private static final double WRIST = 0.07;
  private static final Color RIM = Color.rgb(0x333333);
  private static final Color ARM = Color.rgb(0x8c3b3b);
  private static final Color GRIPPER = Color.rgb(0xd0d3d8);
  private static final Color WOOD = Color.rgb(0xe3cfa4);
  private static final Color FIXED = Color.rgb(0x9fb0bd);
  private static final Color[] THINGS = {
    Color.rgb(0xe69f00), Color.rgb(0x56b4e9), Color.rgb(0xcc79a7)
  };

  private final TabletopTask task;
  private final Simulation simulation;
  private final Model model;
  private final List<ModelDrawing> views;
  private final List<Shape> fixtures = new ArrayList<>();
  private final int[] links; // bodies, from the shoulder to the gripper
  private final List<Integer> things; // geoms
  private final List<Integer> gripper;

  TabletopDrawing(TabletopTask task, Simulation simulation) {
    this.task = task;
    this.simulation = simulation;
    model = simulation.model();
    views = List.of(new ModelDrawing(model, Side.SIDE), new ModelDrawing(model, Side.TOP, ABOVE));
    links =
        Stream.of("arm0", "arm1", "arm2", "arm3", "arm4", "arm5", "arm6", "palm")
            .mapToInt(model::body)
            .toArray();
    things = geoms(geom -> !isStill(geom) && !isGripper(geom));
    gripper = geoms(this::isGripper);
    fixtures.add(
        Polygon.rectangle(
            Role.FLOOR,
            VIEW.left(),
            VIEW.bottom(),
            VIEW.right(),
            VIEW.top(),
            Paint.filled(Color.PALE)));
    for (ModelDrawing view : views) {
      add(view, geoms(this::isStill), Role.STILL, fixtures);
    }
  }

  /** Some geoms, without the floor and the invisible walls. */
  private List<Integer> geoms(IntPredicate which) {
    return IntStream.range(0, model.geoms())
        .filter(geom -> model.geomKind(geom) != Geom.Kind.PLANE)
        .filter(geom -> !model.geomName(geom).startsWith("wall_"))
        .filter(which)
        .boxed()
        .toList();
  }

  private boolean isStill(int geom) {
    return views.get(0).role(geom) == Role.STILL;
  }

  private boolean isGripper(int geom) {
    return model.bodyName(model.geomBody(geom)).matches("palm|(left|right)_(finger|pad)");
  }

  private static Paint paint(Color color) {
    return new Paint(color, new Stroke(RIM, EDGE));
  }

  /** A picture of the current state. */
  Picture picture(String title) {
    List<Shape> shapes = new ArrayList<>(fixtures);
    for (ModelDrawing view : views) {
      boolean above = view.equals(views.get(1));
      if (!above) {
        addArm(view, shapes);
      }
      add(view, things, Role.PLAIN, shapes);
      if (above) {
        addArm(view, shapes);
      }
      add(view, gripper, Role.PLAIN, shapes);
      Point goal = view.seen(task.goal.x, task.goal.y, task.goal.z);
      shapes.add(new Circle(Role.PLAIN, goal, RING, Paint.outlined(Color.GREEN, 0.01)));
    }
    return new Picture(title, CAPTION, VIEW, SCALE, shapes);
  }

  private void add(ModelDrawing view, List<Integer> geoms, Role role, List<Shape> shapes) {
    geoms.stream()
        .sorted(Comparator.comparingDouble(geom -> view.nearness(simulation, geom)))
        .forEach(geom -> shapes.add(view.shape(simulation, geom, role, paint(color(geom)))));
  }

  private void addArm(ModelDrawing view, List<Shape> shapes) {
    for (boolean rim : new boolean[] {true, false}) {
      for (int i = 1; i < links.length; i++) {
        double width = SHOULDER + (WRIST - SHOULDER) * i / (links.length - 1);
        Stroke stroke = rim ? new Stroke(RIM, width + EDGE) : new Stroke(ARM, width - EDGE);
        Role role = rim ? Role.PLAIN : Role.MOVER;
        shapes.add(new Line(role, joint(view, links[i - 1]), joint(view, links[i]), stroke));
      }
    }
  }

  private Point joint(ModelDrawing view, int body) {
    return view.seen(
        simulation.bodyPosition(body, 0),
        simulation.bodyPosition(body, 1),
        simulation.bodyPosition(body, 2));
  }

  private Color color(int geom) {
    int body = model.geomBody(geom);
    if (isGripper(geom)) {
      return GRIPPER;
    }
    if (views.get(0).role(geom) == Role.MOVER) {
      return THINGS[body % THINGS.length];
    }
    return body == 0 || model.bodyName(body).startsWith("table") ? WOOD : FIXED;
  }
}
