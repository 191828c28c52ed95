package org.qmp.env.walker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qmp.env.Outcome;
import org.qmp.env.contract.SeededChance;

/** How soon walkers fall without torques or with random ones. */
final class FallsTest {
  private static final int EPISODES = 200;

  /**
   * The lengths are means of 50 episodes of MuJoCo 3.14; ours, by the rules of 2.1, are within two
   * standard errors of them.
   */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          FORWARD, 0, 37, 5
          FORWARD, 1, 31, 5
          BALANCE, 0, 27, 5
          BALANCE, 1, 26, 5
          CRAWL,   0, 57, 6
          CRAWL,   1, 57, 10
          """)
  void walkersFallAsSoonAsInMujoco(String name, double range, double length, double tolerance) {
    WalkerTask task =
        switch (name) {
          case "FORWARD" -> WalkerTask.FORWARD;
          case "BALANCE" -> WalkerTask.BALANCE;
          default -> WalkerTask.CRAWL;
        };
    assertEquals(length, meanLength(new Walker(task), range), tolerance);
  }

  /** The mean length of episodes with actions uniform in ± range. */
  private static double meanLength(Walker walker, double range) {
    SeededChance chance = new SeededChance(8);
    double[] observation = new double[walker.observations().size()];
    double[] action = new double[walker.actions().size()];
    int steps = 0;
    for (int episode = 0; episode < EPISODES; episode++) {
      walker.reset(chance, observation);
      Outcome outcome;
      do {
        for (int i = 0; i < action.length; i++) {
          action[i] = chance.uniform(-range, range);
        }
        outcome = walker.step(action, observation);
        steps++;
      } while (outcome instanceof Outcome.Running);
    }
    return steps / (double) EPISODES;
  }
}
