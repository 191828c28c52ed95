package org.qmp.env.walker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp.env.AllocationOf;
import org.qmp.env.Box;
import org.qmp.env.Environment;
import org.qmp.env.Outcome;
import org.qmp.env.Outcome.Running;
import org.qmp.env.Outcome.Terminated;
import org.qmp.env.Outcome.Truncated;
import org.qmp.env.TaskSuite;
import org.qmp.env.contract.SeededChance;
import org.qmp.env.draw.Point;
import org.qmp.env.draw.Shape.Line;
import org.qmp.env.physics.scene.Rules;
import org.qmp.env.walker.WalkerTask.Pace;
import org.qmp.env.walker.WalkerTask.Terrain;

final class WalkerTest {
  private static final List<WalkerTask> TASKS =
      List.of(WalkerTask.FORWARD, WalkerTask.BACKWARD, WalkerTask.BALANCE, WalkerTask.CRAWL);
  private static final double[] REST = new double[6];

  private final double[] observation = new double[21];
  private final double[] metrics = new double[3];

  private static double[] state(Walker walker) {
    double[] state = new double[walker.stateSize()];
    walker.saveState(state);
    return state;
  }

  /** Upright at rest; the numbers of a state are time, positions, velocities and so on. */
  private static Walker upright(WalkerTask task, Rules rules) {
    return changed(new Walker(task, rules), new double[0][]);
  }

  /** During an episode, with some numbers of the state changed. */
  private static Walker changed(Walker walker, double[]... changes) {
    double[] state = state(walker);
    state[state.length - 1] = 1;
    for (double[] change : changes) {
      state[(int) change[0]] = change[1];
    }
    walker.restoreState(state, () -> 0.5);
    return walker;
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

  /** Numbers of MuJoCo 3.14: rewards forward, backward, in balance, crawling. */
  @Test
  void rewardsAreThoseOfMujoco() {
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
  void statesAreThoseOfMujoco() {
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

  /** The terms, added up by hand from what is seen and saved. */
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

  @Test
  void feetHangBelowTheTorsoByTheirFrames() {
    assertEquals(1.25, new Legs(Terrain.OPEN, Rules.MUJOCO_2_1).lift(), 1e-12);
  }

  @Test
  void aFallIsATermination() {
    for (WalkerTask task : TASKS) {
      double limit = task.equals(WalkerTask.CRAWL) ? .3 : .8;
      double[] x = {1, -2};
      assertInstanceOf(Running.class, dropped(task, x, limit + .05));
      assertInstanceOf(Terminated.class, dropped(task, x, limit - .05));
    }
  }

  /** One step of a walker lying on its back at some height. */
  private Outcome dropped(WalkerTask task, double[] x, double height) {
    Walker walker =
        changed(
            new Walker(task), x, new double[] {2, height}, new double[] {3, -StrictMath.PI / 2});
    return walker.step(REST, observation);
  }

  /** Under the ceiling an upright torso sticks in it; in front of it there is nothing. */
  @Test
  void theCeilingIsTheEndAndCostsTen() {
    Walker under = changed(new Walker(WalkerTask.CRAWL), new double[] {1, 5});
    Outcome hit = under.step(REST, observation);
    assertInstanceOf(Terminated.class, hit);
    assertTrue(hit.reward() < -8, () -> "reward " + hit.reward());
    Walker before = changed(new Walker(WalkerTask.CRAWL), new double[] {1, 1.8});
    Outcome free = before.step(REST, observation);
    assertInstanceOf(Running.class, free);
    assertEquals(1.1, free.reward(), 1e-3);
    Walker elsewhere = changed(new Walker(WalkerTask.FORWARD), new double[] {1, 5});
    assertInstanceOf(Running.class, elsewhere.step(REST, observation));
  }

  @Test
  void aCurbIsNoCeiling() {
    Walker walker = changed(new Walker(WalkerTask.CRAWL), new double[] {1, -5.05});
    assertInstanceOf(Running.class, walker.step(REST, observation));
    walker.readMetrics(metrics);
    assertTrue(Math.abs(metrics[1]) > 1e-3, "the curb pushes");
  }

  @Test
  void velocitiesAreSeenClipped() {
    Walker walker = changed(new Walker(WalkerTask.FORWARD), new double[] {10, 15});
    walker.step(REST, observation);
    assertEquals(10, observation[8]);
    assertTrue(state(walker)[10] > 14);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3})
  void aSuccessIsAThousandStepsWithoutAFall(int task) {
    Walker walker = new Walker(TASKS.get(task));
    int steps = walker.stateSize() - 3;
    changed(walker, new double[] {steps, 998}).step(REST, observation);
    walker.readMetrics(metrics);
    assertEquals(0, metrics[0]);
    walker.step(REST, observation);
    walker.readMetrics(metrics);
    assertEquals(1, metrics[0]);
    changed(walker, new double[] {steps, 999}, new double[] {2, .2}).step(REST, observation);
    walker.readMetrics(metrics);
    assertEquals(0, metrics[0]);
  }

  @Test
  void theLimitTruncatesUnlessItIsToldToTerminate() {
    WalkerTask tumble = new WalkerTask("tumble", Terrain.OPEN, new Pace.Stand(), 0, 0, -1, 0);
    Environment truncated = Walker.task(tumble);
    Environment terminated = new LimitTerminates(Walker.task(tumble));
    truncated.reset(new SeededChance(1), observation);
    terminated.reset(new SeededChance(1), observation);
    for (int step = 1; step < 1000; step++) {
      assertInstanceOf(Running.class, truncated.step(REST, observation));
      assertInstanceOf(Running.class, terminated.step(REST, observation));
    }
    Outcome cut = truncated.step(REST, observation);
    assertEquals(new Truncated(cut.reward()), cut);
    assertEquals(new Terminated(cut.reward()), terminated.step(REST, observation));
    terminated.readMetrics(metrics);
    assertEquals(1, metrics[0]);
  }

  @Test
  void episodesBeginWithUncountedRandomActions() {
    for (WalkerTask task : TASKS) {
      SeededChance chance = new SeededChance(4);
      SeededChance same = chance.copy();
      Walker walker = new Walker(task);
      walker.reset(chance, observation);
      Legs twin = new Legs(task.terrain(), Rules.MUJOCO_2_1);
      twin.reset(same);
      for (int shake = 0; shake < (task.equals(WalkerTask.BALANCE) ? 10 : 5); shake++) {
        for (int i = 0; i < 6; i++) {
          twin.push(i, same.uniform(-1, 1));
        }
        twin.move();
      }
      assertEquals(twin.height(), observation[0]);
      assertEquals(twin.position(8), observation[7]);
      assertEquals(0, state(walker)[walker.stateSize() - 3], "no step is counted");
      assertEquals(same.next(), chance.next(), "and no more numbers are taken");
    }
  }

  @Test
  void startsAreSpreadAsStated() {
    SeededChance chance = new SeededChance(5);
    SeededChance same = chance.copy();
    Legs legs = new Legs(Terrain.OPEN, Rules.MUJOCO_2_1);
    legs.reset(chance);
    for (int i = 0; i < Legs.JOINTS; i++) {
      assertEquals((i == 1 ? 1.25 : 0) + same.uniform(-.01, .01), legs.position(i));
    }
    for (int i = 0; i < Legs.JOINTS; i++) {
      assertEquals(same.uniform(-.01, .01), legs.velocity(i));
    }
  }

  /** Nothing moves, so that the reward is that of standing still with these torques. */
  @Test
  void aFailedSimulationIsTheEnd() {
    Walker walker = changed(new Walker(WalkerTask.CRAWL), new double[] {14, 1e12});
    double[] before = state(walker);
    Outcome outcome = walker.step(new double[] {1, 0, 0, 0, 0, 0}, observation);
    assertInstanceOf(Terminated.class, outcome);
    assertEquals(1.1 - .001, outcome.reward(), 1e-12);
    before[19] = 1; // the first control stays
    before[before.length - 1] = 2; // and the episode is over
    assertArrayEquals(before, state(walker));
  }

  @Test
  void theSuitesHaveTheirTasks() {
    TaskSuite suite = Walker.suite();
    assertEquals("walker", suite.name());
    assertEquals(
        List.of("forward", "backward", "balance", "crawl"),
        suite.tasks().stream().map(TaskSuite.Task::name).toList());
    assertEquals(21, suite.observations().size());
    assertEquals(Box.cube(6, -1, 1), suite.actions());
    assertEquals("walker-as-published", Walker.suiteAsPublished().name());
    assertInstanceOf(LimitTerminates.class, Walker.suiteAsPublished().tasks().get(0).create());
  }

  @Test
  void whatIsNoStateIsRefused() {
    Walker walker = upright(WalkerTask.FORWARD, Rules.MUJOCO_2_1);
    int size = walker.stateSize();
    double nan = Double.NaN;
    double[][] bad = {
      {2, nan}, {size - 3, .5}, {size - 3, -1}, {size - 3, nan}, {size - 2, nan}, {size - 1, 9}
    };
    for (double[] change : bad) {
      double[] state = state(walker);
      state[(int) change[0]] = change[1];
      assertThrows(IllegalArgumentException.class, () -> walker.restoreState(state, () -> 0.5));
    }
  }

  @Test
  void tasksOutOfRangeAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Pace.Run(.5, 1));
    assertThrows(IllegalArgumentException.class, () -> new Pace.Run(1, 0));
    Pace stand = new Pace.Stand();
    double nan = Double.NaN;
    for (double[] bad :
        new double[][] {{-1, 0, 0, 0}, {0, nan, 0, 0}, {0, 0, nan, 0}, {0, 0, 0, -1}}) {
      assertThrows(
          IllegalArgumentException.class,
          () -> new WalkerTask("bad", Terrain.OPEN, stand, bad[0], bad[1], bad[2], (int) bad[3]));
    }
  }

  private static Line part(Walker walker, int fromTheEnd) {
    var shapes = walker.render().shapes();
    return (Line) shapes.get(shapes.size() - fromTheEnd);
  }

  private static void assertPoints(Line line, double x, double z, double toX, double toZ) {
    Point from = line.points().get(0);
    Point to = line.points().get(1);
    assertArrayEquals(
        new double[] {x, z, toX, toZ}, new double[] {from.x(), from.y(), to.x(), to.y()}, 1e-12);
  }

  @Test
  void capsulesAreDrawnWhereTheyAre() {
    Walker walker = new Walker(WalkerTask.FORWARD);
    assertPoints(part(walker, 4), 0, 1.05, 0, 1.45);
    assertPoints(part(walker, 3), 0, .6, 0, 1.05);
    assertPoints(part(walker, 2), 0, .1, 0, .6);
    assertPoints(part(walker, 1), 0, .1, .2, .1);
    assertEquals(.12, part(walker, 1).stroke().width(), 1e-15);
  }

  @Test
  void aWalkerThatLeavesThePictureEntersTheNext() {
    Walker far = changed(new Walker(WalkerTask.FORWARD), new double[] {1, 5.5});
    far.step(REST, observation);
    assertEquals(-.5, part(far, 4).points().get(0).x(), 1e-3);
    assertEquals(far.render().view(), new Walker(WalkerTask.FORWARD).render().view());
  }

  @Test
  void aStepAllocatesItsOutcomeAndNothingElse() {
    WalkerTask tumble = new WalkerTask("tumble", Terrain.CEILINGS, new Pace.Stand(), 1, 1, -1, 0);
    assertTrue(AllocationOf.steps(new Walker(tumble)) <= AllocationOf.OUTCOME);
  }
}
