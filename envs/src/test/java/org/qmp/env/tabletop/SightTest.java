package org.qmp.env.tabletop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qmp.env.physics.Model;
import org.qmp.env.physics.Simulation;

final class SightTest {

  /**
   * A puck 0.04 wide between pads 0.039 apart. One pad may be 0.02 farther away, or move away so
   * fast that it still touches the puck, but without force.
   */
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0, 0, true",
    ".02, 0, 0, 0, false",
    "0, .02, 0, 0, false",
    "0, 0, 1, 0, false",
    "0, 0, 0, 1, false",
  })
  void anObjectIsGraspedOnlyIfBothPadsPressIt(
      double leftAway, double rightAway, double leftSpeed, double rightSpeed, boolean grasped) {
    Tabletop world =
        new Tabletop(MetaWorldTasks.named(MetaWorldTasks.MT50, "push"), TabletopOptions.PUBLISHED);
    world.reset(() -> 0, new double[39]);
    Simulation simulation = world.sawyer().simulation();
    Model model = simulation.model();
    int left = model.geom("left_pad");
    int right = model.geom("right_pad");
    double thick = 2 * model.geomSize(left, 1);
    double apart = simulation.geomPosition(left, 1) - simulation.geomPosition(right, 1) - thick;
    slide(simulation, "left_finger", (.039 - apart) / 2);
    slide(simulation, "right_finger", (apart - .039) / 2);
    simulation.forward();
    for (int axis = 0; axis < 3; axis++) {
      double middle =
          (simulation.geomPosition(left, axis) + simulation.geomPosition(right, axis)) / 2;
      simulation.setPosition(model.positionOf("object") + axis, middle);
    }
    slide(simulation, "left_finger", leftAway);
    slide(simulation, "right_finger", -rightAway);
    simulation.setVelocity(model.velocityOf("left_finger"), leftSpeed);
    simulation.setVelocity(model.velocityOf("right_finger"), -rightSpeed);
    simulation.forward();
    world.sawyer().look();
    assertEquals(leftAway == 0, touched(simulation, left));
    assertEquals(rightAway == 0, touched(simulation, right));
    assertEquals(grasped, world.task().pressed);
  }

  /** Moves a finger along y, the left one away from the right one. */
  private static void slide(Simulation simulation, String finger, double by) {
    int joint = simulation.model().positionOf(finger);
    simulation.setPosition(joint, simulation.position(joint) + by);
  }

  private static boolean touched(Simulation simulation, int pad) {
    int puck = simulation.model().geom("objGeom");
    return IntStream.range(0, simulation.contacts())
        .anyMatch(c -> simulation.touches(c, pad) && simulation.touches(c, puck));
  }
}
