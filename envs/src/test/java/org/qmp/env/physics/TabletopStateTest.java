package org.qmp.env.physics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.security.NoSuchAlgorithmException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.qmp.env.contract.SeededChance;
import org.qmp.env.physics.scene.Rules;

/** The tabletop while its hand is driven into everything in reach. */
final class TabletopStateTest extends RobotStateContract {
  private static final int HELD = 40; // equal actions in a row, a path of 40 cm
  private static final int STEPS = 5;

  @Override
  Model model(Rules rules) {
    return Tabletop.model(rules);
  }

  @Override
  void begin(Simulation simulation, SeededChance chance) {
    simulation.reset();
    Tabletop.move(
        simulation, "cabinet", new double[] {chance.uniform(0.3, 0.4), 0.8999999761581421, 0});
    Tabletop.move(
        simulation,
        "door_frame",
        new double[] {chance.uniform(-0.1, 0), chance.uniform(0.85, 0.95), 0.15});
    Tabletop.move(simulation, "target", new double[] {0, 0.6, 0.2});
    simulation.setMocapOrientation(simulation.model().body("target"), 1, 0, 1, 0);
  }

  @Override
  void play(Simulation simulation, SeededChance chance, int actions) {
    double[] action = new double[4];
    for (int i = 0; i < actions; i++) {
      if (i % HELD == 0) {
        for (int k = 0; k < 4; k++) {
          action[k] = chance.uniform(0, 1) < 0.5 ? -1 : 1;
        }
      }
      Tabletop.act(simulation, action);
      for (int step = 0; step < STEPS; step++) {
        simulation.step();
      }
      touches = Math.max(touches, simulation.contacts());
    }
  }

  @ParameterizedTest
  @EnumSource
  void fiveThousandStepsNeverBreakTheTabletop(Rules rules) {
    requireSound(rules, 4, 7, HELD, 8);
  }

  @ParameterizedTest
  @EnumSource
  @Tag("long")
  void twoHundredThousandStepsNeverBreakTheTabletop(Rules rules) {
    requireSound(rules, 160, 7, HELD, 8);
  }

  @ParameterizedTest
  @CsvSource({"MUJOCO_2_1, ae197d72f7ab1b52", "MUJOCO_3, 7e9cb88d60330115"})
  void fourThousandStepsHaveTheSameBitsOnEveryPlatform(Rules rules, String hash)
      throws NoSuchAlgorithmException {
    requireBits(hash, rules, 20, 5, HELD);
  }

  /** Early rounds may still grow buffers and compile; some later one must not allocate at all. */
  @Test
  void warmStepsInContactAllocateNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Golden sample = Tabletop.read("door-open.2").at("samples").list().get(70).at("before");
    Simulation simulation = simulation(Rules.MUJOCO_2_1);
    Tabletop.start(simulation, sample);
    double[] saved = new double[simulation.stateSize()];
    simulation.saveState(saved);
    long self = Thread.currentThread().getId();
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 30 && least > 0; round++) {
      long before = threads.getThreadAllocatedBytes(self);
      simulation.restoreState(saved);
      for (int i = 0; i < 100; i++) {
        simulation.step();
        touches = Math.max(touches, simulation.contacts());
      }
      least = Math.min(least, threads.getThreadAllocatedBytes(self) - before);
    }
    assertTrue(touches > 3, () -> "only " + touches + " contacts");
    assertEquals(0, least);
  }
}
