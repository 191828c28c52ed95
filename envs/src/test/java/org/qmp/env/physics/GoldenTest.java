package org.qmp.env.physics;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.qmp.env.physics.scene.Rules;

/** The trajectories of MuJoCo 3.14, step by step and as a whole. */
final class GoldenTest {

  /** The recordings, with bounds for one step from each state and for all steps from the first. */
  private enum Recording {
    WALKER_FREE("walker-free", 1e-12, 1e-11) {
      @Override
      Model model() {
        return Worlds.withoutContacts("walker-v1.xml", Rules.MUJOCO_3);
      }
    },
    WALKER_CONTACT("walker-contact", 1e-12, 1e-11) {
      @Override
      Model model() {
        return Mechanism.WALKER_V1.model(Rules.MUJOCO_3);
      }
    },
    WALKER_COLLAPSE("walker-collapse", 1e-12, 1e-11) {
      @Override
      Model model() {
        return Mechanism.WALKER_V1.model(Rules.MUJOCO_3);
      }
    },
    JACO_FREE("jaco-free", 1e-12, 1e-11) {
      @Override
      Model model() {
        return Worlds.withoutContacts("reacher-arm.xml", Rules.MUJOCO_3);
      }
    },
    JACO_START("jaco-start", 1e-12, 1e-11) {
      @Override
      Model model() {
        return Worlds.withoutContacts("reacher-arm.xml", Rules.MUJOCO_3);
      }
    },
    MAZE_CONTACT("maze-contact", 1e-12, 1e-11) {
      @Override
      Model model() {
        return Mechanism.MAZE_LARGE.model(Rules.MUJOCO_3);
      }

      @Override
      void prepare(Simulation simulation) {
        Worlds.clipVelocities(simulation);
      }
    };

    final String file;
    final double oneStep;
    final double openLoop;

    Recording(String file, double oneStep, double openLoop) {
      this.file = file;
      this.oneStep = oneStep;
      this.openLoop = openLoop;
    }

    abstract Model model();

    void prepare(Simulation simulation) {}

    Golden golden() {
      return Golden.read(file + ".json");
    }
  }

  private static String ours(String body) {
    return switch (body) {
      case "jaco_link_base" -> "base";
      case "jaco_link_hand" -> "hand";
      default -> body.replace("jaco_link_", "link");
    };
  }

  @ParameterizedTest
  @EnumSource
  void compiledNumbersMatchMujoco(Recording recording) {
    assertCompiled(recording.golden().at("model"), recording.model(), GoldenTest::ours);
  }

  static void assertCompiled(Golden golden, Model model, UnaryOperator<String> ours) {
    assertEquals(golden.at("meaninertia").number(), model.meanInertia, 1e-9);
    for (Golden body : golden.at("bodies").list()) {
      String name = ours.apply(body.at("name").text());
      if (!name.equals("target")) { // a marker in the recorded scene, not part of the arm
        int b = model.body(name);
        assertEquals(body.at("mass").number(), model.mass(b), 1e-9, name);
        near(body.at("inertia").numbers(), model.bodies.inertia, 3 * b, name);
        near(body.at("ipos").numbers(), model.bodies.center, 3 * b, name);
        if (body.has("iquat")) {
          near(body.at("iquat").numbers(), model.bodies.principal, 4 * b, name);
        }
        near(body.at("invweight0").numbers(), model.bodies.weight, 2 * b, name);
      }
    }
    List<Golden> dofs = golden.at("dofs").list();
    assertEquals(dofs.size(), model.velocities());
    for (int i = 0; i < dofs.size(); i++) {
      assertEquals(dofs.get(i).at("armature").number(), model.dofs.armature[i]);
      assertEquals(dofs.get(i).at("damping").number(), model.dofs.damping[i]);
      assertEquals(dofs.get(i).at("invweight0").number(), model.dofs.weight[i], 1e-9);
    }
  }

  private static void near(double[] expected, double[] found, int at, String what) {
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], found[at + i], 1e-9, what);
    }
  }

  @ParameterizedTest
  @EnumSource
  void oneStepFromEachRecordedStateMatchesMujoco(Recording recording) {
    Golden golden = recording.golden();
    Simulation simulation = new Simulation(recording.model());
    Golden before = golden.at("start");
    double worst = 0;
    for (Golden step : golden.at("steps").list()) {
      Worlds.set(simulation, before.at("qpos").numbers(), before.at("qvel").numbers());
      worst = Math.max(worst, stepped(simulation, recording, step));
      assertDerived(simulation, step);
      before = step;
    }
    double error = worst;
    assertTrue(error <= recording.oneStep, () -> "largest error of one step: " + error);
  }

  @ParameterizedTest
  @EnumSource
  void wholeTrajectoriesMatchMujoco(Recording recording) {
    Golden golden = recording.golden();
    Simulation simulation = new Simulation(recording.model());
    Golden start = golden.at("start");
    Worlds.set(simulation, start.at("qpos").numbers(), start.at("qvel").numbers());
    double worst = 0;
    for (Golden step : golden.at("steps").list()) {
      worst = Math.max(worst, stepped(simulation, recording, step));
    }
    double error = worst;
    assertTrue(error <= recording.openLoop, () -> "largest error of all steps: " + error);
  }

  /** Takes a step and returns the largest error of positions and velocities. */
  private static double stepped(Simulation simulation, Recording recording, Golden step) {
    recording.prepare(simulation);
    Worlds.control(simulation, step.at("ctrl").numbers());
    simulation.step();
    double worst = 0;
    double[] q = step.at("qpos").numbers();
    for (int i = 0; i < q.length; i++) {
      worst = Math.max(worst, Math.abs(q[i] - simulation.position(i)));
    }
    double[] v = step.at("qvel").numbers();
    for (int i = 0; i < v.length; i++) {
      worst = Math.max(worst, Math.abs(v[i] - simulation.velocity(i)));
    }
    assertEquals((int) step.at("contacts").number(), simulation.contacts(), "contacts");
    return worst;
  }

  /** Derived quantities lag behind the positions exactly as they do in MuJoCo. */
  private static void assertDerived(Simulation simulation, Golden step) {
    double[] a = step.at("qacc").numbers();
    for (int i = 0; i < a.length; i++) {
      double scale = Math.max(1, Math.abs(a[i]));
      assertEquals(a[i], simulation.acceleration(i), 1e-10 * scale, "acceleration " + i);
    }
    if (step.members().containsKey("bodies")) {
      Golden bodies = step.at("bodies");
      assertAll(
          bodies.members().keySet().stream()
              .map(
                  name ->
                      () -> {
                        int body = simulation.model().body(ours((String) name));
                        double[] p = bodies.at((String) name).numbers();
                        for (int i = 0; i < 3; i++) {
                          assertEquals(p[i], simulation.bodyPosition(body, i), 1e-13);
                        }
                      }));
    }
  }
}
