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
import org.qmp.env.physics.math.Rotation;
import org.qmp.env.physics.mjcf.Mjcf;
import org.qmp.env.physics.scene.Actuator;
import org.qmp.env.physics.scene.Body;
import org.qmp.env.physics.scene.Geom;
import org.qmp.env.physics.scene.Inertial;
import org.qmp.env.physics.scene.Joint;
import org.qmp.env.physics.scene.ModelException;
import org.qmp.env.physics.scene.Options;
import org.qmp.env.physics.scene.Rules;
import org.qmp.env.physics.scene.Scene;

/** What a model file may contain, and the errors for anything else. */
final class MjcfTest {
  static final String BALL =
      "<body name='ball'><joint name='z' type='slide'/><geom name='g' size='0.1'/></body>";

  static Mjcf read(String contents) {
    return Mjcf.read("m.xml", "<mujoco>" + contents + "</mujoco>", Rules.MUJOCO_3);
  }

  static Body first(String contents) {
    return read(contents).scene().world.children.get(0);
  }

  @Test
  void defaultsMatchMujoco() {
    Scene scene = read("<worldbody>" + BALL + "</worldbody>").scene();
    Options options = scene.options;
    assertEquals(0.002, options.timestep);
    assertArrayEquals(new double[] {0, 0, -9.81}, options.gravity);
    assertEquals(100, options.iterations);
    Geom geom = scene.world.children.get(0).geoms.get(0);
    assertEquals(Geom.Kind.SPHERE, geom.kind);
    assertEquals(1000, geom.density);
    assertEquals(3, geom.dimension);
    assertArrayEquals(new double[] {1, 0.005, 0.0001}, geom.friction);
    assertFalse(scene.world.children.get(0).joints.get(0).limited);
  }

  @Test
  void aRangeAloneLimitsInLaterReleasesOnly() {
    String joint = "<mujoco><worldbody><body><joint range='0 1'/></body></worldbody></mujoco>";
    assertTrue(
        Mjcf.read("m.xml", joint, Rules.MUJOCO_3)
            .scene()
            .world
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

  /** Unlike in MuJoCo, the frame of the mesh is that of the file. */
  @Test
  void meshesAreHullsOfTheVerticesInTheFile() {
    String text =
        "<default><mesh scale='2 1 -1'/></default><asset>"
            + "<mesh name='m' vertex='.1 0 0 0 .1 0 0 0 .1 -1 -1 -1' normal='1 0 0' face='0 1 2'/>"
            + "</asset><worldbody><body><inertial pos='0 0 0' mass='2' diaginertia='1 1 1'/>"
            + "<geom type='mesh' mesh='m' pos='1 2 3' quat='0 1 0 0'/></body></worldbody>";
    Geom geom = first(text).geoms.get(0);
    assertEquals(Geom.Kind.HULL, geom.kind);
    assertArrayEquals(
        new float[] {0.2f, 0, 0, 0, 0.1f, 0, 0, 0, -0.1f, -2, -1, 1}, geom.vertices, 0);
    assertArrayEquals(new double[] {1, 2, 3}, geom.position);
    assertEquals(2, Model.of(read(text).scene()).mass(1));
    assertEquals(
        List.of("attribute 'face' of <mesh>", "attribute 'normal' of <mesh>"),
        read(text).ignored());
  }

  @Test
  void manyExclusionsAreHandledQuickly() {
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
    Model model =
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> Model.of(read(text).scene()));
    assertEquals(0, model.pairs.length);
  }

  @ParameterizedTest
  @CsvSource({"a, b", "b, a"})
  void exclusionsHoldInEitherOrder(String first, String second) {
    String body = "'><freejoint/><geom size='1'/></body>";
    String bodies =
        "<worldbody><body name='a" + body + "<body name='b" + body + "</worldbody><contact>";
    String exclusion = "<exclude body1='" + first + "' body2='" + second + "'/></contact>";
    assertEquals(0, Model.of(read(bodies + exclusion).scene()).pairs.length);
  }

  /** D = d / (1 − d) · m, with d = 1/2, the impedance at residual 0, which is that of friction. */
  @Test
  void dryFrictionIsAsSoftAsTheFileSays() {
    String slide = "<joint type='slide' frictionloss='1' solimpfriction='.5 .9 .001 .5 2'/>";
    String body = "<body>" + slide + "<geom size='1' mass='2'/></body>";
    Model model = Model.of(read("<worldbody>" + body + "</worldbody>").scene());
    assertEquals(2, new Simulation(model).state().rows.stiffness[0], 1e-14);
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
  void orientationsAreReadInEveryNotation(String unit, String attribute, String quaternion) {
    Body body =
        first("<compiler angle='" + unit + "'/><worldbody><body " + attribute + "/></worldbody>");
    String[] expected = quaternion.split(" ", -1);
    for (int i = 0; i < 4; i++) {
      assertEquals(Double.parseDouble(expected[i]), body.orientation[i], 1e-15);
    }
  }

  @Test
  void hingesUseTheFilesAngleUnitAndSlidesDoNot() {
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
    assertEquals(5, Model.of(read(body).scene()).mass(1));
    assertEquals(3, Model.of(read("<compiler inertiafromgeom='true'/>" + body).scene()).mass(1));
    String said = "<compiler inertiafromgeom='false'/>";
    assertEquals(5, Model.of(read(said + body).scene()).mass(1));
    String silent = "<worldbody><body><geom size='1'/></body></worldbody>";
    assertEquals(0, Model.of(read(said + silent).scene()).mass(1));
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
  void includedFilesReplaceTheirInclude() {
    String text = "<mujoco><worldbody><include file='ball.xml'/></worldbody></mujoco>";
    Mjcf mjcf =
        Mjcf.read(
            "m.xml",
            text,
            Rules.MUJOCO_3,
            file -> file.equals("ball.xml") ? "<mujocoinclude>" + BALL + "</mujocoinclude>" : null);
    assertEquals(1, Model.of(mjcf.scene()).body("ball"));
    ModelException e =
        assertThrows(ModelException.class, () -> Mjcf.read("m.xml", text, Rules.MUJOCO_3));
    assertEquals(
        "m.xml:1: <include>: attribute 'file' is 'ball.xml', which cannot be found",
        e.getMessage());
    assertThrows(
        ModelException.class,
        () -> Mjcf.read("m.xml", text, Rules.MUJOCO_3, f -> "<a><include file='ball.xml'/></a>"));
  }
}
