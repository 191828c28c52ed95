package org.qmp.env.reacher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.qmp.env.contract.SeededChance;
import org.qmp.env.physics.Simulation;

final class HandByAnglesTest {

  /** For any angles, even beyond the limits. */
  @Test
  void thePlaceOfTheHandMatchesTheSimulator() {
    HandByAngles hand = new HandByAngles(Arm.MODEL);
    Simulation simulation = new Simulation(Arm.MODEL);
    int body = Arm.MODEL.body("hand");
    SeededChance chance = new SeededChance(1);
    double[] seen = new double[2 * Arm.JOINTS];
    Goal goal = new Goal(.2, .3, .5);
    for (int round = 0; round < 1000; round++) {
      for (int i = 0; i < Arm.JOINTS; i++) {
        simulation.setPosition(i, chance.uniform(-3, 3));
        seen[Arm.JOINTS + i] = chance.uniform(-9, 9);
        seen[i] = simulation.position(i) + 0.01 * seen[Arm.JOINTS + i];
      }
      simulation.forward();
      double expected =
          goal.distanceTo(
              simulation.bodyPosition(body, 0),
              simulation.bodyPosition(body, 1),
              simulation.bodyPosition(body, 2));
      assertEquals(expected, hand.distance(seen, 0.01, goal), 1e-13);
    }
  }

  @Test
  void theMeanStartIsAtTheMeasuredPlace() {
    Goal start = new HandByAngles(Arm.MODEL).start();
    assertEquals(.410, start.x(), 5e-4);
    assertEquals(.119, start.y(), 5e-4);
    assertEquals(.239, start.z(), 6e-4);
  }
}
