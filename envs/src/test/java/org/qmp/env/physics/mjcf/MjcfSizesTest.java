package org.qmp.env.physics.mjcf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp.env.physics.Model;
import org.qmp.env.physics.Simulation;
import org.qmp.env.physics.scene.Rules;

/** Numbers that a file may leave to a default, or give needlessly, as in MuJoCo 3.14. */
final class MjcfSizesTest {
  private static double[] numbers(String text) {
    String[] words = text.split(" ", -1);
    double[] numbers = new double[words.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Double.parseDouble(words[i]);
    }
    return numbers;
  }

  /** A geom uses only the first sizes that it needs, and between two points only its radius. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``                         | type='sphere' size='.05 .05 .05'                     | 0.05         | 0.005235987755982989
          ``                         | type='sphere' size='.1 -1'                           | 0.1          | 0.04188790204786391
          ``                         | type='capsule' size='.1 .2 .3'                       | 0.1 0.2      | 0.1675516081914557
          ``                         | type='cylinder' size='.05 .05 .05'                   | 0.05 0.05    | 0.007853981633974483
          ``                         | type='capsule' size='.05 .7' fromto='0 0 0 0 0 .5'   | 0.05 0.25    | 0.04450589592585541
          ``                         | type='cylinder' size='.1 .9 .9' fromto='0 0 0 0 0 1' | 0.1 0.5      | 0.3141592653589793
          ``                         | type='box' size='.1 .2 .3' fromto='0 0 0 0 0 1'      | 0.1 0.1 0.5  | 0.4000000000000001
          ``                         | type='box' size='.1' fromto='0 0 0 0 0 1'            | 0.1 0.1 0.5  | 0.4000000000000001
          ``                         | type='ellipsoid' size='.1 .2' fromto='0 0 0 0 0 1'   | 0.1 0.1 0.5  | 0.20943951023931956
          type='capsule' size='.1 .3' | size='.05'                                          | 0.05 0.3     | 0.0523598775598299
          type='box' size='1 2 3'    | size='.5'                                            | 0.5 2.0 3.0  | 240.0
          type='box' size='1 2 3'    | size='.5 .6'                                         | 0.5 0.6 3.0  | 72.0
          size='.4 .5 .6'            | type='capsule'                                       | 0.4 0.5      | 7.707373976806961
          size='.4 .5 .6'            | size=''                                              | 0.4          | 2.6808257310632904
          type='capsule' size='.1 .7' | size='.3' fromto='0 0 0 0 0 4'                      | 0.3 2.0      | 12.44070690821558
          """)
  void geoms(String standard, String own, String sizes, double mass) {
    Mjcf mjcf =
        Mjcf.read(
            "m.xml",
            "<mujoco><default><geom density='10' "
                + standard
                + "/></default><worldbody><body><joint axis='0 1 0'/><geom "
                + own
                + "/></body></worldbody></mujoco>",
            Rules.MUJOCO_3);
    assertArrayEquals(numbers(sizes), mjcf.scene().world.children.get(0).geoms.get(0).size, 1e-16);
    assertEquals(mass, Model.of(mjcf.scene()).mass(1), 1e-14 * mass);
  }

  /** The range 0 0 means no limit, under both rules; a free joint never has a limit. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "range='0 0'",
        "range='0 0' limited='auto'",
        "range='0 1' limited='false'",
        "type='ball' range='0 0'",
        "type='free' limited='true' range='0 1'",
        "type='free' limited='true'"
      })
  void jointsWithoutLimits(String joint) {
    for (Rules rules : Rules.values()) {
      Mjcf mjcf =
          Mjcf.read(
              "m.xml",
              "<mujoco><worldbody><body><joint "
                  + joint
                  + "/><geom size='1'/></body></worldbody></mujoco>",
              rules);
      assertFalse(mjcf.scene().world.children.get(0).joints.get(0).limited, joint);
      assertEquals(1000 * 4.0 / 3 * Math.PI, Model.of(mjcf.scene()).mass(1), 1e-11);
    }
  }

  /** The force of a motor with gear 2 and control 5. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          gear='2'                                | 10
          gear='2 3 4 5 6 7'                      | 10
          gear='2' ctrlrange='0 0'                | 10
          gear='2' ctrlrange='-1 1'               | 2
          gear='2' forcerange='0 0'               | 10
          gear='2' ctrlrange='0 0' forcerange='0 4' | 8
          """)
  void motors(String motor, double force) {
    Model model =
        Model.of(
            Mjcf.read(
                    "m.xml",
                    "<mujoco><option gravity='0 0 0'/><worldbody><body><joint name='j' type='slide'/>"
                        + "<geom size='1' mass='1'/></body></worldbody><actuator><motor joint='j' "
                        + motor
                        + "/></actuator></mujoco>",
                    Rules.MUJOCO_3)
                .scene());
    Simulation simulation = new Simulation(model);
    simulation.setControl(0, 5);
    simulation.forward();
    assertEquals(force, simulation.acceleration(0), 1e-12);
  }
}
