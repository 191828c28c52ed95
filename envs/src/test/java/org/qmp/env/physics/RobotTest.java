package org.qmp.env.physics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.qmp.env.physics.scene.Rules;

final class RobotTest {
  private final Robot robot = new Robot(Mechanism.REACHER_ARM.model(Rules.MUJOCO_3), 4);
  private final Simulation simulation = robot.simulation();

  private static double[] state(Simulation simulation) {
    double[] state = new double[simulation.stateSize()];
    simulation.saveState(state);
    return state;
  }

  @Test
  void aMoveTakesItsNumberOfSteps() {
    Simulation stepped = new Simulation(simulation.model());
    for (int i = 0; i < 4; i++) {
      stepped.step();
    }
    assertTrue(robot.move());
    assertArrayEquals(state(stepped), state(simulation));
    assertEquals(0.04, robot.seconds());
  }

  @Test
  void aFailedMoveIsUndone() {
    robot.move();
    simulation.setVelocity(2, 1e12);
    simulation.setControl(1, 0.5);
    double[] before = state(simulation);
    double hand = simulation.bodyPosition(simulation.model().body("hand"), 2);
    assertFalse(robot.move());
    assertArrayEquals(before, state(simulation));
    assertEquals(hand, simulation.bodyPosition(simulation.model().body("hand"), 2));
  }

  @Test
  void aStateMayBeTheBeginningOfALongerArray() {
    robot.move();
    double[] longer = new double[robot.stateSize() + 2];
    longer[longer.length - 1] = 7;
    robot.saveState(longer);
    assertEquals(7, longer[longer.length - 1]);
    double[] saved = state(simulation);
    robot.move();
    robot.restoreState(longer);
    assertArrayEquals(saved, state(simulation));
  }

  @Test
  void invalidStatesAreRefused() {
    double[] saved = state(simulation);
    saved[3] = Double.NaN;
    String message =
        assertThrows(IllegalArgumentException.class, () -> robot.restoreState(saved)).getMessage();
    assertEquals("not the state of a simulation: number 3 is NaN, expected finite", message);
    assertThrows(IllegalArgumentException.class, () -> robot.restoreState(new double[3]));
  }

  @Test
  void aMoveNeedsAtLeastOneStep() {
    assertThrows(IllegalArgumentException.class, () -> new Robot(simulation.model(), 0));
  }
}
