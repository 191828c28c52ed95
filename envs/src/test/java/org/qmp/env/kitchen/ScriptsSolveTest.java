package org.qmp.env.kitchen;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp.env.contract.SeededChance;

/** All tasks can be done, with and without noise. */
final class ScriptsSolveTest {
  private static final List<KitchenTask> TASKS = KitchenTask.ten();

  private static int actions(KitchenOptions options, int task, long seed) {
    Kitchen world = new Kitchen(TASKS.get(task), options);
    return Script.actions(world, TASKS.get(task), new SeededChance(seed));
  }

  @Test
  void everyTaskIsSolvedWithoutNoise() {
    for (int task = 0; task < TASKS.size(); task++) {
      int actions = actions(KitchenOptions.PUBLISHED.withoutNoise(), task, 0);
      assertTrue(actions > 0, TASKS.get(task).name());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 8})
  void soIsItWithNoise(int task) {
    assertTrue(actions(KitchenOptions.PUBLISHED, task, 1) > 0, TASKS.get(task).name());
  }

  @Test
  @Tag("long")
  void fortyNineOfFiftyNoisyEpisodesSucceed() {
    int solved = 0;
    for (int task = 0; task < TASKS.size(); task++) {
      for (int seed = 1; seed <= 5; seed++) {
        solved += actions(KitchenOptions.PUBLISHED, task, seed) > 0 ? 1 : 0;
      }
    }
    assertTrue(solved >= 49, solved + " of 50");
  }
}
