package org.qmp.env.physics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.qmp.env.physics.mjcf.Mjcf;
import org.qmp.env.physics.scene.Rules;

/** Bodies whose poses are set from outside, and bodies attached to them with or without joints. */
final class MocapTest {
  private static final String SCENE =
      """
      <mujoco>
        <option gravity='0 0 0'/>
        <worldbody>
          <body name='shelf' pos='1 2 3' mocap='true'>
            <geom name='board' type='box' size='1 1 0.1'/>
            <body name='hook' pos='0 0 1'><site name='tip' pos='0.5 0 0'/></body>
            <body name='drawer' pos='0 1 0'><joint type='slide' axis='0 1 0'/>
              <geom size='0.1' contype='0' conaffinity='0'/></body>
          </body>
          <body name='other' pos='0 0 7' mocap='true'/>
          <body name='ball' pos='9 2 3.55'><freejoint/><geom name='ball' size='0.5'/></body>
        </worldbody>
      </mujoco>
      """;

  private final Model model = Model.of(Mjcf.read("m.xml", SCENE, Rules.MUJOCO_2_1).scene());
  private final Simulation simulation = new Simulation(model);
  private final int shelf = model.body("shelf");

  private double[] tip() {
    int tip = model.site("tip");
    double[] x = new double[3];
    for (int i = 0; i < 3; i++) {
      x[i] = simulation.sitePosition(tip, i);
    }
    return x;
  }

  private double[] state() {
    double[] state = new double[simulation.stateSize()];
    simulation.saveState(state);
    return state;
  }

  @Test
  void attachedBodiesMoveAtTheNextForwardPass() {
    double[] before = tip();
    assertArrayEquals(new double[] {1.5, 2, 4}, before);
    simulation.setMocapPosition(shelf, 10, 20, 30);
    simulation.setMocapOrientation(shelf, 1, 0, 1, 0); // z to x, x to −z
    assertArrayEquals(before, tip());
    simulation.step();
    assertArrayEquals(new double[] {11, 20, 29.5}, tip(), 1e-14);
    assertEquals(21, simulation.bodyPosition(model.body("drawer"), 1), 1e-14);
    assertEquals(Math.sqrt(0.5), simulation.bodyOrientation(shelf, 2), 1e-15);
    assertEquals(1, simulation.mocapOrientation(shelf, 2));
    assertEquals(30, simulation.mocapPosition(shelf, 2));
    assertEquals(7, simulation.bodyPosition(model.body("other"), 2));
  }

  @Test
  void itsGeomsTouchAtItsPoseAndAreNotPushed() {
    assertEquals(0, simulation.contacts());
    simulation.setMocapPosition(shelf, 9, 2, 3);
    simulation.forward();
    assertEquals(1, simulation.contacts());
    assertEquals(-0.05, simulation.contactDistance(0), 1e-14);
    simulation.step();
    assertEquals(9, simulation.bodyPosition(shelf, 0), "it is not pushed");
  }

  @Test
  void theStateContainsThePoseAsSetAndAsLastComputed() {
    simulation.setMocapPosition(shelf, 9, 2, 3);
    simulation.step();
    simulation.setMocapPosition(shelf, 9, 2, 3.01);
    simulation.setMocapOrientation(shelf, 2, 0, 0, 0);
    double[] saved = state();
    double[] seen = tip();
    simulation.step();
    double[] next = state();

    simulation.reset();
    assertArrayEquals(new double[] {1.5, 2, 4}, tip());
    assertEquals(1, simulation.mocapOrientation(shelf, 0));

    Simulation fresh = new Simulation(model);
    fresh.restoreState(saved);
    assertEquals(3.01, fresh.mocapPosition(shelf, 2));
    assertEquals(seen[2], fresh.sitePosition(model.site("tip"), 2));
    fresh.step();
    double[] continued = new double[next.length];
    fresh.saveState(continued);
    assertArrayEquals(next, continued);
  }

  @Test
  void otherBodiesCannotBeMoved() {
    int hook = model.body("hook");
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> simulation.setMocapPosition(hook, 0, 0, 0))
            .getMessage();
    assertEquals("body 'hook' is not a mocap body", message);
  }
}
