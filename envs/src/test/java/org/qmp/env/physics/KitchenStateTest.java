package org.qmp.env.physics;

import java.security.NoSuchAlgorithmException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.qmp.env.contract.SeededChance;
import org.qmp.env.physics.scene.Rules;

/** The kitchen while its arm is driven as hard as possible. */
final class KitchenStateTest extends RobotStateContract {
  private static final int HELD = 80;

  private final double[] start =
      Golden.read("kitchen/kettle-rest.json.gz").at("start").at("qpos").numbers();

  @Override
  Model model(Rules rules) {
    return Mechanism.KITCHEN.model(rules);
  }

  @Override
  void begin(Simulation simulation, SeededChance chance) {
    simulation.reset();
    Worlds.set(simulation, start, new double[0]);
    simulation.forward();
  }

  /** Sets servo targets to random ends of their ranges, each held for a while. */
  @Override
  void play(Simulation simulation, SeededChance chance, int steps) {
    for (int i = 0; i < steps; i++) {
      for (int k = 0; k < simulation.model().controls() && i % HELD == 0; k++) {
        double[] range = simulation.model().motors.source().get(k).controlRange();
        simulation.setControl(k, range[chance.uniform(0, 1) < 0.5 ? 0 : 1]);
      }
      simulation.step();
      touches = Math.max(touches, simulation.contacts());
    }
  }

  @ParameterizedTest
  @EnumSource
  void fiveThousandStepsOfExtremeTargetsNeverBreakTheKitchen(Rules rules) {
    requireSound(rules, 5, 13, HELD, 4);
  }

  @ParameterizedTest
  @EnumSource
  @Tag("long")
  void aHundredThousandStepsOfExtremeTargetsNeverBreakTheKitchen(Rules rules) {
    requireSound(rules, 100, 13, HELD, 4);
  }

  @ParameterizedTest
  @CsvSource({"MUJOCO_2_1, 6c514f218be46922", "MUJOCO_3, 723aca203385be45"})
  void fourThousandStepsHaveTheSameBitsOnEveryPlatform(Rules rules, String hash)
      throws NoSuchAlgorithmException {
    requireBits(hash, rules, 500, 100, 8);
  }
}
