package org.qmp.env.physics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.qmp.env.contract.SeededChance;
import org.qmp.env.physics.scene.Body;
import org.qmp.env.physics.scene.Geom;
import org.qmp.env.physics.scene.Joint;
import org.qmp.env.physics.scene.Options;
import org.qmp.env.physics.scene.Rules;
import org.qmp.env.physics.scene.Scene;

/** Contacts of cylinders and hulls. */
final class ConvexContactsTest {
  private static final float[] CUBOID = {
    -0.25f, -0.125f, -0.5f, 0.25f, -0.125f, -0.5f, -0.25f, 0.125f, -0.5f, 0.25f, 0.125f, -0.5f,
    -0.25f, -0.125f, 0.5f, 0.25f, -0.125f, 0.5f, -0.25f, 0.125f, 0.5f, 0.25f, 0.125f, 0.5f
  };

  private static Geom geom(Golden group, String which) {
    return new Geom(
        Geom.Kind.valueOf(group.at(which).text().toUpperCase(Locale.ROOT)),
        group.at(which + "Size").numbers());
  }

  /**
   * Contacts of MuJoCo 2.2.0, under both rules. Where shapes overlap deeply, the last triangle may
   * be very thin and chosen by rounding: half of the random poses must be right to 1e-12, and all
   * positions to 1e-3. Poses that were chosen because rounding does not matter are right to 1e-11.
   */
  @ParameterizedTest
  @EnumSource
  void cylindersTouchAsInTheOldRelease(Rules rules) {
    Map<String, List<Double>> errors = new TreeMap<>();
    for (Golden group : Golden.read("contacts/convex.json.gz").at("groups").list()) {
      double[] turn = group.at("fixed").numbers();
      double margin = group.at("margin").number();
      Geom fixed =
          geom(group, "first")
              .at(0.01, 0.02, 0.03)
              .turned(turn[0], turn[1], turn[2], turn[3])
              .with(g -> g.margin = margin);
      Simulation simulation = Touch.of(rules, fixed, geom(group, "second"));
      String pair = group.at("first").text() + "-" + group.at("second").text();
      boolean chosen = group.at("chosen").number() == 1;
      for (Golden pose : group.at("cases").list()) {
        Touch.place(simulation, pose.at("pose").numbers());
        List<double[]> found = Touch.contacts(simulation);
        List<Golden> expected = pose.at("contacts").list();
        String where = pair + " " + pose.at("pose").value();
        assertEquals(expected.size(), found.size(), where);
        if (chosen) {
          Touch.assertContacts(
              where, expected.stream().map(Golden::numbers).toList(), simulation, 1e-11);
        } else if (!expected.isEmpty()) {
          double[] a = expected.get(0).numbers();
          double[] b = found.get(0);
          double error = Math.abs(a[0] - b[0]);
          for (int i = 1; i < 4; i++) {
            assertEquals(a[i], b[i], 1e-3, where);
            error = Math.max(error, Math.max(Math.abs(a[i] - b[i]), Math.abs(a[i + 3] - b[i + 3])));
          }
          errors.computeIfAbsent(pair, name -> new ArrayList<>()).add(error);
        }
      }
    }
    assertEquals(4, errors.size());
    errors.forEach(
        (pair, list) -> {
          double[] sorted = list.stream().mapToDouble(e -> e).sorted().toArray();
          assertTrue(sorted.length >= 50, pair);
          assertEquals(0, sorted[sorted.length / 2], 1e-12, pair + ": median error");
        });
  }

  /** A box and the hull of its corners differ only in directions across edges and faces. */
  @Test
  void hullsOfBoxesTouchCylindersAsBoxesDo() {
    Geom cylinder = new Geom(Geom.Kind.CYLINDER, 0.2, 0.3).with(g -> g.margin = 0.01);
    Simulation box =
        Touch.of(Rules.MUJOCO_2_1, new Geom(Geom.Kind.BOX, 0.25, 0.125, 0.5), cylinder);
    Simulation hull = Touch.of(Rules.MUJOCO_2_1, Geom.hull(CUBOID), cylinder);
    SeededChance chance = new SeededChance(11);
    int touching = 0;
    for (int n = 0; n < 500; n++) {
      double[] pose = new double[7];
      for (int i = 0; i < 7; i++) {
        pose[i] = i < 3 ? chance.uniform(-0.5, 0.5) : chance.normal();
      }
      Touch.place(box, pose);
      Touch.place(hull, pose);
      Touch.assertContacts("pose " + n, Touch.contacts(box), hull, 1e-9);
      touching += Touch.contacts(hull).size();
    }
    assertTrue(touching > 100, touching + " touch");
  }

  /** The depth is along the axis, and the contact halfway between the two faces. */
  @ParameterizedTest
  @EnumSource
  void cylindersStandOnBoxes(Rules rules) {
    Geom table = new Geom(Geom.Kind.BOX, 1, 1, 0.5).with(g -> g.margin = 0.0625);
    Simulation simulation = Touch.of(rules, table, new Geom(Geom.Kind.CYLINDER, 0.25, 0.125));
    Touch.place(simulation, 0, 0, 0.6, 1, 0, 0, 0);
    Touch.assertContacts(
        "above the middle",
        List.of(new double[] {-0.025, 0, 0, 0.4875, 0, 0, -1}),
        simulation,
        1e-12);
    Touch.place(simulation, 0.5, -0.375, 0.6, 1, 0, 0, 0);
    double[] aside = Touch.contacts(simulation).get(0);
    assertEquals(-0.025, aside[0], 1e-6);
    assertEquals(-1, aside[6], 1e-4);
    Touch.place(simulation, 0.5, -0.375, 0.625 + 0.0625 - 1e-5, 1, 0, 0, 0);
    assertEquals(0.0625 - 1e-5, simulation.contactDistance(0), 1e-6);
    Touch.place(simulation, 0.5, -0.375, 0.625 + 0.0625 + 1e-5, 1, 0, 0, 0);
    assertEquals(0, simulation.contacts());
  }

  /** The choice between equal directions depends on these zeros. */
  @Test
  void framesOfBodiesThatTurnAboutZHaveExactZeros() {
    Scene scene = new Scene(new Options(Rules.MUJOCO_2_1));
    scene.world.add(
        new Body("door")
            .add(new Joint(Joint.Kind.HINGE, "door"))
            .add(
                new Geom(Geom.Kind.BOX, 0.2, 0.01, 0.1).at(0.2, 0, 0),
                new Geom(Geom.Kind.CYLINDER, 0.1, 0.1).turned(0.7073883, 0.7068252, 0, 0),
                new Geom(Geom.Kind.CYLINDER, 0.1, 0.1).turned(0.7073883, 0, 0.7068252, 0)));
    Simulation simulation = new Simulation(Model.of(scene));
    int[][] zeros = {{2, 5, 6, 7}, {6}, {7}};
    SeededChance chance = new SeededChance(3);
    for (int n = 0; n < 1000; n++) {
      simulation.setPosition(0, chance.uniform(-4, 4));
      simulation.forward();
      for (int g = 0; g < 3; g++) {
        for (int k : zeros[g]) {
          assertTrue(simulation.state().geomFrame[9 * g + k] == 0, "entry " + k + " of geom " + g);
        }
      }
    }
  }

  /** One contact carries the puck and moves around under it. */
  @Test
  void pucksRestOnTables() {
    Scene scene = new Scene(new Options(Rules.MUJOCO_2_1));
    scene
        .world
        .add(new Geom(Geom.Kind.BOX, 1, 1, 0.5))
        .add(
            new Body("puck")
                .add(new Joint(Joint.Kind.FREE, "puck"))
                .add(new Geom(Geom.Kind.CYLINDER, 0.02, 0.02)));
    Simulation simulation = new Simulation(Model.of(scene));
    Touch.place(simulation, 0.1, 0.2, 0.53, 1, 0, 0, 0);
    for (int step = 0; step < 2000; step++) {
      simulation.step();
    }
    assertEquals(1, simulation.contacts());
    assertEquals(0.52, simulation.position(2), 5e-3);
    assertEquals(0, simulation.velocity(2), 1e-2);
  }

  /** No environment here needs contacts of a hull and a plane, in either order. */
  @Test
  void hullsAndPlanesPassThroughEachOther() {
    Scene scene = new Scene(new Options(Rules.MUJOCO_3));
    scene
        .world
        .add(new Geom(Geom.Kind.PLANE))
        .add(
            new Body("free")
                .add(new Joint(Joint.Kind.FREE, "free"))
                .add(Geom.hull(CUBOID), new Geom(Geom.Kind.SPHERE, 0.0625).at(0, 0, 1)),
            new Body("fixed").add(new Geom(Geom.Kind.PLANE)));
    Simulation simulation = new Simulation(Model.of(scene));
    assertEquals(0, Touch.place(simulation, 0, 0, 0.1, 1, 0, 0, 0).contacts());
  }

  /** The arrays for contacts and for the rows of the solver grow as needed. */
  @ParameterizedTest
  @EnumSource
  void manyContactsActAtOnce(Rules rules) {
    Scene scene = new Scene(new Options(rules));
    scene.world.add(new Geom(Geom.Kind.BOX, 5, 5, 0.5).at(0, 0, -0.5));
    for (int i = 0; i < 25; i++) {
      scene.world.add(
          new Body("box" + i)
              .at(i % 5 - 2, i / 5 - 2, 0.1)
              .add(new Joint(Joint.Kind.FREE, "box" + i))
              .add(new Geom(Geom.Kind.BOX, 0.1, 0.1, 0.1)));
    }
    Simulation simulation = new Simulation(Model.of(scene));
    for (int step = 0; step < 20; step++) {
      simulation.step();
    }
    assertTrue(simulation.contacts() >= 100, simulation.contacts() + " contacts");
    for (int i = 0; i < 25; i++) {
      assertEquals(0.1, simulation.position(7 * i + 2), 1e-2);
      assertEquals(i % 5 - 2, simulation.position(7 * i), 1e-6);
    }
  }
}
