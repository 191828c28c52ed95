package org.qmp.env.tabletop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.qmp.env.tabletop.RewardsByHandTest.marker;
import static org.qmp.env.tabletop.RewardsByHandTest.reward;
import static org.qmp.env.tabletop.RewardsByHandTest.task;

import org.junit.jupiter.api.Test;
import org.qmp.env.physics.scene.Rules;
import org.qmp.env.tabletop.Bounds.Placement;

/** How options combine, and what repairs change in rewards. */
final class TabletopOptionsTest {

  @Test
  void changingAnOptionDoesNotChangeTheOthers() {
    TabletopOptions repaired = TabletopOptions.PUBLISHED.withRepairs();
    assertEquals(new TabletopOptions(Rules.MUJOCO_2_1, 100, true), repaired.withTestPlacements());
    assertEquals(
        new TabletopOptions(Rules.MUJOCO_3, 7, true),
        repaired.withPlacements(7).withRules(Rules.MUJOCO_3));
    assertEquals(
        new TabletopOptions(Rules.MUJOCO_3, 7, true),
        TabletopOptions.PUBLISHED.withPlacements(7).withRules(Rules.MUJOCO_3).withRepairs());
  }

  @Test
  void repairedMarginsUseThePadsAtTheStart() {
    Gripper gripper = new Gripper();
    assertSame(gripper.left, gripper.leftInMargins());
    assertSame(gripper.right, gripper.rightInMargins());
    gripper.repaired = true;
    assertSame(gripper.startLeft, gripper.leftInMargins());
    assertSame(gripper.startRight, gripper.rightInMargins());
  }

  /**
   * The pad is 0.1/3 beyond its bound of 0.01, and began 0.1 from the tip: T = 1/2. With half-open
   * fingers this adds 2 H(1/2, 1/2) = 2/3. The tip is 0.1 beyond its bound of 0.005: 8/10 more.
   */
  @Test
  void theRepairedMarginOfALockIsMeasuredFromItsTip() {
    TabletopTask task = task("door-lock");
    task.gripper.repaired = true;
    task.object.set(0, .8, .1);
    marker(task, "lock_link").set(0, .9, .095); // and its goal 0.1 below
    task.gripper.startLeft.set(0, .7, .1);
    task.arrange(new StageNotes(() -> {}), new Placement(new Point3(), new Point3()));
    task.gripper.left.set(task.object, 0, -.01 - .1 / 3, 0);
    assertEquals(2. / 3 + .8, reward(task), 1e-12);
    assertEquals(.5, task.verdict.numbers[4], 1e-12);
  }
}
