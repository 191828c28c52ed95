package org.qmp.env.physics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qmp.env.draw.Color;
import org.qmp.env.draw.Picture;
import org.qmp.env.draw.Point;
import org.qmp.env.draw.Shape;
import org.qmp.env.draw.Shape.Circle;
import org.qmp.env.draw.Shape.Role;
import org.qmp.env.physics.scene.Body;
import org.qmp.env.physics.scene.Geom;
import org.qmp.env.physics.scene.Joint;
import org.qmp.env.physics.scene.Options;
import org.qmp.env.physics.scene.Rules;
import org.qmp.env.physics.scene.Scene;

/** Where shapes are drawn from each side, and in which order; two moving balls, by hand. */
final class ModelDrawingTest {
  private static final Picture.View ALL = new Picture.View(-9, -9, 9, 9);

  /** The first with radius 0.5 at (1, 2, 4); the second with radius 0.25 at (2, 4, 8). */
  private static Simulation balls() {
    Scene scene = new Scene(new Options(Rules.MUJOCO_3));
    scene.world.add(new Geom(Geom.Kind.PLANE).at(0, 0, -1));
    for (int i = 1; i <= 2; i++) {
      scene.world.add(
          new Body("ball" + i)
              .at(i, 2 * i, 4 * i)
              .add(new Joint(Joint.Kind.FREE, "free" + i))
              .add(new Geom(Geom.Kind.SPHERE, 0.5 / i)));
    }
    Simulation simulation = new Simulation(Model.of(scene));
    simulation.forward();
    return simulation;
  }

  private static List<Circle> circles(ModelDrawing drawing) {
    return drawing.shapes(balls(), ALL).stream()
        .filter(shape -> shape instanceof Circle)
        .map(Circle.class::cast)
        .toList();
  }

  /**
   * From the front y points away, so that the second is behind; from right and above it is nearer.
   */
  @ParameterizedTest
  @CsvSource({"FRONT, 1, 4, true", "SIDE, 2, 4, false", "TOP, 1, 2, false"})
  void ballsAreProjectedAlongTheAxisAndTheNearerIsDrawnLast(
      ModelDrawing.Side side, double right, double up, boolean firstIsNearer) {
    ModelDrawing drawing = new ModelDrawing(balls().model(), side);
    Circle first = circles(drawing).get(firstIsNearer ? 1 : 0);
    Circle second = circles(drawing).get(firstIsNearer ? 0 : 1);
    assertEquals(new Point(right, up), first.centre());
    assertEquals(0.5, first.radius());
    assertEquals(new Point(2 * right, 2 * up), second.centre());
    assertEquals(0.25, second.radius());
    assertEquals(Role.MOVER, second.role());
    Simulation simulation = balls();
    assertEquals(
        firstIsNearer ? -1.5 : side == ModelDrawing.Side.SIDE ? 1.5 : 4.5,
        drawing.nearness(simulation, 1),
        1e-15);
  }

  @Test
  void aDrawingCanBeShifted() {
    Model model = balls().model();
    ModelDrawing drawing = new ModelDrawing(model, ModelDrawing.Side.FRONT, new Point(10, -20));
    assertEquals(new Point(11, -16), drawing.seen(1, 2, 4));
    List<Shape> shapes = drawing.shapes(balls(), new Picture.View(-30, -30, 30, 30));
    assertEquals(new Point(30, -21), ((Shape.Polygon) shapes.get(0)).corners().get(2));
  }

  /** From the front, the balls extend over 0.5 to 2.25 by 3.5 to 8.25; 0.475 more on every side. */
  @Test
  void theViewHasAMarginOfATenthOfItsSize() {
    Simulation simulation = balls();
    Picture.View view =
        new ModelDrawing(simulation.model(), ModelDrawing.Side.FRONT).around(simulation);
    assertEquals(0.025, view.left(), 0.02);
    assertEquals(2.725, view.right(), 0.02);
    assertEquals(3.025, view.bottom(), 0.02);
    assertEquals(8.725, view.top(), 0.02);
  }

  @Test
  void theFloorIsDrawnUnlessSeenFromAbove() {
    Model model = balls().model();
    List<Shape> aside = new ModelDrawing(model, ModelDrawing.Side.FRONT).shapes(balls(), ALL);
    assertEquals(Role.FLOOR, aside.get(0).role());
    assertEquals(3, aside.size());
    List<Shape> above = new ModelDrawing(model, ModelDrawing.Side.TOP).shapes(balls(), ALL);
    assertEquals(2, above.size());
  }

  private static Simulation of(Scene scene) {
    return new Simulation(Model.of(scene));
  }

  private static List<Shape> shapes(Scene scene, ModelDrawing.Side side, Picture.View view) {
    Simulation simulation = of(scene);
    return new ModelDrawing(simulation.model(), side).shapes(simulation, view);
  }

  private static Scene floor(double height) {
    Scene scene = new Scene(new Options(Rules.MUJOCO_3));
    scene.world.add(new Geom(Geom.Kind.PLANE).at(0, 0, height));
    return scene;
  }

  /** At most up to the top of the view; a floor below the view is not drawn. */
  @ParameterizedTest
  @CsvSource({"FRONT, 5, 1", "SIDE, .5, .5", "FRONT, -.5, -.5"})
  void aFloorEndsAtItsHeight(ModelDrawing.Side side, double height, double top) {
    Picture.View view = new Picture.View(-2, -1, 2, 1);
    Shape.Polygon drawn = (Shape.Polygon) shapes(floor(height), side, view).get(0);
    assertEquals(new Point(-2, -1), drawn.corners().get(0));
    assertEquals(new Point(2, top), drawn.corners().get(2));
    assertEquals(List.of(), shapes(floor(-1.5), side, view));
  }

  /** A floor is infinite and does not count; the view need not contain the origin. */
  @Test
  void theViewContainsAllFiniteShapes() {
    Simulation alone = of(floor(0));
    assertEquals(
        new Picture.View(-1, -1, 1, 1),
        new ModelDrawing(alone.model(), ModelDrawing.Side.FRONT).around(alone));
    Scene left = floor(0);
    left.world.add(new Geom(Geom.Kind.BOX, 1, 1, 1).at(-5, 0, 3));
    Simulation box = of(left);
    Picture.View view = new ModelDrawing(box.model(), ModelDrawing.Side.FRONT).around(box);
    assertEquals(-6.2, view.left(), 1e-12);
    assertEquals(-3.8, view.right(), 1e-12);
  }

  /** A fixed shape never hides a moving one; shapes attached to a target are green targets, too. */
  @Test
  void fixedShapesAreDrawnFirstThenTargetsThenMovingShapes() {
    Scene scene = new Scene(new Options(Rules.MUJOCO_3));
    scene.world.add(new Geom(Geom.Kind.SPHERE, 1).at(0, -9, 0));
    scene.world.add(
        new Body("ball")
            .add(new Joint(Joint.Kind.FREE, "free"))
            .add(new Geom(Geom.Kind.SPHERE, 2), new Geom(Geom.Kind.SPHERE, 3)));
    Body target = new Body("target");
    target.mocap = true;
    scene.world.add(target.add(new Body("mark").add(new Geom(Geom.Kind.SPHERE, 4))));
    List<Circle> drawn =
        shapes(scene, ModelDrawing.Side.FRONT, ALL).stream().map(Circle.class::cast).toList();
    assertEquals(List.of(1.0, 4.0, 2.0, 3.0), drawn.stream().map(Circle::radius).toList());
    assertEquals(
        List.of(Role.STILL, Role.GOAL, Role.MOVER, Role.MOVER),
        drawn.stream().map(Shape::role).toList());
    assertEquals(Color.GREY, drawn.get(0).paint().fill());
    assertEquals(Color.GREEN.withOpacity(0.5), drawn.get(1).paint().fill());
    assertEquals(drawn.get(2).paint(), drawn.get(3).paint(), "one colour for a body");
  }
}
