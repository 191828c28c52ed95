package org.qmp.env.kitchen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp.env.contract.SeededChance;
import org.qmp.env.physics.Mechanism;
import org.qmp.env.physics.Model;
import org.qmp.env.physics.scene.Rules;

/** All tasks can be solved, with and without noise. */
final class ScriptsSolveTest {
  private static final List<KitchenTask> TASKS = KitchenTask.ten();

  private static int actions(Model model, Set<KitchenOption> options, int task, long seed) {
    Kitchen world = new Kitchen(TASKS.get(task), options, new Franka(model, Franka.STEPS));
    return Script.actions(world, TASKS.get(task), new SeededChance(seed));
  }

  /** By the rules of the published worlds. */
  @Test
  void everyTaskIsSolvedWithoutNoise() {
    int[] expected = {56, 73, 106, 109, 39, 38, 42, 37, 32, 33};
    for (int task = 0; task < TASKS.size(); task++) {
      int actions = actions(Franka.MODEL, Set.of(KitchenOption.EXACT_READINGS), task, 0);
      assertEquals(expected[task], actions, TASKS.get(task).name());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 9})
  void tasksAreSolvedWithNoise(int task) {
    assertTrue(actions(Franka.MODEL, Set.of(), task, 1) > 0, TASKS.get(task).name());
  }

  /** Scripts that slip off the door's handle, a knob, or the switch do not try again. */
  @ParameterizedTest
  @CsvSource({"MUJOCO_2_1, 184", "MUJOCO_3, 192"})
  @Tag("long")
  void fewOfTwoHundredNoisyEpisodesFail(Rules rules, int expected) {
    Model model = Mechanism.KITCHEN.model(rules);
    int solved = 0;
    for (int task = 0; task < TASKS.size(); task++) {
      for (int seed = 1; seed <= 20; seed++) {
        solved += actions(model, Set.of(), task, 1_000_003L * seed) > 0 ? 1 : 0;
      }
    }
    assertEquals(expected, solved);
  }
}
