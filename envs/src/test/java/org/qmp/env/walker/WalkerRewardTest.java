package org.qmp.env.walker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.qmp.env.walker.WalkerTest.TASKS;
import static org.qmp.env.walker.WalkerTest.changed;
import static org.qmp.env.walker.WalkerTest.state;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.qmp.env.Outcome;
import org.qmp.env.Outcome.Running;
import org.qmp.env.contract.SeededChance;
import org.qmp.env.physics.scene.Rules;

/** Rewards and states, compared with MuJoCo and with sums worked by hand. */
final class WalkerRewardTest {
  private final double[] observation = new double[21];
  private final double[] metrics = new double[3];

  /** Upright and at rest; the numbers of a state are time, positions, velocities and so on. */
  private static Walker upright(WalkerTask task, Rules rules) {
    return changed(new Walker(task, rules), new double[0][]);
  }

  private Outcome play(Walker walker, double amplitude, int steps) {
    double[] action = new double[6];
    Outcome outcome = new Running(0);
    for (int step = 1; step <= steps; step++) {
      for (int k = 0; k < 6; k++) {
        action[k] = amplitude * StrictMath.sin(.1 * step + k);
      }
      outcome = walker.step(action, observation);
    }
    return outcome;
  }

  /** Numbers of MuJoCo 3.14: steps, then the rewards of forward, backward, balance and crawl. */
  @Test
  void rewardsMatchMujoco() {
    double[][] resting = {{1, .95, .95, 1.025, 1.1}};
    double[][] waving = {{1, .878, .925, 1.003, 1.001}, {5, .439, 1.243, .673, .084}};
    for (int task = 0; task < 4; task++) {
      for (double[] row : resting) {
        Walker walker = upright(TASKS.get(task), Rules.MUJOCO_3);
        assertEquals(row[1 + task], play(walker, 0, (int) row[0]).reward(), 5.1e-4);
      }
      for (double[] row : waving) {
        Walker walker = upright(TASKS.get(task), Rules.MUJOCO_3);
        assertEquals(row[1 + task], play(walker, .5, (int) row[0]).reward(), 5.1e-4);
      }
    }
  }

  @Test
  void statesMatchMujoco() {
    Walker walker = upright(WalkerTask.FORWARD, Rules.MUJOCO_3);
    play(walker, 0, 1);
    assertEquals(1.2497, observation[0], 5.1e-5);
    play(walker, 0, 19);
    assertEquals(1.2077, observation[0], 5.1e-5);
    play(walker, 0, 40);
    assertEquals(1.2094, observation[0], 5.1e-5);
    assertEquals(-.0117, observation[1], 5.1e-5);

    double[] first = {1.2497, -.0008, -.0015, .0012, .0204, .0011, -.0037, -.0211};
    Walker waving = upright(WalkerTask.FORWARD, Rules.MUJOCO_3);
    play(waving, .5, 1);
    assertArrayEquals(first, Arrays.copyOf(observation, 8), 5.1e-5);
    assertEquals(-.0002, state(waving)[1], 5.1e-5);
    double[][] later = {{5, -.0081, 1.2431, -.0376}, {10, -.0394, 1.2288, -.1607}};
    for (double[] row : later) {
      Walker again = upright(WalkerTask.FORWARD, Rules.MUJOCO_3);
      play(again, .5, (int) row[0]);
      assertEquals(row[1], state(again)[1], 5.1e-5);
      assertEquals(row[2], observation[0], 5.1e-5);
      assertEquals(row[3], observation[1], 5.1e-5);
    }
  }

  /** Adds up the terms by hand, from the saved states and a twin. */
  @Test
  void aRewardIsTheSumOfItsTerms() {
    SeededChance chance = new SeededChance(2);
    double[] action = new double[6];
    for (WalkerTask task : TASKS) {
      Walker walker = new Walker(task);
      Legs twin = new Legs(task.terrain(), Rules.MUJOCO_2_1);
      walker.reset(chance, observation);
      for (int step = 0; step < 10; step++) {
        double[] before = state(walker);
        twin.restoreState(before);
        double squares = 0;
        for (int i = 0; i < 6; i++) {
          action[i] = chance.uniform(-1, 1);
          twin.push(i, action[i]);
          squares += action[i] * action[i];
        }
        twin.move();
        Outcome outcome = walker.step(action, observation);
        double[] after = state(walker);
        double v = (after[1] - before[1]) / .008;
        double feet = (Math.abs(after[6] - before[6]) + Math.abs(after[9] - before[9])) / .008;
        double expected =
            pace(task.name(), v)
                + .1 * Math.cos(after[3])
                - posture(task.name()) * Math.abs(1.1 - twin.lift())
                - .001 * squares
                + 1
                - (task.equals(WalkerTask.BALANCE) ? 0 : .01) * feet;
        assertEquals(expected, outcome.reward(), 1e-12);
        walker.readMetrics(metrics);
        assertArrayEquals(new double[] {0, v, after[2]}, metrics, 1e-12);
      }
    }
  }

  private static double pace(String task, double v) {
    return switch (task) {
      case "forward" -> 3 - Math.abs(v - 3);
      case "backward" -> 3 - Math.abs(-v - 3);
      case "balance" -> -Math.abs(v);
      default -> 2 * (3 - Math.abs(v - 3));
    };
  }

  private static double posture(String task) {
    return switch (task) {
      case "balance" -> .5;
      case "crawl" -> 0;
      default -> 1;
    };
  }
}
