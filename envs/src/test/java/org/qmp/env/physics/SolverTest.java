package org.qmp.env.physics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qmp.env.contract.SeededChance;
import org.qmp.env.physics.constraint.Rows;
import org.qmp.env.physics.math.Symmetric;
import org.qmp.env.physics.mjcf.Mjcf;
import org.qmp.env.physics.scene.Body;
import org.qmp.env.physics.scene.Geom;
import org.qmp.env.physics.scene.Joint;
import org.qmp.env.physics.scene.Options;
import org.qmp.env.physics.scene.Rules;
import org.qmp.env.physics.scene.Scene;

/** The solver finds the minimum: forces balance, and none leaves its cone or its bound. */
final class SolverTest {

  private static Model heap(Options.Cone cone, int dimension, int iterations) {
    Scene scene =
        new Scene(
            new Options(Rules.MUJOCO_2_1)
                .with(o -> o.cone = cone)
                .with(o -> o.iterations = iterations)
                .with(o -> o.tolerance = 1e-14)
                .with(o -> o.impedanceRatio = 2));
    scene.world.add(new Geom(Geom.Kind.PLANE).with(g -> g.dimension = dimension));
    for (int i = 0; i < 4; i++) {
      double loss = i == 3 ? 0.1 : 0;
      Geom geom =
          i % 2 == 0
              ? new Geom(Geom.Kind.BOX, 0.2, 0.1, 0.1)
              : new Geom(Geom.Kind.CAPSULE, 0.1, 0.1);
      geom.friction = new double[] {0.7, 0.02, 0.01};
      scene.world.add(
          new Body("b" + i)
              .at(0.1 * i, 0.05 * i, 0.1 + 0.19 * i)
              .add(new Joint(Joint.Kind.FREE, "f" + i).with(j -> j.frictionLoss = loss))
              .add(geom));
    }
    return Model.of(scene);
  }

  private static Simulation thrown(Model heap, int seed) {
    Simulation simulation = new Simulation(heap);
    SeededChance chance = new SeededChance(seed);
    for (int i = 0; i < heap.velocities(); i++) {
      simulation.setVelocity(i, chance.normal());
    }
    return simulation;
  }

  @ParameterizedTest
  @CsvSource({
    "PYRAMIDAL, 1",
    "PYRAMIDAL, 3",
    "PYRAMIDAL, 4",
    "PYRAMIDAL, 6",
    "ELLIPTIC, 3",
    "ELLIPTIC, 4",
    "ELLIPTIC, 6"
  })
  void forcesBalanceAndStayWithinTheirCones(Options.Cone cone, int dimension) {
    Simulation simulation = thrown(heap(cone, dimension, 200), dimension);
    int loaded = 0;
    for (int step = 0; step < 200; step++) {
      simulation.step();
      simulation.forward();
      loaded += check(simulation);
    }
    assertTrue(loaded > 500, "only " + loaded + " rows carried a force");
  }

  @Test
  void theSolverStopsAfterItsIterations() {
    double one = costAfter(1);
    double two = costAfter(2);
    double many = costAfter(200);
    assertTrue(one > 1.1 * two && two > 1.1 * many, one + " " + two + " " + many);
  }

  private static double costAfter(int iterations) {
    Simulation simulation = thrown(heap(Options.Cone.ELLIPTIC, 3, iterations), 3);
    for (int i = 0; i < simulation.model().velocities(); i++) {
      simulation.setWarmStart(i, 0);
    }
    simulation.forward();
    return cost(simulation.state());
  }

  /** ½ (a − a₀)ᵀ M (a − a₀), plus −f x − ½ f² / D for each row of any kind. */
  private static double cost(State s) {
    int nv = s.dynamics.size;
    double[] away = new double[nv];
    double[] force = new double[nv];
    for (int i = 0; i < nv; i++) {
      away[i] = s.dynamics.acceleration[i] - s.dynamics.smoothAcceleration[i];
    }
    Symmetric.multiply(s.dynamics.mass, s.dynamics.first, away, force);
    double cost = 0;
    for (int i = 0; i < nv; i++) {
      cost += 0.5 * away[i] * force[i];
    }
    for (int i = 0; i < s.rows.count; i++) {
      double f = s.rows.force[i];
      double x = s.rows.dot(i, s.dynamics.acceleration) - s.rows.reference[i];
      cost -= f * x + 0.5 * f * f / s.rows.stiffness[i];
    }
    return cost;
  }

  /**
   * A block with huge moments, like some of Meta-World's, between two light fingers: the solver's
   * tolerance is relative to the mean inertia, and still small enough for the fingers.
   */
  @Test
  void hugeMomentsBesideLightFingersAreSolved() {
    Simulation precise = new Simulation(grasp(1e-17));
    Simulation usual = new Simulation(grasp(1e-10));
    int loaded = 0;
    for (int step = 0; step < 400; step++) {
      for (Simulation simulation : new Simulation[] {precise, usual}) {
        simulation.setControl(0, step < 200 ? 1 : 2);
        simulation.setControl(1, -1.5);
        simulation.step();
      }
      for (int i = 0; i < precise.model().velocities(); i++) {
        assertEquals(precise.velocity(i), usual.velocity(i), 1e-6, "velocity " + i);
      }
      loaded += check(precise);
    }
    assertTrue(loaded > 2000, "only " + loaded + " rows carried a force");
    assertTrue(Math.abs(precise.position(3) - 1) < 1e-6, "it has turned");
  }

  private static Model grasp(double tolerance) {
    String text =
        """
        <mujoco>
          <option timestep='0.0025' cone='elliptic' iterations='100' tolerance='%s'/>
          <default><geom type='box' condim='4' friction='1 0.1 0.002' margin='0.001'
            solref='0.01 1' solimp='0.95 0.99 0.01'/></default>
          <worldbody>
            <geom size='1 1 0.1' pos='0 0 -0.1'/>
            <body pos='0 0 0.02'><freejoint/><inertial pos='0 0 0' mass='0.1' diaginertia='1e5 1e5 1e5'/>
              <geom size='0.02 0.02 0.02'/></body>
            <body pos='-0.03 0 0.025'><joint name='l' type='slide' axis='1 0 0' damping='1'/>
              <inertial pos='0 0 0' mass='0.01' diaginertia='1e-6 1e-6 1e-6'/><geom size='0.005 0.01 0.01'/></body>
            <body pos='0.03 0 0.025'><joint name='r' type='slide' axis='1 0 0' damping='1'/>
              <inertial pos='0 0 0' mass='0.01' diaginertia='1e-6 1e-6 1e-6'/><geom size='0.005 0.01 0.01'/></body>
          </worldbody>
          <actuator><motor joint='l'/><motor joint='r'/></actuator>
        </mujoco>
        """
            .formatted(tolerance);
    return Model.of(Mjcf.read("grasp.xml", text, Rules.MUJOCO_2_1).scene());
  }

  private static int check(Simulation simulation) {
    Model model = simulation.model();
    State s = simulation.state();
    Rows rows = s.rows;
    int nv = model.velocities();
    double[] force = new double[nv];
    double[] expected = new double[nv];
    rows.transposed(rows.force, force);
    Symmetric.multiply(s.dynamics.mass, s.dynamics.first, s.dynamics.acceleration, expected);
    for (int i = 0; i < nv; i++) {
      double scale = Math.max(1, Math.abs(s.dynamics.smoothForce[i]) + Math.abs(force[i]));
      assertEquals(expected[i], s.dynamics.smoothForce[i] + force[i], 1e-6 * scale, "balance " + i);
    }
    int loaded = 0;
    for (int i = 0; i < rows.count; i++) {
      double f = rows.force[i];
      double x = rows.dot(i, s.dynamics.acceleration) - rows.reference[i];
      switch (rows.kind[i]) {
        case Rows.ONE_SIDED -> {
          assertTrue(f >= 0, "a contact pulls");
          assertEquals(Math.max(0, -x), f / rows.stiffness[i], 1e-6);
        }
        case Rows.FRICTION -> assertTrue(Math.abs(f) <= rows.friction[i], "beyond the bound");
        case Rows.CONE -> {
          double sum = 0;
          for (int k = 1; i + k < rows.count && rows.kind[i + k] == Rows.CONE_TANGENT; k++) {
            double share = rows.force[i + k] / rows.friction[i + k];
            sum += share * share;
          }
          assertTrue(Math.sqrt(sum) <= f * (1 + 1e-9) + 1e-12, "out of the cone");
        }
        default -> {}
      }
      loaded += f != 0 ? 1 : 0;
    }
    return loaded;
  }
}
