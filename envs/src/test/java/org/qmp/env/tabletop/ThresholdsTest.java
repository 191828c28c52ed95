package org.qmp.env.tabletop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.qmp.env.tabletop.RewardsByHandTest.hold;
import static org.qmp.env.tabletop.RewardsByHandTest.marker;
import static org.qmp.env.tabletop.RewardsByHandTest.reward;
import static org.qmp.env.tabletop.RewardsByHandTest.success;
import static org.qmp.env.tabletop.RewardsByHandTest.task;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Up to which distance each of the fifty tasks succeeds, and up to which its reward is 10. */
final class ThresholdsTest {
  private static final double NEVER = Double.NEGATIVE_INFINITY;
  private static final double SMALL = 1e-6;

  private interface Way {
    /** Moves something to x; the larger x, the worse. */
    void set(TabletopTask task, double x);
  }

  /**
   * @param ten the largest x with a reward of 10
   * @param success the largest x with which a task succeeds
   */
  private record Threshold(double ten, double success, String names, Way way) {
    @Override
    public String toString() {
      return names;
    }
  }

  /** Of all tasks. Axes that are scaled or do not count are moved, so that errors would show. */
  static Stream<Threshold> thresholds() {
    Way tcp = (t, x) -> t.tcp.set(t.goal, x, 0, 0);
    Way object = (t, x) -> t.object.set(t.goal, x, 0, 0);
    Way alongX = (t, x) -> t.object.set(t.goal, x, 1, 1);
    Way alongY = (t, x) -> t.object.set(t.goal, 1, x, 1);
    Way alongZ = (t, x) -> t.object.set(t.goal, 1, 1, x);
    Way handle = (t, x) -> t.shown.get(1).set(t.goal, x, 0, 0);
    double quarter = StrictMath.PI / 2;
    return Stream.of(
        new Threshold(.05, .05, "reach reach-wall", tcp),
        new Threshold(.05, .05, "push hand-insert bin-picking sweep", object),
        new Threshold(.05, .05, "sweep-into", (t, x) -> t.object.set(t.goal, x, 0, 1)),
        new Threshold(.05, .07, "pick-place push-wall pick-place-wall push-back", object),
        new Threshold(.05, .07, "pick-out-of-hole shelf-place peg-unplug-side", object),
        new Threshold(.05, .07, "plate-slide plate-slide-side plate-slide-back", object),
        new Threshold(.05, .07, "plate-slide-back-side", object),
        new Threshold(.05 / 2, .07, "coffee-pull coffee-push", object),
        new Threshold(.07 / 3, .07, "soccer", object),
        new Threshold(.08, .08, "basketball", (t, x) -> t.object.set(t.goal, 0, 0, x / 2)),
        new Threshold(.07, .07, "peg-insert-side", ThresholdsTest::moveHead),
        new Threshold(.05, .08, "door-close handle-pull-side", object),
        new Threshold(.065, .065, "drawer-close", object),
        new Threshold(.08, .08, "box-close", object),
        new Threshold(NEVER, .03, "drawer-open", object),
        new Threshold(NEVER, .07, "dial-turn", object),
        new Threshold(.07, .07, "faucet-close", object),
        new Threshold(.07, .07, "faucet-open", (t, x) -> t.object.set(t.goal, x + .04, 0, -.03)),
        new Threshold(.08, .08, "door-open", alongX),
        new Threshold(NEVER, .02, "door-unlock", alongX),
        new Threshold(NEVER, .05, "window-open window-close", alongX),
        new Threshold(NEVER, .02, "button-press coffee-button", alongY),
        new Threshold(NEVER, .03, "button-press-wall", alongY),
        new Threshold(NEVER, .02, "button-press-topdown button-press-topdown-wall", alongZ),
        new Threshold(NEVER, .02, "door-lock", alongZ),
        new Threshold(.02, .02, "handle-press handle-press-side", alongZ),
        new Threshold(.05, .05, "handle-pull", alongZ),
        new Threshold(NEVER, .12, "stick-push stick-pull", handle),
        new Threshold(.02, .02, "assembly", (t, x) -> marker(t, "RoundNut").set(t.goal, x, 0, -.1)),
        new Threshold(0, 0, "disassemble", (t, x) -> t.object.set(t.goal, 1, 1, -x)),
        new Threshold(NEVER, -.09, "hammer", (t, x) -> t.joints().get(0).position = -x),
        new Threshold(
            NEVER, quarter / 12, "lever-pull", (t, x) -> t.joints().get(0).position = x - quarter));
  }

  private static void moveHead(TabletopTask task, double x) {
    marker(task, "pegHead").set(task.goal, 0, x / 2, 0);
  }

  @ParameterizedTest
  @MethodSource("thresholds")
  void successAndTheRewardOfTenEndAtTheirThresholds(Threshold threshold) {
    for (String name : threshold.names.split(" ", -1)) {
      assertTrue(success(moved(name, threshold, threshold.success - SMALL)), name);
      assertFalse(success(moved(name, threshold, threshold.success + SMALL)), name);
      if (threshold.ten != NEVER) {
        assertEquals(10, reward(moved(name, threshold, threshold.ten - SMALL)), name);
        assertNotEquals(10, reward(moved(name, threshold, threshold.ten + SMALL)), name);
      }
    }
  }

  /** The object is held high above its start, turned as a lid should be, a stick in its handle. */
  private static TabletopTask moved(String name, Threshold threshold, double x) {
    TabletopTask task = task(name);
    task.goal.set(0, 0, 0.3);
    hold(task, 0, 0, 0.5, 0.03);
    task.object.turn[0] = 0.707;
    task.object.turn[3] = 0.707;
    if (name.equals("stick-pull")) {
      marker(task, "stick_end").set(1, 0, 0.3);
    }
    threshold.way.set(task, x);
    return task;
  }

  @Test
  void allFiftyHaveThresholds() {
    List<String> all =
        MetaWorldTasks.MT50.stream().map(maker -> maker.get().name).sorted().toList();
    assertEquals(all, thresholds().flatMap(t -> Stream.of(t.names.split(" "))).sorted().toList());
  }
}
