package org.qmp.env.physics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.qmp.env.contract.SeededChance;
import org.qmp.env.physics.scene.Rules;

/** The kitchen when its arm is driven as hard as it can, so that it hits everything in reach. */
final class KitchenStateTest {
  private static final int HELD = 80;

  private final double[] start =
      Golden.read("kitchen/kettle-rest.json.gz").at("start").at("qpos").numbers();

  private int touches;

  private Simulation simulation(Rules rules) {
    Simulation simulation = new Simulation(Mechanism.KITCHEN.model(rules));
    begin(simulation);
    return simulation;
  }

  private void begin(Simulation simulation) {
    simulation.reset();
    Worlds.set(simulation, start, new double[0]);
    simulation.forward();
  }

  /** Servo targets at either end of their ranges, held for a while. */
  private void play(Simulation simulation, SeededChance chance, int steps) {
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
  void fiveThousandStepsOfFullTorqueNeverBreakIt(Rules rules) {
    requireSound(rules, 5);
  }

  @ParameterizedTest
  @EnumSource
  @Tag("long")
  void norDoAHundredThousand(Rules rules) {
    requireSound(rules, 100);
  }

  private void requireSound(Rules rules, int episodes) {
    Simulation simulation = simulation(rules);
    SeededChance chance = new SeededChance(7);
    for (int episode = 0; episode < episodes; episode++) {
      begin(simulation);
      for (int i = 0; i < 1000; i += HELD) {
        play(simulation, chance, HELD);
        assertFalse(simulation.failed());
      }
    }
    assertTrue(touches > 4, () -> "touches nothing but the kettle its stove");
  }

  @ParameterizedTest
  @EnumSource
  void restoredStatesContinueToTheBit(Rules rules) {
    Simulation simulation = simulation(rules);
    play(simulation, new SeededChance(3), 400);
    double[] saved = new double[simulation.stateSize()];
    simulation.saveState(saved);
    play(simulation, new SeededChance(4), 400);
    double[] continued = new double[saved.length];
    simulation.saveState(continued);

    Simulation fresh = new Simulation(simulation.model());
    fresh.restoreState(saved);
    play(fresh, new SeededChance(4), 400);
    fresh.saveState(saved);
    assertArrayEquals(continued, saved);
  }

  @ParameterizedTest
  @CsvSource({"MUJOCO_2_1, 6c514f218be46922", "MUJOCO_3, 723aca203385be45"})
  void everyBitOfFourThousandStepsIsTheSameEverywhere(Rules rules, String hash)
      throws NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    Simulation simulation = simulation(rules);
    SeededChance chance = new SeededChance(1);
    double[] state = new double[simulation.stateSize()];
    ByteBuffer bits = ByteBuffer.allocate(8 * state.length);
    for (int i = 0; i < 4000; i += 8) {
      if (i % 800 == 0) {
        begin(simulation);
      }
      play(simulation, chance, 8);
      simulation.saveState(state);
      bits.clear();
      for (double number : state) {
        bits.putDouble(number);
      }
      digest.update(bits.array());
    }
    assertEquals(hash, HexFormat.of().formatHex(digest.digest(), 0, 8));
  }
}
