package org.qmp.env.physics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.qmp.env.physics.constraint.Rows;
import org.qmp.env.physics.mjcf.Mjcf;
import org.qmp.env.physics.scene.Rules;

/** Joints that follow others, and joints that are held. */
final class JointEqualityTest {
  private static final String BODIES =
      """
      <worldbody>
        <body><joint name='a' type='slide' axis='1 0 0' ref='0.3' damping='5'/><geom size='0.1'/></body>
        <body pos='0 3 0'><joint name='b' type='slide' axis='1 0 0' ref='-0.2' damping='5'/>
          <geom size='0.1' density='100000'/></body>
        <body pos='0 6 0'><joint name='c' axis='0 0 1' damping='5'/><geom size='0.1' pos='1 0 0'/></body>
      </worldbody>
      """;

  private static Simulation simulation(String equality) {
    String text =
        "<mujoco><compiler angle='radian'/><option gravity='0 0 0'/>"
            + BODIES
            + equality
            + "</mujoco>";
    return new Simulation(Model.of(Mjcf.read("m.xml", text, Rules.MUJOCO_3).scene()));
  }

  @Test
  void rowsAreTheDerivativesOfTheResidual() {
    Simulation simulation =
        simulation("<equality><joint joint1='a' joint2='b' polycoef='0.1 2 3 -4 5'/></equality>");
    simulation.setPosition(0, 0.3 + 0.7);
    simulation.setPosition(1, -0.2 + 0.5);
    simulation.forward();
    Rows rows = simulation.state().rows;
    assertEquals(1, rows.count);
    assertEquals(1, rows.dot(0, new double[] {1, 0, 0}));
    double slope = 2 + 2 * 3 * 0.5 - 3 * 4 * 0.25 + 4 * 5 * 0.125;
    assertEquals(-slope, rows.dot(0, new double[] {0, 1, 0}), 1e-14);
    assertEquals(0, rows.dot(0, new double[] {0, 0, 1}));
    double r = 0.7 - (0.1 + 2 * 0.5 + 3 * 0.25 - 4 * 0.125 + 5 * 0.0625);
    double k = 1 / (0.95 * 0.95 * 0.02 * 0.02);
    assertEquals(-k * 0.95 * r, rows.reference[0], 1e-9);
    double weight = 1 / simulation.model().mass(1) + 1 / simulation.model().mass(2);
    assertEquals(0.05 / 0.95 * weight, 1 / rows.stiffness[0], 1e-14);
  }

  @Test
  void theLightBodyFollowsTheHeavyOne() {
    Simulation simulation =
        simulation("<equality><joint joint1='a' joint2='b' polycoef='0.1 2 3'/></equality>");
    simulation.setPosition(1, -0.2 + 0.1);
    for (int i = 0; i < 2000; i++) {
      simulation.step();
    }
    double x = simulation.position(1) + 0.2;
    assertEquals(0.1 + 2 * x + 3 * x * x, simulation.position(0) - 0.3, 1e-5);
  }

  @Test
  void aSingleJointIsHeldAndOneOfAPairFollowsOneToOneByDefault() {
    Simulation simulation =
        simulation(
            """
            <default><equality solref='0.01 1'/></default>
            <equality><joint joint1='c' polycoef='0.25'/><joint joint1='a' joint2='b'/></equality>
            """);
    simulation.setPosition(1, 1);
    for (int i = 0; i < 2000; i++) {
      simulation.step();
    }
    assertEquals(0.25, simulation.position(2), 1e-9);
    assertEquals(simulation.position(1) + 0.2, simulation.position(0) - 0.3, 1e-5);
  }

  @Test
  void flagsDisableJointEqualities() {
    for (String flag : new String[] {"equality", "constraint"}) {
      Simulation simulation =
          simulation(
              "<equality><joint joint1='c' polycoef='1'/></equality><option><flag "
                  + (flag + "='disable'/></option>"));
      assertEquals(0, simulation.state().rows.count);
    }
  }
}
