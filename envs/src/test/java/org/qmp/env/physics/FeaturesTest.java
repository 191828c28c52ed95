package org.qmp.env.physics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qmp.env.physics.mjcf.Mjcf;
import org.qmp.env.physics.scene.Rules;

/**
 * Scenes with every kind of joint, actuator and cone, and with every kind of contact whose points
 * are unique, recorded in MuJoCo 3.14.
 */
final class FeaturesTest {
  // The cost of elliptic cones is not quadratic; each solver stops at its own rounding error.
  private static final String RECORDINGS =
      """
      joints              | 1e-13
      joints-runge-kutta  | 1e-13
      frictionless        | 1e-13
      pyramid-6           | 1e-12
      ellipse-4           | 1e-8
      ellipse-6           | 1e-8
      stiff               | 1e-12
      """;

  private static Model model(String name) {
    return Model.of(
        Mjcf.resource(FeaturesTest.class, "features/" + name + ".xml", Rules.MUJOCO_3).scene());
  }

  private static Golden golden(String name) {
    return Golden.read("features/" + name + ".json");
  }

  @ParameterizedTest
  @CsvSource(textBlock = RECORDINGS, delimiter = '|')
  void compiledNumbersMatchMujoco(String name, double tolerance) {
    Model model = model(name);
    Golden golden = golden(name).at("model");
    assertEquals(golden.at("meaninertia").number(), model.meanInertia, 1e-12);
    assertArrayEquals(golden.at("qpos0").numbers(), model.initial, 1e-14);
    assertArrayEquals(golden.at("mass").numbers(), model.bodies.mass, 1e-12);
    assertArrayEquals(golden.at("inertia").numbers(), model.bodies.inertia, 1e-13);
    assertArrayEquals(golden.at("ipos").numbers(), model.bodies.center, 1e-13);
    assertArrayEquals(golden.at("bodyweight").numbers(), model.bodies.weight, 1e-11);
    assertArrayEquals(golden.at("dofweight").numbers(), model.dofs.weight, 1e-11);
  }

  @ParameterizedTest
  @CsvSource(textBlock = RECORDINGS, delimiter = '|')
  void trajectoriesMatchMujoco(String name, double tolerance) {
    Golden golden = golden(name);
    Simulation simulation = new Simulation(model(name));
    Golden start = golden.at("start");
    Worlds.set(simulation, start.at("qpos").numbers(), start.at("qvel").numbers());
    double worst = 0;
    int contacts = 0;
    for (Golden step : golden.at("steps").list()) {
      Worlds.control(simulation, step.at("ctrl").numbers());
      simulation.step();
      double[] q = step.at("qpos").numbers();
      for (int i = 0; i < q.length; i++) {
        worst = Math.max(worst, Math.abs(q[i] - simulation.position(i)));
      }
      double[] v = step.at("qvel").numbers();
      for (int i = 0; i < v.length; i++) {
        worst = Math.max(worst, Math.abs(v[i] - simulation.velocity(i)));
      }
      assertEquals((int) step.at("contacts").number(), simulation.contacts());
      contacts = Math.max(contacts, simulation.contacts());
    }
    double error = worst;
    assertTrue(error <= tolerance, () -> "largest error of all steps: " + error);
    assertTrue(name.startsWith("joints") || contacts >= 8, "the scene must be one of contacts");
  }
}
