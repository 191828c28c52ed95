package org.qmp.env.physics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a model file may say, and what is said of one that says something else. */
final class MjcfTest {
  private static final String BALL =
      "<body name='ball'><joint name='z' type='slide'/><geom name='g' size='0.1'/></body>";

  private static Mjcf read(String contents) {
    return Mjcf.read("m.xml", "<mujoco>" + contents + "</mujoco>", Rules.MUJOCO_3);
  }

  private static Body first(String contents) {
    return read(contents).scene().world().children.get(0);
  }

  private static String refused(String contents) {
    ModelException e = assertThrows(ModelException.class, () -> read(contents).compile());
    return String.valueOf(e.getMessage());
  }

  @Test
  void defaultsAreThoseOfMujoco() {
    Scene scene = read("<worldbody>" + BALL + "</worldbody>").scene();
    Options options = scene.options;
    assertEquals(0.002, options.timestep());
    assertArrayEquals(new double[] {0, 0, -9.81}, options.gravity());
    assertEquals(100, options.iterations());
    Geom geom = scene.world().children.get(0).geoms.get(0);
    assertEquals(Geom.Kind.SPHERE, geom.kind);
    assertEquals(1000, geom.density);
    assertEquals(3, geom.dimension);
    assertArrayEquals(new double[] {1, 0.005, 0.0001}, geom.friction);
    assertFalse(scene.world().children.get(0).joints.get(0).limited);
  }

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
  void laterDefaultsOfAnElementLeaveTheLastNumbersOfEarlierOnes() {
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

  @Test
  void rangesLimitByThemselvesInLaterReleasesOnly() {
    String joint = "<mujoco><worldbody><body><joint range='0 1'/></body></worldbody></mujoco>";
    assertTrue(
        Mjcf.read("m.xml", joint, Rules.MUJOCO_3)
            .scene()
            .world()
            .children
            .get(0)
            .joints
            .get(0)
            .limited);
    String message =
        assertThrows(ModelException.class, () -> Mjcf.read("m.xml", joint, Rules.MUJOCO_2_1))
            .getMessage();
    assertTrue(String.valueOf(message).contains("says nothing without 'limited'"), message);
  }

  @Test
  void aHostOfExclusionsIsNoBurden() {
    String geoms = "<geom size='1'/>".repeat(2400);
    String body = "'><freejoint/>" + geoms + "</body>";
    String exclusion = "<exclude body1='a' body2='a'/>";
    String text =
        "<worldbody><body name='a"
            + body
            + "<body name='b"
            + body
            + "</worldbody><contact>"
            + exclusion.repeat(100_000)
            + "<exclude body1='a' body2='b'/></contact>";
    Model model = assertTimeoutPreemptively(Duration.ofSeconds(60), () -> read(text).compile());
    assertEquals(0, model.pairs.length);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          degree | quat='2 0 0 2'         | 0.7071067811865476 0 0 0.7071067811865476
          degree | axisangle='0 0 2 90'   | 0.7071067811865476 0 0 0.7071067811865476
          radian | axisangle='0 0 1 1.5707963267948966' | 0.7071067811865476 0 0 0.7071067811865476
          degree | euler='0 0 90'         | 0.7071067811865476 0 0 0.7071067811865476
          degree | euler='90 90 0'        | 0.5 0.5 0.5 0.5
          degree | xyaxes='0 2 0 -1 1 0'  | 0.7071067811865476 0 0 0.7071067811865476
          degree | zaxis='1 0 0'          | 0.7071067811865476 0 0.7071067811865476 0
          degree | zaxis='0 0 -3'         | 0 1 0 0
          """)
  void orientationsAreReadInEveryWay(String unit, String attribute, String quaternion) {
    Body body =
        first("<compiler angle='" + unit + "'/><worldbody><body " + attribute + "/></worldbody>");
    String[] expected = quaternion.split(" ", -1);
    for (int i = 0; i < 4; i++) {
      assertEquals(Double.parseDouble(expected[i]), body.orientation[i], 1e-15);
    }
  }

  @Test
  void anglesOfHingesAreInTheFilesUnitAndLengthsOfSlidesAreNot() {
    Body body =
        first(
            """
            <worldbody><body>
              <joint name="h" range="-90 180" ref="45" springref="30" stiffness="2"/>
              <joint name="s" type="slide" range="-90 180" ref="45" springref="30"/>
            </body></worldbody>
            """);
    Joint hinge = body.joints.get(0);
    assertArrayEquals(new double[] {-Math.PI / 2, Math.PI}, hinge.range, 1e-15);
    assertEquals(Math.PI / 4, hinge.reference, 1e-15);
    assertEquals(Math.PI / 6, hinge.springReference, 1e-15);
    assertTrue(hinge.limited);
    assertArrayEquals(new double[] {-90, 180}, body.joints.get(1).range);
    assertEquals(45, body.joints.get(1).reference);
  }

  @Test
  void capsulesLieBetweenTheirPoints() {
    Geom geom =
        first(
                "<worldbody><body><geom type='capsule' size='.1' fromto='0 0 1 0 2 1'/></body></worldbody>")
            .geoms
            .get(0);
    assertArrayEquals(new double[] {0.1, 1}, geom.size);
    assertArrayEquals(new double[] {0, 1, 1}, geom.position);
    double[] z = {0, 0, 1};
    Rotation.turn(geom.orientation, 0, z, 0, z, 0);
    assertArrayEquals(new double[] {0, -1, 0}, z, 1e-15);
  }

  @Test
  void inertiasComeFromWhereTheFileSays() {
    String body =
        "<worldbody><body name='b'><freejoint/><geom size='1' mass='3'/>"
            + "<inertial pos='0 0 1' mass='5' diaginertia='1 1 1'/></body></worldbody>";
    assertEquals(5, read(body).compile().mass(1));
    assertEquals(3, read("<compiler inertiafromgeom='true'/>" + body).compile().mass(1));
    assertEquals(5, read("<compiler inertiafromgeom='false'/>" + body).compile().mass(1));
    Inertial full =
        first(
                "<worldbody><body><inertial pos='0 0 0' mass='1'"
                    + " fullinertia='3 4 3 0 0 1'/></body></worldbody>")
            .inertial;
    double golden = Math.sqrt(5) / 2;
    assertArrayEquals(new double[] {3.5 + golden, 3, 3.5 - golden}, full.moments(), 1e-12);
  }

  @Test
  void actuatorsHaveTheirBiases() {
    List<Actuator> actuators =
        read("<worldbody>"
                + BALL
                + "</worldbody><actuator><motor joint='z' gear='3 0 0'/><position joint='z' kp='4'"
                + " kv='.5' forcerange='-1 2'/><velocity joint='z' kv='6' ctrlrange='-1 1'"
                + " ctrllimited='false'/></actuator>")
            .scene()
            .actuators;
    assertEquals(
        new Actuator("", "z", 3, 1, 0, 0, null, null).toString(), actuators.get(0).toString());
    assertEquals(4, actuators.get(1).gain());
    assertEquals(-4, actuators.get(1).positionBias());
    assertEquals(-.5, actuators.get(1).velocityBias());
    assertArrayEquals(new double[] {-1, 2}, actuators.get(1).forceRange());
    assertEquals(6, actuators.get(2).gain());
    assertEquals(-6, actuators.get(2).velocityBias());
    assertEquals(null, actuators.get(2).controlRange());
  }

  @Test
  void whatIsForTheEyeIsListedOnce() {
    Mjcf mjcf =
        read(
            """
            <visual><map/></visual><size njmax="10"/>
            <asset><texture name="t"/><material name="m"/></asset>
            <worldbody>
              <light pos="0 0 1"/><camera/><light/>
              <geom type="plane" size="1 1 1" rgba="1 1 1 1"/>
              <geom type="plane" size="1 1 1" rgba="1 0 1 1" material="m"/>
            </worldbody>
            """);
    assertEquals(
        List.of(
            "attribute 'material' of <geom>",
            "attribute 'rgba' of <geom>",
            "attribute 'size' of <geom>",
            "element <camera>",
            "element <light>",
            "element <material>",
            "element <size>",
            "element <texture>",
            "element <visual>"),
        mjcf.ignored());
  }

  @Test
  void includedFilesStandWhereTheyAreIncluded() {
    String text = "<mujoco><worldbody><include file='ball.xml'/></worldbody></mujoco>";
    Mjcf mjcf =
        Mjcf.read(
            "m.xml",
            text,
            Rules.MUJOCO_3,
            file -> file.equals("ball.xml") ? "<mujocoinclude>" + BALL + "</mujocoinclude>" : null);
    assertEquals(1, mjcf.compile().body("ball"));
    ModelException e =
        assertThrows(ModelException.class, () -> Mjcf.read("m.xml", text, Rules.MUJOCO_3));
    assertEquals(
        "m.xml:1: <include>: attribute 'file' is 'ball.xml', which nobody here can find",
        e.getMessage());
    assertThrows(
        ModelException.class,
        () -> Mjcf.read("m.xml", text, Rules.MUJOCO_3, f -> "<a><include file='ball.xml'/></a>"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          <tendon/>                                   | m.xml:1: <tendon>: is not supported
          <worldbody><geom size='1' foo='1'/></worldbody> | m.xml:1: <geom>: attribute 'foo' is not supported
          <worldbody><geom type='mesh'/></worldbody>  | attribute 'type' is 'mesh', expected one of
          <worldbody><geom/></worldbody>              | m.xml:1: <geom>: attribute 'size' is missing
          <worldbody><geom size='-1'/></worldbody>    | (m.xml:1): size is -1.0, expected more than 0
          <worldbody><geom size='NaN'/></worldbody>   | attribute 'size' has 'NaN', which is no finite number
          <worldbody><geom size='1e999'/></worldbody> | attribute 'size' has '1e999', which is no finite number
          <worldbody><geom size='1d'/></worldbody>    | attribute 'size' has '1d'
          <worldbody><geom size='1 2'/></worldbody>   | attribute 'size' has 2 numbers, expected 1
          <worldbody><geom size='1' pos='0.2/2 0 1'/></worldbody> | attribute 'pos' has '0.2/2'
          <worldbody><geom size='1' condim='2'/></worldbody> | dimension is 2, expected 1, 3, 4 or 6
          <worldbody><geom size='1' contype='.5'/></worldbody> | attribute 'contype' is 0.5, expected a whole number
          <worldbody><geom size='1' quat='0 0 0 0'/></worldbody> | attribute 'quat' is all zeros
          <worldbody><geom size='1' quat='1 0 0 0' euler='0 0 0'/></worldbody> | is a second orientation besides
          <worldbody><geom size='1' class='x'/></worldbody> | no default class is called 'x'
          <worldbody><geom size='1' solref='0.02 -1'/></worldbody> | attribute 'solref' is 0.02 -1.0, expected two
          <worldbody><body><joint axis='0 0 0'/><geom size='1'/></body></worldbody> | axis has no length
          <worldbody><body><joint range='2 1'/><geom size='1'/></body></worldbody> | range is from
          <worldbody><body><joint limited='true'/></body></worldbody> | attribute 'range' is missing
          <worldbody><body><joint name='j'/></body></worldbody> | joint 'j' (m.xml:1) of body '' moves no inertia
          <worldbody><joint/></worldbody>             | joint '' (m.xml:1): the world takes no joint
          <worldbody><inertial mass='1'/></worldbody> | m.xml:1: <inertial>: is one too many in <worldbody> 'world'
          <compiler inertiafromgeom='true'/><worldbody><body><inertial mass='1'/><inertial mass='1'/></body></worldbody> | is one too many in <body>
          <worldbody><body><inertial mass='1' fullinertia='1 1 1 0 0 0' diaginertia='1 1 1'/></body></worldbody> | attribute 'diaginertia' stands beside
          <worldbody><body mocap='true'/></worldbody> | attribute 'mocap' is not supported
          <worldbody><body><body><freejoint/></body></body></worldbody> | a free joint is the only one of its body
          <worldbody><body><freejoint/><inertial pos='0 0 0' mass='1' diaginertia='1 1 3'/></body></worldbody> | as in no rigid body
          <worldbody><body name='a'/><body name='a'/></worldbody> | body 'a' (m.xml:1): another of its kind has the same name
          <worldbody><geom type='cylinder' size='1 1'/><body><freejoint/><geom size='1'/></body></worldbody> | may touch, but no contacts are found
          <actuator><motor joint='j'/></actuator>     | actuator '' (m.xml:1): no joint is called 'j'
          <actuator><muscle joint='j'/></actuator>    | m.xml:1: <muscle>: is not supported in <actuator>
          <contact><exclude body1='a' body2='b'/></contact> | exclusion (m.xml:1): no body is called 'a'
          <contact><pair/></contact>                  | m.xml:1: <pair>: is not supported in <contact>
          <option timestep='0'/>                      | timestep is 0.0, expected more than 0
          <option integrator='implicit'/>             | attribute 'integrator' is 'implicit', expected one of
          <option solver='PGS'/>                      | attribute 'solver' is 'PGS'
          <option><flag contact='disable'/></option>  | m.xml:1: <flag>: is not supported in <option>
          <compiler coordinate='global'/>             | attribute 'coordinate' is 'global'
          <compiler autolimits='false'/><worldbody><body><joint range='0 1'/></body></worldbody> | says nothing without 'limited'
          <default><default class='a'/><default class='a'/></default> | the class 'a' is there already
          <default><tendon/></default>                | such defaults are not supported
          <default class='x'><geom size='1'/></default> | m.xml:1: <default>: attribute 'class' is 'x', expected 'main'
          <default><default class='a'><geom foo='1'/></default></default> | m.xml:1: <geom>: attribute 'foo' is not supported in a default
          <default><velocity kv='5'/></default><actuator><position joint='j'/></actuator> | its defaults set a gain of <velocity> too
          """)
  void whatCannotBeIsSaidWithItsPlace(String contents, String message) {
    String found = refused(contents);
    assertTrue(found.contains(message), found);
    assertTrue(found.length() < 500, "too long a message");
  }

  @Test
  void linesAreCounted() {
    assertTrue(
        refused("\n<!-- one\ntwo -->\n<worldbody>\n<geom\nsize='0'/></worldbody>")
            .contains("m.xml:5"));
  }
}
