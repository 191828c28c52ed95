package org.qmp.rl.behavior;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.qmp.rl.behavior.Players.decide;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.qmp.autograd.Tape;
import org.qmp.autograd.Var;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Precision;
import org.qmp.nn.Xoshiro256;
import org.qmp.rl.replay.Batch;
import org.qmp.rl.replay.Dimensions;
import org.qmp.rl.sac.Sac;
import org.qmp.rl.sac.Sac.Extension;
import org.qmp.rl.sac.Sac.Nets;
import org.qmp.rl.sac.SacConfig;
import org.qmp.rl.sac.Wiring;

/** The learner and head of each task and policy, with one learner for each task or for all. */
final class PoliciesTest {

  /** The number of tasks of each learner; three tasks in total. */
  static List<int[]> sizes() {
    return List.of(new int[] {1, 1, 1}, new int[] {3});
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void everyTaskHasItsOwnTemperature(int[] sizes) {
    Players players = Players.learners(sizes);
    players.temperature(0, 0).temperature(1, -1).temperature(2, -2);
    Policies policies = players.policies();
    assertEquals(1, policies.alpha(0));
    assertEquals(0.36787944117144233, policies.alpha(1), 1e-15);
    assertEquals(0.1353352832366127, policies.alpha(2), 1e-15);
  }

  /**
   * Policy a has the greater mean action, b has 1 more entropy: b is chosen if α > tanh μ. With α =
   * 1, 0.37 and 0.14, that holds for two tasks at tanh μ = ¼, and for one at ½.
   */
  @ParameterizedTest
  @MethodSource("sizes")
  void theChoiceDependsOnTheTemperatureOfTheTask(int[] sizes) {
    Players players = Players.learners(sizes);
    players.temperature(0, 0).temperature(1, -1).temperature(2, -2);
    players.critics(0, 1, 0).critics(1, 1, 0).critics(2, 1, 0);
    players.policy(0, artanh(0.25), 1).policy(1, 0, StrictMath.E).policy(2, -1, 1);
    assertArrayEquals(new int[] {1, 1, 0}, decide(players.play(SwitchRules.entropy()), 3));
    players.policy(0, artanh(0.5), 1);
    assertArrayEquals(new int[] {1, 0, 0}, decide(players.play(SwitchRules.entropy()), 3));
  }

  private static double artanh(double y) {
    return 0.5 * StrictMath.log((1 + y) / (1 - y));
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void theCriticOfATaskScoresEveryPolicy(int[] sizes) {
    Players players = Players.learners(sizes);
    players.policy(0, -1, 1).policy(1, 0, 1).policy(2, 1, 1);
    players.critics(0, 1, 0).critics(1, -1, 7).critics(2, 0, -7);
    assertArrayEquals(new int[] {2, 0, 0}, decide(players.play(QSwitch.defaults()), 3));
    players.critics(2, 3, 0).critics(1, 0, 0);
    assertArrayEquals(new int[] {2, 0, 2}, decide(players.play(QSwitch.defaults()), 3));
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void rowsOfProposalsAreOrderedByPolicyThenByTask(int[] sizes) {
    Players players = Players.learners(sizes);
    players.policy(0, -1, 1).policy(1, 0.25, 2).policy(2, 1, 3);
    Policies policies = players.policies();
    Mat seen = Precision.DOUBLE.zeros(3, 1);
    Tape every = Tape.record(Players.KERNELS, t -> policies.every(t.input("seen", seen)).mean());
    assertArrayEquals(
        new double[] {-1, -1, -1, 0.25, 0.25, 0.25, 1, 1, 1}, column(every.result().value()));
    Tape own = Tape.record(Players.KERNELS, t -> policies.own(t.input("seen", seen)).mean());
    assertArrayEquals(new double[] {-1, 0.25, 1}, column(own.result().value()));
    Tape spread = Tape.record(Players.KERNELS, t -> policies.own(t.input("seen", seen)).logStd());
    assertArrayEquals(
        new double[] {0, StrictMath.log(2), StrictMath.log(3)},
        column(spread.result().value()),
        1e-15);
  }

  /** Q_i(s, a) = w_i a + c_i at two candidates of each task, task after task. */
  @ParameterizedTest
  @MethodSource("sizes")
  void rowsOfCriticsAreOrderedByTaskThenByCandidate(int[] sizes) {
    Players players = Players.learners(sizes);
    players.critics(0, 1, 0.5).critics(1, 10, 0).critics(2, 100, -1);
    Policies policies = players.policies();
    Mat rows = Precision.DOUBLE.zeros(6, 2);
    for (int i = 0; i < 6; i++) {
      rows.set(i, 1, i + 1);
    }
    Tape scores =
        Tape.record(
            Players.KERNELS,
            t -> policies.ownCritics(QSwitch.CriticChoice.FIRST, t.input("rows", rows)));
    assertArrayEquals(
        new double[] {1.5, 2.5, 30, 40, 499, 599}, column(scores.result().value()), 1e-12);
  }

  /** Ways to share networks between the tasks of one learner. */
  static List<Wiring> wirings() {
    return List.of(
        Wiring.heads(2),
        Wiring.sharedWithId(2),
        Wiring.separateCritics(2),
        new Wiring(new Wiring.Blocks(2, 1), new Wiring.Blocks(2, 1), 2, 0));
  }

  @ParameterizedTest
  @MethodSource("wirings")
  void everyPolicyUsesItsOwnNetworksAtAllObservations(Wiring wiring) {
    Dimensions sizes = new Dimensions(2, 3, 1);
    SacConfig config =
        SacConfig.defaults()
            .with(
                c -> {
                  c.hidden = List.of(8, 8);
                  c.batch = 1;
                });
    Nets nets = Nets.create(Players.KERNELS, sizes, wiring, config, Xoshiro256.named(1, "weights"));
    Xoshiro256 noise = Xoshiro256.named(1, "noise");
    Sac sac =
        new Sac(
            Players.KERNELS,
            sizes,
            config,
            nets,
            Batch.zeros(Players.KERNELS.precision(), sizes, config.batch()),
            Extension.NONE,
            noise);
    Policies policies =
        new TrainedPolicies(List.of("a", "b"), List.of(sac), List.of(), Optional.empty());
    double[][] seen = {{1, -2, 0.5}, {-1, 0.25, 3}};
    double[] every = means(policies, true, seen);
    double[] own = means(policies, false, seen);
    double[] exchanged = means(policies, false, new double[][] {seen[1], seen[0]});
    assertArrayEquals(new double[] {own[0], exchanged[0], exchanged[1], own[1]}, every, 1e-14);
    assertNotEquals(every[0], every[2], "policies differ");
  }

  private static double[] means(Policies policies, boolean every, double[][] seen) {
    Mat rows = Mat.of(Precision.DOUBLE, seen);
    Tape tape =
        Tape.record(
            Players.KERNELS,
            t -> {
              Var observations = t.input("seen", rows);
              return every
                  ? policies.every(observations).mean()
                  : policies.own(observations).mean();
            });
    return column(tape.result().value());
  }

  private static double[] column(Mat values) {
    double[] column = new double[values.rows()];
    for (int i = 0; i < column.length; i++) {
      column[i] = values.get(i, 0);
    }
    return column;
  }

  @Test
  void learnersForAWrongNumberOfTasksAreRefused() {
    TrainedPolicies two = (TrainedPolicies) Players.learners(2).policies();
    assertEquals(
        "learners = 1, expected one of all tasks [a, b, c], or one of each",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    new TrainedPolicies(
                        List.of("a", "b", "c"), two.learners(), List.of(), Optional.empty()))
            .getMessage());
    assertEquals(List.of("a", "b"), two.names());
    assertThrows(IllegalArgumentException.class, () -> Players.learners(2, 1).policies());
  }

  @Test
  void guidesComeAfterTheLearnedPolicies() {
    Policies policies =
        Players.separate(2).policies(new Pointer("up", 1, 0), new Pointer("down", -1, 0));
    assertEquals(List.of("a", "b", "up", "down"), policies.names());
  }
}
