package org.qmp.env.physics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.qmp.env.contract.SeededChance;
import org.qmp.env.physics.scene.Body;
import org.qmp.env.physics.scene.Geom;
import org.qmp.env.physics.scene.Options;
import org.qmp.env.physics.scene.Rules;
import org.qmp.env.physics.scene.Scene;

/** States are saved, restored and continued bit for bit, and are the same on every platform. */
final class StateTest {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** Applies random full torques, held for four steps as in the environments. */
  private static void play(Simulation simulation, SeededChance chance, int steps) {
    for (int i = 0; i < steps; i++) {
      if (i % 4 == 0) {
        for (int k = 0; k < simulation.model().controls(); k++) {
          double[] range = simulation.model().motors.source().get(k).controlRange();
          double[] ends = range == null ? new double[] {-1, 1} : range;
          simulation.setControl(k, chance.uniform(-1, 1) < 0 ? ends[0] : ends[1]);
        }
      }
      simulation.step();
    }
  }

  private static double[] state(Simulation simulation) {
    double[] state = new double[simulation.stateSize()];
    simulation.saveState(state);
    return state;
  }

  private static double[] visible(Simulation simulation) {
    State s = simulation.state();
    double[] distances = new double[simulation.contacts()];
    for (int i = 0; i < distances.length; i++) {
      distances[i] = simulation.contactDistance(i);
    }
    return Stream.of(
            s.origin,
            s.orientation,
            s.geomOrigin,
            s.geomFrame,
            s.siteOrigin,
            s.siteFrame,
            distances)
        .flatMapToDouble(Arrays::stream)
        .toArray();
  }

  private static Stream<Model> models() {
    return Worlds.all();
  }

  @ParameterizedTest
  @MethodSource("models")
  void restoredStatesContinueBitForBitAlsoInANewSimulation(Model model) {
    Simulation simulation = new Simulation(model);
    SeededChance chance = new SeededChance(3);
    for (int round = 0; round < 10; round++) {
      play(simulation, chance, 61);
      double[] saved = state(simulation);
      double[] seen = visible(simulation);
      play(simulation, new SeededChance(round), 50);
      double[] continued = state(simulation);

      Simulation fresh = new Simulation(model);
      fresh.restoreState(saved);
      assertArrayEquals(saved, state(fresh));
      assertArrayEquals(seen, visible(fresh), "what is derived belongs to the state");
      play(fresh, new SeededChance(round), 50);
      assertArrayEquals(continued, state(fresh));

      simulation.restoreState(saved);
      play(simulation, new SeededChance(round), 50);
      assertArrayEquals(continued, state(simulation));
    }
  }

  /** A ball of 2 kg at rest presses with m g, and with 0 until its force is computed. */
  @Test
  void restoredContactsHaveNoForceUntilTheNextForwardPass() {
    Geom ball = new Geom(Geom.Kind.SPHERE, 0.1).mass(2);
    Simulation simulation = Touch.of(Rules.MUJOCO_3, new Geom(Geom.Kind.PLANE), ball);
    Touch.place(simulation, 0, 0, 0.1, 1, 0, 0, 0);
    play(simulation, new SeededChance(1), 1000);
    assertEquals(2 * 9.81, simulation.contactForce(0), 1e-6);
    simulation.restoreState(state(simulation));
    assertEquals(1, simulation.contacts());
    assertEquals(0, simulation.contactForce(0));
    simulation.forward();
    assertEquals(2 * 9.81, simulation.contactForce(0), 1e-6);
  }

  @ParameterizedTest
  @EnumSource
  void tenThousandStepsOfFullRandomTorqueNeverBreakAMechanism(Mechanism mechanism) {
    requireSound(mechanism, 10);
  }

  @ParameterizedTest
  @EnumSource
  @Tag("long")
  void aHundredThousandStepsOfFullRandomTorqueNeverBreakAMechanism(Mechanism mechanism) {
    requireSound(mechanism, 100);
  }

  private static void requireSound(Mechanism mechanism, int episodes) {
    for (Rules rules : Rules.values()) {
      Simulation simulation = new Simulation(mechanism.model(rules));
      SeededChance chance = new SeededChance(7);
      for (int episode = 0; episode < episodes; episode++) {
        simulation.reset();
        for (int i = 0; i < 1000; i++) {
          if (mechanism == Mechanism.MAZE_LARGE) {
            Worlds.clipVelocities(simulation);
          }
          play(simulation, chance, 1);
          assertFalse(simulation.failed(), () -> mechanism + " under " + rules);
        }
      }
    }
  }

  @Test
  void twentyThousandStepsHaveTheSameBitsOnEveryPlatform() throws NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (Mechanism mechanism : EnumSet.complementOf(EnumSet.of(Mechanism.KITCHEN))) {
      Simulation simulation = new Simulation(mechanism.model(Rules.MUJOCO_2_1));
      SeededChance chance = new SeededChance(1);
      double[] state = new double[simulation.stateSize()];
      ByteBuffer bits = ByteBuffer.allocate(8 * state.length);
      for (int i = 0; i < 5000; i++) {
        if (i % 500 == 0) {
          simulation.reset();
        }
        play(simulation, chance, 1);
        simulation.saveState(state);
        bits.clear();
        for (double number : state) {
          bits.putDouble(number);
        }
        digest.update(bits.array());
      }
    }
    assertEquals("702f3f8e11c50b38", HexFormat.of().formatHex(digest.digest(), 0, 8));
  }

  @Test
  void resetForgetsEverything() {
    Simulation simulation = new Simulation(Mechanism.WALKER_V1.model(Rules.MUJOCO_2_1));
    double[] start = state(simulation);
    play(simulation, new SeededChance(5), 500);
    assertNotEquals(start[2], state(simulation)[2]);
    simulation.reset();
    assertArrayEquals(start, state(simulation));
  }

  @Test
  void derivedQuantitiesLagUntilTheNextForwardPass() {
    Simulation simulation = new Simulation(Mechanism.REACHER_ARM.model(Rules.MUJOCO_2_1));
    int hand = simulation.model().body("hand");
    double before = simulation.bodyPosition(hand, 2);
    simulation.step();
    assertEquals(before, simulation.bodyPosition(hand, 2));
    simulation.forward();
    assertTrue(Math.abs(before - simulation.bodyPosition(hand, 2)) > 1e-3);
  }

  @Test
  void failureIsDetected() {
    Simulation simulation = new Simulation(Mechanism.REACHER_ARM.model(Rules.MUJOCO_2_1));
    simulation.setPosition(0, 2e10);
    assertTrue(simulation.failed(), "a position");
    simulation.setPosition(0, 0);
    assertFalse(simulation.failed());
    simulation.setVelocity(2, 1e300);
    simulation.step();
    assertTrue(simulation.failed(), "a velocity");
  }

  /** Even if positions and velocities are within bounds: 10⁹ rad/s, and a body moved to NaN. */
  @Test
  void impossibleAccelerationsAndMocapPosesAreFailuresToo() {
    Simulation arm = new Simulation(Mechanism.REACHER_ARM.model(Rules.MUJOCO_2_1));
    arm.setVelocity(0, 1e9);
    arm.forward();
    assertTrue(arm.failed(), "an acceleration");
    arm.setVelocity(0, 0);
    arm.forward();
    assertFalse(arm.failed());

    Scene scene = new Scene(new Options(Rules.MUJOCO_3));
    Body guide = new Body("guide");
    guide.mocap = true;
    scene.world.add(guide);
    Simulation led = new Simulation(Model.of(scene));
    led.forward();
    assertFalse(led.failed());
    led.setMocapPosition(led.model().body("guide"), 0, Double.NaN, 0);
    assertTrue(led.failed(), "mocap");
  }

  /**
   * The first round may still grow buffers and compile; some later one must not allocate at all.
   */
  @Test
  void warmStepsAllocateNothing() {
    for (Model model : Worlds.all().toList()) {
      Simulation simulation = new Simulation(model);
      long self = Thread.currentThread().getId();
      long least = Long.MAX_VALUE;
      for (int round = 0; round < 30 && least > 0; round++) {
        simulation.reset();
        for (int k = 0; k < simulation.model().controls(); k++) {
          simulation.setControl(k, k % 2 == 0 ? 1 : -1);
        }
        long before = THREADS.getThreadAllocatedBytes(self);
        for (int i = 0; i < 300; i++) {
          simulation.step();
        }
        least = Math.min(least, THREADS.getThreadAllocatedBytes(self) - before);
      }
      assertEquals(0, least, () -> "with " + model.velocities() + " velocities");
    }
  }
}
