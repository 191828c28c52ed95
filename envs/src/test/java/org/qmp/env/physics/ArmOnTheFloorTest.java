package org.qmp.env.physics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.qmp.env.contract.SeededChance;
import org.qmp.env.physics.scene.Rules;

/**
 * The arm's capsules replace hulls that are not published. What was measured with the hulls in
 * MuJoCo, in 200 random episodes, must hold with the capsules too.
 */
final class ArmOnTheFloorTest {

  @Test
  void meanHandHeightShoulderAngleAndContactRateMatchTheHulls() {
    Simulation arm = new Simulation(Mechanism.REACHER_ARM.model(Rules.MUJOCO_2_1));
    int hand = arm.model().body("hand");
    SeededChance chance = new SeededChance(1);
    double height = 0;
    double shoulder = 0;
    int touching = 0;
    int steps = 0;
    for (int episode = 0; episode < 200; episode++) {
      arm.reset();
      for (int i = 0; i < 6; i++) {
        arm.setPosition(i, arm.position(i) + chance.uniform(-0.01, 0.01));
        arm.setVelocity(i, chance.uniform(-0.001, 0.001));
      }
      for (int step = 0; step < 200; step++) {
        for (int i = 0; i < 6; i++) {
          arm.setControl(i, chance.uniform(-1, 1));
        }
        for (int frame = 0; frame < 4; frame++) {
          arm.step();
        }
        height += arm.bodyPosition(hand, 2);
        shoulder += arm.position(1);
        touching += arm.contacts() > 0 ? 1 : 0;
        steps++;
      }
    }
    assertEquals(0.121, height / steps, 0.006);
    assertEquals(0.586, shoulder / steps, 0.03);
    assertEquals(0.232, (double) touching / steps, 0.03);
  }
}
