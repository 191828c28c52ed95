package org.qmp.env.physics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.qmp.env.physics.scene.Body;
import org.qmp.env.physics.scene.Geom;
import org.qmp.env.physics.scene.Joint;
import org.qmp.env.physics.scene.ModelException;
import org.qmp.env.physics.scene.Options;
import org.qmp.env.physics.scene.Rules;
import org.qmp.env.physics.scene.Scene;

/** The forces of a fluid, by hand. */
final class DragTest {
  /**
   * A ball of radius r counts as a cube with sides d = r √2.4. It moves at 2 m/s in a wind of 0.5
   * m/s in the same direction, and turns at 3 rad/s.
   */
  @Test
  void theDragOnABallIsThatOfItsEquivalentCube() {
    Options.Fluid fluid = new Options.Fluid(5, 0.3, new double[] {0.5, 0, 0});
    Scene scene =
        new Scene(
            new Options(Rules.MUJOCO_2_1)
                .with(o -> o.gravity = new double[3])
                .with(o -> o.fluid = fluid));
    scene.world.add(
        new Body("ball")
            .add(new Joint(Joint.Kind.SLIDE, "x").axis(1, 0, 0))
            .add(new Joint(Joint.Kind.HINGE, "turn").axis(1, 0, 0))
            .add(new Geom(Geom.Kind.SPHERE, 0.5).mass(4)));
    Simulation simulation = new Simulation(Model.of(scene));
    simulation.setVelocity(0, 2);
    simulation.setVelocity(1, 3);
    simulation.forward();
    double d = 0.5 * Math.sqrt(2.4);
    double force = -3 * Math.PI * d * 0.3 * 1.5 - 5.0 / 2 * d * d * 1.5 * 1.5;
    double torque = -Math.PI * d * d * d * 0.3 * 3 - 5.0 / 64 * d * 2 * Math.pow(d, 4) * 9;
    assertEquals(force / 4, simulation.acceleration(0), 1e-12);
    assertEquals(torque / (0.4 * 4 * 0.25), simulation.acceleration(1), 1e-12);
  }

  /** A plate falls in a viscous fluid until −3 π d β v = m g. */
  @Test
  void fallingEndsAtTheTerminalVelocity() {
    Options options =
        new Options(Rules.MUJOCO_3)
            .with(o -> o.timestep = 0.01)
            .with(o -> o.fluid = new Options.Fluid(0, 2, new double[3]));
    Scene scene = new Scene(options);
    scene.world.add(
        new Body("plate")
            .add(new Joint(Joint.Kind.SLIDE, "z"))
            .add(new Geom(Geom.Kind.BOX, 0.3, 0.2, 0.1).mass(1).turned(0.9, 0.1, 0.3, 0.2)));
    Simulation simulation = new Simulation(Model.of(scene));
    for (int i = 0; i < 1000; i++) {
      simulation.step();
    }
    double d = (0.6 + 0.4 + 0.2) / 3; // a box is its own equivalent box
    assertEquals(-9.81 / (3 * Math.PI * d * 2), simulation.velocity(0), 1e-12);
  }

  @Test
  void fluidsAreImmutableAndRefuseInvalidNumbers() {
    double[] wind = {1, 2, 3};
    Options.Fluid fluid = new Options.Fluid(1, 0, wind);
    wind[0] = 9;
    fluid.wind()[1] = 9;
    assertArrayEquals(new double[] {1, 2, 3}, fluid.wind());
    assertThrows(ModelException.class, () -> new Options.Fluid(-1, 0, wind));
    assertThrows(ModelException.class, () -> new Options.Fluid(0, Double.NaN, wind));
    assertThrows(ModelException.class, () -> new Options.Fluid(0, 0, new double[2]));
  }
}
