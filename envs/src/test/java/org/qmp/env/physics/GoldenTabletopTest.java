package org.qmp.env.physics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp.env.physics.contact.Pair;
import org.qmp.env.physics.math.Rotation;
import org.qmp.env.physics.scene.Geom;
import org.qmp.env.physics.scene.Rules;

/** Compares the tabletop's arm and its objects with MuJoCo 2.2.0 and 3.14. */
final class GoldenTabletopTest {

  @ParameterizedTest
  @EnumSource
  void compiledNumbersMatchMujoco(Rules rules) {
    Model model = Tabletop.model(rules);
    Golden golden = Tabletop.read("model").at("compiled");
    GoldenTest.assertCompiled(golden, model, name -> name);
    assertEquals(1, model.meanInertia / golden.at("meaninertia").number(), 1e-9);
    for (Golden body : golden.at("bodies").list()) {
      double[] weight = body.at("invweight0").numbers();
      for (int i = 0; i < 2; i++) {
        double found = model.bodies.weight[2 * model.body(body.at("name").text()) + i];
        assertEquals(weight[i], found, 1e-9 * weight[i], body.at("name").text());
      }
    }
  }

  @Test
  void theSameGeomsMayTouchWithTheSameParameters() {
    Model model = Tabletop.model(Rules.MUJOCO_2_1);
    Golden golden = Tabletop.read("model");
    Map<String, Golden> geoms = new TreeMap<>();
    for (Golden geom : golden.at("geoms").list()) {
      String name = geom.at("name").text();
      int g = model.geom(name);
      geoms.put(name, geom);
      assertEquals(geom.at("body").text(), model.bodies.name[model.geoms.body[g]], name);
      near(geom.at("pos").numbers(), model.geoms.position, 3 * g, name);
      double[] matrix = new double[9];
      Rotation.matrix(geom.at("quat").numbers(), 0, matrix, 0);
      near(matrix, model.geoms.matrix, 9 * g, name);
      if (model.shapes.kind[g] != Geom.Kind.HULL) {
        near(geom.at("size").numbers(), model.shapes.size, 3 * g, name);
      }
    }
    assertEquals(geoms.size(), model.geoms.count);
    Set<Set<String>> expected = new HashSet<>();
    for (Golden pair : golden.at("pairs").list()) {
      expected.add(Set.of(pair.list().get(0).text(), pair.list().get(1).text()));
    }
    assertEquals(397, expected.size());
    for (Pair pair : model.pairs) {
      String first = model.geoms.name[pair.first()];
      String second = model.geoms.name[pair.second()];
      assertTrue(expected.remove(Set.of(first, second)), () -> first + " and " + second);
      double[] one = parameters(geoms.get(first));
      double[] other = parameters(geoms.get(second));
      double[] found = parameters(pair);
      for (int i = 0; i < found.length; i++) {
        double both =
            i < 5 ? Math.max(one[i], other[i]) : 0.5 * (one[i] + other[i]); // softness is mixed
        assertEquals(both, found[i], 1e-15, first + " and " + second);
      }
    }
    // contacts of a plane and a hull are not supported
    expected.remove(Set.of("floor", "palm"));
    assertEquals(Set.of(), expected);
  }

  private static void near(double[] expected, double[] found, int at, String name) {
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], found[at + i], 1e-15, name);
    }
  }

  /** Dimension, margin, three frictions, softness. */
  private static double[] parameters(Golden geom) {
    return join(
        new double[] {geom.at("condim").number(), geom.at("margin").number()},
        geom.at("friction").numbers(),
        geom.at("solref").numbers(),
        geom.at("solimp").numbers());
  }

  private static double[] parameters(Pair pair) {
    double[] mu = pair.friction();
    return join(
        new double[] {pair.dimension(), pair.margin(), mu[0], mu[2], mu[3]},
        pair.softness().reference(),
        pair.softness().impedance());
  }

  private static double[] join(double[]... parts) {
    return Arrays.stream(parts).flatMapToDouble(Arrays::stream).toArray();
  }

  /** Without contacts; the target moves around, or the gripper opens and closes. */
  @ParameterizedTest
  @ValueSource(strings = {"arm.2", "arm.3", "gripper.2", "gripper.3"})
  void theFreeArmMovesAsInMujocoStepByStepAndOpenLoop(String file) {
    Golden golden = Tabletop.read(file);
    Simulation open = new Simulation(Tabletop.model(rules(file)));
    Simulation restarted = new Simulation(open.model());
    Golden before = golden.at("start");
    Tabletop.start(open, before);
    Tabletop.start(restarted, before);
    double worstOpen = 0;
    double worstRestarted = 0;
    for (Golden step : golden.at("steps").list()) {
      Tabletop.lead(open, step);
      open.step();
      if (step.has("qacc")) {
        Tabletop.lead(restarted, step);
        Worlds.set(restarted, before.at("qpos").numbers(), before.at("qvel").numbers());
        restarted.step();
        worstRestarted = Math.max(worstRestarted, Tabletop.error(restarted, step));
      }
      if (step.has("qpos")) {
        worstOpen = Math.max(worstOpen, Tabletop.error(open, step));
        before = step;
      }
    }
    String found = "open " + worstOpen + ", restarted " + worstRestarted;
    assertTrue(worstRestarted <= 1e-12 && worstOpen <= 1e-11, found);
  }

  /** The 250 steps of a reset, in which the hand moves from the stretched arm to its start. */
  @ParameterizedTest
  @ValueSource(
      strings = {"door-open.2", "door-close.2", "drawer-open.2", "drawer-close.2", "door-close.3"})
  void resetsMatchMujoco(String file) {
    Golden golden = Tabletop.read(file);
    Simulation simulation = new Simulation(Tabletop.model(rules(file)));
    Tabletop.reset(simulation, golden);
    double worst = 0;
    int step = 0;
    for (Golden entry : golden.at("reset_trace").list()) {
      for (; step <= (int) entry.at("step").number(); step++) {
        simulation.step();
      }
      double[] q = entry.at("qpos").numbers();
      for (int i = 0; i < q.length; i++) {
        worst = Math.max(worst, Math.abs(q[i] - simulation.position(i)));
      }
    }
    assertEquals(0, simulation.contacts());
    double error = worst;
    assertTrue(error <= 1e-11, () -> "largest error of positions: " + error);
  }

  /** Published by users of Meta-World on MuJoCo 2. */
  @ParameterizedTest
  @CsvSource({"0, .00615235", "1, .60018980", "2, .19430117"})
  void theHandStartsAtThePublishedPosition(int axis, double coordinate) {
    Golden golden = Tabletop.read("door-open.2");
    Simulation simulation = new Simulation(Tabletop.model(Rules.MUJOCO_2_1));
    Tabletop.reset(simulation, golden);
    for (int i = 0; i < 250; i++) {
      simulation.step();
    }
    simulation.forward();
    int hand = simulation.model().body("hand");
    assertEquals(coordinate, simulation.bodyPosition(hand, axis), 1e-8);
  }

  /** Contacts of boxes with boxes, cylinders, capsules and hulls. */
  @ParameterizedTest
  @CsvSource({"door-open.2, 1e-11", "drawer-open.2, 1e-10", "drawer-open.3, 1e-11"})
  void singleStepsAndTheirContactsMatchMujoco(String file, double bar) {
    assertSamples(file, bar);
  }

  @ParameterizedTest
  @Tag("long")
  @CsvSource({
    "door-close.2, 1e-11",
    "drawer-close.2, 1e-10",
    "door-close.3, 1e-11",
    "drawer-close.3, 1e-11"
  })
  void singleStepsOfTheOtherRecordingsMatchMujoco(String file, double bar) {
    assertSamples(file, bar);
  }

  private static void assertSamples(String file, double bar) {
    Golden golden = Tabletop.read(file);
    Simulation simulation = new Simulation(Tabletop.converged(rules(file)));
    Model model = simulation.model();
    Tabletop.move(simulation, "cabinet", golden.at("cabinet").numbers());
    Tabletop.move(simulation, "door_frame", golden.at("door_frame").numbers());
    double worst = 0;
    for (Golden sample : golden.at("samples").list()) {
      Tabletop.start(simulation, sample.at("before"));
      simulation.step();
      worst = Math.max(worst, Tabletop.error(simulation, sample.at("after")));
      List<Golden> touching = sample.at("touching").list();
      String where = "step " + sample.at("step").number();
      List<String> pairs = new ArrayList<>();
      List<double[]> contacts = new ArrayList<>();
      for (Golden contact : touching) {
        List<?> parts = (List<?>) contact.value();
        pairs.add(parts.get(0) + " " + parts.get(1));
        contacts.add(new Golden(parts.subList(2, 9)).numbers());
      }
      List<String> found = new ArrayList<>();
      for (int i = 0; i < simulation.contacts(); i++) {
        Pair pair = model.pairs[simulation.state().contacts.pair[i]];
        found.add(model.geoms.name[pair.first()] + " " + model.geoms.name[pair.second()]);
      }
      pairs.sort(null);
      found.sort(null);
      assertEquals(pairs, found, where);
      Touch.assertContacts(where, contacts, simulation, 1e-9);
    }
    double error = worst;
    assertTrue(error <= bar, () -> "largest error of one step: " + error);
  }

  @Test
  void aWholeEpisodeMatchesMujocoOpenLoop() {
    assertEpisode("drawer-close.2", 1e-10);
  }

  /** In door-close.2, rounding decides between a face and an edge that overlap equally. */
  @ParameterizedTest
  @Tag("long")
  @CsvSource({
    "door-open.2, 1e-10",
    "drawer-open.2, 1e-10",
    "door-close.2, 5e-3",
    "door-close.3, 1e-10"
  })
  void theOtherEpisodesMatchMujocoOpenLoop(String file, double bar) {
    assertEpisode(file, bar);
  }

  private static void assertEpisode(String file, double bar) {
    Golden golden = Tabletop.read(file);
    Simulation simulation = new Simulation(Tabletop.model(rules(file)));
    Tabletop.move(simulation, "cabinet", golden.at("cabinet").numbers());
    Tabletop.move(simulation, "door_frame", golden.at("door_frame").numbers());
    Tabletop.start(simulation, golden.at("reset"));
    double worst = 0;
    int n = 0;
    for (Golden step : golden.at("env").list()) {
      Tabletop.act(simulation, step.at("action").numbers());
      for (int i = 0; i < 5; i++) {
        simulation.step();
      }
      double[] q = step.at("qpos").numbers();
      for (int i = 0; i < q.length; i++) {
        worst = Math.max(worst, Math.abs(q[i] - simulation.position(i)));
      }
      assertEquals((int) step.at("contacts").number(), simulation.contacts(), "action " + n++);
    }
    double error = worst;
    assertTrue(error <= bar, () -> "largest error of angles and slides: " + error);
  }

  private static Rules rules(String file) {
    return file.endsWith("2") ? Rules.MUJOCO_2_1 : Rules.MUJOCO_3;
  }
}
