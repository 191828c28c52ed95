package org.qmp.env.physics.mjcf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qmp.env.physics.Model;
import org.qmp.env.physics.Simulation;
import org.qmp.env.physics.scene.Rules;

/** Parts of a file that have no effect on the motion are skipped, and each kind is listed once. */
final class InertTest {
  private static final String BODY =
      """
      <body name="b">
        <joint name="j" axis="0 1 0" %s/><geom size="0.1" pos="0 0 -0.2" %s/><site name="s" %s/>%s
      </body>
      """;

  static Mjcf read(String contents) {
    return Mjcf.read("m.xml", "<mujoco>" + contents + "</mujoco>", Rules.MUJOCO_3);
  }

  private static String plain() {
    return "<worldbody>"
        + BODY.formatted("", "", "", "")
        + "</worldbody><actuator><motor joint='j'/></actuator>";
  }

  private static double[] trajectory(Mjcf mjcf) {
    Simulation simulation = new Simulation(Model.of(mjcf.scene()));
    simulation.setControl(0, 0.7);
    double[] positions = new double[20];
    for (int i = 0; i < positions.length; i++) {
      simulation.step();
      positions[i] = simulation.position(0);
    }
    return positions;
  }

  private static void assertInert(String contents, String... ignored) {
    Mjcf mjcf = read(contents);
    assertEquals(List.of(ignored), mjcf.ignored());
    assertArrayEquals(trajectory(read(plain())), trajectory(mjcf));
  }

  @Test
  void sections() {
    assertInert(
        "<custom><numeric name='n' data='1'/><text name='t' data='x'/></custom>"
            + "<visual><map znear='1'/></visual><statistic meaninertia='3' extent='2' center='0 0 0'/>"
            + "<size njmax='10' nuser_geom='2'/><asset><texture name='t'/><material name='m'/>"
            + "<mesh file='x.stl'/></asset>"
            + plain()
            + "<sensor><jointpos joint='j'/><clock/></sensor><sensor/>"
            + "<keyframe><key name='k' qpos='.3'/></keyframe>",
        "element <custom>",
        "element <keyframe>",
        "element <material>",
        "element <mesh>",
        "element <sensor>",
        "element <size>",
        "element <statistic>",
        "element <texture>",
        "element <visual>");
  }

  @Test
  void emptySections() {
    assertInert(
        "<extension/><asset/><deformable/><contact/><equality/><tendon/><actuator/>" + plain());
  }

  @Test
  void visualAttributesSettingsAndUserData() {
    assertInert(
        "<compiler meshdir='m' texturedir='t' strippath='true' usethread='false'><lengthrange"
            + " mode='none'/></compiler><option jacobian='sparse' magnetic='0 0 1' ls_iterations='9'/>"
            + "<worldbody><light/>"
            + BODY.formatted(
                "group='1' user='1'",
                "rgba='1 0 0 1' material='m' group='2' user='1 2' fluidcoef='1 1 1 1 1'",
                "size='1' type='box' rgba='1 0 0 1' user='3'",
                "<camera mode='fixed'/><light><x/></light>")
            + "</worldbody><actuator><motor joint='j' user='1' group='3' lengthrange='0 1'/></actuator>",
        "attribute 'fluidcoef' of <geom>",
        "attribute 'group' of <geom>",
        "attribute 'group' of <joint>",
        "attribute 'group' of <motor>",
        "attribute 'jacobian' of <option>",
        "attribute 'lengthrange' of <motor>",
        "attribute 'ls_iterations' of <option>",
        "attribute 'magnetic' of <option>",
        "attribute 'material' of <geom>",
        "attribute 'meshdir' of <compiler>",
        "attribute 'rgba' of <geom>",
        "attribute 'rgba' of <site>",
        "attribute 'size' of <site>",
        "attribute 'strippath' of <compiler>",
        "attribute 'texturedir' of <compiler>",
        "attribute 'type' of <site>",
        "attribute 'user' of <geom>",
        "attribute 'user' of <joint>",
        "attribute 'user' of <motor>",
        "attribute 'user' of <site>",
        "attribute 'usethread' of <compiler>",
        "element <camera>",
        "element <lengthrange>",
        "element <light>");
  }

  /** A plane's size only says how far it is drawn, and wind needs a fluid. */
  @Test
  void valuesWithoutEffect() {
    assertInert(
        "<option wind='1 2 3' density='0' noslip_iterations='0' actuatorgroupdisable=''/>"
            + "<worldbody><geom type='plane' size='1 1 1' pos='0 0 -3' fluidshape='ellipsoid'/>"
            + "<body mocap='false' gravcomp='0'/>"
            + BODY.formatted(
                "springdamper='0 0' actuatorfrcrange='0 0'", "shellinertia='false'", "", "")
            + "</worldbody><actuator><motor joint='j' armature='0' damping='0 0'/></actuator>",
        "attribute 'fluidshape' of <geom>",
        "attribute 'size' of <geom>");
  }

  @Test
  void tendonsWithoutForces() {
    String fixed = "<joint joint='j' coef='2'/></fixed>";
    assertInert(
        "<default><tendon rgba='1 0 0 1' limited='false' range='0 1'/></default>"
            + plain()
            + ("<tendon><fixed name='t'>" + fixed)
            + ("<fixed stiffness='0' damping='0' range='0 0' springlength='1' limited='auto'>"
                + fixed)
            + "<spatial width='1' actuatorfrcrange='-1 1'><site site='s'/><site site='s'/></spatial>"
            + "</tendon>",
        "attribute 'actuatorfrcrange' of <spatial>",
        "attribute 'rgba' of <tendon>",
        "attribute 'springlength' of <fixed>",
        "attribute 'width' of <spatial>",
        "element <fixed>",
        "element <spatial>");
  }

  @Test
  void inactiveEqualities() {
    assertInert(
        plain() + "<equality><joint joint1='j' active='false'/></equality>",
        "element <joint> of <equality> that is not active");
  }

  /** In the world, without mass, in a group that has no mass, or in a body with an inertial. */
  @Test
  void meshesThatAreOnlyDrawn() {
    String drawn = "<geom type='mesh' mesh='m' contype='0' conaffinity='0' pos='1 2 3' %s/>";
    assertInert(
        "<compiler inertiagrouprange='0 1'/>"
            + "<default><default class='v'><geom group='2'/></default></default><worldbody>"
            + drawn.formatted("class='v'")
            + BODY.formatted(
                "",
                "",
                "",
                drawn.formatted("density='0' rgba='1 1 1 1'") + drawn.formatted("class='v'"))
            + "</worldbody><actuator><motor joint='j'/></actuator>",
        "attribute 'rgba' of <geom>",
        "element <geom> of type mesh");
    String inertial = "<inertial pos='0 0 -0.2' mass='2' diaginertia='1 1 1'/>";
    Mjcf beside =
        read(
            "<worldbody><body><joint/>" + (drawn.formatted("") + inertial) + "</body></worldbody>");
    assertEquals(List.of("element <geom> of type mesh"), beside.ignored());
    assertEquals(2, Model.of(beside.scene()).mass(1));
  }

  /** Whatever their value; each of the names replaces the dot. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <compiler .='1'/>                  | meshdir texturedir assetdir strippath usethread
          <compiler .='1'/>                  | saveinertial fitaabb conflict discardvisual convexhull
          <compiler .='1'/>                  | exactmeshinertia balanceinertia
          <option .='1'/>                    | jacobian ls_iterations ls_tolerance noslip_tolerance
          <option .='1'/>                    | ccd_iterations ccd_tolerance mpr_iterations
          <option .='1'/>                    | mpr_tolerance sdf_iterations sdf_initpoints magnetic
          <option .='1'/>                    | sleep_tolerance apirate o_margin o_solref o_solimp
          <option .='1'/>                    | o_friction
          <worldbody><body .='1'/></worldbody> | user sleep
          <worldbody><body><freejoint .='1'/></body></worldbody> | group
          <worldbody><body><joint .='1'/></body></worldbody> | group user actuatorgravcomp
          <worldbody><geom size='1' .='1'/></worldbody> | rgba material user fluidcoef fitscale
          <worldbody><site .='1'/></worldbody> | rgba material group user size type mesh
          <asset><mesh vertex='1 0 0 0 1 0 0 0 1 -1 -1 -1' .='1'/></asset> | face normal texcoord
          <asset><mesh vertex='1 0 0 0 1 0 0 0 1 -1 -1 -1' .='1'/></asset> | smoothnormal material
          <tendon><fixed .='1'/></tendon>    | rgba material group user width margin springlength
          <tendon><fixed .='1 1'/></tendon>  | solreflimit solimplimit solreffriction solimpfriction
          """)
  void attributesWithoutEffectAreListed(String element, String names) {
    for (String name : names.split(" ", -1)) {
      String noted = "attribute '" + name + "' of <";
      assertTrue(
          read(element.replace(".=", name + "=")).ignored().stream()
              .anyMatch(each -> each.startsWith(noted)),
          name);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "asset, texture",
    "asset, material",
    "asset, mesh",
    "asset, hfield",
    "asset, skin",
    "deformable, skin",
    "compiler, lengthrange",
    "worldbody, light",
    "worldbody, camera",
    "default, skin",
    "default, material",
    "default, light"
  })
  void elementsWithoutEffectAreListed(String around, String name) {
    String file = "<" + around + "><" + name + "/></" + around + ">";
    assertEquals(List.of("element <" + name + ">"), read(file).ignored());
  }

  @Test
  void textBetweenElements() {
    assertInert("> " + plain() + " forgotten -->", "text between elements");
  }
}
