package org.qmp.env.reacher;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.qmp.env.AllocationOf;
import org.qmp.env.Outcome;
import org.qmp.env.Outcome.Running;
import org.qmp.env.Outcome.Terminated;
import org.qmp.env.Outcome.Truncated;
import org.qmp.env.contract.SeededChance;

/**
 * Steps worked by hand: a separate arm gives the place of the hand and the cost of moving, and
 * goals are placed there or elsewhere.
 */
final class ReacherTest {
  private static final Goal FAR = new Goal(9, 0, 0);
  private static final double[] REST = new double[6];

  private final double[] observation = new double[23];
  private final double[] metrics = new double[4];
  private final Arm twin = new Arm(Arm.MODEL);

  /** The places of the hand after each of these steps without torque, from the mean start. */
  private Goal[] restingHands(int steps) {
    Arm arm = new Arm(Arm.MODEL);
    arm.reset(() -> 0.5, 0.01, 0.001);
    Goal[] hands = new Goal[steps];
    for (int i = 0; i < steps; i++) {
      arm.move();
      hands[i] = arm.handPlace();
    }
    return hands;
  }

  private static Reacher visiting(ReacherReward reward, Goal... goals) {
    return new Reacher(new ReacherTask("test", List.of(goals), reward, 0));
  }

  private Reacher started(Reacher world) {
    world.reset(() -> 0.5, observation);
    twin.reset(() -> 0.5, 0.01, 0.001);
    return world;
  }

  /** Makes a step without torque, with the twin, which gives the cost of moving. */
  private Outcome rest(Reacher world) {
    twin.move();
    Outcome outcome = world.step(REST, observation);
    world.readMetrics(metrics);
    return outcome;
  }

  private int stageSeen() {
    double[] stages = Arrays.copyOfRange(observation, 12, 15);
    assertEquals(1, Arrays.stream(stages).sum(), "one stage is shown");
    return stages[0] == 1 ? 0 : stages[1] == 1 ? 1 : 2;
  }

  @Test
  void stagesAreObservedOneStepLateAndTheThirdEndsTheEpisode() {
    Reacher world = started(visiting(ReacherReward.NEAR_AND_SOON, restingHands(3)));
    assertEquals(0, stageSeen());

    Outcome first = rest(world);
    assertInstanceOf(Running.class, first);
    assertEquals(-.4 * 2 - twin.effort(), first.reward(), 1e-15);
    assertEquals(0, stageSeen());
    assertArrayEquals(new double[] {0, 1, 1}, Arrays.copyOf(metrics, 3));

    assertEquals(-.4, rest(world).reward() + twin.effort(), 1e-15);
    assertEquals(1, stageSeen());

    Outcome last = rest(world);
    assertInstanceOf(Terminated.class, last);
    assertEquals(-twin.effort(), last.reward(), 1e-15);
    assertEquals(2, stageSeen());
    assertArrayEquals(new double[] {1, 1, 3, 0}, metrics);
  }

  @Test
  void oneStepPassesOneGoalAtMost() {
    Goal hand = restingHands(1)[0];
    Reacher world = started(visiting(ReacherReward.SOON, hand, hand, hand));
    assertEquals(-.8, rest(world).reward() + twin.effort(), 1e-15);
    assertEquals(1, metrics[2]);
  }

  @Test
  void theRewardUsesTheGoalOfTheStageThatEnds() {
    Goal hand = restingHands(1)[0];
    Goal near = new Goal(hand.x(), hand.y(), hand.z() + .04);
    Reacher world = started(visiting(ReacherReward.NEAR_AND_SOON, near, FAR, FAR));
    assertEquals(-.04 - .8, rest(world).reward() + twin.effort(), 1e-15);
    double left = FAR.distanceTo(hand.x(), hand.y(), hand.z());
    assertEquals(left, metrics[3], 1e-15);
    double reward = rest(world).reward();
    assertEquals(-metrics[3] - .8, reward + twin.effort(), 1e-15);
  }

  @Test
  void moreThanFiveCentimetresAreNoSuccess() {
    Goal hand = restingHands(1)[0];
    Goal edge = new Goal(hand.x(), hand.y(), hand.z() + .0501);
    rest(started(visiting(ReacherReward.NEAR_AND_SOON, edge, FAR, FAR)));
    assertArrayEquals(new double[] {0, 0, 0}, Arrays.copyOf(metrics, 3));
  }

  @Test
  void aSuccessEarnsTwoHundredAndEveryStepCostsTwo() {
    Goal hand = restingHands(1)[0];
    Reacher world = started(visiting(ReacherReward.NEAR_AND_PAID, hand, FAR, FAR));
    assertEquals(198, rest(world).reward() + twin.effort(), 1e-12);
    double reward = rest(world).reward();
    assertEquals(-metrics[3] - 2, reward + twin.effort(), 1e-15);
  }

  @Test
  void theRewardOfASparseVisitIgnoresTheDistance() {
    Reacher world = started(visiting(ReacherReward.SOON, FAR, FAR, FAR));
    assertEquals(-1.2, rest(world).reward() + twin.effort(), 1e-15);
  }

  private static Reacher staying(ReacherReward reward) {
    return new Reacher(new ReacherTask("test", List.of(), reward, 0));
  }

  /** At the start, with this number of successes already counted. */
  private Reacher staying(ReacherReward reward, int count) {
    Reacher world = started(staying(reward));
    double[] state = new double[world.stateSize()];
    world.saveState(state);
    state[state.length - 2] = count;
    world.restoreState(state, () -> 0.5);
    return world;
  }

  private static double count(Reacher world) {
    double[] state = new double[world.stateSize()];
    world.saveState(state);
    return state[state.length - 2];
  }

  /**
   * As measured: 0.019 m from home after the first step without torque, 0.056 m after the second.
   */
  @Test
  void successesOfAStayAreCountedEvenIfNotInARow() {
    Reacher world = started(staying(ReacherReward.NEAR));
    double reward = rest(world).reward();
    assertEquals(.019, metrics[3], 5e-4);
    assertEquals(-metrics[3], reward + twin.effort(), 1e-15);
    assertEquals(1, count(world));
    rest(world);
    assertEquals(.056, metrics[3], 5e-4);
    for (int i = 0; i < 20; i++) {
      rest(world);
    }
    assertEquals(1, count(world));
    assertArrayEquals(new double[] {0, 1, 0}, Arrays.copyOf(metrics, 3));
  }

  @Test
  void thirtySuccessesEndAStageAndNinetyTheEpisode() {
    for (int before : new int[] {28, 29, 58, 59}) {
      Reacher world = staying(ReacherReward.NEAR, before);
      assertInstanceOf(Running.class, rest(world));
      assertEquals(before / 30, stageSeen());
      int after = (before + 1) / 30;
      assertEquals(after, metrics[2]);
      rest(world);
      assertEquals(after, stageSeen());
    }
    assertInstanceOf(Terminated.class, rest(staying(ReacherReward.NEAR, 89)));
    assertEquals(1, metrics[0]);
    assertEquals(2, stageSeen());
  }

  @Test
  void theSparseStayEarnsItsCountAtTheEndOfEachStage() {
    for (int before : new int[] {0, 28, 29, 30, 59, 89}) {
      double expected = before == 29 ? 30 : before == 59 ? 60 : before == 89 ? 90 : 0;
      double reward = rest(staying(ReacherReward.COUNTED, before)).reward();
      assertEquals(expected, reward + twin.effort(), 1e-13);
    }
    Reacher still = staying(ReacherReward.COUNTED, 30);
    for (int i = 0; i < 10; i++) {
      rest(still);
    }
    assertEquals(31, count(still));
    double[] state = new double[still.stateSize()];
    still.saveState(state);
    state[state.length - 2] = 30;
    still.restoreState(state, () -> 0.5);
    assertTrue(rest(still).reward() < 0, "no success, no pay");
  }

  @Test
  void theNoisyTorqueIsTheOneThatActsAndCosts() {
    Reacher world = new Reacher(ReacherTask.five().get(4).withNoise(.1));
    SeededChance chance = new SeededChance(3);
    SeededChance same = chance.copy();
    world.reset(chance, observation);
    twin.reset(same, 0.01, 0.001);
    Goal home = twin.handPlace();
    double[] action = {1, -1, .3, 0, -.5, 1};
    for (int step = 0; step < 50; step++) {
      for (int i = 0; i < 6; i++) {
        twin.push(i, Math.min(1, Math.max(-1, action[i] + .1 * same.normal())));
      }
      twin.move();
      double reward = world.step(action, observation).reward();
      assertEquals(-twin.distanceTo(home) - twin.effort(), reward);
      assertEquals(twin.position(3), observation[3]);
    }
  }

  /** The arm and the observation do not change; the failure costs 100. */
  @Test
  void aFailedSimulationTerminatesAndCostsAHundred() {
    Reacher world = started(visiting(ReacherReward.NEAR_AND_SOON, FAR, FAR, FAR));
    double[] before = observation.clone();
    double[] state = new double[world.stateSize()];
    world.saveState(state);
    state[7 + 2] = 6e11; // the third velocity
    world.restoreState(state, () -> 0.5);
    before[6 + 2] = 6e11;
    Outcome outcome = world.step(new double[] {1, 0, 0, 0, 0, 0}, observation);
    assertInstanceOf(Terminated.class, outcome);
    assertArrayEquals(before, observation);
    world.readMetrics(metrics);
    double speed = 0;
    double acceleration = 0;
    for (int i = 0; i < 6; i++) {
      speed += Math.abs(state[7 + i]) / 6;
      acceleration += Math.abs(state[25 + i]) / 6;
    }
    double moving = .01 + .001 * speed + 1e-5 * acceleration;
    assertEquals(-metrics[3] - 1.2 - moving - 100, outcome.reward(), 1e-6);
    assertThrows(IllegalStateException.class, () -> world.step(REST, observation));
  }

  /** Even if the hand, back where it was before the step, is at the goal. */
  @Test
  void aFailedStepIsNoSuccess() {
    twin.reset(() -> 0.5, 0.01, 0.001);
    Goal here = twin.handPlace();
    Reacher world = started(visiting(ReacherReward.NEAR_AND_SOON, here, FAR, FAR));
    double[] state = new double[world.stateSize()];
    world.saveState(state);
    state[7 + 2] = 6e11; // the third velocity
    world.restoreState(state, () -> 0.5);
    assertInstanceOf(Terminated.class, world.step(REST, observation));
    world.readMetrics(metrics);
    assertArrayEquals(new double[] {0, 0, 0, 0}, metrics, 1e-15);
  }

  @Test
  void episodesAreTruncatedAfterTwoHundredSteps() {
    var world = Reacher.task(ReacherTask.five().get(1));
    world.reset(new SeededChance(1), observation);
    for (int step = 1; step < 200; step++) {
      assertInstanceOf(Running.class, world.step(REST, observation));
    }
    assertInstanceOf(Truncated.class, world.step(REST, observation));
  }

  /** The estimates hold within a tenth. */
  @Test
  void doingNothingHasTheEstimatedReturns() {
    double[] estimates = {-320, -480, Double.NaN, -240, -30};
    for (int task : new int[] {0, 1, 3, 4}) {
      var world = Reacher.task(ReacherTask.five().get(task));
      world.reset(new SeededChance(1), observation);
      double sum = 0;
      Outcome outcome;
      do {
        outcome = world.step(REST, observation);
        sum += outcome.reward();
      } while (!outcome.over());
      assertEquals(1, sum / estimates[task], .1);
    }
  }

  @Test
  void taskAndHandAreNotObserved() {
    for (ReacherTask task : ReacherTask.five()) {
      started(new Reacher(task));
      assertArrayEquals(new double[8], Arrays.copyOfRange(observation, 15, 23));
    }
  }

  @Test
  void invalidStatesAreRefused() {
    Reacher world = started(visiting(ReacherReward.SOON, FAR, FAR, FAR));
    double[] state = new double[world.stateSize()];
    for (double[] bad : new double[][] {{5, Double.NaN}, {2, 4}, {2, .5}, {2, -1}, {1, 9}}) {
      world.saveState(state);
      state[state.length - (int) bad[0]] = bad[1];
      assertThrows(
          IllegalArgumentException.class, () -> world.restoreState(state.clone(), () -> 0.5));
    }
  }

  @Test
  void aVisitHasThreeGoalsAndNoiseIsNotNegative() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new ReacherTask("two", List.of(FAR, FAR), ReacherReward.SOON, 0));
    assertThrows(IllegalArgumentException.class, () -> new Goal(0, Double.NaN, 0));
    ReacherTask task = ReacherTask.five().get(0);
    assertThrows(IllegalArgumentException.class, () -> task.withNoise(-.1));
    assertThrows(IllegalArgumentException.class, () -> task.withNoise(Double.NaN));
  }

  @Test
  void aStepAllocatesItsOutcomeAndNothingElse() {
    assertTrue(AllocationOf.steps(new Reacher(ReacherTask.five().get(3))) <= AllocationOf.OUTCOME);
  }
}
