package org.qmp.env.kitchen;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qmp.env.ShapesOf;
import org.qmp.env.draw.Picture;
import org.qmp.env.draw.Point;
import org.qmp.env.draw.Shape;
import org.qmp.env.draw.Shape.Circle;
import org.qmp.env.draw.Shape.Role;
import org.qmp.env.physics.Simulation;

final class KitchenDrawingTest {

  private static Kitchen started(int task) {
    Kitchen world = new Kitchen(KitchenTask.ten().get(task), Set.of(KitchenOption.EXACT_READINGS));
    world.reset(() -> 0, new double[60]);
    return world;
  }

  @Test
  void elementsThatAreOnGlowAndOnlyTheRobotIsAMover() {
    Picture off = started(4).render();
    Picture on = started(5).render();
    assertEquals(off.shapes().size() + 4, on.shapes().size(), "knob and burner in two views");
    assertEquals(still(off), still(on), "what never moves");
    Picture light = started(9).render();
    assertEquals(off.shapes().size() + 2, light.shapes().size(), "light in two views");
    assertEquals(2 * 18, off.shapes().stream().filter(s -> s.role() == Role.MOVER).count());
    assertEquals(still(off), off.shapes().subList(0, still(off).size()), "comes first");
  }

  private static List<Shape> still(Picture picture) {
    return picture.shapes().stream()
        .filter(s -> s.role() == Role.STILL || s.role() == Role.FLOOR)
        .toList();
  }

  /**
   * On as in the tasks: less than 0.3 from −0.92 for the knob of the top burner, from −0.88 for
   * that of the bottom burner, and from −0.69 for the switch.
   */
  @ParameterizedTest
  @CsvSource({
    "knob4, -.61, 0",
    "knob4, -.63, 4",
    "knob2, -.57, 0",
    "knob2, -.59, 4",
    "switch, -.38, 0",
    "switch, -.40, 2",
  })
  void knobsBurnersAndLightGlowIfATaskCallsThemOn(String joint, double angle, int more) {
    Kitchen world = started(0);
    int dark = world.render().shapes().size();
    Simulation simulation = world.franka.simulation();
    simulation.setPosition(simulation.model().positionOf(joint), angle);
    simulation.forward();
    assertEquals(dark + more, world.render().shapes().size());
  }

  /** With the door shut, the handle is at x = −0.108; its goal is 0.37 to the right. */
  @Test
  void theRingIsAtTheGoalOfTheHandle() {
    List<Point> rings =
        ShapesOf.kind(Circle.class, started(0)).stream()
            .filter(circle -> circle.radius() == .06)
            .map(Circle::centre)
            .toList();
    assertEquals(2, rings.size(), "one in each view");
    assertEquals(.262, rings.get(0).x(), 1e-9);
    assertEquals(2.6, rings.get(0).y(), 1e-9);
    assertEquals(.607 + 1.42, rings.get(1).x(), 1e-9);
    assertEquals(2.6, rings.get(1).y(), 1e-9);
  }
}
