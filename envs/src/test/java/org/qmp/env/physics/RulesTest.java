package org.qmp.env.physics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qmp.env.physics.contact.Pair;
import org.qmp.env.physics.scene.Body;
import org.qmp.env.physics.scene.Geom;
import org.qmp.env.physics.scene.Joint;
import org.qmp.env.physics.scene.Options;
import org.qmp.env.physics.scene.Rules;
import org.qmp.env.physics.scene.Scene;

/** The numbers of the mechanisms under both rules, and what differs between them. */
final class RulesTest {
  private static final Model OLD = Mechanism.WALKER_V1.model(Rules.MUJOCO_2_1);
  private static final Model NEW = Mechanism.WALKER_V1.model(Rules.MUJOCO_3);

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          torso,      3.53429174, 3.66519143, 0.06185011, 0.06924594, 0.089397, 2.141366
          thigh,      3.92699082, 4.05789051, 0.08426668, 0.09329876, 0.063082, 1.114444
          thigh_left, 3.92699082, 4.05789051, 0.08426668, 0.09329876, 0.063082, 1.114444
          leg,        2.71433605, 2.78135670, 0.06704410, 0.07230254, 0.065973, 0.938170
          leg_left,   2.71433605, 2.78135670, 0.06704410, 0.07230254, 0.065973, 0.938170
          foot,       2.94053072, 3.16672539, 0.01921147, 0.02399775, 0.146178, 6.143157
          foot_left,  2.94053072, 3.16672539, 0.01921147, 0.02399775, 0.146178, 6.143157
          """)
  void walkersHaveTheMassesAndInertiasOfEachRelease(
      String name,
      double m2,
      double m3,
      double i2,
      double i3,
      double translation,
      double rotation) {
    int b = OLD.body(name);
    assertEquals(m2, OLD.mass(b), 5e-9);
    assertEquals(m3, NEW.mass(b), 5e-9);
    assertEquals(i2, OLD.bodies.inertia[3 * b + 1], 5e-9);
    assertEquals(i3, NEW.bodies.inertia[3 * b + 1], 5e-9);
    assertEquals(translation, OLD.bodies.weight[2 * b], 5e-7);
    assertEquals(rotation, OLD.bodies.weight[2 * b + 1], 5e-7);
  }

  private static void withGap(Geom geom) {
    geom.margin = 0.05;
    geom.gap = 0.02;
  }

  @Test
  void walkersHaveTheirPublishedTotalMass() {
    assertEquals(22.698007, total(OLD), 5e-7);
    assertEquals(23.677137, total(NEW), 5e-7);
  }

  private static double total(Model model) {
    double sum = 0;
    for (int b = 0; b < model.bodies(); b++) {
      sum += model.mass(b);
    }
    return sum;
  }

  @Test
  void walkerVelocitiesHaveTheInverseWeightsOfEachRelease() {
    double[] old = {.21752, .05068, 6.42410, 12.92409, 10.16458, 20.21145};
    double[] later = {.20743, .04852, 6.02491, 12.10615, 9.59529, 18.21142};
    for (int i = 0; i < 6; i++) {
      assertEquals(old[i], OLD.dofs.weight[i], 5e-6);
      assertEquals(later[i], NEW.dofs.weight[i], 5e-6);
    }
  }

  @ParameterizedTest
  @CsvSource({"MUJOCO_2_1, 0.159155, 0.002", "MUJOCO_3, 0.238732, 0.004"})
  void mazesDifferInInverseWeightAndMargin(Rules rules, double weight, double margin) {
    Model maze = Mechanism.MAZE_LARGE.model(rules);
    int ball = maze.body("particle");
    assertEquals(weight, maze.bodies.weight[2 * ball], 5e-7);
    assertEquals(4.1887902, maze.mass(ball), 5e-8);
    int wall = maze.geom("wall-0-0");
    for (Pair pair : maze.pairs) {
      if (pair.second() == wall) {
        assertEquals(margin, pair.offset(), 1e-15);
        assertEquals(1, pair.dimension());
      }
    }
    assertEquals(63, maze.pairs.length, "62 walls and the ground");
  }

  /** Inverse weight of a ball of 2 kg on a slide, which carries another body if borne is not 0. */
  private static double weightOfBall(Rules rules, double anchor, double borne) {
    Scene scene = new Scene(new Options(rules));
    Body ball = new Body("ball").add(new Joint(Joint.Kind.SLIDE, "z").anchor(anchor, 0, 0));
    scene.world.add(ball.add(new Geom(Geom.Kind.SPHERE, 0.1).mass(2)));
    if (borne > 0) {
      ball.add(new Body("borne").add(new Geom(Geom.Kind.SPHERE, 0.1).mass(borne)));
    }
    return Model.of(scene).bodies.weight[2];
  }

  /**
   * 1/m in later releases; before, or with an off-centre joint or a body on top, the mean over
   * three axes, 1/(3 m), where m includes the body on top.
   */
  @Test
  void bodiesOnSlidesHaveInverseWeightOneOverMassInLaterReleasesOnly() {
    assertEquals(1 / 2.0, weightOfBall(Rules.MUJOCO_3, 0, 0), 1e-15);
    assertEquals(1 / 6.0, weightOfBall(Rules.MUJOCO_2_1, 0, 0), 1e-15);
    assertEquals(1 / 6.0, weightOfBall(Rules.MUJOCO_3, 0.1, 0), 1e-15);
    assertEquals(1 / 9.0, weightOfBall(Rules.MUJOCO_3, 0, 1), 1e-15);
  }

  @Test
  void armsDoNotDependOnTheRules() {
    double[] weights = {2.342195, 2.561188, 18.780193, 61.277120, 83.414089, 94.181398};
    for (Rules rules : Rules.values()) {
      Model arm = Mechanism.REACHER_ARM.model(rules);
      for (int i = 0; i < 6; i++) {
        assertEquals(weights[i], arm.dofs.weight[i], 5e-7);
      }
    }
  }

  @Test
  void handsAreAtTheirPublishedPositions() {
    Simulation arm = new Simulation(Mechanism.REACHER_ARM.model(Rules.MUJOCO_2_1));
    int hand = arm.model().body("hand");
    assertEquals(.410000, arm.bodyPosition(hand, 0), 5e-7);
    assertEquals(.119189, arm.bodyPosition(hand, 1), 5e-7);
    assertEquals(.239430, arm.bodyPosition(hand, 2), 5e-7);
    arm.setPosition(4, -0.698132);
    arm.forward();
    assertEquals(.4396, arm.bodyPosition(hand, 0), 5e-5);
    assertEquals(.0896, arm.bodyPosition(hand, 1), 5e-5);
    assertEquals(.1971, arm.bodyPosition(hand, 2), 5e-5);
  }

  @Test
  void ballsRestAtTheObservedPosition() {
    Simulation maze = new Simulation(Mechanism.MAZE_LARGE.model(Rules.MUJOCO_3));
    maze.setPosition(0, 1);
    maze.setPosition(1, 1);
    maze.setControl(0, -1);
    for (int i = 0; i < 300; i++) {
      Worlds.clipVelocities(maze);
      maze.step();
    }
    assertEquals(.40337, maze.position(0), 5e-6);
  }

  @Test
  void boxesUnderOldRulesCountHalfTheirOverlap() {
    for (Rules rules : Rules.values()) {
      Scene scene = new Scene(new Options(rules));
      scene.world.add(new Geom(Geom.Kind.BOX, 1, 1, 1));
      scene.world.add(
          new Body("box")
              .at(0, 0, 1.48)
              .add(new Joint(Joint.Kind.FREE, "free"))
              .add(new Geom(Geom.Kind.BOX, 0.5, 0.5, 0.5)));
      Simulation simulation = new Simulation(Model.of(scene));
      assertEquals(4, simulation.contacts());
      double depth = rules == Rules.MUJOCO_2_1 ? -0.01 : -0.02;
      assertEquals(depth, simulation.contactDistance(0), 1e-12);
    }
  }

  @Test
  void gapsLieWithinTheMarginUnderOldRulesAndBeyondItUnderNew() {
    for (Rules rules : Rules.values()) {
      Scene scene = new Scene(new Options(rules).with(o -> o.gravity = new double[3]));
      scene.world.add(new Geom(Geom.Kind.PLANE).with(RulesTest::withGap));
      scene.world.add(
          new Body("ball")
              .add(new Joint(Joint.Kind.SLIDE, "z"))
              .add(new Geom(Geom.Kind.SPHERE, 0.1)));
      Simulation simulation = new Simulation(Model.of(scene));
      boolean old = rules == Rules.MUJOCO_2_1;
      simulation.setPosition(0, 0.1 + (old ? 0.049 : 0.069));
      simulation.forward();
      assertEquals(1, simulation.contacts());
      assertEquals(0, simulation.acceleration(0), 1e-15);
      simulation.setPosition(0, 0.1 + (old ? 0.029 : 0.049));
      simulation.forward();
      assertTrue(simulation.acceleration(0) > 0);
      simulation.setPosition(0, 0.1 + (old ? 0.051 : 0.071));
      simulation.forward();
      assertEquals(0, simulation.contacts());
    }
  }
}
