package org.qmp.rl.multitask;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qmp.rl.multitask.Method.DataSharing.Uds;
import org.qmp.rl.multitask.OwnTransitions.LearnerTasks;
import org.qmp.rl.replay.ReplayBuffer;
import org.qmp.rl.sac.Sac;

/** Foreign rows are used if the critic values them above a quantile of the own rows. */
final class SharingRuleTest extends SharingFixture {
  @Test
  void quantileZeroKeepsAllWhateverTheCriticSays() {
    Sac sac = learner(5, -1e9);
    SharedTransitions sampling =
        shared(sac, 5, LearnerTasks.one(NAMES, 1), new Uds(0), Small.paying(-3));
    sampling.fill(replays());
    double[] ninth = new double[9];
    Arrays.fill(ninth, 1.0 / 9);
    assertArrayEquals(ninth, column(sac.batch().weight(), 0, 9), 1e-15);
    assertEquals(0.5, sampling.sharingProportion(0));
  }

  /**
   * Task 1 with Q₁ = s and B = 4: own values are 100 … 109, so all of buffer 0 (0 … 9) falls short
   * of any threshold and all of buffer 2 (200 … 209) exceeds it. Of M = 4 foreign rows the last two
   * are used: weights 1/6, and a proportion of 2 / (2 + 4).
   */
  @Test
  void foreignRowsAreUsedIfTheCriticValuesThemAboveOwnRows() {
    Sac sac = learner(4, 1);
    SharedTransitions sampling =
        shared(sac, 4, LearnerTasks.one(NAMES, 1), new Uds(0.5), Small.paying(0));
    sampling.fill(replays());
    double w = 1.0 / 6;
    assertArrayEquals(
        new double[] {w, w, w, w, 0, 0, w, w}, column(sac.batch().weight(), 0, 8), 1e-15);
    assertEquals(2.0 / 6, sampling.sharingProportion(0), 1e-15);
  }

  /** The rule, literally: sort, put −∞ in front, take element ⌊B κ⌋, keep what is greater. */
  private static boolean[] literally(double[] own, double[] foreign, double quantile) {
    double[] sorted = own.clone();
    Arrays.sort(sorted);
    List<Double> list = new ArrayList<>(List.of(Double.NEGATIVE_INFINITY));
    Arrays.stream(sorted).forEach(list::add);
    double threshold = list.get((int) Math.floor(own.length * quantile));
    boolean[] keep = new boolean[foreign.length];
    for (int i = 0; i < keep.length; i++) {
      keep[i] = foreign[i] > threshold;
    }
    return keep;
  }

  /** Buffers that overlap, so that ties and both sides of every threshold occur. */
  @ParameterizedTest
  @CsvSource({"0.15", "0.25", "0.3", "0.5", "0.9", "1"})
  void theRowsInUseAreThoseOfTheRule(double quantile) {
    Sac sac = learner(8, 0.5);
    SharedTransitions sampling =
        shared(sac, 8, LearnerTasks.one(NAMES, 0), new Uds(quantile), Small.paying(-1));
    List<ReplayBuffer> replays =
        List.of(Small.counting(ONE, 10, 3), Small.counting(ONE, 10, 0), Small.counting(ONE, 10, 5));
    int kept = 0;
    for (int round = 0; round < 50; round++) {
      sampling.fill(replays);
      double[] own = column(sac.batch().obs(), 0, 8);
      boolean[] keep = literally(own, column(sac.batch().obs(), 8, 16), quantile);
      int used = 0;
      for (boolean each : keep) {
        used += each ? 1 : 0;
      }
      for (int i = 0; i < 8; i++) {
        assertEquals(1.0 / (8 + used), sac.batch().weight().get(i, 0), 1e-15);
        double expected = keep[i] ? 1.0 / (8 + used) : 0;
        assertEquals(expected, sac.batch().weight().get(8 + i, 0), 1e-15);
      }
      assertEquals(used / (used + 8.0), sampling.sharingProportion(0), 1e-15);
      kept += used;
    }
    assertTrue(kept < 400, kept + " of 400");
    assertTrue(kept > 0, kept + " of 400");
  }

  /** Every observation is 7: each foreign value equals the threshold, and equal is not above. */
  @Test
  void atATieAForeignRowIsNotUsed() {
    Sac sac = learner(4, 1);
    List<ReplayBuffer> same =
        IntStream.range(0, 3).mapToObj(i -> Small.counting(ONE, 1, 7)).toList();
    SharedTransitions strict =
        shared(sac, 4, LearnerTasks.one(NAMES, 1), new Uds(0.25), Small.paying(0));
    strict.fill(same);
    assertEquals(0, strict.sharingProportion(0));
    assertArrayEquals(
        new double[] {0.25, 0.25, 0.25, 0.25, 0, 0, 0, 0}, column(sac.batch().weight(), 0, 8));
    SharedTransitions below =
        shared(sac, 4, LearnerTasks.one(NAMES, 1), new Uds(0.24), Small.paying(0));
    below.fill(same);
    assertEquals(0.5, below.sharingProportion(0), "⌊4 · 0.24⌋ = 0: the threshold is −∞");
  }

  @Test
  void thePresentOnlineCriticChooses() {
    Sac sac = learner(4, 1);
    SharedTransitions sampling =
        shared(sac, 4, LearnerTasks.one(NAMES, 1), new Uds(0.5), Small.paying(0));
    sac.critics().first().parameters().get(0).value().set(0, 0, -1);
    sampling.fill(replays());
    double w = 1.0 / 6;
    assertArrayEquals(
        new double[] {w, w, w, w, w, w, 0, 0}, column(sac.batch().weight(), 0, 8), 1e-15);
  }
}
