package org.qmp.rl.multitask;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.qmp.autograd.Parameter;
import org.qmp.autograd.Parameters;
import org.qmp.autograd.Tape;
import org.qmp.autograd.kernel.Backend;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Precision;
import org.qmp.nn.Xoshiro256;
import org.qmp.rl.multitask.Method.DataSharing;
import org.qmp.rl.multitask.Method.Networks;
import org.qmp.rl.multitask.Method.Surgery;
import org.qmp.rl.replay.Batch;
import org.qmp.rl.replay.Dimensions;
import org.qmp.rl.sac.Descent;
import org.qmp.rl.sac.Sac;

/** Gradient surgery on batches in which some rows have weight 0. */
final class PcGradOfSharedDataTest {
  private final Kernels kernels = Backend.plain().kernels(Precision.DOUBLE);
  private final Batch batch = Batch.zeros(Precision.DOUBLE, new Dimensions(2, 2, 1), 3);
  private final Parameters theta =
      Parameters.of(new Parameter("theta", Precision.DOUBLE.zeros(1, 2)));

  /** Σ_rows w_row (x_row · θ): a task's gradient is the mean of its rows that have weight. */
  private final Tape loss =
      Tape.record(
          kernels,
          theta,
          t ->
              t.input("x", batch.obs())
                  .times(t.parameter(theta.get(0)))
                  .sumColumns()
                  .times(t.input("weight", batch.weight()))
                  .sum());

  private final PcGrad rule = new PcGrad(kernels, batch, 2, Xoshiro256.named(1, "shuffles"), theta);

  private double[] gradient(Descent.Rule how) {
    how.differentiate(loss);
    return theta.get(0).gradient().toRows()[0];
  }

  private void fill(double[][] rows, double... weights) {
    batch.obs().set(Mat.of(Precision.DOUBLE, rows));
    batch.weight().set(weights);
  }

  /**
   * Two rows of task 0 have weight, g₁ = (1, 0), and one of task 1, g₂ = (−1, 1): the pair worked
   * by hand in {@link PcGradTest}.
   */
  @Test
  void rowsOfWeightZeroDoNotAffectAnyGradient() {
    double[][] rows = {{3, -1}, {-1, 1}, {7e5, 7e5}, {-4e5, 1e5}, {-1, 1}, {9e5, -9e5}};
    fill(rows, 0.25, 0.25, 0, 0, 0.5, 0);
    assertArrayEquals(new double[] {0.25, 0.75}, gradient(rule), 1e-15);
  }

  @Test
  void withoutAConflictTheGradientIsThatOfTheWholeLoss() {
    fill(new double[][] {{1, 0}, {2, 1}, {0, 5}, {3, 1}, {1, 1}, {8, 8}}, 0.1, 0.4, 0, 0.3, 0.2, 0);
    double[] plain = gradient(Descent.Rule.PLAIN);
    assertArrayEquals(plain, gradient(rule), 1e-15);
  }

  @Test
  void everyPassRestoresTheWeightsOfItsOwnBatch() {
    double[][] rows = {{1, 0}, {2, 1}, {0, 5}, {3, 1}, {1, 1}, {8, 8}};
    for (double[] weights :
        new double[][] {{0.5, 0, 0, 0.25, 0.25, 0}, {0, 0.25, 0.25, 0, 0, 0.5}}) {
      fill(rows, weights);
      gradient(rule);
      assertArrayEquals(new double[][] {weights}, transposed(batch.weight()));
    }
  }

  private static double[][] transposed(Mat column) {
    return new double[][] {Arrays.stream(column.toRows()).mapToDouble(row -> row[0]).toArray()};
  }

  @Test
  void surgeryKeepsTheWeightsOfDataSharing() {
    Method both =
        Method.of(Networks.MULTI_HEAD).with(Surgery.PCGRAD).with(new DataSharing.Uds(0.7));
    try (Learners learners = Teams.learners(both, Backend.plain())) {
      boolean someUnused = false;
      boolean someShared = false;
      for (int update = 0; update < 10; update++) {
        learners.update(Teams.replays(0), Teams.each(learners, 1), 1);
        Sac sac = learners.sacs().get(0);
        double[] weights = transposed(sac.batch().weight())[0];
        int block = weights.length / 3;
        for (int task = 0; task < 3; task++) {
          double[] mine = Arrays.copyOfRange(weights, task * block, (task + 1) * block);
          assertEquals(1 / 3.0, Arrays.stream(mine).sum(), 1e-6);
          assertEquals(mine[0], mine[7], "own rows count alike");
          someUnused |= Arrays.stream(mine).anyMatch(weight -> weight == 0);
          someShared |= Arrays.stream(mine).skip(8).anyMatch(weight -> weight > 0);
        }
      }
      assertTrue(someUnused && someShared);
    }
  }
}
