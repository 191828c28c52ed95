package org.qmp.env.maze;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.qmp.env.contract.SeededChance;
import org.qmp.env.physics.Mechanism;
import org.qmp.env.physics.Simulation;
import org.qmp.env.physics.scene.Rules;

/** The closed form of the ball matches the general simulator on the model of the maze. */
final class BallAndSimulatorTest {
  private static final int STEPS = 20_000;

  private final SeededChance chance = new SeededChance(1);
  private final double[] thrust = new double[2];

  private static double error(Simulation simulation, Ball ball) {
    double place =
        Math.max(
            Math.abs(simulation.position(0) - ball.x), Math.abs(simulation.position(1) - ball.y));
    double speed =
        Math.max(
            Math.abs(simulation.velocity(0) - ball.vx), Math.abs(simulation.velocity(1) - ball.vy));
    return Math.max(place, speed);
  }

  private static Simulation startingAt(double x, double y, Rules rules) {
    Simulation simulation = new Simulation(Mechanism.MAZE_LARGE.model(rules));
    simulation.setPosition(0, x);
    simulation.setPosition(1, y);
    return simulation;
  }

  private void push(Simulation simulation, int step) {
    for (int axis = 0; axis < 2; axis++) {
      simulation.setVelocity(axis, Math.min(5, Math.max(-5, simulation.velocity(axis))));
      thrust[axis] = step % 20 == 0 ? chance.uniform(-1, 1) : thrust[axis];
      simulation.setControl(axis, thrust[axis]);
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyStepFromAnyPlaceMatchesTheSimulator(Rules rules) {
    Simulation simulation = startingAt(1, 1, rules);
    Ball ball = new Ball(Layout.LARGE, rules);
    double worst = 0;
    int touching = 0;
    for (int step = 0; step < STEPS; step++) {
      ball.place(
          simulation.position(0),
          simulation.position(1),
          simulation.velocity(0),
          simulation.velocity(1));
      push(simulation, step);
      ball.step(thrust[0], thrust[1]);
      simulation.step();
      worst = Math.max(worst, error(simulation, ball));
      assertEquals(simulation.contacts(), 1 + ball.contacts.count, "walls, and the floor");
      touching += ball.contacts.count > 0 ? 1 : 0;
    }
    assertTrue(touching > STEPS / 4, touching + " steps with contact");
    assertTrue(worst <= 2e-11, rules + ": largest error of one step: " + worst);
  }

  @ParameterizedTest
  @EnumSource
  void fourHundredStepsMatchTheSimulator(Rules rules) {
    Simulation simulation = startingAt(1, 1, rules);
    Ball ball = new Ball(Layout.LARGE, rules);
    ball.place(1, 1, 0, 0);
    double worst = 0;
    for (int step = 0; step < 400; step++) {
      push(simulation, step);
      ball.step(thrust[0], thrust[1]);
      simulation.step();
      worst = Math.max(worst, error(simulation, ball));
    }
    assertTrue(worst <= 1e-11, rules + ": largest error of 400 steps: " + worst);
  }
}
