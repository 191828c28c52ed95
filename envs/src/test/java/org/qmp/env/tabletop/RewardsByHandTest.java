package org.qmp.env.tabletop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qmp.env.tabletop.Bounds.Placement;

/**
 * Verdicts worked by hand, in states that no recorded episode reached. T is the tolerance and H the
 * Hamacher product of {@link Rewards}:
 *
 * <pre>
 *   T = 1/2 where x is m/3 beyond its bound, 1/10 where it is m beyond
 *   H(1, b) = b,  H(1/a, 1/b) = 1/(a + b − 1)
 * </pre>
 */
final class RewardsByHandTest {
  private static final double EXACT = 1e-12;

  static TabletopTask task(String name) {
    TabletopTask task = MetaWorldTasks.named(MetaWorldTasks.MT50, name);
    task.gripper.opening = 0.5;
    task.gripper.effort = 1;
    return task;
  }

  static Marker marker(TabletopTask task, String name) {
    return task.markers().stream().filter(m -> m.name.equals(name)).findFirst().orElseThrow();
  }

  /** Puts an object between the fingers, the pads this far from its middle. */
  static void hold(TabletopTask task, double x, double y, double z, double pads) {
    task.object.set(x, y, z);
    task.tcp.set(task.object);
    task.gripper.left.set(task.object, 0, pads, 0);
    task.gripper.right.set(task.object, 0, -pads, 0);
  }

  private static void arrange(TabletopTask task, Point3 a, Point3 b) {
    task.arrange(new StageNotes(() -> {}), new Placement(a, b));
  }

  static double reward(TabletopTask task) {
    task.judge();
    return task.verdict.reward();
  }

  static boolean success(TabletopTask task) {
    task.judge();
    return task.verdict.numbers[1] == 1;
  }

  private static boolean grasped(TabletopTask task) {
    task.judge();
    return task.verdict.numbers[3] == 1;
  }

  private static double inPlace(TabletopTask task) {
    task.judge();
    return task.verdict.numbers[5];
  }

  /**
   * p is 1/2 at first; the board is at y = 0.85, z = 0.3. For a block 0.075 before the board and
   * 0.12 high, p falls by H(0.075/0.15, (0.24 − 0.12)/0.24) = H(1/2, 1/2) = 1/3.
   */
  @ParameterizedTest
  @CsvSource({
    "0, .775, .12, 6", // 1/2 − 1/3
    "0, .730, .12, 3", // 1/2 − H(1/5, 1/2) = 1/2 − 1/6
    "0, .775, .06, 14", // 1/2 − H(1/2, 3/4) = 1/2 − 3/7
    "0, .835, .03, Infinity", // 9/10 deep, 7/8 low: less than 0
    "0, .900, .12, Infinity", // behind
    "0, .690, .12, 2", // in front
    "0, .775, .25, 2", // above
    ".16, .775, .12, 2", // beside
  })
  void aBlockBelowTheBoardIsWorthLess(double x, double y, double z, double part) {
    TabletopTask task = task("shelf-place");
    task.goal.set(0, 0.85, 0.3);
    hold(task, x, y, z, 0.03);
    task.start.set(task.goal, 0, 0, -3 * (task.distance() - 0.05));
    double p = 1 / part;
    assertEquals(p, inPlace(task), EXACT);
    assertEquals(0.5 + 1 + 5 * p, reward(task), EXACT);
  }

  /** The goal is at y = 0.9, so the line at 0.8; p is 1/2 at first; reward 3 H(1, 1) + 6.5 p. */
  @ParameterizedTest
  @CsvSource({
    ".105, .82, .3", // 1/2 − 2 · 0.02/0.2
    "-.105, .82, .3",
    ".105, .88, 0", // 1/2 − 0.8, but not less than 0
    ".105, .79, .5", // before the line
    ".095, .82, .5", // between the posts
  })
  void aBallPastThePostsIsWorthLess(double x, double y, double p) {
    TabletopTask task = task("soccer");
    task.goal.set(0, 0.9, 0);
    hold(task, x, y, 0, 0.02);
    double e = task.object.distance(task.goal, 3, 1, 1);
    task.start.set(task.object, 0, -3 * (e - 0.07), 0);
    assertEquals(p, inPlace(task), EXACT);
    assertEquals(3 + 6.5 * p, reward(task), EXACT);
  }

  /**
   * Head and goal are 0.17 apart, 0.3 at the start: p₀ = 1/2. In a wall, by shares of its box: 1/4
   * · 1/2 · 2/3 = 1/12, H(1/2, 1/12) = 1/13; in both, H(1/12, 1/12) = 1/23, H(1/2, 1/23) = 1/24.
   */
  @ParameterizedTest
  @CsvSource({"'', 2", "1, 13", "2, 13", "12, 24"})
  void aPegInTheWallIsWorthLess(String walls, double part) {
    TabletopTask task = heldPeg();
    Marker head = marker(task, "pegHead");
    for (String wall : walls.split("", -1)) {
      if (!wall.isEmpty()) {
        marker(task, "bottom_right_corner_collision_box_" + wall).set(head, -0.01, -0.02, -0.02);
        marker(task, "top_left_corner_collision_box_" + wall).set(head, 0.03, 0.02, 0.01);
      }
    }
    assertEquals(1 / part, inPlace(task), EXACT);
    assertEquals(1 + 6 / part, reward(task), EXACT);
  }

  private static TabletopTask heldPeg() {
    TabletopTask task = task("peg-insert-side");
    marker(task, "pegHead").set(0.03, 0.5, 0.13);
    arrange(task, new Point3(0.1, 0.6, 0.02), new Point3(-0.3, 0.5, 0));
    marker(task, "pegHead").set(-0.1, 0.5, 0.13);
    hold(task, 0, 0.5, 0.13, 0.01);
    return task;
  }

  @ParameterizedTest
  @CsvSource({
    ".0199, .5, .0301, true, 4", // p = 1/2: 1 + 6 p
    ".0201, .5, .0301, false, 4",
    ".0799, .5, .0301, false, 4",
    ".0199, .0, .0301, false, .5", // shut
    ".0199, .5, .0299, false, .5", // not lifted
  })
  void aGraspOfAPegRequiresASmallerDistanceThanALift(
      double away, double opening, double z, boolean grasped, double reward) {
    TabletopTask task = heldPeg();
    hold(task, 0, 0.5, z, 0.01);
    task.tcp.set(task.object, 0, away, 0);
    task.gripper.opening = opening;
    assertEquals(grasped, grasped(task));
    assertEquals(reward, reward(task), EXACT);
  }

  /** From y = 0.9 to 0.6: p is 1/2 at 0.75. */
  @ParameterizedTest
  @CsvSource({
    ".75, .50, 0, true",
    ".75, .5499, .0099, true",
    ".8899, .50, 0, true",
    ".75, .55, 0, false", // open
    ".75, 0, 0, false", // shut
    ".75, .50, .0101, false", // far
    ".8901, .50, 0, false", // not moved by more than a centimetre
  })
  void aBlockThatIsPulledBackIsWorthMore(double y, double opening, double away, boolean more) {
    TabletopTask task = task("push-back");
    task.start.set(0, 0.9, 0.02);
    task.goal.set(0, 0.6, 0.02);
    hold(task, 0, y, 0.02, 0.008);
    task.tcp.y += away;
    task.gripper.opening = opening;
    double t = (y - 0.6 - 0.05) / 0.3;
    double p = 1 / (9 * t * t + 1);
    assertEquals(p, inPlace(task), EXACT);
    assertEquals(more ? p + 1 + 5 * p : p, reward(task), EXACT);
  }

  /**
   * At 1.03 from the hole, a puck should be 0.015 ln 1 + 0.15 high. It is 0.3 below its goal: t =
   * 0.28/√(1.03² + 0.4²), p = 1/(9 t² + 1) = 0.633740. At z = 0.12, u = 1/10, H(p, u) = 0.094536.
   */
  @ParameterizedTest
  @CsvSource({
    "0, .33, 0, .12, 2.106422", // p + 1 + 5 H(p, u)
    "0, .33, .0399, .12, 2.105956",
    "0, .3299, 0, .12, .633740", // p
    "0, .33, .0401, .12, .633740",
    ".0801, .33, 0, .12, .622439", // not lifted by more than 0.02
    ".04, .33, 0, .16, 4.802440", // high enough: p + 1 + 5 p
  })
  void aPuckOutOfItsHoleShouldBeHigh(
      double lower, double opening, double away, double z, double reward) {
    TabletopTask task = task("pick-out-of-hole");
    hold(task, 1.03, 0.75, z, 0.018);
    task.start.set(0, 0.75, 0.02 + lower);
    task.goal.set(task.object, 0, 0, 0.3);
    task.tcp.y += away;
    task.gripper.opening = opening;
    task.gripper.effort = 0.1; // enough
    assertEquals(reward, reward(task), 2e-6);
  }

  /**
   * At 1.03 from a bin a block should be 0.02 ln 1 + 0.2 high; at 0.14, u = 1/10. The first d was 3
   * (d − 0.05): p = 1/2, H(u, p) = 1/11, reward 1/2 + 1 + 5/11. Over a bin, u = 1, reward 4.
   */
  @ParameterizedTest
  @CsvSource({
    "-1.03, 1.03, .14, .14, .43, 0, 11",
    "-1.03, 1.03, .14, .14, .43, .0399, 11",
    "-1.03, 1.03, .14, .21, .43, 0, 2", // high enough
    "-1.03, 0, -.01, .14, .43, 0, 2", // over the goal
    "0, 1.03, .14, .14, .43, 0, 2", // over the start
    "-1.03, 1.03, .14, .14, .4299, 0, Infinity", // not lifted: p
    "-1.03, 1.03, .14, .14, .43, .0401, Infinity",
    "-1.03, 1.03, -.8, .0199, .43, 0, Infinity",
  })
  void aBlockBetweenTheBinsShouldBeHigh(
      double start, double goal, double goalZ, double z, double opening, double away, double part) {
    TabletopTask task = task("bin-picking");
    task.object.z = 0;
    marker(task, "bin_goal").set(goal, 0, goalZ);
    arrange(task, new Point3(start, 0, 0), new Point3());
    hold(task, 0, away, z, 0.03);
    task.hand.set(0, 0, z);
    double d = task.distance();
    task.object.set(task.goal, 0, 3 * (d - 0.05), 0);
    task.judge(); // remembers the first distance
    task.object.set(0, away, z);
    task.gripper.opening = opening;
    task.gripper.effort = 0.7; // enough
    boolean lifted = Double.isFinite(part);
    assertEquals(lifted, grasped(task));
    double more = lifted ? 1 + 5 / part : 0;
    assertEquals(0.5 + more, reward(task), EXACT);
  }

  /** The fingers are at P, and the knob is at its goal: 10 H(H(1, a₄), 1) = 10 a₄. */
  @Test
  void aTurnedDialIsRewardedByTheEffortOfClosing() {
    TabletopTask task = task("dial-turn");
    arrange(task, new Point3(0, 0.7, 0), new Point3());
    task.object.set(task.goal);
    task.tcp.set(task.object, 0.05, 0.02, 0.09);
    task.gripper.effort = 0.25;
    assertEquals(2.5, reward(task), EXACT);
    assertEquals(1, inPlace(task));
    assertTrue(success(task));
  }

  /** The shoulder of the hand is at the lever, k₀ and goal are √(0.2² + 0.2²) apart: 10 H(1, p). */
  @Test
  void aPulledLeverIsRewardedByItsPlaceAndSucceedsByItsAngle() {
    TabletopTask task = task("lever-pull");
    arrange(task, new Point3(0, 0.7, 0), new Point3());
    task.object.set(task.goal, 0, 0, -0.04 - Math.sqrt(0.08) / 3); // p = 1/2
    task.hand.set(task.object, 0, -0.055, -0.07);
    assertEquals(5, reward(task), EXACT);
    assertFalse(success(task));
    task.joints().get(0).position = -StrictMath.PI / 2;
    assertTrue(success(task));
    assertTrue(grasped(task));
    assertEquals(1, inPlace(task));
    assertEquals(5, reward(task), EXACT);
  }

  /**
   * s₀ is 0.24 from K₀ and o 0.13 from K: p₁ = 1/2 = β. o is 0.03 from the goal: p₂ = 1. K is 0.1
   * from the goal, to which the container had √(0.12² + 0.09²) = 0.15: b = 1/2.
   */
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0, 9", // 6 + β + 2 p₂ + b
    "0, .0399, .0599, 9",
    "-.0001, 0, 0, 4", // beside the handle: 1 + β + 5 p₁
    "0, .0401, 0, 4",
    "0, 0, .0601, 4",
  })
  void aStickInItsHandleIsWorthMore(double x, double y, double z, double reward) {
    TabletopTask task = task("stick-pull");
    task.start.set(0.01, 0.6, 0);
    task.goal.set(0.08, 0.6, 0.09);
    hold(task, 0.11, 0.6, 0.09, 0.03);
    Slot handle = task.shown.get(1);
    handle.set(-0.07, 0.6, 0.09);
    marker(task, "stick_end").set(handle, x, y, z);
    assertEquals(reward, reward(task), EXACT);
    assertFalse(success(task));
    handle.set(task.goal);
    marker(task, "stick_end").set(handle, x, y, z);
    assertEquals(reward == 9, success(task));
    assertEquals(reward == 9, reward(task) == 10);
  }

  /** A stick that is not held may have moved the container, too, but does not earn 10. */
  @ParameterizedTest
  @CsvSource({"0, .5, true", ".0201, .5, false", "0, 0, false"})
  void onlyAHeldStickIsWorthTen(double away, double opening, boolean ten) {
    for (String name : List.of("stick-push", "stick-pull")) {
      TabletopTask task = task(name);
      hold(task, 0, 0.6, 0.09, 0.03);
      task.goal.set(0.4, 0.6, 0.09);
      task.shown.get(1).set(task.goal);
      if (name.equals("stick-pull")) {
        marker(task, "stick_end").set(task.goal);
      }
      task.tcp.set(task.object, name.equals("stick-push") ? 0.015 : 0, away, 0);
      task.gripper.opening = opening;
      assertEquals(ten, reward(task) == 10, name);
      assertEquals(opening > 0 || name.equals("stick-pull"), success(task), name);
    }
  }
}
