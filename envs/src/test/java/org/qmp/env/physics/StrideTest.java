package org.qmp.env.physics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class StrideTest {
  private final Simulation simulation = new Simulation(Mechanism.REACHER_ARM.model(Rules.MUJOCO_3));
  private final Stride stride = new Stride(simulation, 4);

  private static double[] state(Simulation simulation) {
    double[] state = new double[simulation.stateSize()];
    simulation.saveState(state);
    return state;
  }

  @Test
  void aStrideIsItsSteps() {
    Simulation stepped = new Simulation(simulation.model());
    for (int i = 0; i < 4; i++) {
      stepped.step();
    }
    assertTrue(stride.take());
    assertArrayEquals(state(stepped), state(simulation));
    assertEquals(0.04, stride.seconds());
  }

  @Test
  void aStrideThatFailsHasNotBeenTaken() {
    stride.take();
    simulation.setVelocity(2, 1e12);
    simulation.setControl(1, 0.5);
    double[] before = state(simulation);
    double hand = simulation.bodyPosition(simulation.model().body("hand"), 2);
    assertFalse(stride.take());
    assertArrayEquals(before, state(simulation));
    assertEquals(hand, simulation.bodyPosition(simulation.model().body("hand"), 2));
  }

  @Test
  void aStateMayBeginALongerOne() {
    stride.take();
    double[] longer = new double[stride.stateSize() + 2];
    longer[longer.length - 1] = 7;
    stride.saveState(longer);
    assertEquals(7, longer[longer.length - 1]);
    double[] saved = state(simulation);
    stride.take();
    stride.restoreState(longer);
    assertArrayEquals(saved, state(simulation));
  }

  @Test
  void whatIsNoStateIsRefused() {
    double[] saved = state(simulation);
    saved[3] = Double.NaN;
    String message =
        assertThrows(IllegalArgumentException.class, () -> stride.restoreState(saved)).getMessage();
    assertEquals("not the state of a simulation: number 3 is NaN, expected finite", message);
    assertThrows(IllegalArgumentException.class, () -> stride.restoreState(new double[3]));
  }

  @Test
  void aStrideHasAStep() {
    assertThrows(IllegalArgumentException.class, () -> new Stride(simulation, 0));
  }
}
