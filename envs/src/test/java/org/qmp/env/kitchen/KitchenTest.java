package org.qmp.env.kitchen;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.qmp.env.AllocationOf;
import org.qmp.env.Chance;
import org.qmp.env.Outcome;
import org.qmp.env.Relabeling;
import org.qmp.env.contract.SeededChance;

final class KitchenTest {
  private static final Set<KitchenOption> EXACT = Set.of(KitchenOption.EXACT_READINGS);
  private static final List<KitchenTask> TASKS = KitchenTask.ten();

  private final double[] observation = new double[60];
  private final double[] metrics = new double[3];

  private Kitchen started(int task, Set<KitchenOption> options, Chance chance) {
    Kitchen world = new Kitchen(TASKS.get(task), options);
    world.reset(chance, observation);
    return world;
  }

  private Outcome step(Kitchen world, double... action) {
    Outcome outcome = world.step(Arrays.copyOf(action, 9), observation);
    world.readMetrics(metrics);
    return outcome;
  }

  /** Numbers of MuJoCo 3.14. */
  @Test
  void startsHaveTheDistancesAndRewardsOfMujoco() {
    double[] distance = {
      .82096, 1.02511, .74498, .70454, .58578, .58578, .63416, .63416, .56223, .55612
    };
    double[] reach = {.0837, .0898, .0805, .0864, .0683, .0683, .0723, .0723, .0667, .0661};
    double[] reward = {
      -18.195, -18.123, -18.233, -18.164, -18.381, -18.381, -18.333, -18.333, -18.399, -18.407
    };
    for (int task = 0; task < 10; task++) {
      Kitchen world = started(task, EXACT, () -> 0);
      Franka franka = world.franka;
      String name = TASKS.get(task).name();
      int handle = franka.simulation().model().site(TASKS.get(task).handle());
      assertEquals(distance[task], franka.tipsTo(handle), 5.1e-6, name);
      assertEquals(.1, world.reward.inPlace(observation), 1e-15, name);
      assertEquals(reach[task], world.reward.reach(franka), 5.1e-5, name);
      assertEquals(reward[task], world.reward.of(observation, franka), 5.1e-4, name);
    }
  }

  @Test
  void toleranceIsATenthAtAMarginBeyondTheBound() {
    assertEquals(1, KitchenReward.tolerance(.3, .3, 2));
    assertEquals(.1, KitchenReward.tolerance(2.3, .3, 2), 1e-15);
    assertEquals(.5623413251903491, KitchenReward.tolerance(1.3, .3, 2), 1e-15); // 0.1^¼
    assertEquals(1e-4, KitchenReward.tolerance(4.3, .3, 2), 1e-18);
    assertEquals(0, KitchenReward.tolerance(.31, .3, 0));
    assertEquals(1, KitchenReward.tolerance(.3, .3, 0));
  }

  /** Two entries 0.3 and 0.4 off are 0.5 off; the left door counts in both hinge tasks. */
  @Test
  void distancesAreEuclidean() {
    double[] positions = new double[30];
    positions[20] = -.3;
    positions[21] = 1.45 - .4;
    assertEquals(.5, TASKS.get(2).distance(positions), 1e-15);
    positions[20] = -.3 - 6.44129196e-3;
    positions[21] = .4 - 1.77048263e-3;
    assertEquals(.5, TASKS.get(3).distance(positions), 1e-15);
    positions[19] = .30;
    assertEquals(.07, TASKS.get(0).distance(positions), 1e-15);
  }

  @Test
  void goalsAreOverwrittenAsPublished() {
    double[] base = new double[30];
    base[22] = -.75;
    System.arraycopy(new double[] {-.23, .75, 1.62, .99, 0, 0, -.06}, 0, base, 23, 7);
    System.arraycopy(new double[] {-.88, -.01}, 0, base, 11, 2);
    System.arraycopy(new double[] {-.69, -.05}, 0, base, 17, 2);
    for (int task : new int[] {4, 5, 8, 9}) {
      started(task, EXACT, () -> 0);
      assertArrayEquals(base, goals(), TASKS.get(task).name());
    }
    base[20] = -6.44129196e-3;
    base[21] = -1.77048263e-3;
    started(3, Set.of(), new SeededChance(1));
    assertArrayEquals(base, goals(), "never noisy");
    base[20] = 0;
    base[21] = 0;
    base[15] = -.92;
    base[16] = -.01;
    started(6, EXACT, () -> 0);
    assertArrayEquals(base, goals());
  }

  private double[] goals() {
    return Arrays.copyOfRange(observation, 30, 60);
  }

  @Test
  void distinctGoalsShowTheChangeThatATaskAsksFor() {
    TreeSet<String> seen = new TreeSet<>();
    for (int task = 0; task < 10; task++) {
      started(task, Set.of(KitchenOption.EXACT_READINGS, KitchenOption.DISTINCT_GOALS), () -> 0);
      seen.add(Arrays.toString(goals()));
    }
    assertEquals(10, seen.size());
    double[] expected = new double[30];
    expected[17] = 4.62730939e-4 + .69;
    expected[18] = -2.26906415e-4 + .05;
    assertArrayEquals(expected, goals());
  }

  /** Gives 0.001, 0.002, 0.003, …, so that every number shows when it was drawn. */
  private static final class Counter implements Chance {
    private int count;

    @Override
    public double next() {
      return ++count * 1e-3;
    }

    double error(int turn) {
      return 2e-3 * turn - 1;
    }
  }

  /**
   * Five unseen readings of 60 draws each, then one: 9 joints, their 9 velocities, 21 other
   * positions and 21 other velocities.
   */
  @Test
  void errorsAreDrawnInTheOrderOfTheOriginal() {
    Counter chance = new Counter();
    double[] exact = new double[60];
    new Kitchen(TASKS.get(0), EXACT).reset(() -> 0, exact);
    Kitchen world = started(0, Set.of(), chance);
    assertEquals(360, chance.count);
    double[] amplitudes = new double[30];
    Arrays.fill(amplitudes, 0, 9, .01);
    Arrays.fill(amplitudes, 9, 11, .0005);
    Arrays.fill(amplitudes, 11, 17, .00005);
    Arrays.fill(amplitudes, 17, 20, .0005);
    Arrays.fill(amplitudes, 20, 23, .01);
    Arrays.fill(amplitudes, 23, 26, .0005);
    Arrays.fill(amplitudes, 26, 29, .01);
    amplitudes[29] = .0005;
    for (int i = 0; i < 30; i++) {
      int turn = i < 9 ? 301 + i : 319 + i - 9;
      assertEquals(exact[i] + amplitudes[i] * chance.error(turn), observation[i], 1e-15, "" + i);
    }
    step(world);
    assertEquals(420, chance.count);
    for (int i = 0; i < 30; i++) {
      double position = world.franka.position(i);
      int turn = i < 9 ? 361 + i : 379 + i - 9;
      assertEquals(position + amplitudes[i] * chance.error(turn), observation[i], 1e-15, "" + i);
    }
  }

  @Test
  void withoutNoiseNoRandomNumbersAreDrawn() {
    Kitchen world =
        started(
            0,
            EXACT,
            () -> {
              throw new AssertionError("drawn");
            });
    step(world);
  }

  /** A target is the last reading, errors included, plus 0.16 for an action of 1. */
  @Test
  void targetsAreRelativeToTheLastReading() {
    Kitchen world = started(0, Set.of(), new SeededChance(3));
    double[] before = observation.clone();
    step(world, 1, 0, -.5, 0, 0, 0, 0, 0, -1);
    assertEquals(before[0] + .16, control(world, 0), 1e-15);
    assertEquals(before[1], control(world, 1), 1e-15);
    assertEquals(before[2] - .08, control(world, 2), 1e-15);
    assertEquals(.04, control(world, 7), "clipped, as this finger begins at 0.048 ± 0.01");
    assertEquals(0, control(world, 8), "0.037 ± 0.01 − 0.16");
  }

  private static double control(Kitchen world, int motor) {
    return world.franka.simulation().control(motor);
  }

  /** The target of the sixth joint may be up to 3.8, but its servo clips it to 2.1817. */
  @Test
  void theServoOfTheSixthJointClipsAgain() {
    Kitchen world = started(0, EXACT, () -> 0);
    double[] action = new double[9];
    action[5] = 1;
    for (int i = 0; i < 30; i++) {
      step(world, action);
    }
    assertTrue(control(world, 5) > 2.1817, "told to go to " + control(world, 5));
    double reached = observation[5];
    assertTrue(reached > 2.0 && reached < 2.1817, "goes to " + reached);
    double[] state = new double[world.stateSize()];
    world.saveState(state);
    Kitchen twin = new Kitchen(TASKS.get(0), EXACT);
    twin.restoreState(state, () -> 0);
    step(world, action);
    double told = observation[5];
    action[5] = (2.1817 - reached) / .16;
    step(twin, action);
    assertEquals(told, observation[5], 1e-12);
  }

  /** 0 and 1/4 have no rounding errors, so G equals θ exactly and is not below it. */
  @Test
  void aDistanceEqualToTheThresholdIsNoSuccess() {
    KitchenTask edge = new KitchenTask("edge", 19, List.of(0.0), List.of(.25), .25, "slideHandle");
    Kitchen world = new Kitchen(edge, EXACT);
    world.reset(() -> 0, observation);
    world.readMetrics(metrics);
    assertEquals(.25, metrics[1]);
    assertEquals(0, metrics[0]);
  }

  /** The cabinet is at −0.000466, its goal is 0.37; the arm is farther from the handle. */
  @Test
  void metricsAreNamedByWhatTheyMeasure() {
    Kitchen world = started(0, EXACT, () -> 0);
    world.readMetrics(metrics);
    List<String> names = world.metrics();
    assertEquals(.370466, metrics[names.indexOf("distance")], 5e-7);
    assertEquals(world.reward.reachDistance(world.franka), metrics[names.indexOf("reach")]);
    assertEquals(0, metrics[names.indexOf("success")]);
  }

  /** D is measured 0.002 s before the end of a step, or at its end. */
  @Test
  void freshPositionsAreThoseAtTheEndOfAStep() {
    Kitchen lagging = started(0, EXACT, () -> 0);
    Kitchen fresh =
        started(0, Set.of(KitchenOption.EXACT_READINGS, KitchenOption.FRESH_POSITIONS), () -> 0);
    double late = step(lagging, 1, 1, -1, 1).reward();
    double lateReach = metrics[2];
    double[] after = observation.clone();
    double prompt = step(fresh, 1, 1, -1, 1).reward();
    assertArrayEquals(after, observation, "what moves is the same");
    assertNotEquals(lateReach, metrics[2]);
    assertEquals(late, prompt, .04);
    lagging.franka.simulation().forward();
    lagging.readMetrics(metrics);
    assertEquals(lagging.reward.of(observation, lagging.franka), prompt);
  }

  @Test
  void successEndsTheEpisodeWithTheBonus() {
    for (boolean sparse : new boolean[] {false, true}) {
      Kitchen world =
          started(
              7,
              sparse ? Set.of(KitchenOption.EXACT_READINGS, KitchenOption.SPARSE_REWARD) : EXACT,
              () -> 0);
      assertEquals(sparse ? 0 : -18.333, step(world).reward(), sparse ? 0 : .3);
      assertEquals(0, metrics[0]);
      turnOff(world);
      Outcome last = step(world);
      assertInstanceOf(Outcome.Terminated.class, last);
      assertEquals(sparse ? 1 : 2800, last.reward());
      assertEquals(1, metrics[0]);
      assertTrue(metrics[1] < .3);
    }
  }

  private static void turnOff(Kitchen world) {
    world.franka.place(new double[2], 15);
  }

  /** Once the largest number of contacts has occurred. */
  @Test
  void stepsAllocateOnlyTheirOutcomes() {
    Kitchen world = new Kitchen(TASKS.get(0), Set.of());
    assertTrue(AllocationOf.steps(world, 10, 20) <= AllocationOf.OUTCOME);
  }

  /** If the simulation fails, nothing moves, and the step costs what a success earns. */
  @Test
  void aFailedSimulationCostsTheBonus() {
    Kitchen world = started(0, EXACT, () -> 0);
    double[] before = observation.clone();
    world.franka.simulation().setVelocity(28, 1e20);
    Outcome outcome = step(world);
    assertInstanceOf(Outcome.Terminated.class, outcome);
    assertEquals(-2800, outcome.reward());
    assertArrayEquals(before, observation);
  }

  /** Without noise, and with fingers and handle at the end of the step, they are equal. */
  @Test
  void relabelingGivesTheRewardsOfTheSteps() {
    Set<KitchenOption> options =
        Set.of(KitchenOption.EXACT_READINGS, KitchenOption.FRESH_POSITIONS);
    Relabeling known = Kitchen.suite("mine", TASKS, options).relabeling().orElseThrow();
    assertEquals(-20, known.leastReward());
    assertEquals(
        0,
        Kitchen.suite("m", TASKS, Set.of(KitchenOption.SPARSE_REWARD))
            .relabeling()
            .get()
            .leastReward());
    for (int task : new int[] {3, 8}) {
      Kitchen world = started(task, options, () -> 0);
      for (int i = 0; i < 5; i++) {
        double[] action = {.3, -.5, .2, .9, 0, 1, -1, 1, 0};
        double paid = step(world, action).reward();
        assertEquals(paid, known.reward(task, observation, action, observation), 1e-9);
        double other = known.reward(0, observation, action, observation);
        assertTrue(other >= -20 && other < 0 && other != paid, "of another task " + other);
      }
    }
    observation[17] = -.6;
    assertEquals(2800, known.reward(8, observation, new double[9], observation));
  }

  /** Turning the base of the arm by 0.3 rad moves the hand. */
  @Test
  void relabelingUsesThePlaceOfTheHandAfterTheStep() {
    Relabeling known = Kitchen.suite().relabeling().orElseThrow();
    started(0, EXACT, () -> 0);
    double[] action = new double[9];
    double[] after = observation.clone();
    after[0] += .3;
    double reward = known.reward(0, observation, action, after);
    assertEquals(reward, known.reward(0, after, action, after));
    assertNotEquals(reward, known.reward(0, observation, action, observation));
  }
}
