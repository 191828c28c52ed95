package org.qmp.env.kitchen;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.qmp.env.draw.Outline;
import org.qmp.env.draw.Point;

final class ProjectionTest {

  @Test
  void placesAreSeenFromTheFrontAndFromTheRight() {
    assertEquals(new Point(.3, 2), Projection.FRONT.of(.3, .7, 2));
    assertEquals(new Point(.7 + 1.42, 2), Projection.SIDE.of(.3, .7, 2));
    assertEquals(new Point(.95, 1.25), Projection.FRONT.of(5, 0, 0), "moved to the border");
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
