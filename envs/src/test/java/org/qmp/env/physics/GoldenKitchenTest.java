package org.qmp.env.physics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp.env.physics.constraint.Rows;
import org.qmp.env.physics.scene.Rules;

/** Compares the kitchen with MuJoCo 3.14, all constraints solved together and to 1e-16. */
final class GoldenKitchenTest {
  private static final double BAR = 1e-10;

  /** The last two of every ten entries have positions and velocities: a state and the next one. */
  private static Golden read(String file) {
    return Golden.read("kitchen/" + file + ".json.gz");
  }

  private static Simulation simulation(Golden golden) {
    return new Simulation(
        golden.at("contactsEnabled").number() == 1
            ? Mechanism.KITCHEN.model(Rules.MUJOCO_3)
            : Worlds.withoutContacts("kitchen.xml", Rules.MUJOCO_3));
  }

  private static void start(Simulation simulation, Golden entry) {
    Worlds.set(simulation, entry.at("qpos").numbers(), entry.at("qvel").numbers());
  }

  @Test
  void compiledNumbersMatchMujoco() {
    Model model = Mechanism.KITCHEN.model(Rules.MUJOCO_3);
    Golden golden = read("model");
    GoldenTest.assertCompiled(golden, model, name -> name);
    List<Golden> dofs = golden.at("dofs").list();
    for (int i = 0; i < dofs.size(); i++) {
      assertEquals(dofs.get(i).at("frictionloss").number(), model.dofs.frictionLoss[i]);
    }
    assertEquals(99, model.geoms.count);
    assertEquals(3199, model.pairs.length);
    assertEquals(9, model.controls());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arm-free",
        "coast",
        "coupling-start",
        "kettle-rest",
        "touch-slide",
        "touch-hinge",
        "touch-knob",
        "touch-switch",
        "touch-panel"
      })
  void trajectoriesMatchMujocoOpenLoopAndRestarted(String file) {
    Golden golden = read(file);
    Simulation open = simulation(golden);
    Simulation restarted = simulation(golden);
    Golden before = golden.at("start");
    start(open, before);
    double worstOpen = 0;
    double worstRestarted = 0;
    List<Golden> entries = golden.at("steps").list();
    for (int i = 0; i < entries.size(); i++) {
      Golden entry = entries.get(i);
      if (entry.has("ctrl")) {
        Worlds.control(open, entry.at("ctrl").numbers());
        Worlds.control(restarted, entry.at("ctrl").numbers());
      }
      int repeat = (int) golden.at("repeat").number();
      for (int k = 0; k < repeat; k++) {
        open.step();
      }
      assertEquals((int) entry.at("contacts").number(), open.contacts(), "contacts of entry " + i);
      if (entry.has("qacc")) {
        start(restarted, before);
        for (int k = 0; k < repeat; k++) {
          restarted.step();
        }
        worstRestarted = Math.max(worstRestarted, error(restarted, entry));
        assertDerived(restarted, entry);
      }
      if (entry.has("qpos")) {
        worstOpen = Math.max(worstOpen, error(open, entry));
        before = entry;
      }
    }
    String found = "open " + worstOpen + ", restarted " + worstRestarted;
    assertTrue(worstOpen <= BAR && worstRestarted <= BAR, found);
  }

  private static double error(Simulation simulation, Golden entry) {
    double worst = 0;
    double[] q = entry.at("qpos").numbers();
    for (int i = 0; i < q.length; i++) {
      worst = Math.max(worst, Math.abs(q[i] - simulation.position(i)));
    }
    double[] v = entry.at("qvel").numbers();
    for (int i = 0; i < v.length; i++) {
      worst = Math.max(worst, Math.abs(v[i] - simulation.velocity(i)));
    }
    return worst;
  }

  private static void assertDerived(Simulation simulation, Golden entry) {
    double[] a = entry.at("qacc").numbers();
    for (int i = 0; i < a.length; i++) {
      assertEquals(a[i], simulation.acceleration(i), 1e-7, "acceleration " + i);
    }
    for (Object name : entry.at("sites").members().keySet()) {
      int site = simulation.model().site((String) name);
      double[] x = entry.at("sites").at((String) name).numbers();
      for (int i = 0; i < 3; i++) {
        assertEquals(x[i], simulation.sitePosition(site, i), 1e-10, (String) name);
      }
    }
  }

  /** Rows of one state, numbered in the order equalities, dry friction, limits, contacts. */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          0,  56.342154087, 1798.032429457
          1,  56.342154087, -442.105263158
          4,  8.477584769,  110.526315789
          5,  7.796113301,  -10.526315789
          7,  .317460317,   0
          11, .096491316,   14.962447368
          12, .010354732,   20.859869737
          """)
  void constraintRowsMatchMujoco(int row, double regularisation, double reference) {
    Simulation simulation = new Simulation(Mechanism.KITCHEN.model(Rules.MUJOCO_3));
    start(simulation, read("coupling-start").at("start"));
    double[] q = {6.28065475e-5, 4.04984708e-5};
    for (int i = 0; i < 2; i++) {
      simulation.setPosition(15 + i, q[i]);
    }
    for (int i = 9; i < 19; i++) {
      simulation.setVelocity(i, 0.1);
    }
    simulation.forward();
    Rows rows = simulation.state().rows;
    assertEquals(37, rows.count);
    assertEquals(regularisation, 1 / rows.stiffness[row], 1e-9);
    assertEquals(reference, rows.reference[row], 1e-8);
  }
}
