package org.qmp.env.physics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp.env.physics.math.Spatial;
import org.qmp.env.physics.math.Symmetric;
import org.qmp.env.physics.scene.Body;
import org.qmp.env.physics.scene.Geom;
import org.qmp.env.physics.scene.Joint;
import org.qmp.env.physics.scene.Options;
import org.qmp.env.physics.scene.Options.Integration;
import org.qmp.env.physics.scene.Rules;
import org.qmp.env.physics.scene.Scene;

/** Laws that every mechanism obeys, whatever program computes it. */
final class LawsTest {

  /** ½ vᵀ M v − Σ m g·x, of an up-to-date simulation without springs. */
  private static double energy(Simulation simulation) {
    Model model = simulation.model();
    State s = simulation.state();
    int nv = model.velocities();
    double[] momentum = new double[nv];
    Symmetric.multiply(s.dynamics.mass, s.dynamics.first, s.velocity, momentum);
    double energy = 0;
    for (int i = 0; i < nv; i++) {
      energy += 0.5 * s.velocity[i] * momentum[i];
    }
    double[] gravity = model.options.gravity;
    for (int b = 1; b < model.bodies.count; b++) {
      for (int k = 0; k < 3; k++) {
        energy -= model.bodies.mass[b] * gravity[k] * s.center[3 * b + k];
      }
    }
    return energy;
  }

  /** Angular momentum about the common centre of mass, and linear momentum, of one free tree. */
  private static double[] momentum(Simulation simulation) {
    State s = simulation.state();
    double[] sum = new double[6];
    double[] one = new double[6];
    for (int b : simulation.model().bodies.moving) {
      Spatial.force(s.inertia, 10 * b, s.bodyVelocity, 6 * b, one, 0);
      for (int k = 0; k < 6; k++) {
        sum[k] += one[k];
      }
    }
    return sum;
  }

  /** A tree with every kind of joint; mirror −1 gives its mirror image in the plane y = 0. */
  private static Body tree(Joint root, int mirror) {
    Body hand =
        new Body("hand")
            .at(0.1, 0.2 * mirror, 0.3)
            .turned(0.9, 0.3 * mirror, -0.2, 0.1 * mirror)
            .add(new Joint(Joint.Kind.SLIDE, "slide").axis(1, 0.5 * mirror, 0.2))
            .add(
                new Joint(Joint.Kind.HINGE, "hinge")
                    .axis(0.3 * mirror, 1, -0.4 * mirror)
                    .with(j -> j.armature = 0.02))
            .add(new Geom(Geom.Kind.BOX, 0.1, 0.05, 0.15).collides(1, 0));
    Body arm =
        new Body("arm")
            .at(0.3, 0.1 * mirror, 0)
            .add(new Joint(Joint.Kind.BALL, "ball").anchor(-0.1, 0, 0.05))
            .add(new Geom(Geom.Kind.CAPSULE, 0.05, 0.2).at(0, 0.05 * mirror, 0.1).collides(1, 0))
            .add(hand);
    return new Body("trunk")
        .at(0, 0, 0.5)
        .add(root)
        .add(new Geom(Geom.Kind.SPHERE, 0.2).collides(1, 0))
        .add(arm);
  }

  private static void kick(Simulation simulation) {
    for (int i = 0; i < simulation.model().velocities(); i++) {
      simulation.setVelocity(i, StrictMath.sin(i + 1) * 2);
    }
  }

  private static Scene falling(Integration integration) {
    Scene scene =
        new Scene(
            new Options(Rules.MUJOCO_3)
                .with(o -> o.timestep = 0.0001)
                .with(o -> o.integrator = integration));
    scene.world.add(tree(new Joint(Joint.Kind.FREE, "free"), 1));
    return scene;
  }

  private static void assertEnergyKept(Body root, double step) {
    Scene scene =
        new Scene(
            new Options(Rules.MUJOCO_3)
                .with(o -> o.timestep = step)
                .with(o -> o.integrator = Integration.RUNGE_KUTTA));
    scene.world.add(root);
    Simulation simulation = new Simulation(Model.of(scene));
    kick(simulation);
    simulation.forward();
    double before = energy(simulation);
    while (simulation.time() < 1 - step / 2) {
      simulation.step();
    }
    simulation.forward();
    assertEquals(before, energy(simulation), 1e-9 * Math.abs(before));
  }

  @Test
  void energyIsConservedWithoutFrictionContactAndLimits() {
    Body chain = new Body("link0");
    Body last = chain;
    for (int i = 0; i < 4; i++) {
      last.add(new Joint(i == 2 ? Joint.Kind.SLIDE : Joint.Kind.HINGE, "j" + i).axis(i, 1, 0.5));
      last.add(new Geom(Geom.Kind.CYLINDER, 0.1, 0.2).at(0.1, 0, 0.1).collides(0, 0));
      Body next = new Body("link" + (i + 1)).at(0.2, 0, 0.3).turned(1, 0.2, 0, i);
      last = i == 3 ? last : last.add(next).children.get(0);
    }
    assertEnergyKept(chain, 0.0005);
  }

  /**
   * Summing angular velocities with weights makes Runge–Kutta only second order for quaternions.
   */
  @Test
  void energyIsConservedByBallsAndFreeBodiesWithSmallerSteps() {
    assertEnergyKept(tree(new Joint(Joint.Kind.FREE, "free"), 1), 0.00002);
    assertEnergyKept(tree(new Joint(Joint.Kind.BALL, "root").anchor(0.1, 0, 0.3), 1), 0.00002);
  }

  private static void sprung(Joint joint) {
    joint.stiffness = 50;
    joint.springReference = 0.1;
  }

  private static void rough(Joint joint) {
    joint.damping = 0.1;
    joint.frictionLoss = 0.2;
  }

  @Test
  void springsConserveEnergyToo() {
    Scene scene =
        new Scene(
            new Options(Rules.MUJOCO_3)
                .with(o -> o.timestep = 0.0001)
                .with(o -> o.integrator = Integration.RUNGE_KUTTA));
    scene.world.add(
        new Body("bob")
            .add(new Joint(Joint.Kind.SLIDE, "z").with(LawsTest::sprung))
            .add(new Geom(Geom.Kind.SPHERE, 0.1).mass(2)));
    Simulation simulation = new Simulation(Model.of(scene));
    simulation.forward();
    double before = energy(simulation) + 0.5 * 50 * 0.1 * 0.1;
    for (int i = 0; i < 10_000; i++) {
      simulation.step();
    }
    simulation.forward();
    double stretch = simulation.position(0) - 0.1;
    assertEquals(before, energy(simulation) + 0.5 * 50 * stretch * stretch, 1e-9);
  }

  @Test
  void freeFallChangesMomentumOnlyByTheWeight() {
    Simulation simulation = new Simulation(Model.of(falling(Integration.RUNGE_KUTTA)));
    kick(simulation);
    simulation.forward();
    double[] before = momentum(simulation);
    double mass = 0;
    for (double m : simulation.model().bodies.mass) {
      mass += m;
    }
    for (int i = 0; i < 5000; i++) {
      simulation.step();
    }
    simulation.forward();
    double[] after = momentum(simulation);
    for (int k = 0; k < 6; k++) {
      double gained = k == 5 ? -9.81 * mass * simulation.time() : 0;
      assertEquals(before[k] + gained, after[k], 1e-8, "momentum " + k);
    }
  }

  @Test
  void dampingAndFrictionOnlyRemoveEnergy() {
    Scene scene = new Scene(new Options(Rules.MUJOCO_3).with(o -> o.timestep = 0.001));
    scene.world.add(
        new Body("pendulum")
            .add(new Joint(Joint.Kind.HINGE, "h").axis(0, 1, 0).with(LawsTest::rough))
            .add(new Geom(Geom.Kind.SPHERE, 0.1).at(0, 0, -0.5)));
    Simulation simulation = new Simulation(Model.of(scene));
    simulation.setPosition(0, 2);
    simulation.forward();
    double energy = energy(simulation);
    double start = energy;
    for (int i = 0; i < 3000; i++) {
      simulation.step();
      simulation.forward();
      assertTrue(energy(simulation) <= energy + 1e-3, "step " + i);
      energy = energy(simulation);
    }
    assertTrue(energy < start - 1, "friction must act");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PYRAMIDAL", "ELLIPTIC"})
  void mirroredMechanismsMoveMirrored(String cone) {
    Simulation[] pair = new Simulation[2];
    for (int i = 0; i < 2; i++) {
      Scene scene =
          new Scene(new Options(Rules.MUJOCO_3).with(o -> o.cone = Options.Cone.valueOf(cone)));
      scene.world.add(new Geom(Geom.Kind.PLANE));
      scene.world.add(tree(new Joint(Joint.Kind.FREE, "free"), 1 - 2 * i));
      pair[i] = new Simulation(Model.of(scene));
    }
    // The free joint's y changes sign, and the x and z parts of rotations, also of the ball.
    int[] positionSigns = {1, -1, 1, 1, -1, 1, -1, 1, -1, 1, -1, 1, 1};
    int[] velocitySigns = {1, -1, 1, -1, 1, -1, -1, 1, -1, 1, 1};
    for (int i = 0; i < velocitySigns.length; i++) {
      double v = StrictMath.sin(i + 1);
      pair[0].setVelocity(i, v);
      pair[1].setVelocity(i, velocitySigns[i] * v);
    }
    int touched = 0;
    for (int step = 0; step < 400; step++) {
      pair[0].step();
      pair[1].step();
      assertEquals(pair[0].contacts(), pair[1].contacts());
      touched += pair[0].contacts();
      for (int i = 0; i < positionSigns.length; i++) {
        assertEquals(
            pair[0].position(i), positionSigns[i] * pair[1].position(i), 1e-6, "step " + step);
      }
    }
    assertTrue(touched > 100, "it must lie on the floor: " + touched);
  }

  @Test
  void bodiesComeToRestOnTheFloorAndOnEachOther() {
    Scene scene = new Scene(new Options(Rules.MUJOCO_3));
    scene.world.add(new Geom(Geom.Kind.PLANE));
    String[] names = {"box", "capsule", "cylinder", "upper", "lying"};
    Geom[] geoms = {
      new Geom(Geom.Kind.BOX, 0.2, 0.2, 0.1),
      Geom.capsule(0.1, new double[] {-0.2, 0, 0}, new double[] {0.2, 0, 0}),
      new Geom(Geom.Kind.CYLINDER, 0.1, 0.1).collides(0, 1),
      new Geom(Geom.Kind.BOX, 0.1, 0.1, 0.1),
      Geom.capsule(0.05, new double[] {-0.05, 0, 0}, new double[] {0.05, 0, 0})
    };
    double[][] at = {{0, 0, 0.11}, {1, 0, 0.11}, {0, 1, 0.11}, {0.02, 0.03, 0.32}, {0, 0, 0.48}};
    double[] rest = {0.1, 0.1, 0.1, 0.3, 0.45};
    for (int i = 0; i < 5; i++) {
      scene.world.add(
          new Body(names[i])
              .at(at[i][0], at[i][1], at[i][2])
              .add(new Joint(Joint.Kind.FREE, names[i]))
              .add(geoms[i].collides(i == 2 ? 2 : 1, i == 2 ? 0 : 1)));
    }
    scene.world.geoms.get(0).collides(1, 3);
    Simulation simulation = new Simulation(Model.of(scene));
    for (int i = 0; i < 1500; i++) {
      simulation.step();
    }
    for (int i = 0; i < 5; i++) {
      assertEquals(rest[i], simulation.bodyPosition(i + 1, 2), 0.004, names[i]);
      for (int k = 0; k < 3; k++) {
        double fastest = Math.abs(simulation.velocity(6 * i + k));
        assertTrue(fastest < 0.01, names[i] + " slides with " + fastest);
      }
    }
  }
}
