package org.qmp.env.reacher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.qmp.env.ShapesOf;
import org.qmp.env.draw.Point;
import org.qmp.env.draw.Shape;
import org.qmp.env.draw.Shape.Circle;
import org.qmp.env.draw.Shape.Line;
import org.qmp.env.draw.Shape.Role;

/** Pictures from the side: x to the right and z upwards. */
final class ReacherDrawingTest {

  private static <T extends Shape> List<T> shapes(Class<T> kind) {
    Reacher world = new Reacher(ReacherTask.five().get(0));
    world.reset(() -> 0.5, new double[23]);
    return ShapesOf.kind(kind, world);
  }

  /** From the floor through the base to the hand. */
  @Test
  void theArmIsALineFromTheFloorToTheHand() {
    Arm twin = new Arm(Arm.MODEL);
    twin.reset(() -> 0.5, 0.01, 0.001);
    List<Line> lines = shapes(Line.class);
    Line arm = lines.get(lines.size() - 1);
    assertEquals(8, arm.points().size());
    assertEquals(0, arm.points().get(0).y());
    assertEquals(.25, arm.points().get(1).y(), 1e-15);
    assertEquals(twin.hand(0), arm.points().get(7).x());
    assertEquals(twin.hand(2), arm.points().get(7).y());
  }

  /** All three are drawn, at (.2, .3, .5), (.3, 0, .3) and (.4, −.3, .4), then the current one. */
  @Test
  void goalsAreDiscsWithTheRadiusOfASuccess() {
    List<Circle> goals =
        shapes(Circle.class).stream().filter(disc -> disc.role() == Role.GOAL).toList();
    assertEquals(
        List.of(new Point(.2, .5), new Point(.3, .3), new Point(.4, .4), new Point(.2, .5)),
        goals.stream().map(Circle::centre).toList());
    goals.forEach(goal -> assertEquals(.05, goal.radius()));
  }
}
