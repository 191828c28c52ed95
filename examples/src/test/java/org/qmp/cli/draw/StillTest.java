package org.qmp.cli.draw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.qmp.cli.draw.ChartPlacesTest.shapes;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.qmp.env.draw.Color;
import org.qmp.env.draw.Picture;
import org.qmp.env.draw.Point;
import org.qmp.env.draw.Shape;
import org.qmp.env.draw.Shape.Circle;
import org.qmp.env.draw.Shape.Line;
import org.qmp.env.draw.Shape.Paint;
import org.qmp.env.draw.Shape.Role;

/** Which moments a still shows, where, and how pale. A unit of the world is 48 pixels. */
final class StillTest {
  private static final double UNIT = 48;

  /** A disc in a view of 10 by 10, in its actor's colour; each position of the goal has a panel. */
  private static Film.Moment moment(int step, double x, double y, double goal, int actor) {
    Picture world =
        new Picture(
            "disc",
            "A disc.",
            new Picture.View(0, 0, 10, 10),
            List.of(
                new Circle(Role.GOAL, new Point(goal, 9), 0.5, Paint.filled(Color.GREEN)),
                new Circle(Role.MOVER, new Point(x, y), 0.25, Paint.filled(Color.INK))));
    return new Film.Moment(world, step, -1, -step, actor);
  }

  private static Picture still(List<Film.Moment> moments) {
    return new Film("title", List.of("a", "b"), moments).still();
  }

  private static List<Circle> circles(Picture picture, Role role) {
    return shapes(picture, Circle.class).filter(circle -> circle.role() == role).toList();
  }

  private static List<String> steps(Picture picture) {
    return Labels.of(picture).stream().filter(text -> text.startsWith("step")).toList();
  }

  /** At least 1.4 apart: in each panel the first, the one two units further, and the last. */
  @Test
  void eachGoalHasAPanelOfMomentsThatDoNotHideEachOther() {
    List<Film.Moment> moments = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      moments.add(moment(i, i % 5, i < 5 ? 1 : 3, i < 5 ? 2 : 8, i < 5 ? 0 : 1));
    }
    Picture picture = still(moments);
    assertEquals(List.of("steps 0 to 4", "steps 5 to 9"), steps(picture));
    List<Circle> movers = circles(picture, Role.MOVER);
    assertEquals(6, movers.size());
    Point start = movers.get(0).centre();
    for (int i = 0; i < 6; i++) {
      int panel = i / 3;
      Circle mover = movers.get(i);
      double right = panel * (10 * UNIT + 12);
      assertEquals(start.x() + right + 2 * UNIT * (i % 3), mover.centre().x(), 1e-9);
      assertEquals(start.y() + 2 * UNIT * panel, mover.centre().y(), 1e-9);
      assertEquals(0.25 * UNIT, mover.radius());
      Color full = Style.color(panel);
      assertEquals(
          Style.mixed(full, Style.WHITE, 0.5 - 0.25 * (i % 3)),
          mover.paint().fill(),
          "the earlier the paler");
    }
    List<Line> ways =
        shapes(picture, Line.class).filter(line -> line.points().size() == 5).toList();
    assertEquals(2, ways.size(), "every step is on the way");
    assertEquals(start, ways.get(0).points().get(0));
    assertEquals(movers.get(5).centre(), ways.get(1).points().get(4));
    List<Circle> goals = circles(picture, Role.GOAL);
    assertEquals(2, goals.size(), "once in a panel");
    assertEquals(start.x() + 2 * UNIT, goals.get(0).centre().x(), 1e-9);
    assertEquals(start.y() + 8 * UNIT, goals.get(0).centre().y(), 1e-9);
    assertEquals(Color.GREEN, goals.get(0).paint().fill());
  }

  /** Of seven panels with one moment each, the first, third, fifth and last; two in a row. */
  @Test
  void atMostFourPanelsAreShown() {
    Picture picture =
        still(IntStream.range(0, 7).mapToObj(i -> moment(i, 5, 5, 1 + i, 0)).toList());
    assertEquals(List.of("step 0", "step 2", "step 4", "step 6"), steps(picture));
    List<Circle> movers = circles(picture, Role.MOVER);
    assertEquals(4, movers.size());
    for (Circle mover : movers) {
      assertEquals(Style.color(0), mover.paint().fill());
    }
    assertEquals(movers.get(0).centre().y(), movers.get(1).centre().y());
    assertEquals(movers.get(0).centre().x(), movers.get(2).centre().x());
  }

  /** 25 places that are 2 apart. */
  @Test
  void aPanelShowsAtMostSevenMoments() {
    Picture picture =
        still(
            IntStream.range(0, 25)
                .mapToObj(i -> moment(i, 1 + 2 * (i % 5), 1 + 2 * (i / 5), 5, 0))
                .toList());
    List<Circle> movers = circles(picture, Role.MOVER);
    assertEquals(7, movers.size());
    Point first = movers.get(0).centre();
    Point last = movers.get(6).centre();
    assertEquals(first.x() + 8 * UNIT, last.x(), 1e-9);
    assertEquals(first.y() + 8 * UNIT, last.y(), 1e-9);
  }

  @Test
  void theGoalIsBelowTheLastMover() {
    List<Shape> shapes = still(List.of(moment(0, 5, 5, 5, 0), moment(1, 5, 8, 5, 0))).shapes();
    List<Role> roles = shapes.stream().map(Shape::role).filter(role -> role != Role.PLAIN).toList();
    assertEquals(List.of(Role.MOVER, Role.GOAL, Role.MOVER), roles, "the goal with the last");
  }
}
