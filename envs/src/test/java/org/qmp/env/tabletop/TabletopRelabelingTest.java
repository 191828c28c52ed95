package org.qmp.env.tabletop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qmp.env.Environment;
import org.qmp.env.Relabeling;
import org.qmp.env.TaskSuite;
import org.qmp.env.contract.SeededChance;

final class TabletopRelabelingTest {
  private static final TaskSuite CDS = Tabletop.cds();
  private static final Relabeling KNOWN = CDS.relabeling().orElseThrow();

  /** The angle of the door is 2.5 ms older in an observation than in a reward. */
  @ParameterizedTest
  @CsvSource({"0, door-open, 0.1", "2, drawer-open, 1e-9"})
  void aTasksOwnTransitionsKeepTheirRewards(int task, String name, double error) {
    Environment world = CDS.tasks().get(task).create();
    double[] before = new double[21];
    double[] after = new double[21];
    double[] action = new double[4];
    world.reset(new SeededChance(5), before);
    CdsScript script = new CdsScript(name);
    for (int step = 0; step < 120; step++) {
      script.act(before, action);
      double reward = world.step(action, after).reward();
      assertEquals(reward, KNOWN.reward(task, before, action, after), error, "step " + step);
      System.arraycopy(after, 0, before, 0, 21);
    }
  }

  /** The door, shut and in its place in the scene, is rewarded as if it had been placed there. */
  @Test
  void theDoorInAnotherTaskHasAGoalToo() {
    Environment drawer = CDS.tasks().get(2).create();
    double[] before = new double[21];
    double[] after = new double[21];
    double[] action = {0.3, 0.2, -0.1, 1};
    drawer.reset(new SeededChance(6), before);
    drawer.step(action, after);
    DoorTasks.DoorOpen door = new DoorTasks.DoorOpen(true);
    door.see(after);
    door.gripper.effort = 1;
    door.goal.set(-0.1 - 0.3, 0.9 - 0.45, 0.15);
    door.judge();
    assertEquals(door.verdict.reward(), KNOWN.reward(0, before, action, after), 1e-9);
  }

  @Test
  void theReasonWhyARewardIsUnknownIsGiven() {
    assertEquals(0, KNOWN.leastReward());
    assertEquals(Optional.empty(), KNOWN.unknown(0));
    String tips = "it depends on where the finger tips are, which is not observed";
    assertEquals(Optional.of(tips), KNOWN.unknown(1));
    assertEquals(Optional.of(tips), KNOWN.unknown(3));
    assertEquals(
        "door-close: " + tips,
        assertThrows(
                UnsupportedOperationException.class,
                () -> KNOWN.reward(1, new double[21], new double[4], new double[21]))
            .getMessage());
    Relabeling ten = Tabletop.mt10().relabeling().orElseThrow();
    assertEquals(0, ten.leastReward());
    assertEquals(Optional.of("its things are not in the scenes of other tasks"), ten.unknown(0));
    assertEquals(
        Optional.empty(), CDS.only(List.of("drawer-open")).relabeling().orElseThrow().unknown(0));
  }
}
