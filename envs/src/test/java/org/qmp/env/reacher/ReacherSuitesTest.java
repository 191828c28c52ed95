package org.qmp.env.reacher;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.qmp.env.Box;
import org.qmp.env.DomainKnowledge;
import org.qmp.env.Outcome;
import org.qmp.env.Relabeling;
import org.qmp.env.TaskSuite;
import org.qmp.env.contract.SeededChance;

final class ReacherSuitesTest {

  @Test
  void theSuitesHaveTheirTasks() {
    TaskSuite five = Reacher.suite();
    assertEquals("reacher", five.name());
    assertEquals(List.of("0-1-2", "0-1-3", "1-3-2", "1-2-0-sparse", "stay"), five.taskNames());
    assertEquals(23, five.observations().size());
    assertEquals(Box.cube(6, -1, 1), five.actions());
    assertEquals("reacher-mt3", Reacher.three().name());
    assertEquals(List.of("0-1-2", "0-1-3", "stay-sparse"), Reacher.three().taskNames());
    assertEquals("reacher-stochastic", Reacher.stochastic().name());
    assertEquals(five.taskNames(), Reacher.stochastic().taskNames());
  }

  private static double[] shares(DomainKnowledge knowledge, int stage, int task) {
    double[] row = new double[knowledge.policies()];
    for (int policy = 0; policy < row.length; policy++) {
      row[policy] = knowledge.share(stage, task, policy);
    }
    return row;
  }

  /** The visits have goals 0 0 1 1 in the first stage, then 1 1 3 2, then 2 3 2 0. */
  @Test
  void tasksWithTheSameGoalShareTheActing() {
    DomainKnowledge knowledge = Reacher.suite().domainKnowledge().orElseThrow();
    double[][][] expected = {
      {{.5, .5, 0, 0, 0}, {.5, .5, 0, 0, 0}, {0, 0, .5, .5, 0}, {0, 0, .5, .5, 0}, {0, 0, 0, 0, 1}},
      {{.5, .5, 0, 0, 0}, {.5, .5, 0, 0, 0}, {0, 0, 1, 0, 0}, {0, 0, 0, 1, 0}, {0, 0, 0, 0, 1}},
      {{.5, 0, .5, 0, 0}, {0, 1, 0, 0, 0}, {.5, 0, .5, 0, 0}, {0, 0, 0, 1, 0}, {0, 0, 0, 0, 1}}
    };
    assertEquals(3, knowledge.stages());
    for (int stage = 0; stage < 3; stage++) {
      for (int task = 0; task < 5; task++) {
        assertArrayEquals(expected[stage][task], shares(knowledge, stage, task));
      }
    }
  }

  @Test
  void theRewardThatDependsOnACountIsUnknown() {
    Relabeling three = Reacher.three().relabeling().orElseThrow();
    assertEquals(Optional.empty(), three.unknown(0));
    assertEquals(
        Optional.of("it depends on how many successes there were, which is not observed"),
        three.unknown(2));
  }

  @Test
  void theStageIsReadFromTheObservation() {
    DomainKnowledge knowledge = Reacher.suite().domainKnowledge().orElseThrow();
    for (int stage = 0; stage < 3; stage++) {
      double[] observation = new double[23];
      observation[12 + stage] = 1;
      assertEquals(stage, knowledge.stage(observation));
    }
  }

  /**
   * Starts at the mean start, which relabelling takes as the goal of a stay. The computed reward
   * differs from that of the step by the cost of speeds and accelerations.
   */
  @Test
  void relabelingComputesTheRewardOfEveryTaskFromObservations() {
    TaskSuite suite = Reacher.suite();
    Relabeling rewards = suite.relabeling().orElseThrow();
    SeededChance chance = new SeededChance(1);
    double[] before = new double[23];
    double[] after = new double[23];
    double[] action = new double[6];
    Arm twin = new Arm(Arm.MODEL);
    for (int task = 0; task < suite.size(); task++) {
      Reacher world = new Reacher(ReacherTask.five().get(task));
      world.reset(() -> 0.5, after);
      twin.reset(() -> 0.5, 0.01, 0.001);
      for (int step = 0; step < 100; step++) {
        System.arraycopy(after, 0, before, 0, after.length);
        suite.actions().sample(chance, action);
        double squares = 0;
        for (int i = 0; i < 6; i++) {
          twin.push(i, action[i]);
          squares += action[i] * action[i];
        }
        twin.move();
        Outcome given = world.step(action, after);
        double unseen = twin.effort() - .01 * squares;
        assertEquals(given.reward() + unseen, rewards.reward(task, before, action, after), 1e-12);
        assertTrue(given.reward() > rewards.leastReward());
      }
    }
    assertEquals(-5, rewards.leastReward());
  }

  /** Published distances of the mean hand from the goals, which are those of the observed stage. */
  @Test
  void relabelingComputesTheRewardsOfEveryStage() {
    Relabeling rewards = Reacher.suite().relabeling().orElseThrow();
    double[] start = new double[23];
    new Reacher(ReacherTask.five().get(0)).reset(() -> 0.5, start);
    double[][] toGoals = {{.382, .173, .449}, {.382, .173, .185}, {.173, .185, .449}};
    for (int stage = 0; stage < 3; stage++) {
      double[] seen = start.clone();
      seen[12] = 0;
      seen[12 + stage] = 1;
      double[] action = {.5, 0, 0, 0, 0, 0};
      double haste = -.4 * (3 - stage) - .0025;
      assertEquals(haste - toGoals[0][stage], rewards.reward(0, seen, action, seen), 2e-3);
      assertEquals(-2.0025 - toGoals[1][stage], rewards.reward(1, seen, action, seen), 2e-3);
      assertEquals(haste - toGoals[2][stage], rewards.reward(2, seen, action, seen), 2e-3);
      assertEquals(haste, rewards.reward(3, seen, action, seen), 1e-15);
      assertEquals(-.0025, rewards.reward(4, seen, action, seen), 1e-12);
    }
  }

  /** −0.4 (3 − s), with the s observed after the step: −0.8 if the first stage has ended. */
  @Test
  void theStageIsThatOfTheObservationAfterTheStep() {
    Relabeling rewards = Reacher.suite().relabeling().orElseThrow();
    double[] first = new double[23];
    double[] second = new double[23];
    double[] third = new double[23];
    first[12] = 1;
    second[13] = 1;
    third[14] = 1;
    double[] none = new double[6];
    assertEquals(-0.8, rewards.reward(3, first, none, second), 1e-15);
    assertEquals(-1.2, rewards.reward(3, second, none, first), 1e-15);
    assertEquals(-0.4, rewards.reward(3, second, none, third), 1e-15);
    assertEquals(-0.8, rewards.reward(3, third, none, second), 1e-15);
  }

  /** The hand is at the second goal: near only if the second stage is observed after the step. */
  @Test
  void theGoalAndTheHandAreThoseOfTheObservationAfterTheStep() {
    Goal start = new HandByAngles(Arm.MODEL).start();
    List<Goal> goals = List.of(far(), start, far());
    Relabeling rewards =
        new ReacherKnowledge(List.of(new ReacherTask("near", goals, ReacherReward.NEAR, 0)));
    double[] here = new double[23];
    new Reacher(ReacherTask.five().get(0)).reset(() -> 0.5, here);
    double[] there = here.clone();
    there[12] = 0;
    there[13] = 1;
    double[] bent = there.clone();
    bent[1] += 1;
    double[] none = new double[6];
    assertEquals(0, rewards.reward(0, here, none, there), 1e-12);
    assertEquals(
        -far().distanceTo(start.x(), start.y(), start.z()),
        rewards.reward(0, there, none, here),
        1e-12);
    assertEquals(0, rewards.reward(0, bent, none, there), 1e-12);
    assertTrue(rewards.reward(0, there, none, bent) < -0.1);
  }

  @Test
  void relabelingRewardsASuccessOnlyIfTheTaskDoes() {
    List<Goal> here = List.of(new HandByAngles(Arm.MODEL).start(), far(), far());
    Relabeling rewards =
        new ReacherKnowledge(
            List.of(
                new ReacherTask("paid", here, ReacherReward.NEAR_AND_PAID, 0),
                new ReacherTask("soon", here, ReacherReward.SOON, 0),
                new ReacherTask("counted", List.of(), ReacherReward.COUNTED, 0)));
    double[] start = new double[23];
    new Reacher(ReacherTask.five().get(0)).reset(() -> 0.5, start);
    double[] none = new double[6];
    assertEquals(198, rewards.reward(0, start, none, start), 1e-12);
    assertEquals(-1.2, rewards.reward(1, start, none, start), 1e-15);
    assertEquals(0, rewards.reward(2, start, none, start), 1e-15);
  }

  /** −δ − 2, and 200 more within 5 cm. */
  @Test
  void relabelingCountsASuccessWithinFiveCentimetres() {
    Goal hand = new HandByAngles(Arm.MODEL).start();
    double[] start = new double[23];
    new Reacher(ReacherTask.five().get(0)).reset(() -> 0.5, start);
    double[] none = new double[6];
    for (double away : new double[] {.04, .06}) {
      Goal beside = new Goal(hand.x(), hand.y(), hand.z() + away);
      List<Goal> goals = List.of(beside, far(), far());
      Relabeling rewards =
          new ReacherKnowledge(
              List.of(new ReacherTask("beside", goals, ReacherReward.NEAR_AND_PAID, 0)));
      double expected = away < .05 ? 200 - .04 - 2 : -.06 - 2;
      assertEquals(expected, rewards.reward(0, start, none, start), 1e-12);
    }
  }

  private static Goal far() {
    return new Goal(9, 9, 9);
  }

  /** The least reward is the published one, or less if a goal is far away. */
  @Test
  void noRewardIsBelowTheLeastReward() {
    Goal far = new Goal(9, 0, 0);
    for (ReacherReward reward : ReacherReward.values()) {
      ReacherTask task = new ReacherTask("far", List.of(far, far, far), reward, 0);
      Relabeling known = Reacher.suite("far", List.of(task)).relabeling().orElseThrow();
      double[] seen = new double[23];
      double[] most = {1, 1, 1, 1, 1, 1};
      assertTrue(known.reward(0, seen, most, seen) >= known.leastReward(), reward.toString());
    }
    assertEquals(-5, Reacher.suite().relabeling().orElseThrow().leastReward());
  }
}
