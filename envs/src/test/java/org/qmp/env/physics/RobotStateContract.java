package org.qmp.env.physics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.qmp.env.contract.SeededChance;
import org.qmp.env.physics.scene.Rules;

/** A robot that is driven as hard as possible, so that it hits everything in reach. */
abstract class RobotStateContract {
  /** The largest number of contacts at the same time. */
  int touches;

  abstract Model model(Rules rules);

  abstract void begin(Simulation simulation, SeededChance chance);

  /** Takes count actions or steps with extreme controls, drawn at the first and after a while. */
  abstract void play(Simulation simulation, SeededChance chance, int count);

  final Simulation simulation(Rules rules) {
    Simulation simulation = new Simulation(model(rules));
    begin(simulation, new SeededChance(0));
    return simulation;
  }

  final void requireSound(Rules rules, int episodes, int rounds, int held, int contacts) {
    Simulation simulation = simulation(rules);
    SeededChance chance = new SeededChance(7);
    for (int episode = 0; episode < episodes; episode++) {
      begin(simulation, chance);
      for (int round = 0; round < rounds; round++) {
        play(simulation, chance, held);
        assertFalse(simulation.failed());
      }
    }
    assertTrue(touches > contacts, () -> "never more than " + touches + " contacts");
  }

  @ParameterizedTest
  @EnumSource
  void restoredStatesContinueBitForBit(Rules rules) {
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

  /** Compares the hash of the states after each part of some episodes. */
  final void requireBits(String hash, Rules rules, int parts, int partsOfAnEpisode, int count)
      throws NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    Simulation simulation = simulation(rules);
    SeededChance chance = new SeededChance(1);
    double[] state = new double[simulation.stateSize()];
    ByteBuffer bits = ByteBuffer.allocate(8 * state.length);
    for (int part = 0; part < parts; part++) {
      if (part % partsOfAnEpisode == 0) {
        begin(simulation, chance);
      }
      play(simulation, chance, count);
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
