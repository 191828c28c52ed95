package org.qmp.env.physics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What can be asked of a simulation, and what of a scene made by hand. */
final class SimulationTest {

  private static Scene ball(double height) {
    Scene scene = new Scene(Options.of(Rules.MUJOCO_3));
    scene
        .world()
        .add(
            new Geom(Geom.Kind.PLANE).name("floor"),
            new Geom(Geom.Kind.BOX, 1, 1, 1).name("box").at(5, 0, 0));
    scene
        .world()
        .add(
            new Body("ball")
                .at(0, 0, height)
                .add(new Joint(Joint.Kind.FREE, "free"))
                .add(new Geom(Geom.Kind.SPHERE, 0.1).name("ball"))
                .add(new Site("top", 0, 0, 0.1)));
    return scene;
  }

  @Test
  void contactsNameTheirGeoms() {
    Simulation simulation = new Simulation(ball(0.09).compile());
    Model model = simulation.model();
    assertEquals(1, simulation.contacts());
    assertEquals(-0.01, simulation.contactDistance(0), 1e-15);
    assertTrue(simulation.touches(0, model.geom("floor")));
    assertTrue(simulation.touches(0, model.geom("ball")));
    assertFalse(simulation.touches(0, model.geom("box")));
  }

  @Test
  void sitesAndGeomsRideOnTheirBodies() {
    Simulation simulation = new Simulation(ball(1).compile());
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

  /** z = h − g t² (1 + h/t) / 2 exactly, the sum of the semi-implicit steps. */
  @Test
  void freeFallIsTheSumOfItsSteps() {
    Simulation simulation = new Simulation(ball(10).compile());
    for (int i = 0; i < 100; i++) {
      simulation.step();
    }
    assertEquals(0.2, simulation.time(), 1e-12);
    int v = simulation.model().velocityOf("free");
    assertEquals(-9.81 * 0.2, simulation.velocity(v + 2), 1e-12);
    assertEquals(10 - 9.81 * 0.002 * 0.002 * 100 * 101 / 2, simulation.position(2), 1e-12);
  }

  @Test
  void initialConfigurationsAreThoseOfTheFile() {
    Model walker = Mechanism.WALKER_V1.model(Rules.MUJOCO_2_1);
    double[] q = new double[walker.positions()];
    walker.readInitial(q);
    assertEquals(1.25, q[walker.positionOf("rootz")]);
    assertEquals(9, walker.velocities());
    assertEquals(6, walker.controls());
    assertEquals(8, walker.bodies());
    assertEquals(0.002, walker.timestep());
  }

  @Test
  void ceilingsStopWhatRunsUnderThem() {
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
  void unknownNamesAndOddStatesAreRefused() {
    Simulation simulation = new Simulation(ball(1).compile());
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
  void scenesThatAreNoMechanismsAreRefused() {
    Scene circle = new Scene(Options.of(Rules.MUJOCO_3));
    Body body = new Body("");
    body.add(body);
    circle.world().add(body);
    assertThrows(ModelException.class, circle::compile);

    Scene twins = new Scene(Options.of(Rules.MUJOCO_3));
    twins
        .world()
        .add(
            new Body("b")
                .add(
                    new Joint(Joint.Kind.HINGE, "one").axis(0, 0, 1),
                    new Joint(Joint.Kind.HINGE, "two").axis(0, 0, 1))
                .add(new Geom(Geom.Kind.SPHERE, 1)));
    ModelException e = assertThrows(ModelException.class, twins::compile);
    assertTrue(
        e.getMessage().startsWith("joint 'one' of body 'b' moves no inertia"), e.getMessage());

    Options options = Options.of(Rules.MUJOCO_3);
    assertThrows(ModelException.class, () -> options.withTimestep(2));
    assertThrows(ModelException.class, () -> options.withSolver(0, 0));
    assertThrows(ModelException.class, () -> options.withGravity(Double.NaN, 0, 0));
    assertThrows(ModelException.class, () -> options.withImpedanceRatio(0));
  }
}
