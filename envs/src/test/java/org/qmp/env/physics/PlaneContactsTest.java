package org.qmp.env.physics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp.env.physics.scene.Body;
import org.qmp.env.physics.scene.Geom;
import org.qmp.env.physics.scene.Joint;
import org.qmp.env.physics.scene.Options;
import org.qmp.env.physics.scene.Rules;
import org.qmp.env.physics.scene.Scene;

/** Contacts with planes, by hand. */
final class PlaneContactsTest {

  /**
   * Tilted by an angle of the 3-4-5 triangle, the box has its corners 0.8 · ±0.6 + 0.6 · ±0.8 above
   * its middle: two on the floor, and four level with the middle, of which the first two count.
   */
  @Test
  void aBoxOnItsEdgeHasFourContacts() {
    Geom floor = new Geom(Geom.Kind.PLANE).with(g -> g.margin = 2);
    Simulation simulation = Touch.of(Rules.MUJOCO_3, floor, new Geom(Geom.Kind.BOX, 1, 0.6, 0.8));
    Touch.place(simulation, 0, 0, 0.96, 2, 1, 0, 0);
    double[] heights =
        Touch.contacts(simulation).stream().mapToDouble(contact -> contact[0]).toArray();
    Arrays.sort(heights);
    assertArrayEquals(new double[] {0, 0, 0.96, 0.96}, heights, 1e-15);
  }

  /** It follows the capsule's axis, but here that is the normal, which has no part in the plane. */
  @Test
  void theFirstTangentOfAnUprightCapsuleFollowsX() {
    Geom slope = new Geom(Geom.Kind.PLANE).turned(3, 0, 1, 0); // its normal is (0.6, 0, 0.8)
    Simulation simulation = Touch.of(Rules.MUJOCO_3, slope, new Geom(Geom.Kind.CAPSULE, 0.25, 0.5));
    Touch.place(simulation, 0.7 * 0.6, 0, 0.7 * 0.8, 3, 0, 1, 0);
    assertEquals(1, simulation.contacts());
    assertArrayEquals(
        new double[] {0.6, 0, 0.8, 0.8, 0, -0.6, 0, 1, 0},
        Arrays.copyOf(simulation.state().contacts.frame, 9),
        1e-15);
  }

  /** That body is fixed to the world, and may be a mocap body. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aPlaneIsWhereItsBodyIs(boolean mocap) {
    Scene scene = new Scene(new Options(Rules.MUJOCO_3));
    Body lift = new Body("lift").at(0, 0, 1).add(new Geom(Geom.Kind.PLANE));
    lift.mocap = mocap;
    Body ball = new Body("ball").at(0, 0, 1.5).add(new Joint(Joint.Kind.FREE, "free"));
    scene.world.add(lift, ball.add(new Geom(Geom.Kind.SPHERE, 0.625)));
    Simulation simulation = new Simulation(Model.of(scene));
    assertEquals(-0.125, simulation.contactDistance(0), 1e-15);
    if (mocap) {
      simulation.setMocapPosition(simulation.model().body("lift"), 0, 0, 1.125);
      simulation.forward();
      assertEquals(-0.25, simulation.contactDistance(0), 1e-15);
    }
  }
}
