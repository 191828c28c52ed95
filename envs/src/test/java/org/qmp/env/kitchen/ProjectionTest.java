package org.qmp.env.kitchen;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.qmp.env.draw.Outline;
import org.qmp.env.draw.Point;
import org.qmp.env.physics.Model;
import org.qmp.env.physics.Simulation;
import org.qmp.env.physics.scene.Geom;

final class ProjectionTest {

  @Test
  void placesAreSeenFromTheFrontAndFromTheRight() {
    assertEquals(new Point(.3, 2), Projection.FRONT.of(.3, .7, 2));
    assertEquals(new Point(.7 + 1.42, 2), Projection.SIDE.of(.3, .7, 2));
    assertEquals(new Point(.95, 1.25), Projection.FRONT.of(5, 0, 0), "moved to the border");
  }

  private final Simulation kitchen = new Simulation(Franka.MODEL);

  /** The first box of a body, after setting the joint of the same name to this angle. */
  private int box(String name, double angle) {
    Model model = kitchen.model();
    kitchen.reset();
    kitchen.setPosition(model.positionOf(name), angle);
    kitchen.forward();
    return IntStream.range(0, model.geoms())
        .filter(geom -> model.geomKind(geom) == Geom.Kind.BOX)
        .filter(geom -> model.bodyName(model.geomBody(geom)).equals(name))
        .findFirst()
        .orElseThrow();
  }

  /**
   * The hinge is at x = −0.224, 0.008 from the door's right side and 0.045 behind its front, which
   * is at y = 0.665 when shut. Seen from the right, the edge between these two sides is nearest.
   */
  @Test
  void aDoorIsAsNearAsItsNearestEdge() {
    int shut = box("rightDoor", 0);
    assertEquals(-.224 + .008, Projection.SIDE.nearness(kitchen, shut), 1e-9);
    assertEquals(-.665, Projection.FRONT.nearness(kitchen, shut), 1e-9);
    int open = box("rightDoor", .5);
    assertEquals(
        -.224 + .008 * Math.cos(.5) + .045 * Math.sin(.5),
        Projection.SIDE.nearness(kitchen, open),
        1e-9);
  }

  /** The bar of a knob, 0.096 high and 0.028 wide, turns about the viewing direction. */
  @Test
  void aTurnedBarHasATurnedOutline() {
    assertSize(.028, .096, 0);
    double cos = Math.cos(.5);
    double sin = Math.sin(.5);
    assertSize(.028 * cos + .096 * sin, .096 * cos + .028 * sin, -.5);
  }

  private void assertSize(double width, double height, double angle) {
    List<Point> outline = Projection.FRONT.outline(kitchen, box("knob2", angle));
    DoubleSummaryStatistics x = outline.stream().mapToDouble(Point::x).summaryStatistics();
    DoubleSummaryStatistics z = outline.stream().mapToDouble(Point::y).summaryStatistics();
    assertEquals(width, x.getMax() - x.getMin(), 5e-5); // its axis is 0.0008 rad off y
    assertEquals(height, z.getMax() - z.getMin(), 5e-5);
  }

  @Test
  void linesAreCutOffAtTheWindow() {
    Projection view = Projection.FRONT;
    assertEquals(
        List.of(new Point(0, 1.25), new Point(0, 2)), view.segment(0, 1, 0, 2), "from below");
    assertEquals(
        List.of(new Point(-1.15, 2), new Point(.95, 2)), view.segment(-3, 2, 3, 2), "through");
    assertEquals(List.of(), view.segment(-3, 2, -2, 2), "outside");
    assertEquals(List.of(), view.segment(-3, 2, -3, 2.5), "beside");
    assertEquals(List.of(), view.segment(.9, 3.5, 1.5, 2.9), "past the corner");
    assertEquals(List.of(new Point(0, 2), new Point(0, 2)), view.segment(0, 2, 0, 2), "a point");
  }

  @Test
  void hullsHaveNoCornersInside() {
    List<Point> hull =
        Outline.hull(
            List.of(
                new Point(1, 1),
                new Point(0, 0),
                new Point(2, 0),
                new Point(1, .5),
                new Point(1, 0),
                new Point(2, 2),
                new Point(0, 2),
                new Point(2, 2)));
    assertEquals(List.of(new Point(0, 0), new Point(2, 0), new Point(2, 2), new Point(0, 2)), hull);
  }
}
