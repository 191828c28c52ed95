package org.qmp.env.physics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.qmp.env.physics.MjcfTest.BALL;
import static org.qmp.env.physics.MjcfTest.first;
import static org.qmp.env.physics.MjcfTest.read;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.qmp.env.physics.mjcf.Mjcf;
import org.qmp.env.physics.scene.Actuator;
import org.qmp.env.physics.scene.Body;
import org.qmp.env.physics.scene.ModelException;
import org.qmp.env.physics.scene.Rules;
import org.qmp.env.physics.scene.Scene;

/** Default classes; numbers of MuJoCo 3.14. */
final class MjcfDefaultsTest {

  @Test
  void classesInheritFromTheClassAroundThem() {
    Body body =
        first(
            """
            <default>
              <geom friction="0.5 0.2 0.3" density="500"/>
              <default class="outer">
                <geom friction="0.7"/>
                <joint damping="2"/>
                <default class="inner"><geom density="900"/></default>
              </default>
            </default>
            <worldbody>
              <body childclass="outer">
                <joint name="a"/>
                <geom size="1"/>
                <geom size="1" class="inner"/>
                <geom size="1" class="main" friction="0.9 0.8"/>
              </body>
            </worldbody>
            """);
    assertEquals(2, body.joints.get(0).damping);
    assertArrayEquals(new double[] {0.7, 0.2, 0.3}, body.geoms.get(0).friction);
    assertEquals(500, body.geoms.get(0).density);
    assertEquals(900, body.geoms.get(1).density);
    assertArrayEquals(new double[] {0.7, 0.2, 0.3}, body.geoms.get(1).friction);
    assertArrayEquals(new double[] {0.9, 0.8, 0.3}, body.geoms.get(2).friction);
  }

  @Test
  void laterDefaultsKeepEarlierNumbersTheyDoNotGive() {
    Body body =
        first(
            """
            <default><geom friction="1 0.2 0.3" solimp="0.8 0.9 0.01"/></default>
            <default><geom friction="0.7" solimp="0.5"/></default>
            <worldbody><body><geom size="1"/></body></worldbody>
            """);
    assertArrayEquals(new double[] {0.7, 0.2, 0.3}, body.geoms.get(0).friction);
    assertArrayEquals(
        new double[] {0.5, 0.9, 0.01, 0.5, 2}, body.geoms.get(0).softness.impedance());
  }

  @Test
  void actuatorsShareDefaultsOfGearAndRangesButNotOfGains() {
    List<Actuator> actuators =
        read("<default><motor gear='50' ctrlrange='-1 1'/><position kp='7'/></default><worldbody>"
                + BALL
                + "</worldbody><actuator><motor joint='z'/><position joint='z'/></actuator>")
            .scene()
            .actuators;
    for (Actuator actuator : actuators) {
      assertEquals(50, actuator.gear());
      assertArrayEquals(new double[] {-1, 1}, actuator.controlRange());
    }
    assertEquals(1, actuators.get(0).gain());
    assertEquals(7, actuators.get(1).gain());
  }

  /** The mass of a ball with radius 10 cm and 1000 kg/m³, or with 10 kg/m³. */
  private static final double HEAVY = 4.188790204786391;

  private static final double LIGHT = 0.04188790204786391;

  private static String bodyOf(String name) {
    return "<body childclass='"
        + name
        + "'><joint name='"
        + name
        + "'/><geom size='0.1' pos='0 0 1'/></body>";
  }

  /**
   * A class begins with the defaults of the class around it at the end of the section that declares
   * it. A later section changes main, and the classes declared in that section or after it.
   */
  @Test
  void aLaterSectionDoesNotChangeExistingClasses() {
    String contents =
        """
        <default>
          <joint damping="1"/>
          <default class="a">
            <joint damping="2"/>
            <default class="b"><geom friction="0.5"/></default>
          </default>
          <geom friction="0.3 0.2"/>
        </default>
        <default>
          <geom density="10"/><joint armature="4"/><motor gear="7"/>
          <default class="c"><joint damping="3"/></default>
        </default>
        """
            + ("<worldbody>" + bodyOf("main") + bodyOf("a") + bodyOf("b") + bodyOf("c"))
            + "</worldbody><actuator><motor joint='a'/><motor joint='a' class='a'/>"
            + "<motor joint='a' class='b'/><motor joint='a' class='c'/></actuator>";
    Model model = Model.of(read(contents).scene());
    assertArrayEquals(
        new double[] {0, LIGHT, HEAVY, HEAVY, LIGHT}, model.bodies.mass, 1e-15 * HEAVY);
    assertArrayEquals(new double[] {1, 2, 2, 3}, model.dofs.damping);
    assertArrayEquals(new double[] {4, 0, 0, 4}, model.dofs.armature);
    assertArrayEquals(
        new double[] {7, 1, 1, 7},
        model.motors.source().stream().mapToDouble(Actuator::gear).toArray());
    List<Body> bodies = read(contents).scene().world.children;
    assertArrayEquals(new double[] {0.3, 0.2, 1e-4}, bodies.get(1).geoms.get(0).friction);
    assertArrayEquals(new double[] {0.5, 0.2, 1e-4}, bodies.get(2).geoms.get(0).friction);
  }

  @Test
  void includedDefaultsAreSectionsLikeAnyOther() {
    String late = "<mujoco><default><geom density='10'/></default></mujoco>";
    String early =
        "<mujoco><default><default class='a'><joint damping='2'/></default></default>"
            + "<include file='late.xml'/><worldbody>"
            + (bodyOf("a") + bodyOf("main"))
            + "</worldbody></mujoco>";
    Model model = Model.of(Mjcf.read("m.xml", early, Rules.MUJOCO_3, file -> late).scene());
    assertArrayEquals(new double[] {0, HEAVY, LIGHT}, model.bodies.mass, 1e-15 * HEAVY);
  }

  @Test
  void zerosCancelTheRangesOfADefault() {
    String file =
        "<default><joint range='-1 1'/><motor ctrlrange='-1 1' forcerange='-2 2'/></default>"
            + "<worldbody><body><joint name='j' range='0 0'/><geom size='1'/></body></worldbody>"
            + "<actuator><motor joint='j' ctrlrange='0 0'/><motor joint='j' forcerange='0 0'/></actuator>";
    Scene scene = read(file).scene();
    assertEquals(false, scene.world.children.get(0).joints.get(0).limited);
    assertEquals(null, scene.actuators.get(0).controlRange());
    assertArrayEquals(new double[] {-2, 2}, scene.actuators.get(0).forceRange());
    assertArrayEquals(new double[] {-1, 1}, scene.actuators.get(1).controlRange());
    assertEquals(null, scene.actuators.get(1).forceRange());
  }

  @Test
  void defaultsOfUnusedElementsHaveNoEffect() {
    Mjcf mjcf =
        read(
            """
            <default>
              <tendon stiffness="3"/><equality solref="0.1 1"/><pair condim="1"/>
              <camera fovy="40"/><general gear="3" dyntype="filter"/><muscle/>
            </default>
            """);
    assertEquals(0, Model.of(mjcf.scene()).velocities());
    assertEquals(List.of("element <camera>", "element <pair>"), mjcf.ignored());
  }

  @Test
  void anActuatorTakesOnlyGearAndRangesFromADefaultOfAnotherKind() {
    String rest =
        "</default><worldbody><body><joint name='j'/><geom size='1'/></body></worldbody>"
            + "<actuator><position joint='j'/></actuator>";
    Actuator actuator =
        read("<default><general gear='3' ctrlrange='-1 2' group='1'/>" + rest)
            .scene()
            .actuators
            .get(0);
    assertEquals(3, actuator.gear());
    assertArrayEquals(new double[] {-1, 2}, actuator.controlRange());
    for (String other :
        new String[] {"<general biasprm='0 1'/>", "<muscle/>", "<damper kv='1'/>"}) {
      String message =
          String.valueOf(
              assertThrows(ModelException.class, () -> read("<default>" + other + rest))
                  .getMessage());
      assertTrue(message.startsWith("m.xml:1: <position>: its defaults are those of <"), message);
    }
  }
}
