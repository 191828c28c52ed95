package org.qmp.rl.multitask;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.qmp.autograd.NonFiniteException;
import org.qmp.autograd.kernel.Precision;
import org.qmp.env.Relabeling;
import org.qmp.nn.Fingerprint;
import org.qmp.nn.Xoshiro256;
import org.qmp.rl.multitask.Method.DataSharing.Cds;
import org.qmp.rl.multitask.Method.DataSharing.Uds;
import org.qmp.rl.multitask.OwnTransitions.LearnerTasks;
import org.qmp.rl.replay.Batch;
import org.qmp.rl.replay.Dimensions;
import org.qmp.rl.sac.Sac;
import org.qmp.rl.sac.Sac.Extension;
import org.qmp.rl.sac.Sac.Nets;
import org.qmp.rl.sac.SacConfig;
import org.qmp.rl.sac.Wiring;

/** Which tasks' rows are in a batch with shared transitions, and with which rewards. */
final class SharedTransitionsTest extends SharingFixture {
  /** Task 1 of three, B = 5: rows 0–4 from buffer 1, then ⌊5 / 2⌋ = 2 each of buffers 0 and 2. */
  @Test
  void ownRowsAreFollowedByEqualSharesOfTheOthers() {
    Sac sac = learner(5, 1);
    Batch b = sac.batch();
    shared(sac, 5, LearnerTasks.one(NAMES, 1), new Uds(0), Small.paying(-3)).fill(replays());
    assertEquals(9, b.rows());
    Xoshiro256 own = Xoshiro256.named(5, "replay/right");
    Xoshiro256 foreign = Xoshiro256.named(5, "sharing/right");
    double[] expected = new double[9];
    for (int i = 0; i < 9; i++) {
      int base = i < 5 ? 100 : i < 7 ? 0 : 200;
      expected[i] = base + (i < 5 ? own : foreign).nextInt(10);
      assertEquals(i < 5 ? expected[i] : -3, b.reward().get(i, 0), "reward of row " + i);
      assertEquals(expected[i] % 2 == 1 ? 0 : 1, b.continues().get(i, 0), "end of row " + i);
    }
    assertArrayEquals(expected, column(b.obs(), 0, 9));
    double[] next = Arrays.stream(expected).map(s -> s + 0.5).toArray();
    assertArrayEquals(next, column(b.nextObs(), 0, 9));
  }

  @Test
  void trueRewardsAreThoseOfTheTaskThatLearns() {
    Sac sac = learner(4, 1);
    shared(sac, 4, LearnerTasks.one(NAMES, 2), new Cds(0.5), new Knowing()).fill(replays());
    assertRewards(sac.batch(), 0, 2);
  }

  @Test
  void trueRewardsOfAJointLearnerAreThoseOfEachTask() {
    Sac sac = learner(4, 1, 1, 1);
    shared(sac, 4, LearnerTasks.all(NAMES), new Cds(0.5), new Knowing()).fill(replays());
    for (int task = 0; task < 3; task++) {
      assertRewards(sac.batch(), 8 * task, task);
    }
  }

  /** r = 1000 · task + s + a + ¼ s'. */
  private static final class Knowing implements Relabeling {
    @Override
    public double leastReward() {
      return -1;
    }

    @Override
    public double reward(int task, double[] obs, double[] action, double[] nextObs) {
      return 1000 * task + obs[0] + action[0] + 0.25 * nextObs[0];
    }
  }

  /** Of a task's eight rows, the first four are its own and keep the reward that was stored. */
  private static void assertRewards(Batch b, int first, int task) {
    for (int i = 0; i < 8; i++) {
      double s = b.obs().get(first + i, 0);
      assertEquals(
          i < 4 ? s : 1000 * task + s - 0.5 + 0.25 * (s + 0.5),
          b.reward().get(first + i, 0),
          "row " + (first + i));
    }
  }

  /**
   * All three tasks in one learner, B = 4, Q₁ of task 0 is s, of task 1 is −s, of task 2 is 0: task
   * 0 uses all rows (all others are above 9), task 1 uses only buffer 0, task 2 has ties.
   */
  @Test
  void aJointLearnerAveragesOverTasks() {
    Sac sac = learner(4, 1, -1, 0);
    SharedTransitions sampling =
        shared(sac, 4, LearnerTasks.all(NAMES), new Uds(1), Small.paying(-1));
    sampling.fill(replays());
    assertEquals(24, sac.batch().rows());
    double[] expected = new double[24];
    Arrays.fill(expected, 0, 8, 1.0 / (3 * 8));
    Arrays.fill(expected, 8, 14, 1.0 / (3 * 6));
    Arrays.fill(expected, 16, 20, 1.0 / (3 * 4));
    assertArrayEquals(expected, column(sac.batch().weight(), 0, 24), 1e-15);
    assertEquals(1, Arrays.stream(expected).sum(), 1e-14);
    assertEquals(0.5, sampling.sharingProportion(0));
    assertEquals(2.0 / 6, sampling.sharingProportion(1), 1e-15);
    assertEquals(0, sampling.sharingProportion(2));
    assertEquals(Map.of("left", 0.5, "right", 2 / 6.0, "up", 0.0), sampling.sharingProportions());
    double[] hundreds =
        Arrays.stream(column(sac.batch().obs(), 0, 24)).map(s -> Math.floor(s / 100)).toArray();
    assertArrayEquals(
        new double[] {0, 0, 0, 0, 1, 1, 2, 2, 1, 1, 1, 1, 0, 0, 2, 2, 2, 2, 2, 2, 0, 0, 1, 1},
        hundreds);
  }

  @Test
  void ownRowsAreTheSameAsWithoutSharing() {
    Sac sac = learner(4, 1, -1, 0);
    SharedTransitions with =
        shared(sac, 4, LearnerTasks.all(NAMES), new Uds(0.5), Small.paying(-1));
    Batch plain = Batch.zeros(Precision.DOUBLE, new Dimensions(3, 1, 1), 4);
    OwnTransitions without = new OwnTransitions(plain, 4, LearnerTasks.all(NAMES), 5);
    for (int round = 0; round < 3; round++) {
      with.fill(replays());
      without.fill(replays());
      for (int block = 0; block < 3; block++) {
        assertArrayEquals(
            column(plain.obs(), 4 * block, 4 * block + 4),
            column(sac.batch().obs(), 8 * block, 8 * block + 4));
      }
    }
    assertEquals(1.0 / 12, plain.weight().get(0, 0));
  }

  @Test
  void futureBatchesDependOnlyOnTheStreams() {
    Sac first = learner(4, 1);
    Sac second = learner(4, 1);
    LearnerTasks learnerTasks = LearnerTasks.one(NAMES, 1);
    SharedTransitions original = shared(first, 4, learnerTasks, new Uds(0.5), Small.paying(0));
    SharedTransitions copy = shared(second, 4, learnerTasks, new Uds(0.5), Small.paying(0));
    assertEquals(List.of("replay/right", "sharing/right"), List.copyOf(copy.streams().keySet()));
    original.fill(replays());
    original.streams().forEach((name, rng) -> copy.streams().get(name).restore(rng.state()));
    List<String> batches = new ArrayList<>();
    for (int round = 0; round < 5; round++) {
      original.fill(replays());
      copy.fill(replays());
      assertEquals(print(first.batch()), print(second.batch()));
      batches.add(print(first.batch()));
    }
    assertNotEquals(batches.get(0), batches.get(1));
  }

  private static String print(Batch b) {
    return new Fingerprint().add("obs", b.obs()).add("weight", b.weight()).hex();
  }

  /** Four own rows and four of others: the critic values rows 4 and 5 less, 6 and 7 more. */
  @Test
  void onlyTheRowsInUseAffectAnUpdate() {
    Sac sac = learner(4, 1);
    shared(sac, 4, LearnerTasks.one(NAMES, 1), new Uds(0.5), Small.paying(0)).fill(replays());
    Sac other = learner(4, 1);
    shared(other, 4, LearnerTasks.one(NAMES, 1), new Uds(0.5), Small.paying(0)).fill(replays());
    Batch rows = other.batch();
    List.of(rows.obs(), rows.action(), rows.reward(), rows.nextObs())
        .forEach(part -> part.set(4, 0, 12345));
    sac.update();
    other.update();
    assertEquals(
        new Fingerprint().add(sac.state()).hex(), new Fingerprint().add(other.state()).hex());
    other.batch().reward().set(7, 0, 12345);
    sac.update();
    other.update();
    assertNotEquals(
        Fingerprint.of(sac.critics().parameters()), Fingerprint.of(other.critics().parameters()));
  }

  @Test
  void aRunOfOneTaskSharesNothing() {
    LearnerTasks learnerTasks = LearnerTasks.one(List.of("alone"), 0);
    SacConfig config = Small.config(4, List.of(), 1e-2);
    Nets nets = Nets.create(kernels, ONE, Wiring.heads(1), config, Xoshiro256.named(1, "weights"));
    Sac sac = Small.sac(kernels, ONE, config, nets, Extension.NONE);
    SharedTransitions sampling = shared(sac, 4, learnerTasks, new Uds(0.5), Small.paying(0));
    sampling.fill(List.of(Small.counting(ONE, 10, 0)));
    assertEquals(0, sampling.sharingProportion(0));
    assertEquals(0.25, sac.batch().weight().get(3, 0));
  }

  @Test
  void invalidQuantilesBatchesAndRewardsAreRefused() {
    Sac sac = learner(4, 1);
    LearnerTasks one = LearnerTasks.one(NAMES, 0);
    assertRefused("quantile = 1.5, expected in [0, 1]", () -> new Uds(1.5));
    assertRefused(
        "batch = 1, expected a row for each of 2 other tasks",
        () -> SharedTransitions.rowsPerTask(1, 3));
    assertEquals(4, SharedTransitions.rowsPerTask(2, 3));
    SharedTransitions nan = shared(sac, 4, one, new Uds(0), Small.paying(Double.NaN));
    assertEquals(
        "the reward of left for a shared transition is NaN",
        assertThrows(NonFiniteException.class, () -> nan.fill(replays())).getMessage());
  }

  private static void assertRefused(String message, Runnable action) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, action::run).getMessage());
  }
}
