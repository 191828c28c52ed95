package org.qmp.env.physics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.qmp.env.physics.contact.Pair;
import org.qmp.env.physics.scene.Actuator;
import org.qmp.env.physics.scene.Body;
import org.qmp.env.physics.scene.Geom;
import org.qmp.env.physics.scene.Joint;
import org.qmp.env.physics.scene.ModelException;
import org.qmp.env.physics.scene.Options;
import org.qmp.env.physics.scene.Rules;
import org.qmp.env.physics.scene.Scene;
import org.qmp.env.physics.scene.Site;
import org.qmp.env.physics.scene.Softness;

/** What a simulation reports, and which scenes made in code it accepts. */
final class SimulationTest {

  private static Scene ball(double height) {
    Scene scene = new Scene(new Options(Rules.MUJOCO_3));
    scene.world.add(
        new Geom(Geom.Kind.PLANE).with(g -> g.name = "floor"),
        new Geom(Geom.Kind.BOX, 1, 1, 1).with(g -> g.name = "box").at(5, 0, 0));
    scene.world.add(
        new Body("ball")
            .at(0, 0, height)
            .add(new Joint(Joint.Kind.FREE, "free"))
            .add(new Geom(Geom.Kind.SPHERE, 0.1).with(g -> g.name = "ball"))
            .add(new Site("top", 0, 0, 0.1)));
    return scene;
  }

  @Test
  void contactsNameTheirGeoms() {
    Simulation simulation = new Simulation(Model.of(ball(0.09)));
    Model model = simulation.model();
    assertEquals(1, simulation.contacts());
    assertEquals(-0.01, simulation.contactDistance(0), 1e-15);
    assertTrue(simulation.touches(0, model.geom("floor")));
    assertTrue(simulation.touches(0, model.geom("ball")));
    assertFalse(simulation.touches(0, model.geom("box")));
  }

  /** A ball of 2 kg at rest presses with m g, however its force is split into rows. */
  @ParameterizedTest
  @CsvSource({
    "PYRAMIDAL, 1",
    "PYRAMIDAL, 3",
    "PYRAMIDAL, 4",
    "PYRAMIDAL, 6",
    "ELLIPTIC, 1",
    "ELLIPTIC, 3",
    "ELLIPTIC, 4",
    "ELLIPTIC, 6"
  })
  void theForceOfAContactIsTheWeightOnIt(Options.Cone cone, int dimension) {
    Scene scene = new Scene(new Options(Rules.MUJOCO_3).with(o -> o.cone = cone));
    scene.world.add(new Geom(Geom.Kind.PLANE));
    Geom ball = new Geom(Geom.Kind.SPHERE, 0.1).mass(2).with(g -> g.dimension = dimension);
    scene.world.add(
        new Body("ball").at(0, 0, 0.1).add(new Joint(Joint.Kind.FREE, "free")).add(ball));
    Simulation simulation = new Simulation(Model.of(scene));
    for (int i = 0; i < 1000; i++) {
      simulation.step();
    }
    simulation.forward();
    assertEquals(1, simulation.contacts());
    assertEquals(2 * 9.81, simulation.contactForce(0), 1e-6);
  }

  /** Stiffness 3: −3 · 0.2 N along y on 2 kg, and −3 · 0.5 N m about z on 0.4 · 2 · 0.1² kg m². */
  @Test
  void theSpringOfAFreeBodyPullsItBackAndTurnsItBack() {
    Scene scene = new Scene(new Options(Rules.MUJOCO_3).with(o -> o.gravity[2] = 0));
    Joint spring = new Joint(Joint.Kind.FREE, "free").with(j -> j.stiffness = 3);
    scene.world.add(
        new Body("ball").at(1, 2, 3).add(spring).add(new Geom(Geom.Kind.SPHERE, 0.1).mass(2)));
    Simulation simulation = new Simulation(Model.of(scene));
    simulation.setPosition(1, 2.2);
    simulation.setPosition(3, Math.cos(0.25));
    simulation.setPosition(6, Math.sin(0.25));
    simulation.forward();
    double[] expected = {0, -0.3, 0, 0, 0, -1.5 / 0.008};
    for (int i = 0; i < 6; i++) {
      assertEquals(expected[i], simulation.acceleration(i), 1e-9, "of velocity " + i);
    }
  }

  /** The weights are the mixings; if one is 0, only the other counts; if both, both equally. */
  @ParameterizedTest
  @CsvSource({"1, 3, 0.25", "0, 3, 0", "3, 0, 1", "0, 0, 0.5"})
  void pairsMixTheSoftnessOfTheirGeoms(double first, double second, double weight) {
    Geom plane = new Geom(Geom.Kind.PLANE).with(g -> g.mixing = first);
    plane.softness = new Softness(new double[] {0.1, 1}, Softness.DEFAULT.impedance());
    plane.friction = new double[] {0, 0.25, 0};
    Geom ball = new Geom(Geom.Kind.SPHERE, 0.1).with(g -> g.mixing = second);
    ball.softness = new Softness(new double[] {0.5, 2}, Softness.DEFAULT.impedance());
    ball.friction = new double[] {0, 0.125, 0.5};
    Pair pair = Touch.of(Rules.MUJOCO_3, plane, ball).model().pairs[0];
    assertEquals(0.5 - 0.4 * weight, pair.softness().reference()[0], 1e-15);
    assertEquals(2 - weight, pair.softness().reference()[1], 1e-15);
    assertArrayEquals(new double[] {1e-5, 1e-5, 0.25, 0.5, 0.5}, pair.friction());
  }

  @Test
  void sitesAndGeomsMoveWithTheirBodies() {
    Simulation simulation = new Simulation(Model.of(ball(1)));
    Model model = simulation.model();
    int q = model.positionOf("free");
    simulation.setPosition(q, 2);
    simulation.setPosition(q + 3, 0);
    simulation.setPosition(q + 4, 1); // upside down
    simulation.forward();
    assertEquals(2, simulation.sitePosition(model.site("top"), 0), 1e-15);
    assertEquals(0.9, simulation.sitePosition(model.site("top"), 2), 1e-15);
    assertEquals(1, simulation.geomPosition(model.geom("ball"), 2), 1e-15);
    assertEquals(1, simulation.bodyOrientation(model.body("ball"), 1), 1e-15);
  }

  @Test
  void sitesTurnWithTheirBodiesAndByTheirOwnOrientation() {
    Scene scene = new Scene(new Options(Rules.MUJOCO_3));
    double[] quarterAboutX = {1, 1, 0, 0};
    scene.world.add(
        new Body("arm")
            .turned(1, 0, 0, 1) // a quarter turn about z
            .add(new Site("tool", new double[3], quarterAboutX)));
    Simulation simulation = new Simulation(Model.of(scene));
    double[][] expected = {{0, 0, 1}, {1, 0, 0}, {0, 1, 0}};
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 3; column++) {
        assertEquals(expected[row][column], simulation.siteRotation(0, row, column), 1e-15);
      }
    }
  }

  @Test
  void changesOfASceneDoNotReachCompiledModels() {
    Joint slide = new Joint(Joint.Kind.SLIDE, "z").with(j -> j.stiffness = 50).range(-1, 1);
    Softness softness = new Softness(new double[] {0.02, 1}, new double[] {.9, .95, .001, .5, 2});
    Scene scene = new Scene(new Options(Rules.MUJOCO_3));
    Actuator motor = Actuator.motor("m", "z", 2);
    scene.world.add(
        new Body("ball")
            .add(slide.with(j -> j.limitSoftness = softness))
            .add(new Geom(Geom.Kind.SPHERE, 0.1)));
    Simulation simulation = new Simulation(Model.of(scene.add(motor)));
    simulation.setPosition(0, 1.01);
    simulation.setControl(0, 3);
    simulation.forward();
    double before = simulation.acceleration(0);
    slide.range[1] = 0.5;
    slide.axis[0] = 1;
    slide.anchor[0] = 1;
    slide.with(j -> j.stiffness = Double.NaN);
    simulation.forward();
    assertEquals(before, simulation.acceleration(0));
    slide.range(5, 2);
    slide.springReference = 3;
    softness.impedance()[0] = 0.1;
    softness.reference()[0] = 5;
    scene.options.gravity[2] = 7;
    motor.controlRange()[1] = 100;
    simulation.forward();
    assertEquals(before, simulation.acceleration(0));
  }

  @Test
  void anActuatorMayBeAddedWithoutAPlaceInAFile() {
    Scene scene = new Scene(new Options(Rules.MUJOCO_3));
    Joint joint = new Joint(Joint.Kind.SLIDE, "j").range(0, 1);
    scene.world.add(new Body("b").add(joint).add(new Geom(Geom.Kind.SPHERE, 0.1)));
    scene.actuators.add(new Actuator("motor", "j", 1, 1, 0, 0, null, null));
    Simulation simulation = new Simulation(Model.of(scene));
    joint.range[1] = 0.5;
    simulation.setPosition(0, 0.9);
    simulation.forward();
    assertEquals(0, simulation.state().rows.count);
  }

  @Test
  void softnessIsMixedAsGivenAndClampedWhereItActs() {
    double[] reference = {0.02, 1};
    Softness hard = new Softness(reference, new double[] {1, 1, 0.001, 0.5, 2});
    Softness mixed = hard.mixed(Softness.DEFAULT, 0.5);
    assertEquals(0.95, mixed.impedanceAt(0), 1e-15);
    assertEquals(0.975, mixed.impedanceAt(1), 1e-15);
    assertEquals(0.9999, hard.impedanceAt(0.0005), 1e-15);
  }

  @ParameterizedTest
  @EnumSource
  void aBodyWithArmatureButNoMassBouncesOffTheFloor(Rules rules) {
    Scene scene = new Scene(new Options(rules));
    scene.world.add(new Geom(Geom.Kind.PLANE));
    scene.world.add(
        new Body("ball")
            .at(0, 0, 0.1)
            .add(new Joint(Joint.Kind.SLIDE, "z").with(j -> j.armature = 1))
            .add(new Geom(Geom.Kind.SPHERE, 0.1).mass(0)));
    Simulation simulation = new Simulation(Model.of(scene));
    simulation.setVelocity(0, -1);
    for (int i = 0; i < 500; i++) {
      simulation.step();
    }
    assertTrue(simulation.position(0) > 0, "thrown back, and not through the floor");
  }

  @Test
  void emptyAndUnknownNamesAreNotFound() {
    Scene scene = ball(1);
    scene.world.add(new Body(""));
    Model model = Model.of(scene);
    assertThrows(IllegalArgumentException.class, () -> model.body(""));
    assertThrows(IllegalArgumentException.class, () -> model.positionOf("nobody"));
  }

  /** z = z₀ − g t² (1 + h/t) / 2 exactly, the sum of the semi-implicit steps of length h. */
  @Test
  void freeFallIsTheSumOfItsSteps() {
    Simulation simulation = new Simulation(Model.of(ball(10)));
    for (int i = 0; i < 100; i++) {
      simulation.step();
    }
    assertEquals(0.2, simulation.time(), 1e-12);
    int v = simulation.model().velocityOf("free");
    assertEquals(-9.81 * 0.2, simulation.velocity(v + 2), 1e-12);
    assertEquals(10 - 9.81 * 0.002 * 0.002 * 100 * 101 / 2, simulation.position(2), 1e-12);
  }

  @Test
  void initialConfigurationsComeFromTheFile() {
    Model walker = Mechanism.WALKER_V1.model(Rules.MUJOCO_2_1);
    assertEquals(1.25, walker.initial()[walker.positionOf("rootz")]);
    assertEquals(9, walker.velocities());
    assertEquals(6, walker.controls());
    assertEquals(8, walker.bodies());
    assertEquals(0.002, walker.timestep());
  }

  @Test
  void ceilingsTouchUprightWalkersOnly() {
    Simulation walker = new Simulation(Mechanism.WALKER_V2.model(Rules.MUJOCO_2_1));
    int ceiling = walker.model().geom("ceiling_long");
    walker.setPosition(walker.model().positionOf("rootx"), 5);
    walker.forward();
    boolean touched = false;
    for (int i = 0; i < walker.contacts(); i++) {
      touched |= walker.touches(i, ceiling);
    }
    assertTrue(touched, "an upright walker reaches through the ceiling");
    walker.setPosition(walker.model().positionOf("rootz"), 0.5);
    walker.setPosition(walker.model().positionOf("rooty"), 1.5);
    walker.forward();
    for (int i = 0; i < walker.contacts(); i++) {
      assertFalse(walker.touches(i, ceiling));
    }
  }

  @Test
  void unknownNamesAndStatesOfWrongLengthAreRefused() {
    Simulation simulation = new Simulation(Model.of(ball(1)));
    Model model = simulation.model();
    Exception e = assertThrows(IllegalArgumentException.class, () -> model.body("foot"));
    assertEquals("no body is called 'foot', only [world, ball]", e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> model.geom("foot"));
    assertThrows(IllegalArgumentException.class, () -> model.site("foot"));
    assertThrows(IllegalArgumentException.class, () -> model.positionOf("foot"));
    assertThrows(IllegalArgumentException.class, () -> simulation.restoreState(new double[3]));
    assertThrows(IllegalArgumentException.class, () -> simulation.saveState(new double[3]));
  }

  @Test
  void invalidScenesAreRefused() {
    Scene circle = new Scene(new Options(Rules.MUJOCO_3));
    Body body = new Body("");
    body.add(body);
    circle.world.add(body);
    assertThrows(ModelException.class, () -> Model.of(circle));

    Scene twins = new Scene(new Options(Rules.MUJOCO_3));
    twins.world.add(
        new Body("b")
            .add(
                new Joint(Joint.Kind.HINGE, "one").axis(0, 0, 1),
                new Joint(Joint.Kind.HINGE, "two").axis(0, 0, 1))
            .add(new Geom(Geom.Kind.SPHERE, 1)));
    ModelException e = assertThrows(ModelException.class, () -> Model.of(twins));
    assertTrue(
        e.getMessage().startsWith("joint 'one' of body 'b' moves no inertia"), e.getMessage());

    assertRefused(o -> o.timestep = 2);
    assertRefused(o -> o.iterations = 0);
    assertRefused(o -> o.gravity[0] = Double.NaN);
    assertRefused(o -> o.impedanceRatio = 0);
  }

  private static void assertRefused(Consumer<Options> change) {
    Scene scene = new Scene(new Options(Rules.MUJOCO_3).with(change));
    assertThrows(ModelException.class, () -> Model.of(scene));
  }
}
