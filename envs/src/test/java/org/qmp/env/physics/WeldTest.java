package org.qmp.env.physics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.qmp.env.physics.constraint.Rows;
import org.qmp.env.physics.mjcf.Mjcf;
import org.qmp.env.physics.scene.Rules;

/** Bodies that are held in a pose relative to others. */
final class WeldTest {
  private static final double STIFFNESS = 1 / (0.95 * 0.95 * 0.02 * 0.02);
  private static final double DAMPING = 2 / (0.95 * 0.02);

  private static Simulation simulation(Rules rules, String contents) {
    String text = "<mujoco><compiler angle='radian'/><option gravity='0 0 0'/>" + contents;
    return new Simulation(Model.of(Mjcf.read("m.xml", text + "</mujoco>", rules).scene()));
  }

  /** A ball of 2 kg and 0.5 kg m² that is welded 1 m above a target. */
  private static Simulation ball(Rules rules) {
    return simulation(
        rules,
        """
        <worldbody>
          <body name='target' mocap='true'/>
          <body name='ball'><freejoint/><inertial pos='0 0 0' mass='2' diaginertia='.5 .5 .5'/></body>
        </worldbody>
        <equality><weld body1='target' body2='ball' relpose='0 0 1 2 0 0 0'/></equality>
        """);
  }

  /**
   * The target is turned by 2 θ about z, sin θ = 0.6, but the ball is not, and is off by (3, 0, 4).
   */
  @ParameterizedTest
  @EnumSource
  void residualsAndWeightsByHand(Rules rules) {
    Simulation simulation = ball(rules);
    simulation.setMocapPosition(1, 3, 0, 3);
    simulation.setMocapOrientation(1, 8, 0, 0, 6);
    simulation.setVelocity(5, 0.25);
    simulation.forward();
    Rows rows = simulation.state().rows;
    assertEquals(6, rows.count);
    double[] error = {3, 0, 4, 0, 0, 0.6};
    for (int k = 0; k < 6; k++) {
      double rate = k == 5 ? -0.5 * 0.8 * 0.25 : 0; // of sin θ, as the ball follows
      double bend = k == 5 && rules == Rules.MUJOCO_3 ? -0.25 * 0.6 * 0.25 * 0.25 : 0;
      double reference = -DAMPING * rate - STIFFNESS * 0.95 * error[k] - bend;
      assertEquals(reference, rows.reference[k], 1e-9, "row " + k);
      double weight = k < 3 || rules == Rules.MUJOCO_2_1 ? 0.5 : 2;
      assertEquals(0.05 / 0.95 * weight, 1 / rows.stiffness[k], 1e-12, "row " + k);
    }
    assertEquals(-0.4, rows.dot(5, new double[] {0, 0, 0, 0, 0, 1}), 1e-15);
    assertEquals(0.3, rows.dot(4, new double[] {0, 0, 0, 1, 0, 0}), 1e-15);
    assertEquals(-1, rows.dot(1, new double[] {0, 1, 0, 0, 0, 0}), 1e-15);
  }

  @ParameterizedTest
  @EnumSource
  void theBodyReachesItsPose(Rules rules) {
    Simulation simulation = ball(rules);
    simulation.setMocapPosition(1, 3, 0, 3);
    simulation.setMocapOrientation(1, 8, 0, 0, 6);
    for (int i = 0; i < 2000; i++) {
      simulation.step();
    }
    double[] pose = {3, 0, 4, 0.8, 0, 0, 0.6};
    for (int i = 0; i < 7; i++) {
      assertEquals(pose[i], simulation.position(i), 1e-9);
    }
  }

  @Test
  void bothSignsOfAQuaternionMeanTheSameRotation() {
    Simulation simulation = ball(Rules.MUJOCO_3);
    double[] found = new double[2];
    for (int i = 0; i < 2; i++) {
      int sign = 1 - 2 * i;
      simulation.setMocapOrientation(1, sign * -2, 0, 0, sign * 6);
      simulation.forward();
      found[i] = simulation.acceleration(5);
    }
    assertTrue(found[0] < 0, () -> "the short way is backwards, found " + found[0]);
    assertEquals(found[0], found[1], 1e-9);
  }

  /**
   * Along a straight line q + t v, the residual's first and second derivatives are J v and J̇ v.
   */
  @ParameterizedTest
  @EnumSource
  void rowsAreTheDerivativesOfTheResidual(Rules rules) {
    Simulation simulation =
        simulation(
            rules,
            """
            <option gravity='0 0 -9.81'/>
            <default><joint damping='1'/><geom type='capsule' size='.1 .2' contype='0' conaffinity='0'/></default>
            <worldbody>
              <body><joint axis='1 0 0'/><geom/>
                <body pos='.2 .5 .1'><joint axis='0 1 .3'/><geom/>
                  <body name='a' pos='.3 .1 .4' quat='1 .2 .3 .4'><joint axis='.2 0 1'/><geom pos='.1 0 0'/></body>
                </body>
              </body>
              <body pos='1 0 0'><joint axis='0 .5 1'/><geom/>
                <body name='b' pos='.2 .5 .1'><joint axis='1 1 .3'/><joint type='slide' axis='0 0 1'/><geom/></body>
              </body>
            </worldbody>
            <equality><weld body1='a' body2='b' relpose='.1 .2 -.3 .4 .5 .6 .7' solimp='.95 .95 .1'/></equality>
            """);
    double[] q = {0.3, -0.4, 0.5, 0.6, -0.7, 0.2};
    double[] v = {1.3, -0.7, 0.9, -1.1, 0.8, 0.6};
    double h = 1e-3;
    double[] before = residual(simulation, q, v, -h);
    double[] now = residual(simulation, q, v, 0);
    double[] after = residual(simulation, q, v, h);
    Worlds.set(simulation, q, v);
    simulation.forward();
    Rows rows = simulation.state().rows;
    for (int k = 0; k < 6; k++) {
      double rate = rows.dot(k, v);
      assertEquals((after[k] - before[k]) / (2 * h), rate, 1e-5, "rate of row " + k);
      double bend = -rows.reference[k] - DAMPING * rate - STIFFNESS * 0.95 * now[k];
      double expected = rules == Rules.MUJOCO_3 ? (after[k] - 2 * now[k] + before[k]) / (h * h) : 0;
      assertEquals(expected, bend, 1e-5, "bend of row " + k);
    }
  }

  /** The residual at q + t v. */
  private static double[] residual(Simulation simulation, double[] q, double[] v, double t) {
    double[] moved = new double[q.length];
    for (int i = 0; i < q.length; i++) {
      moved[i] = q[i] + t * v[i];
    }
    Worlds.set(simulation, moved, new double[q.length]);
    simulation.forward();
    double[] residual = new double[6];
    for (int k = 0; k < 6; k++) {
      residual[k] = -simulation.state().rows.reference[k] / (STIFFNESS * 0.95);
    }
    return residual;
  }
}
