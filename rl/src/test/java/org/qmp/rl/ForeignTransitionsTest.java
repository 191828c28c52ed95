package org.qmp.rl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.qmp.env.Relabeling;
import org.qmp.env.TaskSuite;
import org.qmp.env.classic.PointReach;
import org.qmp.rl.TrainingConfig.Start;
import org.qmp.rl.TrainingConfig.Turns;
import org.qmp.rl.behavior.Behavior;
import org.qmp.rl.multitask.Method;
import org.qmp.rl.replay.Batch;
import org.qmp.rl.replay.ReplayBuffer;

/** Whichever policy acts, a transition has its task's reward and goes into its task's replay. */
final class ForeignTransitionsTest {
  private static final int STEPS = 50;
  private static final TaskSuite SUITE =
      new TaskSuite("pair", PointReach.suite().tasks().subList(1, 3));
  private static final List<String> NAMES = List.of("lower-right", "upper-left");
  private static final Relabeling REWARDS = PointReach.suite().relabeling().orElseThrow();

  /** Policy 1, which moves ↙, always acts in task 0, and policy 0, which moves ↗, in task 1. */
  private static Training crossed(Start start) {
    Behavior crossed = new Behavior.Fixed(List.of(List.of(0.0, 1.0), List.of(1.0, 0.0)), 1);
    TrainingConfig never =
        new TrainingConfig(1000, 1000, start, Turns.STEPS, 1, STEPS, 1000, 1, 1000);
    Training training = MethodRuns.training(SUITE, Method.SEPARATED.with(crossed), never);
    MethodRuns.pin(training, NAMES.get(0), 1.5);
    MethodRuns.pin(training, NAMES.get(1), -1.5);
    return training;
  }

  @Test
  void anotherPolicysActionGetsTheTasksRewardInTheTasksReplay() {
    try (Training training = crossed(Start.BEHAVIOR)) {
      MethodRuns.rounds(training, STEPS);
      for (int task = 0; task < 2; task++) {
        ReplayBuffer replay = training.replays().get(NAMES.get(task));
        Batch rows = MethodRuns.rows(replay);
        assertEquals(STEPS, replay.size());
        double done = StrictMath.tanh(task == 0 ? -1.5 : 1.5);
        for (int i = 0; i < STEPS; i++) {
          assertEquals(1 - task, replay.actingPolicy(i));
          assertEquals(done, rows.action().get(i, 0), 1e-6);
          assertEquals(done, rows.action().get(i, 1), 1e-6);
          double own = reward(task, rows, i);
          assertEquals(own, rows.reward().get(i, 0), 1e-6);
        }
      }
    }
  }

  /** The reward of transition {@code i} in a task of the pair. */
  private static double reward(int task, Batch rows, int i) {
    return REWARDS.reward(
        task + 1,
        rows.obs().rowRange(i, i + 1).toRows()[0],
        rows.action().rowRange(i, i + 1).toRows()[0],
        rows.nextObs().rowRange(i, i + 1).toRows()[0]);
  }

  @Test
  void theTwoTasksHaveDifferentRewardsSoThatAMixUpWouldShow() {
    try (Training training = crossed(Start.BEHAVIOR)) {
      MethodRuns.rounds(training, STEPS);
      Batch rows = MethodRuns.rows(training.replays().get(NAMES.get(1)));
      boolean different = false;
      for (int i = 0; i < STEPS; i++) {
        different |= Math.abs(reward(0, rows, i) - reward(1, rows, i)) > 1e-3;
      }
      assertTrue(different);
    }
  }

  @ParameterizedTest
  @EnumSource(Start.class)
  void theStartOptionDecidesWhoActsFirst(Start start) {
    try (Training training = crossed(start)) {
      MethodRuns.rounds(training, 1);
      for (int task = 0; task < 2; task++) {
        ReplayBuffer replay = training.replays().get(NAMES.get(task));
        double first = MethodRuns.rows(replay).action().get(0, 0);
        double ofBehavior = (float) StrictMath.tanh(task == 0 ? -1.5 : 1.5);
        if (start == Start.BEHAVIOR) {
          assertEquals(ofBehavior, first, 1e-6);
          assertEquals(1 - task, replay.actingPolicy(0));
        } else {
          assertNotEquals(ofBehavior, first, 1e-3);
          assertEquals(task, replay.actingPolicy(0), "recorded as the own policy's");
        }
        long[] acted = training.tasks().get(task).acted;
        assertEquals(start == Start.BEHAVIOR ? 1 : 0, acted[1 - task], "only policies are counted");
        assertEquals(0, acted[task]);
      }
    }
  }

  /** Ten steps of two tasks are five rounds. */
  @Test
  void afterARandomWarmUpTheBehaviorActsEvenInTheMiddleOfAnEpisode() {
    Behavior other = new Behavior.Fixed(List.of(List.of(0.0, 1.0), List.of(1.0, 0.0)), 1);
    TrainingConfig config =
        new TrainingConfig(1000, 10, Start.UNIFORM, Turns.STEPS, 0, 100, 1000, 1, 1000);
    try (Training training = MethodRuns.training(SUITE, Method.SEPARATED.with(other), config)) {
      MethodRuns.rounds(training, 8);
      ReplayBuffer replay = training.replays().get(NAMES.get(0));
      for (int i = 0; i < 8; i++) {
        assertEquals(i < 5 ? 0 : 1, replay.actingPolicy(i), "step " + i);
      }
    }
  }

  @Test
  void aWarmUpByTheBehaviorMakesNoUpdatesEither() {
    TrainingConfig config =
        new TrainingConfig(1000, 20, Start.BEHAVIOR, Turns.STEPS, 1, 100, 1000, 1, 1000);
    try (Training training = MethodRuns.training(SUITE, Method.SEPARATED, config)) {
      MethodRuns.rounds(training, 10);
      assertEquals(0, training.updates());
      MethodRuns.rounds(training, 1);
      assertEquals(1, training.updates());
    }
  }
}
