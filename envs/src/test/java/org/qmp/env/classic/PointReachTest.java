package org.qmp.env.classic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.qmp.env.Chance;
import org.qmp.env.DomainKnowledge;
import org.qmp.env.Environment;
import org.qmp.env.Outcome;
import org.qmp.env.Outcome.Running;
import org.qmp.env.Outcome.Terminated;
import org.qmp.env.Outcome.Truncated;
import org.qmp.env.Relabeling;
import org.qmp.env.TaskSuite;
import org.qmp.env.classic.PointReach.DirectionGuide;
import org.qmp.env.contract.SeededChance;
import org.qmp.env.draw.Point;

final class PointReachTest {
  private static final PointTask STILL =
      new PointTask(new Point(0, 0), new Point(10, 10), 1.4, 0, 30);

  private static Outcome walk(Environment world, DirectionGuide guide, Chance chance) {
    double[] observation = new double[2];
    double[] action = new double[2];
    world.reset(chance, observation);
    Outcome outcome;
    do {
      guide.act(observation, chance, action);
      outcome = world.step(action, observation);
    } while (!outcome.over());
    return outcome;
  }

  /** Without noise: from (0, 0) by (1, ½) to (1, ½), which is √(81 + 90.25) from (10, 10). */
  @Test
  void aStepMovesByItsActionAndCostsTheRemainingDistance() {
    PointReach world = new PointReach(STILL);
    double[] observation = new double[2];
    world.reset(() -> 0.5, observation);
    assertArrayEquals(new double[] {-1, -1}, observation);
    Outcome outcome = world.step(new double[] {1, 0.5}, observation);
    assertArrayEquals(new double[] {-0.8, -0.9}, observation, 1e-15);
    assertEquals(-Math.sqrt(171.25) / 10, outcome.reward(), 1e-15);
    double[] metrics = new double[2];
    world.readMetrics(metrics);
    assertArrayEquals(new double[] {0, Math.sqrt(171.25)}, metrics, 1e-14);
  }

  @Test
  void tenDiagonalStepsReachTheGoalAndNineDoNot() {
    PointReach world = new PointReach(STILL);
    double[] observation = new double[2];
    world.reset(() -> 0.5, observation);
    for (int step = 1; step <= 9; step++) {
      assertInstanceOf(Running.class, world.step(new double[] {1, 1}, observation));
    }
    assertEquals(new Terminated(-0.0), world.step(new double[] {1, 1}, observation));
    double[] metrics = new double[2];
    world.readMetrics(metrics);
    assertArrayEquals(new double[] {1, 0}, metrics);
  }

  @Test
  void wallsStopThePoint() {
    PointReach world = new PointReach(STILL);
    double[] observation = new double[2];
    world.reset(() -> 0.5, observation);
    world.step(new double[] {-1, -0.5}, observation);
    assertArrayEquals(new double[] {-1, -1}, observation);
  }

  @Test
  void noiseHasTheStatedDeviationInEachDimension() {
    SeededChance chance = new SeededChance(1);
    double[] sums = new double[4];
    int count = 20_000;
    PointReach world =
        new PointReach(new PointTask(new Point(5, 5), new Point(0, 0), 1.4, 0.03, 1));
    double[] observation = new double[2];
    for (int i = 0; i < count; i++) {
      world.reset(chance, observation);
      world.step(new double[2], observation);
      for (int k = 0; k < 2; k++) {
        double moved = 5 * observation[k];
        sums[k] += moved / count;
        sums[2 + k] += moved * moved / count;
      }
    }
    double fourSigma = 4 / Math.sqrt(count);
    for (int k = 0; k < 2; k++) {
      assertEquals(0, sums[k] / 0.03, fourSigma);
      assertEquals(1, sums[2 + k] / (0.03 * 0.03), fourSigma * Math.sqrt(2));
    }
  }

  @Test
  void onlyTheDiagonalGuideReachesTheFiguresGoalAlone() {
    for (DirectionGuide guide : DirectionGuide.values()) {
      Outcome outcome = walk(PointReach.task(PointTask.FIGURE), guide, new SeededChance(3));
      assertEquals(guide == DirectionGuide.UP_RIGHT, outcome instanceof Terminated, guide.name());
      assertEquals(guide != DirectionGuide.UP_RIGHT, outcome instanceof Truncated, guide.name());
    }
  }

  @Test
  void everyGoalOfTheSuiteIsReachedByOneOfTheGuides() {
    TaskSuite suite = PointReach.suite();
    DirectionGuide[] guides = {
      DirectionGuide.UP_RIGHT, DirectionGuide.RIGHT, DirectionGuide.UP, DirectionGuide.UP_RIGHT
    };
    assertEquals(guides.length, suite.size());
    for (int i = 0; i < guides.length; i++) {
      Environment world = suite.tasks().get(i).create();
      assertInstanceOf(Terminated.class, walk(world, guides[i], new SeededChance(4)));
    }
  }

  /** Relabels every transition of an episode for its own task and for the last one. */
  @Test
  void relabelingGivesTheRewardOfEveryTaskForAnyStep() {
    TaskSuite suite = PointReach.suite();
    Relabeling rewards = suite.relabeling().orElseThrow();
    SeededChance chance = new SeededChance(6);
    double[] before = new double[2];
    double[] after = new double[2];
    double[] action = new double[2];
    double least = 0;
    for (int task = 0; task < suite.size(); task++) {
      Environment world = suite.tasks().get(task).create();
      world.reset(chance, after);
      Outcome outcome;
      do {
        System.arraycopy(after, 0, before, 0, 2);
        suite.actions().sample(chance, action);
        outcome = world.step(action, after);
        assertEquals(outcome.reward(), rewards.reward(task, before, action, after), 1e-14);
        double fromCentre = Math.sqrt(after[0] * after[0] + after[1] * after[1]) / 2;
        assertEquals(-fromCentre, rewards.reward(3, before, action, after), 1e-14);
        least = Math.min(least, outcome.reward());
      } while (!outcome.over());
    }
    assertTrue(least > rewards.leastReward());
    assertEquals(
        rewards.leastReward(), rewards.reward(0, before, action, new double[] {-1, -1}), 1e-15);
  }

  /** The steps end 1.5 and 1 from the goal, without noise. */
  @Test
  void arrivingIsFreeAndEveryOtherStepCostsATenth() {
    PointTask task =
        new PointTask(new Point(8, 5), new Point(10, 5), 1, 0, 30, PointTask.Reward.ARRIVAL);
    PointReach world = new PointReach(task);
    double[] observation = new double[2];
    world.reset(() -> 0.5, observation);
    assertEquals(new Running(-0.1), world.step(new double[] {0.5, 0}, observation));
    assertEquals(new Terminated(0), world.step(new double[] {0.5, 0}, observation));
    assertEquals(PointTask.Reward.ARRIVAL, task.withGoal(1, 1).reward());
  }

  /** (10, 9), observed as (1, 0.8), is 1, 9, √101, then 1 (arrived), 4, √26 from the goals. */
  @Test
  void threeErrandsArePaidByDistanceAndThreeByArriving() {
    TaskSuite errands = PointReach.errands();
    assertEquals(
        List.of(
            "north-east",
            "south-east",
            "north-west",
            "north-east-sparse",
            "east-sparse",
            "north-sparse"),
        errands.taskNames());
    Relabeling rewards = errands.relabeling().orElseThrow();
    double[] expected = {-0.1, -0.9, -Math.sqrt(101) / 10, 0, -0.1, -0.1};
    double[] seen = new double[2];
    for (int task = 0; task < expected.length; task++) {
      assertEquals(
          expected[task],
          rewards.reward(task, seen, seen, new double[] {1, 0.8}),
          1e-15,
          "" + task);
    }
  }

  /** (10, 8.95), observed as (1, 0.79), is 1.05 from the first goal. */
  @Test
  void errandsAreDoneWithinADistanceOfOne() {
    Relabeling rewards = PointReach.errands().relabeling().orElseThrow();
    double[] seen = new double[2];
    assertEquals(-0.105, rewards.reward(0, seen, seen, new double[] {1, 0.79}), 1e-15);
    assertEquals(-0.1, rewards.reward(3, seen, seen, new double[] {1, 0.79}));
  }

  @Test
  void errandsEndAfterThirtySteps() {
    for (TaskSuite.Task task : PointReach.errands().tasks()) {
      Environment world = task.create();
      double[] observation = new double[2];
      world.reset(new SeededChance(8), observation);
      for (int step = 1; step < 30; step++) {
        assertInstanceOf(Running.class, world.step(new double[2], observation), task.name());
      }
      assertInstanceOf(Truncated.class, world.step(new double[2], observation), task.name());
    }
  }

  /** Straight to the goals: at 45° to a corner, along a side, or at 27° to the middle of a side. */
  @Test
  void errandsBeginInTheCornerAndTakeAboutTenStepsStraightAhead() {
    double[][] ways = {{1, 1}, {1, 0}, {0, 1}, {1, 1}, {1, 0.5}, {0.5, 1}};
    for (int i = 0; i < ways.length; i++) {
      Environment world = PointReach.errands().tasks().get(i).create();
      double[] observation = new double[2];
      world.reset(new SeededChance(7), observation);
      assertArrayEquals(new double[] {-1, -1}, observation);
      Outcome outcome;
      int steps = 0;
      do {
        outcome = world.step(ways[i], observation);
        steps++;
      } while (!outcome.over());
      assertInstanceOf(Terminated.class, outcome);
      assertTrue(steps >= 9 && steps <= 11, steps + " steps of task " + i);
    }
  }

  @Test
  void onlyTasksWithACommonWayShareTheActing() {
    DomainKnowledge known = PointReach.suite().domainKnowledge().orElseThrow();
    assertEquals(1, known.stages());
    for (int task = 0; task < 4; task++) {
      boolean common = task == 0 || task == 3;
      for (int policy = 0; policy < 4; policy++) {
        boolean helps = common ? policy == 0 || policy == 3 : policy == task;
        assertEquals(helps ? common ? 0.5 : 1 : 0, known.share(0, task, policy));
      }
    }
  }

  @Test
  void thePanelsOfTheFigureDifferInTheirGuidesOnly() {
    assertEquals(List.of(), PointReach.figure().guides());
    assertEquals(
        List.of(DirectionGuide.UP, DirectionGuide.RIGHT, DirectionGuide.DOWN_LEFT),
        PointReach.figureB().guides());
    assertEquals(
        List.of(DirectionGuide.UP, DirectionGuide.RIGHT, DirectionGuide.UP_RIGHT),
        PointReach.figureC().guides());
    assertEquals("point-figure", PointReach.figure().name());
    assertEquals("point-figure-b", PointReach.figureB().name());
    assertEquals("point-figure-c", PointReach.figureC().name());
    for (TaskSuite panel : List.of(PointReach.figureB(), PointReach.figureC())) {
      assertEquals("upper-right", panel.tasks().get(0).name());
      assertEquals(
          PointReach.figure().tasks().get(0).create().render(),
          panel.tasks().get(0).create().render());
    }
  }

  @ParameterizedTest
  @EnumSource
  void guidesJitterAroundTheirDirectionWithinTheActionSpace(DirectionGuide guide) {
    SeededChance chance = new SeededChance(5);
    double[] direction = {0, 0};
    double[] action = new double[2];
    int count = 1000;
    double least = 2;
    for (int i = 0; i < count; i++) {
      guide.act(new double[2], chance, action);
      assertTrue(new PointReach(STILL).actions().contains(action));
      least = Math.min(least, Math.abs(action[0]) + Math.abs(action[1]));
      direction[0] += action[0] / count;
      direction[1] += action[1] / count;
    }
    double[] expected =
        switch (guide) {
          case UP -> new double[] {0, 1};
          case RIGHT -> new double[] {1, 0};
          case DOWN_LEFT -> new double[] {-1, -1};
          case UP_RIGHT -> new double[] {1, 1};
        };
    assertArrayEquals(expected, direction, 0.02);
    guide.mean(new double[2], action);
    assertArrayEquals(expected, action);
    assertTrue(least < expected[0] * expected[0] + expected[1] * expected[1] - 0.03);
  }

  @Property
  void thePointNeverLeavesTheFloor(@ForAll long seed) {
    SeededChance chance = new SeededChance(seed);
    PointReach world =
        new PointReach(new PointTask(new Point(10, 0), new Point(0, 10), 0.1, 5, 50));
    double[] observation = new double[2];
    double[] action = new double[2];
    world.reset(chance, observation);
    for (int i = 0; i < 30; i++) {
      world.actions().sample(chance, action);
      if (world.step(action, observation).over()) {
        world.reset(chance, observation);
      }
      assertTrue(world.observations().contains(observation));
    }
  }

  @Test
  void impossibleTasksAreRefused() {
    Point here = new Point(0, 0);
    Point there = new Point(10, 10);
    Point outside = new Point(0, 11);
    assertThrows(IllegalArgumentException.class, () -> new PointTask(here, outside, 1, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> new PointTask(outside, here, 1, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> new PointTask(here, here, 1, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> new PointTask(here, there, 0, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> new PointTask(here, there, 1, -1, 1));
    assertThrows(
        IllegalArgumentException.class, () -> new PointTask(here, there, 1, Double.NaN, 1));
    assertThrows(IllegalArgumentException.class, () -> new PointTask(here, there, 1, 0, 0));
  }
}
