package org.qmp.env.physics.mjcf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.qmp.env.physics.mjcf.InertTest.read;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp.env.physics.Model;
import org.qmp.env.physics.math.Rotation;
import org.qmp.env.physics.scene.Actuator;
import org.qmp.env.physics.scene.Body;
import org.qmp.env.physics.scene.Geom;
import org.qmp.env.physics.scene.Inertial;
import org.qmp.env.physics.scene.Joint;
import org.qmp.env.physics.scene.ModelException;
import org.qmp.env.physics.scene.Rules;
import org.qmp.env.physics.scene.Scene;

/** What attributes mean: units, frames and default values. */
final class MjcfAttributesTest {
  private static final double HALF = Math.sqrt(0.5);

  private static Body body(String contents) {
    return read("<worldbody><body>" + contents + "</body></worldbody>")
        .scene()
        .world
        .children
        .get(0);
  }

  private static Joint joint(String attributes) {
    return body("<joint " + attributes + "/>").joints.get(0);
  }

  private static Geom geom(String attributes) {
    return body("<geom size='1' " + attributes + "/>").geoms.get(0);
  }

  /** The scene of a file with one slide of 2 kg, and with further sections. */
  private static Scene slide(String joint, String sections) {
    return read("<worldbody><body><joint name='j' type='slide' "
            + joint
            + "/><geom size='1' mass='2'/></body></worldbody>"
            + sections)
        .scene();
  }

  /** The range is in degrees, the unit of the file; margins of limits are not converted. */
  @Test
  void theRangeOfABallIsAnAngle() {
    Joint ball = joint("type='ball' range='0 90' margin='.1'");
    assertArrayEquals(new double[] {0, Math.PI / 2}, ball.range, 1e-15);
    assertEquals(0.1, ball.margin);
    assertEquals(0.1, joint("type='hinge' margin='.1'").margin);
  }

  @Test
  void theSpringReferenceDefaultsToZeroNotToTheReference() {
    Joint hinge = joint("ref='45' stiffness='2'");
    assertEquals(Math.PI / 4, hinge.reference, 1e-15);
    assertEquals(0, hinge.springReference);
  }

  @Test
  void sitesAndPrincipalAxesAreTurned() {
    double[] quarter = {HALF, 0, 0, HALF};
    Body body =
        body(
            "<inertial pos='1 2 3' mass='4' diaginertia='1 2 2.5' euler='0 0 90'/>"
                + "<site pos='4 5 6' axisangle='0 0 1 90'/>");
    assertArrayEquals(quarter, body.sites.get(0).orientation(), 1e-15);
    assertArrayEquals(new double[] {4, 5, 6}, body.sites.get(0).position());
    Inertial inertial = body.inertial;
    assertArrayEquals(quarter, inertial.orientation(), 1e-15);
    assertArrayEquals(new double[] {1, 2, 2.5}, inertial.moments());
    assertArrayEquals(new double[] {1, 2, 3}, inertial.center());
  }

  /** The first angle belongs to the first letter, whichever axis that is. */
  @ParameterizedTest
  @CsvSource({
    "zxy, 90 0 0, 0 1 0, -1 0 0, 0 0 1",
    "zxy, 0 90 0, 1 0 0, 0 0 1, 0 -1 0",
    "zxy, 90 90 0, 0 1 0, 0 0 1, 1 0 0",
    "ZXY, 90 90 0, 0 0 1, -1 0 0, 0 -1 0",
    "xyz, 90 0 90, 0 0 1, -1 0 0, 0 -1 0",
  })
  void eulerAnglesFollowTheirSequence(String order, String angles, String x, String y, String z) {
    String compiler = "<compiler eulerseq='" + order + "'/>";
    String body = "<worldbody><body euler='" + angles + "'/></worldbody>";
    double[] turn = read(compiler + body).scene().world.children.get(0).orientation;
    String[] expected = {x, y, z};
    for (int axis = 0; axis < 3; axis++) {
      double[] unit = new double[3];
      unit[axis] = 1;
      Rotation.turn(turn, 0, unit, 0, unit, 0);
      String[] words = expected[axis].split(" ", -1);
      for (int i = 0; i < 3; i++) {
        assertEquals(Double.parseDouble(words[i]), unit[i], 1e-15, "axis " + axis);
      }
    }
  }

  @Test
  void geomAttributesAreReadAndHaveDefaults() {
    Geom geom = geom("contype='6' priority='-2' gap='.25' margin='.5' solmix='3' condim='6'");
    assertEquals(6, geom.contype);
    assertEquals(1, geom.conaffinity);
    assertEquals(-2, geom.priority);
    assertEquals(0.25, geom.gap);
    assertEquals(0.5, geom.margin);
    assertEquals(3, geom.mixing);
    assertEquals(6, geom.dimension);
    Geom plain = geom("");
    assertEquals(0, plain.gap);
    assertEquals(1, plain.mixing);
    assertEquals(0, plain.priority);
  }

  /** Even an explicit mass does not count there. */
  @Test
  void geomsOutsideTheGroupRangeGiveNoMass() {
    String compiler = "<compiler inertiagrouprange='0 1'/>";
    String body = "<worldbody><body><geom size='1' mass='5' group='2'/></body></worldbody>";
    assertEquals(0, Model.of(read(compiler + body).scene()).mass(1));
  }

  @ParameterizedTest
  @CsvSource({"mesh", "hfield", "sdf"})
  void purelyVisualShapesAreIgnored(String type) {
    Mjcf drawn =
        read("<worldbody><geom contype='0' conaffinity='0' type='" + type + "'/></worldbody>");
    assertEquals(List.of("element <geom> of type " + type), drawn.ignored());
    assertEquals(0, drawn.scene().world.geoms.size());
  }

  /** kp and kv default to 1, except that a position servo has no damping by default. */
  @Test
  void servoGainsDefaultToOne() {
    Scene scene =
        slide(
            "",
            "<actuator><position joint='j'/><velocity joint='j'/><position joint='j' kv='3'/>"
                + "</actuator>");
    assertGains(scene.actuators.get(0), 1, -1, 0);
    assertGains(scene.actuators.get(1), 1, 0, -1);
    assertGains(scene.actuators.get(2), 1, -1, -3);
  }

  @Test
  void aDefaultMayGiveAServoBothGains() {
    String defaults = "<default><position kp='7' kv='.5'/></default>";
    assertGains(
        slide("", defaults + "<actuator><position joint='j'/></actuator>").actuators.get(0),
        7,
        -7,
        -.5);
  }

  private static void assertGains(Actuator actuator, double gain, double position, double rate) {
    assertEquals(gain, actuator.gain());
    assertEquals(position, actuator.positionBias());
    assertEquals(rate, actuator.velocityBias());
  }

  @Test
  void controlsAndForcesAreLimitedSeparately() {
    Actuator motor =
        slide(
                "",
                "<actuator><motor joint='j' ctrlrange='-1 1' ctrllimited='false'"
                    + " forcerange='-2 2'/></actuator>")
            .actuators
            .get(0);
    assertEquals(null, motor.controlRange());
    assertArrayEquals(new double[] {-2, 2}, motor.forceRange());
  }

  /** Without a polynomial, a joint moves as far as the other. */
  @Test
  void jointsFollowOneToOneByDefault() {
    Scene scene = slide("", "<equality><joint joint1='j'/></equality>");
    assertArrayEquals(new double[] {0, 1, 0, 0, 0}, scene.equalities.get(0).polynomial());
    Scene steep = slide("", "<equality><joint joint1='j' polycoef='2 3'/></equality>");
    assertArrayEquals(new double[] {2, 3, 0, 0, 0}, steep.equalities.get(0).polynomial());
  }

  /** The names have no effect. */
  @Test
  void exclusionsAndWeldsMayHaveNames() {
    String two = "<worldbody><body name='a'><freejoint/><geom size='1'/></body></worldbody>";
    String named =
        "<contact><exclude name='x' body1='a' body2='world'/></contact>"
            + "<equality><weld name='w' body1='a' relpose='0 0 0 1 0 0 0'/></equality>";
    Scene scene = read(two + named).scene();
    assertEquals(1, scene.exclusions.size());
    assertEquals("world", scene.welds.get(0).second());
  }

  /** The only scale that is supported; others are refused. */
  @ParameterizedTest
  @ValueSource(strings = {"1", "1.0", " 10e-1 "})
  void aTorqueScaleOfOneIsReadInAnyNotation(String one) {
    String weld =
        "<worldbody><body name='a'><freejoint/><geom size='1'/></body></worldbody>"
            + "<equality><weld body1='a' relpose='0 0 0 1 0 0 0' torquescale='";
    assertEquals(1, read(weld + one + "'/></equality>").scene().welds.size());
  }

  @Test
  void oneFlagDisablesAllEqualities() {
    String off = "<option><flag equality='disable'/></option>";
    String both =
        "<worldbody><body name='a'><joint name='j'/><geom size='1'/></body></worldbody><equality>"
            + "<joint joint1='j'/><weld body1='a' relpose='0 0 0 1 0 0 0'/></equality>";
    assertEquals(1, read(both).scene().equalities.size());
    assertEquals(1, read(both).scene().welds.size());
    assertEquals(0, read(off + both).scene().equalities.size());
    assertEquals(0, read(off + both).scene().welds.size());
  }

  @Test
  void forcesOfDisabledMotorsAreNotClamped() {
    Scene scene =
        slide(
            "",
            "<option><flag actuation='disable'/></option>"
                + "<actuator><motor joint='j' forcerange='1 2'/></actuator>");
    assertEquals(0, scene.actuators.get(0).force(5, 0, 0));
  }

  @Test
  void leastMassAndLeastMomentAreSeparate() {
    Scene scene = slide("", "<compiler boundmass='3' boundinertia='.5'/>");
    assertEquals(3, scene.leastMass);
    assertEquals(0.5, scene.leastMoment);
  }

  /** The message names the included file and the line in it, not the place of the include. */
  @Test
  void errorsInIncludedFilesNameThatFile() {
    String text = "<mujoco>\n<include file='part.xml'/></mujoco>";
    String part =
        "<mujocoinclude>\n\n<worldbody><geom size='1' foo='1'/></worldbody></mujocoinclude>";
    assertEquals(
        "part.xml:3: <geom>: attribute 'foo' is not supported",
        assertThrows(
                ModelException.class, () -> Mjcf.read("m.xml", text, Rules.MUJOCO_3, file -> part))
            .getMessage());
  }

  /** Even if they are not nested. */
  @Test
  void atMostAHundredFilesAreIncluded() {
    String include = "<include file='nothing.xml'/>";
    String nothing = "<mujocoinclude/>";
    String hundred = "<mujoco>" + include.repeat(100) + "</mujoco>";
    Mjcf.read("m.xml", hundred, Rules.MUJOCO_3, file -> nothing);
    String more = "<mujoco>" + include.repeat(101) + "</mujoco>";
    String message =
        assertThrows(
                ModelException.class,
                () -> Mjcf.read("m.xml", more, Rules.MUJOCO_3, file -> nothing))
            .getMessage();
    assertTrue(message.contains("more than 100 files"), message);
  }
}
