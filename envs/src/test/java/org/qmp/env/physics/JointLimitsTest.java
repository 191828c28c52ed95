package org.qmp.env.physics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.qmp.env.physics.scene.Body;
import org.qmp.env.physics.scene.Geom;
import org.qmp.env.physics.scene.Joint;
import org.qmp.env.physics.scene.Options;
import org.qmp.env.physics.scene.Rules;
import org.qmp.env.physics.scene.Scene;

/** Constraint rows of joints near their limits, by hand. */
final class JointLimitsTest {

  /**
   * At rest, 0.1 before the end of the range, the residual is 0.1 − 0.2 (the distance less the
   * margin) and its impedance 0.95: aref = −k d r = 0.1 · 0.95 / (0.95² · 0.02²).
   */
  @ParameterizedTest
  @EnumSource(names = {"SLIDE", "HINGE", "BALL"})
  void limitsActWithinTheirMargin(Joint.Kind kind) {
    Scene scene = new Scene(new Options(Rules.MUJOCO_3));
    Joint joint = new Joint(kind, "j").range(0, 1).with(j -> j.margin = 0.2);
    scene.world.add(new Body("b").add(joint).add(new Geom(Geom.Kind.SPHERE, 0.1)));
    Simulation simulation = new Simulation(Model.of(scene));
    simulation.setPosition(0, kind == Joint.Kind.BALL ? Math.cos(0.45) : 0.9);
    if (kind == Joint.Kind.BALL) {
      simulation.setPosition(3, Math.sin(0.45));
    }
    simulation.forward();
    assertEquals(1, simulation.state().rows.count);
    assertEquals(0.1 / (0.95 * 0.0004), simulation.state().rows.reference[0], 1e-10);
  }
}
