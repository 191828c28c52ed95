package org.qmp.env.physics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qmp.env.physics.scene.Body;
import org.qmp.env.physics.scene.Geom;
import org.qmp.env.physics.scene.Joint;
import org.qmp.env.physics.scene.ModelException;
import org.qmp.env.physics.scene.Options;
import org.qmp.env.physics.scene.Rules;
import org.qmp.env.physics.scene.Scene;

/** Masses of a file's bodies, which moving bodies must have; numbers of MuJoCo 3.14. */
final class MassesTest {
  private static final String TWO =
      """
      <worldbody><body>
        <joint axis="0 1 0"/><geom size="0.1" group="1"/>
        <body pos="0 0 1">
          <geom type="box" size="0.3 0.2 0.1" pos="0.1 0 0" euler="0 0 30" group="3"/>
          <geom size="0.1" mass="0"/>
        </body>
      </body></worldbody>
      """;
  private static final double BALL = 4.188790204786391;
  private static final double OF_BALL = 0.01675516081914557;

  private static Model model(String contents) {
    return Model.of(MjcfTest.read(contents).scene());
  }

  private static String refused(String contents) {
    ModelException e = assertThrows(ModelException.class, () -> model(contents));
    return String.valueOf(e.getMessage());
  }

  private static double[] ofMoving(double[] table, int each) {
    double[] some = new double[table.length - each];
    System.arraycopy(table, each, some, 0, some.length);
    return some;
  }

  /** Moments of a body with several geoms are sorted, also if only one of them has mass. */
  @Test
  void bodiesTakeMassAndInertiaFromTheirGeoms() {
    Model model = model(TWO);
    assertArrayEquals(new double[] {BALL, 48}, ofMoving(model.bodies.mass, 1), 1e-13);
    assertArrayEquals(
        new double[] {OF_BALL, OF_BALL, OF_BALL, 2.08, 1.6, 0.8},
        ofMoving(model.bodies.inertia, 3),
        1e-14);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          settotalmass='10'           | 0.8026225916235599 | 9.19737740837644   | 0.0032104903664942398 | 0.1532896234729407
          settotalmass='0'            | 4.188790204786391  | 48                 | 0.01675516081914557   | 0.8
          settotalmass='-1'           | 4.188790204786391  | 48                 | 0.01675516081914557   | 0.8
          boundmass='20'              | 20                 | 48                 | 0.01675516081914557   | 0.8
          boundinertia='1'            | 4.188790204786391  | 48                 | 1                     | 1
          boundmass='20' boundinertia='1' settotalmass='3' | 0.8823529411764707 | 2.11764705882353 | 0.04411764705882353 | 0.04411764705882353
          inertiagrouprange='1 1'     | 4.188790204786391  | 0                  | 0.01675516081914557   | 0
          inertiagrouprange='3 3'     | 0                  | 48                 | 0                     | 0.8
          inertiagrouprange='1 3'     | 4.188790204786391  | 48                 | 0.01675516081914557   | 0.8
          balanceinertia='true' settotalmass='2' | 0.16052451832471196 | 1.839475481675288 | 0.000642098073298848 | 0.03065792469458814
          """)
  void theCompilerSectionBoundsAndScalesMasses(
      String compiler, double ball, double box, double ofBall, double leastOfBox) {
    Model model = model("<compiler " + compiler + "/>" + TWO);
    assertArrayEquals(new double[] {ball, box}, ofMoving(model.bodies.mass, 1), 1e-13);
    assertEquals(ofBall, model.bodies.inertia[3], 1e-15);
    assertEquals(leastOfBox, model.bodies.inertia[8], 1e-14);
  }

  /** The masses are scaled to a total of 10 kg. */
  @Test
  void inverseWeightsUseTheScaledMasses() {
    Model model = model("<compiler settotalmass='10'/>" + TWO);
    Model unscaled = model(TWO);
    double scale = 10 / (BALL + 48);
    for (int i = 0; i < 6; i++) {
      assertEquals(unscaled.bodies.weight[i] / scale, model.bodies.weight[i], 1e-13);
    }
    assertEquals(unscaled.dofs.weight[0] / scale, model.dofs.weight[0], 1e-13);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          <geom size='0.05' mass='0'/>                        | 0.0 and the moments are 0.0 0.0 0.0
          <geom size='0.05' density='0'/>                     | 0.0 and the moments are 0.0 0.0 0.0
          <inertial pos='.1 0 .05' mass='2'/>                 | 2.0 and the moments are 0.0 0.0 0.0
          <inertial pos='0 0 0' mass='1' diaginertia='1 1 0'/> | 1.0 and the moments are 1.0 1.0 0.0
          <inertial pos='0 0 0' mass='0' diaginertia='1 1 1'/> | 0.0 and the moments are 1.0 1.0 1.0
          <geom size='1e-5'/>                                 | 4.18
          <geom size='1e-6'/>                                 | 4.18
          <body><joint/><geom size='1'/></body>               | 0.0 and the moments are 0.0 0.0 0.0
          <body><geom size='1' mass='0'/></body>              | 0.0 and the moments are 0.0 0.0 0.0
          ``                                                  | 0.0 and the moments are 0.0 0.0 0.0
          """)
  void movingBodiesMustHaveMass(String contents, String what) {
    String moving = "<body name='b'>\n<joint armature='0.1'/>" + contents + "</body></worldbody>";
    String found = refused("\n<worldbody>\n" + moving);
    assertTrue(found.startsWith("body 'b' (m.xml:3): mass is " + what), found);
    assertTrue(found.endsWith(", expected at least 1.0E-15 each, since it moves"), found);
    assertTrue(
        refused("<compiler settotalmass='1'/><worldbody>" + moving)
            .startsWith("body 'b' (m.xml:1)"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <body><joint armature='.1'/><body><geom size='0.1'/></body></body>              | 0 4.188790204786391
          <body><joint armature='.1'/><body><body><geom size='0.1'/></body></body></body> | 0 0 4.188790204786391
          <body><joint/><geom size='0.1'/><body><geom size='.1' mass='0'/></body></body>  | 4.188790204786391 0
          <body><geom size='0.1' mass='0'/></body>                                        | 0
          <body><joint/><geom size='1e-3'/></body>                                        | 4.188790204786391e-6
          """)
  void aFixedChildBodyMayHaveTheMass(String bodies, String masses) {
    Model model = model("<worldbody>" + bodies + "</worldbody>");
    String[] words = masses.split(" ", -1);
    for (int i = 0; i < words.length; i++) {
      assertEquals(Double.parseDouble(words[i]), model.mass(i + 1), 1e-14);
    }
  }

  /**
   * If the file asks for inertias from geoms, an explicit inertia still counts if no geom has mass.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``                            | 1
          <geom size='0.1' mass='0'/>   | 1
          <geom size='0.1'/>            | 4.188790204786391
          <geom size='0.1' mass='0'/><geom size='0.1' mass='3'/> | 3
          """)
  void inertiasFromGeoms(String geoms, double mass) {
    String body =
        "<worldbody><body><joint/><inertial pos='0 0 1' mass='1' diaginertia='1 1 1'/>"
            + geoms
            + "</body></worldbody>";
    assertEquals(mass, model("<compiler inertiafromgeom='true'/>" + body).mass(1), 1e-14);
    assertEquals(1, model(body).mass(1));
  }

  /** A box of 200 m: 8e9 kg and 5.3e13 kg m², alone and in one body with a ball of radius 200 m. */
  @Test
  void heavyBodiesAreRead() {
    String box = "<geom type='box' size='100 100 100'/>";
    assertEquals(8e9, model("<worldbody><body>" + box + "</body></worldbody>").mass(1), 1);
    Model model =
        model("<worldbody><body><freejoint/>" + box + "<geom size='200'/></body></worldbody>");
    assertEquals(8e9 + 33510321638.29113, model.mass(1), 1);
    double inertia = 8e9 * 2e4 / 3 + 0.4 * 33510321638.29113 * 4e4;
    assertEquals(inertia, model.bodies.inertia[3], 1e-12 * inertia);
  }

  @Test
  void inCodeArmatureMayReplaceMass() {
    Scene scene = new Scene(new Options(Rules.MUJOCO_3));
    scene.world.add(new Body("b").add(new Joint(Joint.Kind.SLIDE, "j").with(j -> j.armature = 2)));
    assertEquals(2, Model.of(scene).meanInertia);
  }

  @Test
  void scenesMadeInCodeAreScaledAndBoundedToo() {
    Scene scene = new Scene(new Options(Rules.MUJOCO_3)).totalMass(6).leastInertia(2, 0.5);
    for (int i = 0; i < 2; i++) {
      Geom ball = new Geom(Geom.Kind.SPHERE, 1).mass(1 + 3 * i);
      scene.world.add(new Body("b" + i).add(new Joint(Joint.Kind.HINGE, "")).add(ball));
    }
    Model model = Model.of(scene);
    assertArrayEquals(new double[] {0, 2, 4}, model.bodies.mass, 1e-15);
    assertArrayEquals(
        new double[] {0.5, 0.5, 0.5, 1.6, 1.6, 1.6}, ofMoving(model.bodies.inertia, 3), 1e-15);
    assertThrows(ModelException.class, () -> scene.totalMass(-1));
    assertThrows(ModelException.class, () -> scene.leastInertia(Double.NaN, 0));
  }
}
