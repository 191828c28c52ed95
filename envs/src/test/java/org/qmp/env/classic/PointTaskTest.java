package org.qmp.env.classic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp.env.ShapesOf;
import org.qmp.env.draw.Point;
import org.qmp.env.draw.Shape.Circle;
import org.qmp.env.draw.Shape.Polygon;
import org.qmp.env.draw.Shape.Role;

/** Which tasks of the point are refused, and how the others are drawn. */
final class PointTaskTest {
  private static final Point CORNER = new Point(0, 0);
  private static final Point FAR = new Point(10, 10);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          10.01    | 0     | 1 | radius = 10.01, expected one in (0, 10]
          NaN      | 0     | 1 | radius = NaN, expected one in (0, 10]
          -1       | 0     | 1 | radius = -1.0, expected one in (0, 10]
          1        | 10.01 | 1 | noise = 10.01, expected one in [0, 10]
          1        | -0.01 | 1 | noise = -0.01, expected one in [0, 10]
          1        | 0     | 0 | horizon = 0, expected at least 1
          """)
  void theErrorNamesANumberOutOfRange(double radius, double noise, int horizon, String found) {
    assertEquals("point task: " + found, refusal(CORNER, FAR, radius, noise, horizon));
  }

  private static String refusal(Point start, Point goal, double radius, double noise, int horizon) {
    return assertThrows(
            IllegalArgumentException.class,
            () -> new PointTask(start, goal, radius, noise, horizon))
        .getMessage();
  }

  @Test
  void theLargestNumbersAreAccepted() {
    PointTask task = new PointTask(CORNER, FAR, 10, 10, 1);
    assertEquals(10, task.radius());
    assertEquals(new Point(0, 10.0), new PointTask(CORNER, FAR, 9, 0, 1).withGoal(0, 10).goal());
  }

  @Test
  void theErrorNamesAStartWithinTheGoalOrOffTheFloor() {
    Point near = new Point(0, 1);
    assertEquals(
        "point task: start " + CORNER + " lies within goal " + near,
        refusal(CORNER, near, 1, 0, 1));
    Point below = new Point(0, -1);
    assertEquals(
        "point task: start " + below + " or goal " + FAR + " off floor",
        refusal(below, FAR, 1, 0, 1));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void aStateOffTheFloorIsRefused(int coordinate) {
    double[] state = {5, 5, 1};
    state[coordinate] = 10.5;
    assertEquals(
        "PointReach: a state of 10.5 as a coordinate, expected 0 to 10",
        assertThrows(
                IllegalArgumentException.class,
                () -> new PointReach(PointTask.FIGURE).restoreState(state, () -> 0.5))
            .getMessage());
  }

  /** The goal's disc and its middle, the ring at the start, and the point in front of them. */
  @Test
  void startGoalAndPointAreDrawnWhereTheyAre() {
    PointReach world = new PointReach(new PointTask(new Point(2, 3), new Point(8, 4), 1.5, 0, 30));
    world.restoreState(new double[] {5, 6, 1}, () -> 0.5);
    List<Circle> circles = ShapesOf.kind(Circle.class, world);
    assertCircle(circles.get(0), Role.GOAL, 8, 4, 1.5);
    assertCircle(circles.get(1), Role.GOAL, 8, 4, 0.12);
    assertCircle(circles.get(2), Role.STILL, 2, 3, 0.12);
    assertCircle(circles.get(3), Role.MOVER, 5, 6, 0.2);
    assertEquals(Role.FLOOR, ShapesOf.kind(Polygon.class, world).get(0).role());
  }

  private static void assertCircle(Circle circle, Role role, double x, double y, double radius) {
    assertEquals(role, circle.role());
    assertEquals(new Point(x, y), circle.centre());
    assertEquals(radius, circle.radius());
  }
}
