package org.qmp.env.physics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp.env.physics.mjcf.Mjcf;
import org.qmp.env.physics.scene.Options;
import org.qmp.env.physics.scene.Rules;

/** Flags and options of a model file; expected: velocities after one step of MuJoCo 3.14. */
final class SwitchesTest {
  private static final double[] PLAIN = {
    -1.0317110932150815, -0.4715865921785125, -2.274324648359232, -7.457649759673203
  };

  private static Mjcf read(String name, String from, String to) throws IOException {
    try (InputStream in = SwitchesTest.class.getResourceAsStream("features/" + name + ".xml")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(text.contains(from), from);
      return Mjcf.read(name, text.replace(from, to), Rules.MUJOCO_3);
    }
  }

  /** A limb on the floor and beyond a joint limit, with springs, dampers, friction and motors. */
  private static Mjcf limb(String option) throws IOException {
    return read("switches", "<option timestep=\"0.005\"/>", option);
  }

  private static double[] velocities(Simulation simulation) {
    simulation.step();
    double[] v = new double[simulation.model().velocities()];
    for (int i = 0; i < v.length; i++) {
      v[i] = simulation.velocity(i);
    }
    return v;
  }

  private static double[] stepped(Mjcf mjcf) {
    Simulation simulation = new Simulation(Model.of(mjcf.scene()));
    Worlds.set(
        simulation, new double[] {0.1, -0.05, 0.3, 0.2}, new double[] {0.5, -0.6, 0.7, -0.8});
    Worlds.control(simulation, new double[] {2, -0.4});
    return velocities(simulation);
  }

  private static double[] numbers(String text) {
    return List.of(text.split(" ", -1)).stream().mapToDouble(Double::parseDouble).toArray();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``                      | -1.0317110932150815 -0.4715865921785125 -2.274324648359232 -7.457649759673203
          contact='enable' sleep='disable' refsafe='enable' multiccd='disable' | -1.0317110932150815 -0.4715865921785125 -2.274324648359232 -7.457649759673203
          constraint='disable'    | 0.4997248898449758 -0.6430819589501867 0.7366579408492565 -0.8556801478313985
          contact='disable'       | 0.5256692705002222 -1.1426524844236705 -2.1117237979106713 2.96966993579143
          limit='disable'         | -1.054458173603501 -0.1991587501636196 -0.7432621283537202 -9.574316201079956
          frictionloss='disable'  | -1.0316944327803088 -0.47169680073215736 -2.2743792688325906 -7.458116778121634
          spring='disable'        | -1.031717694636271 -0.47132702192922926 -2.274652922416755 -7.455599741664656
          damper='disable'        | -1.03376560195841 -0.4635205484048214 -2.2158143004785185 -7.5658985068585
          spring='disable' damper='disable' | -1.0337715893738582 -0.46326353873248877 -2.216160456841406 -7.563815964215721
          passive='disable'       | -1.0337715893738582 -0.46326353873248877 -2.216160456841406 -7.563815964215721
          gravity='disable'       | -1.0137615161724092 -0.430269227729589 -2.272453060482471 -7.337451594227251
          clampctrl='disable'     | -1.031765626546797 -0.4709334798835091 -2.270654113993733 -7.462724207523612
          actuation='disable'     | -1.031778335824692 -0.4713172082336504 -2.2761992461384084 -7.451802980272359
          eulerdamp='disable'     | -1.033837576683339 -0.4632755819637471 -2.216179007668112 -7.563626151181861
          filterparent='disable'  | -1.014041941875166 -0.8974384167579326 -6.022197760308189 -0.9750395451745044
          contact='disable' gravity='disable' | 0.5256692705002222 -1.0936024844236703 -2.1117237979106696 2.969669935791427
          """)
  void flagsSwitchPartsOfThePhysicsOff(String flags, String velocities) throws IOException {
    Mjcf mjcf = limb("<option timestep='0.005'><flag " + flags + "/></option>");
    assertArrayEquals(numbers(velocities), stepped(mjcf), 1e-11);
  }

  /** A later value of the same flag replaces the earlier one. */
  @Test
  void flagsOfSeveralOptionsAreCombined() throws IOException {
    Mjcf mjcf =
        limb(
            "<option><flag contact='disable' limit='disable'/></option>"
                + "<option timestep='0.005'><flag limit='enable'/><flag gravity='disable'/></option>");
    double[] expected = {
      0.5256692705002222, -1.0936024844236703, -2.1117237979106696, 2.969669935791427
    };
    assertArrayEquals(expected, stepped(mjcf), 1e-11);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "autoreset",
        "energy",
        "fwdinv",
        "invdiscrete",
        "island",
        "midphase",
        "nativeccd",
        "sensor",
        "warmstart"
      })
  void flagsWithoutEffectAreListed(String flag) throws IOException {
    for (String value : new String[] {"enable", "disable"}) {
      Mjcf mjcf = limb("<option timestep='0.005'><flag " + flag + "='" + value + "'/></option>");
      assertTrue(mjcf.ignored().contains("attribute '" + flag + "' of <flag>"));
      assertArrayEquals(PLAIN, stepped(mjcf), 1e-11);
    }
  }

  /** All solvers seek one optimum; MuJoCo's other solvers need thousands of iterations for it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "solver='CG'",
        "solver='PGS'",
        "solver='PGS' iterations='3'",
        "solver='CG' iterations='1' tolerance='0.1'",
        "solver='Newton'"
      })
  void everySolverGivesTheSameOptimum(String solver) throws IOException {
    Mjcf mjcf = limb("<option timestep='0.005' " + solver + "/>");
    assertArrayEquals(PLAIN, stepped(mjcf), 1e-11);
    assertEquals(
        !solver.contains("Newton"), mjcf.ignored().contains("attribute 'solver' of <option>"));
  }

  @Test
  void newtonTakesIterationsAndToleranceFromTheFile() throws IOException {
    Options newton = limb("<option iterations='7' tolerance='1e-3'/>").scene().options;
    assertEquals(7, newton.iterations);
    assertEquals(1e-3, newton.tolerance);
    Options other =
        limb("<option solver='CG' iterations='200' tolerance='1e-12'/>").scene().options;
    assertEquals(200, other.iterations);
    assertEquals(1e-12, other.tolerance);
  }

  @ParameterizedTest
  @ValueSource(strings = {"CG", "PGS"})
  void ofAnotherSolverFewerIterationsAndALargerToleranceAreIgnored(String solver)
      throws IOException {
    String option = "<option solver='" + solver + "' iterations='3' tolerance='1e-3'/>";
    Options options = limb(option).scene().options;
    assertEquals(100, options.iterations);
    assertEquals(1e-8, options.tolerance);
  }

  /** A free brick with a rotated paddle. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          density='0' wind='1 2 3' | 0.49972930792859943 -0.600060252578004 0.6018263718200632 -0.7868406022032425 1.105625051038692 -1.3930585800128135 1.9431610088626285
          density='800'   | 0.49164281692675754 -0.5902432423422392 0.5958757934715111 -0.7997658666528006 1.091871912908833 -1.3625566639894906 1.942666282214537
          viscosity='0.9' | 0.49871860679602054 -0.5990697448261475 0.6008034175665881 -0.7884882265678271 1.1021898334546398 -1.384964502713679 1.940294009228462
          density='800' viscosity='0.9' | 0.4906321157941787 -0.5892527345903827 0.5948528392180359 -0.8014134910173851 1.0884366953247808 -1.3544625866903564 1.9397992825803703
          density='800' viscosity='0.9' wind='1 -2 3' | 0.4903035278177944 -0.6543278784083044 0.6703364364458827 -0.5865387719416213 1.0521027417657414 -1.4607325022198756 1.733257006821628
          viscosity='0.9' wind='1 -2 3' integrator='RK4' | 0.5002611564577802 -0.6018945142781672 0.6051315767030218 -0.7692580645169829 1.1011137843214067 -1.3992426622784855 1.9364494691389444
          """)
  void fluidsPushBodies(String option, String velocities) throws IOException {
    Mjcf mjcf = read("fluid", "timestep=\"0.01\"", "timestep='0.01' " + option);
    Simulation simulation = new Simulation(Model.of(mjcf.scene()));
    Worlds.set(
        simulation,
        new double[] {0.1, 0.2, 0.3, 0.8, 0.1, -0.5, 0.3, 0.4},
        new double[] {0.5, -0.6, 0.7, -0.8, 1.1, -1.4, 2});
    assertArrayEquals(numbers(velocities), velocities(simulation), 1e-13);
  }

  /** MuJoCo calls springs and dampers passive; if both are off, the fluid has no effect either. */
  @Test
  void fluidsAreSwitchedOffWithSpringsAndDampers() throws IOException {
    String fluid = "<option density='1000' viscosity='1'><flag spring='disable' damper='";
    assertTrue(limb(fluid + "enable'/></option>").scene().options.fluid.pushes());
    assertEquals(Options.Fluid.NONE, limb(fluid + "disable'/></option>").scene().options.fluid);
  }
}
