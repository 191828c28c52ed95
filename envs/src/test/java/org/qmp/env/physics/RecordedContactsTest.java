package org.qmp.env.physics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp.env.physics.mjcf.Mjcf;
import org.qmp.env.physics.scene.Geom;
import org.qmp.env.physics.scene.Rules;

/** Contacts of two shapes in single poses, recorded in MuJoCo 3.14. */
final class RecordedContactsTest {
  private static final double TOLERANCE = 1e-9;

  private static Geom geom(String kind, double[] size) {
    return new Geom(Geom.Kind.valueOf(kind.toUpperCase(Locale.ROOT)), size);
  }

  private static Geom place(Geom fixed, double[] turn, double margin) {
    return fixed
        .at(0.01, 0.02, 0.03)
        .turned(turn[0], turn[1], turn[2], turn[3])
        .with(g -> g.margin = margin);
  }

  /** The two rules differ only in contacts of two boxes, and in the depth of balls in boxes. */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          sphere,  sphere,  MUJOCO_3
          sphere,  sphere,  MUJOCO_2_1
          sphere,  capsule, MUJOCO_3
          sphere,  capsule, MUJOCO_2_1
          sphere,  box,     MUJOCO_3
          sphere,  box,     MUJOCO_2_1
          capsule, capsule, MUJOCO_3
          capsule, capsule, MUJOCO_2_1
          capsule, box,     MUJOCO_3
          capsule, box,     MUJOCO_2_1
          box,     box,     MUJOCO_3
          """)
  void contactsMatchMujoco(String first, String second, Rules rules) {
    int compared = 0;
    for (Golden group :
        Golden.read("contacts/" + first + "-" + second + ".json").at("groups").list()) {
      double[] size = group.at("first").numbers();
      for (Golden pose : group.at("cases").list()) {
        double[] turn = pose.at("fixed").numbers();
        Geom fixed = place(geom(first, size), turn, pose.at("margin").number());
        Geom free = geom(second, group.at("second").numbers());
        Simulation simulation =
            Touch.place(Touch.of(rules, fixed, free), pose.at("free").numbers());
        List<double[]> expected = pose.at("contacts").list().stream().map(Golden::numbers).toList();
        if (rules == Rules.MUJOCO_2_1 && second.equals("box")) {
          expected.forEach(contact -> contact[0] = Math.max(contact[0], -size[0]));
        }
        Touch.assertContacts("pose " + pose.at("free").value(), expected, simulation, TOLERANCE);
        compared += expected.size();
      }
    }
    int contacts = compared;
    assertTrue(contacts >= 30, () -> "only " + contacts + " contacts compared");
  }

  /** Contacts of MuJoCo 2.2.0, including odd poses and deep overlaps. */
  @Test
  void contactsMatchTheOldRelease() {
    int compared = 0;
    for (Golden group : Golden.read("contacts/old.json.gz").at("groups").list()) {
      double[] turn = group.at("fixed").numbers();
      Geom fixed =
          place(
              geom(group.at("first").text(), group.at("firstSize").numbers()),
              turn,
              group.at("margin").number());
      Geom free = geom(group.at("second").text(), group.at("secondSize").numbers());
      Simulation simulation = Touch.of(Rules.MUJOCO_2_1, fixed, free);
      for (Golden pose : group.at("cases").list()) {
        Touch.place(simulation, pose.at("pose").numbers());
        String where =
            group.at("first").text() + "-" + group.at("second").text() + pose.at("pose").value();
        List<double[]> expected = pose.at("contacts").list().stream().map(Golden::numbers).toList();
        Touch.assertContacts(where, expected, simulation, TOLERANCE);
        compared += expected.size();
      }
    }
    int contacts = compared;
    assertTrue(contacts >= 1000, () -> "only " + contacts + " contacts compared");
  }

  /** At rest, under gravity: to match, the solver must receive the same input, too. */
  @ParameterizedTest
  @ValueSource(strings = {"capsule-box", "capsule-capsule", "box-box"})
  void accelerationsInOddPosesMatchMujoco(String pair) {
    Golden golden = Golden.read("contacts/odd/" + pair + ".json");
    Simulation simulation =
        new Simulation(
            Model.of(Mjcf.read(pair, golden.at("model").text(), Rules.MUJOCO_3).scene()));
    for (Golden pose : golden.at("poses").list()) {
      Touch.place(simulation, pose.at("qpos").numbers());
      String where = "pose " + pose.at("qpos").value();
      Touch.assertContacts(
          where,
          pose.at("contacts").list().stream().map(Golden::numbers).toList(),
          simulation,
          TOLERANCE);
      double[] acceleration = pose.at("qacc").numbers();
      for (int i = 0; i < 6; i++) {
        assertEquals(acceleration[i], simulation.acceleration(i), 1e-6, where);
      }
    }
  }
}
