package org.qmp.env.reacher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qmp.env.contract.SeededChance;

/** Numbers of MuJoCo 3.14, whose rules move the arm alike; the hand lags by a simulator step. */
final class ArmTest {
  private final Arm arm = new Arm(Arm.MODEL);

  private void place(double... angles) {
    double[] state = new double[arm.stateSize()];
    arm.saveState(state);
    System.arraycopy(angles, 0, state, 1, angles.length);
    arm.restoreState(state);
  }

  private void move(double odd, double even, int steps) {
    for (int step = 0; step < steps; step++) {
      for (int i = 0; i < Arm.JOINTS; i++) {
        arm.push(i, i % 2 == 0 ? odd : even);
      }
      assertTrue(arm.move());
    }
  }

  /** From (0, −0.4, 0, 0, 0, 0), before anything touches the floor. */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          0,  0,   1, .51944, .08093, .36894
          0,  0,   5, .49281, .07864, .18008
          .3, .3,  1, .51859, .08154, .36809
          .3, .3,  5, .41085, .09073, .14614
          .5, -.5, 1, .51008, .08094, .37154
          .5, -.5, 5, .27537, .08189, .31093
          """)
  void thePlaceOfTheHandMatchesMujoco(
      double odd, double even, int steps, double x, double y, double z) {
    place(0, -.4, 0, 0, 0, 0);
    move(odd, even, steps);
    assertEquals(x, arm.hand(0), 6e-6);
    assertEquals(y, arm.hand(1), 6e-6);
    assertEquals(z, arm.hand(2), 6e-6);
  }

  @Test
  void theAnglesMatchMujoco() {
    place(0, -.4, 0, 0, 0, 0);
    move(0, 0, 1);
    double[] expected = {-.00017, -.37552, -.01058, .00254, -.00406, 0};
    for (int i = 0; i < Arm.JOINTS; i++) {
      assertEquals(expected[i], arm.position(i), 6e-6);
    }
  }

  /** The fifth joint starts far beyond its limit; later, links of other shapes touch the floor. */
  @Test
  void theStartThrowsTheHandAsInMujoco() {
    arm.reset(() -> 0.5, 0.01, 0.001);
    double[][] rows = {{1, .405, .117, .221, 1e-3}, {5, .421, .103, .107, 3e-3}};
    int done = 0;
    for (double[] row : rows) {
      move(0, 0, (int) row[0] - done);
      done = (int) row[0];
      for (int axis = 0; axis < 3; axis++) {
        assertEquals(row[1 + axis], arm.hand(axis), row[4]);
      }
    }
  }

  /** Means over 50 episodes, here and in MuJoCo, of the least distance to each goal. */
  @Test
  void randomTorquesComeAsNearToTheGoalsAsInMujoco() {
    Goal[] goals = {
      new Goal(.2, .3, .5), new Goal(.3, 0, .3), new Goal(.4, -.3, .4), new Goal(.4, .3, .2)
    };
    double[] expected = {.384, .168, .426, .171};
    double[] sum = new double[goals.length];
    SeededChance chance = new SeededChance(9);
    for (int episode = 0; episode < 50; episode++) {
      arm.reset(chance, 0.01, 0.001);
      double[] least = {9, 9, 9, 9};
      for (int step = 0; step < 200; step++) {
        for (int i = 0; i < Arm.JOINTS; i++) {
          arm.push(i, chance.uniform(-1, 1));
        }
        assertTrue(arm.move());
        for (int g = 0; g < goals.length; g++) {
          least[g] = Math.min(least[g], arm.distanceTo(goals[g]));
        }
      }
      for (int g = 0; g < goals.length; g++) {
        assertTrue(least[g] > .05, "a success by chance is rare");
        sum[g] += least[g] / 50;
      }
    }
    for (int g = 0; g < goals.length; g++) {
      assertEquals(expected[g], sum[g], .02);
    }
  }

  @Test
  void startsAreSpreadAsStated() {
    SeededChance chance = new SeededChance(5);
    SeededChance same = chance.copy();
    arm.reset(chance, 0.01, 0.001);
    double[] middle = {0, 0, 0, 0, -2.8, 0};
    for (int i = 0; i < Arm.JOINTS; i++) {
      assertEquals(middle[i] + same.uniform(-.01, .01), arm.position(i));
    }
    for (int i = 0; i < Arm.JOINTS; i++) {
      assertEquals(same.uniform(-.001, .001), arm.velocity(i));
    }
  }

  /** The numbers of a state are time, angles, velocities, controls, warm start, accelerations. */
  @Test
  void effortIsTheCostOfTorqueSpeedAndAcceleration() {
    arm.reset(new SeededChance(6), 0.01, 0.001);
    move(.5, -1, 1);
    double[] state = new double[arm.stateSize()];
    arm.saveState(state);
    double speed = 0;
    double acceleration = 0;
    for (int i = 0; i < 6; i++) {
      speed += Math.abs(state[7 + i]) / 6;
      acceleration += Math.abs(state[25 + i]) / 6;
    }
    assertTrue(speed > 1 && acceleration > 1);
    assertEquals(.01 * 3.75 + .001 * speed + 1e-5 * acceleration, arm.effort(), 1e-12);
  }
}
