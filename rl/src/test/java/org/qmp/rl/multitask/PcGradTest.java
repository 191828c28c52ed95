package org.qmp.rl.multitask;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.qmp.autograd.Parameter;
import org.qmp.autograd.Parameters;
import org.qmp.autograd.Tape;
import org.qmp.autograd.kernel.Backend;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Precision;
import org.qmp.nn.Fingerprint;
import org.qmp.nn.Normal;
import org.qmp.nn.Xoshiro256;
import org.qmp.rl.replay.Batch;
import org.qmp.rl.replay.Dimensions;
import org.qmp.rl.sac.Descent;
import org.qmp.rl.sac.Sac;
import org.qmp.rl.sac.Sac.Extension;
import org.qmp.rl.sac.Sac.Nets;
import org.qmp.rl.sac.Wiring;

final class PcGradTest {
  private final Kernels kernels = Backend.best().kernels(Precision.DOUBLE);

  /** Σ_rows w_row (x_row · θ): the gradient of a task is the mean of its rows. */
  private static Tape linear(Kernels kernels, Batch batch, Parameters theta) {
    return Tape.record(
        kernels,
        theta,
        t -> {
          var x = t.input("x", batch.obs());
          var products = x.times(t.parameter(theta.get(0))).sumColumns();
          return products.times(t.input("weight", batch.weight())).sum();
        });
  }

  private double[] merged(Xoshiro256 shuffles, double[]... rows) {
    return merged(Precision.DOUBLE, shuffles, rows);
  }

  private static double[] merged(Precision precision, Xoshiro256 shuffles, double[]... rows) {
    int width = rows[0].length;
    Batch batch = Batch.zeros(precision, new Dimensions(rows.length, width, 1), 1);
    batch.obs().set(Mat.of(precision, rows));
    Parameters theta = Parameters.of(new Parameter("theta", precision.zeros(1, width)));
    try (Kernels k = Backend.best().kernels(precision)) {
      Tape loss = linear(k, batch, theta);
      new PcGrad(k, batch, rows.length, shuffles, theta).differentiate(loss);
    }
    return theta.get(0).gradient().toRows()[0];
  }

  private static Xoshiro256 shuffles(long seed) {
    return Xoshiro256.named(seed, "shuffles");
  }

  /**
   * g₁ = (1, 0), g₂ = (−1, 1), g₁·g₂ = −1.
   *
   * <pre>
   *   p₁ = (1, 0) + ½ (−1, 1) = (½, ½)       p₂ = (−1, 1) + 1 (1, 0) = (0, 1)
   *   mean = (¼, ¾)
   * </pre>
   */
  @ParameterizedTest
  @EnumSource
  void twoConflictingTasksWorkedByHand(Precision precision) {
    double[] merged = merged(precision, shuffles(1), new double[] {1, 0}, new double[] {-1, 1});
    assertArrayEquals(new double[] {0.25, 0.75}, merged, 1e-15);
  }

  /**
   * g₁ = e₁ + 2 e_d, g₂ = e₁ − e_d, so g₁·g₂ = −1, ‖g₁‖² = 5, ‖g₂‖² = 2, whichever of the other 10
   * entries d is.
   *
   * <pre>
   *   p₁ = g₁ + ½ g₂ = (1.5, 1.5)       p₂ = g₂ + ⅕ g₁ = (1.2, −0.6)       mean = (1.35, 0.45)
   * </pre>
   */
  @ParameterizedTest
  @EnumSource
  void aConflictIsFoundInEveryEntry(Precision precision) {
    for (int d = 1; d < 11; d++) {
      double[] first = new double[11];
      double[] second = new double[11];
      first[0] = 1;
      first[d] = 2;
      second[0] = 1;
      second[d] = -1;
      double[] expected = new double[11];
      expected[0] = 1.35;
      expected[d] = 0.45;
      assertArrayEquals(expected, merged(precision, shuffles(1), first, second), 1e-6);
    }
  }

  /** θ is not 0, so neither is the loss: the mean of (1 · 3 + 2 · 5) and (−1 · 3 + 4 · 5) is 15. */
  @Test
  void theReportedLossIsThatOfTheWholeBatch() {
    Batch batch = Batch.zeros(Precision.DOUBLE, new Dimensions(2, 2, 1), 1);
    batch.obs().set(Mat.of(Precision.DOUBLE, new double[][] {{1, 2}, {-1, 4}}));
    Mat values = Mat.of(Precision.DOUBLE, new double[][] {{3, 5}});
    Parameters theta = Parameters.of(new Parameter("theta", values));
    Tape loss = linear(kernels, batch, theta);
    new PcGrad(kernels, batch, 2, shuffles(1), theta).differentiate(loss);
    assertEquals(15, loss.loss(), 1e-14);
  }

  /**
   * Each task's projected gradient is orthogonal to the other's gradient, so the product of the
   * mean with a task's gradient is half that of the task's own projected gradient.
   *
   * <pre>
   *   mean·g₁ = ½ p₁·g₁ = ½ ( ‖g₁‖² − (g₁·g₂)² / ‖g₂‖² )
   * </pre>
   */
  @Test
  void projectedGradientsAreOrthogonalToTheOneTheyConflictedWith() {
    double[] first = {0.3, -1.2, 0.7, 2.1, -0.4, 0.9, 0.1};
    double[] second = {-0.8, 0.5, 1.6, -0.9, 0.2, -0.3, 1.1};
    double[] merged = merged(shuffles(1), first, second);
    double product = dot(first, second);
    double one = 0.5 * (dot(first, first) - product * product / dot(second, second));
    double two = 0.5 * (dot(second, second) - product * product / dot(first, first));
    assertTrue(product < -0.1);
    assertEquals(one, dot(merged, first), 1e-13);
    assertEquals(two, dot(merged, second), 1e-13);
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void withoutAConflictTheGradientIsUnchanged(Precision precision) {
    try (Kernels k = Backend.best().kernels(precision)) {
      Batch batch = Batch.zeros(precision, new Dimensions(3, 11, 1), 2);
      Xoshiro256 rng = Xoshiro256.named(5, "positive");
      for (int i = 0; i < 6; i++) {
        for (int j = 0; j < 11; j++) {
          batch.obs().set(i, j, rng.nextDouble());
        }
      }
      Parameters theta = Parameters.of(new Parameter("theta", precision.zeros(1, 11)));
      Tape loss = linear(k, batch, theta);
      Descent.Rule.PLAIN.differentiate(loss);
      double[] plain = theta.get(0).gradient().toRows()[0];
      Mat weights = batch.weight().copy();
      new PcGrad(k, batch, 3, shuffles(1), theta).differentiate(loss);
      double rounding = precision == Precision.DOUBLE ? 1e-15 : 1e-6;
      assertArrayEquals(plain, theta.get(0).gradient().toRows()[0], rounding);
      assertArrayEquals(weights.toRows(), batch.weight().toRows(), "weights are put back");
    }
  }

  /** ‖g₂‖² = 10⁻³⁴⁰ is 0 in doubles, so p₁ stays g₁; p₂ = g₂ + 10⁻¹⁷⁰ g₁ = 0. */
  @Test
  void aGradientWhoseSquareUnderflowsIsNotProjectedOnto() {
    double[] merged = merged(shuffles(1), new double[] {1, 0}, new double[] {-1e-170, 0});
    assertArrayEquals(new double[] {0.5, 0}, merged);
  }

  private static final double[][] THREE = {{1, 0.2, 0}, {-1, 0.4, 0.3}, {-0.2, -1, 0.1}};

  /** The algorithm as published, with the given order of the other tasks for each task. */
  private static double[] literally(int[][] order) {
    double[] mean = new double[3];
    for (int i = 0; i < 3; i++) {
      double[] p = THREE[i].clone();
      for (int j : order[i]) {
        double product = dot(p, THREE[j]);
        double factor = product < 0 ? product / dot(THREE[j], THREE[j]) : 0;
        for (int d = 0; d < 3; d++) {
          p[d] -= factor * THREE[j][d];
        }
      }
      for (int d = 0; d < 3; d++) {
        mean[d] += p[d] / 3;
      }
    }
    return mean;
  }

  private static String rounded(double[] values) {
    long[] digits = Arrays.stream(values).mapToLong(x -> Math.round(x * 1e9)).toArray();
    return Arrays.toString(digits);
  }

  /** Each of three tasks has two orders of the others: all eight outcomes must occur. */
  @Test
  void everyTaskShufflesTheOthersIndependently() {
    Set<String> expected = new TreeSet<>();
    for (int bits = 0; bits < 8; bits++) {
      expected.add(
          rounded(
              literally(
                  new int[][] {
                    (bits & 1) == 0 ? new int[] {1, 2} : new int[] {2, 1},
                    (bits & 2) == 0 ? new int[] {0, 2} : new int[] {2, 0},
                    (bits & 4) == 0 ? new int[] {0, 1} : new int[] {1, 0}
                  })));
    }
    assertEquals(8, expected.size());
    Set<String> seen = new TreeSet<>();
    Xoshiro256 shuffles = shuffles(1);
    for (int i = 0; i < 100; i++) {
      seen.add(rounded(merged(shuffles, THREE)));
    }
    assertEquals(expected, seen);
  }

  @Test
  void theRandomGeneratorIsTheOnlyState() {
    Batch batch = Batch.zeros(Precision.DOUBLE, new Dimensions(3, 3, 1), 1);
    batch.obs().set(Mat.of(Precision.DOUBLE, THREE));
    Parameters theta = Parameters.of(new Parameter("theta", Precision.DOUBLE.zeros(1, 3)));
    Tape loss = linear(kernels, batch, theta);
    Xoshiro256 first = shuffles(1);
    PcGrad used = new PcGrad(kernels, batch, 3, first, theta);
    for (int i = 0; i < 5; i++) {
      used.differentiate(loss);
    }
    PcGrad resumed = new PcGrad(kernels, batch, 3, Xoshiro256.of(first.state()), theta);
    for (int i = 0; i < 20; i++) {
      used.differentiate(loss);
      double[] expected = theta.get(0).gradient().toRows()[0];
      resumed.differentiate(loss);
      assertArrayEquals(expected, theta.get(0).gradient().toRows()[0]);
    }
  }

  /** Both tasks use θ₁, without a conflict; each head is used by one task. */
  @Test
  void aHeadsGradientIsDividedByTheNumberOfTasks() {
    double[] merged = merged(shuffles(1), new double[] {1, 4, 0}, new double[] {3, 0, 8});
    assertArrayEquals(new double[] {2, 2, 4}, merged, 1e-15);
  }

  /**
   * Both tasks agree about the second parameter. As two networks, the tasks conflict in the first;
   * as one network, only (−3, 1) and (1, 1) conflict, with a product of −2 and squares of 10 and 2.
   *
   * <pre>
   *   p₁ = (−3, 1) + (1, 1) = (−2, 2)     p₂ = (1, 1) + ⅕ (−3, 1) = (0.4, 1.2)
   *   mean = (−0.8, 1.6)
   * </pre>
   */
  @Test
  void networksAreProjectedSeparatelyAndTheParametersOfOneTogether() {
    Parameters first = Parameters.of(new Parameter("first", Precision.DOUBLE.zeros(1, 1)));
    Parameters second = Parameters.of(new Parameter("second", Precision.DOUBLE.zeros(1, 1)));
    Batch batch = Batch.zeros(Precision.DOUBLE, new Dimensions(2, 2, 1), 1);
    batch.obs().set(Mat.of(Precision.DOUBLE, new double[][] {{1, 9}, {-1, 9}}));
    Tape loss =
        Tape.record(
            kernels,
            first.and(second),
            t -> {
              var theta = t.parameter(first.get(0)).beside(t.parameter(second.get(0)));
              var products = t.input("x", batch.obs()).times(theta).sumColumns();
              return products.times(t.input("weight", batch.weight())).sum();
            });
    new PcGrad(kernels, batch, 2, shuffles(1), first, second).differentiate(loss);
    assertEquals(0, first.get(0).gradient().scalar(), 1e-15);
    assertEquals(9, second.get(0).gradient().scalar(), 1e-15);
    batch.obs().set(Mat.of(Precision.DOUBLE, new double[][] {{2, 9}, {-1, 9}}));
    PcGrad together = new PcGrad(kernels, batch, 2, shuffles(1), first.and(second));
    together.differentiate(loss);
    assertEquals(0.5, first.get(0).gradient().scalar(), 1e-15);
    batch.obs().set(Mat.of(Precision.DOUBLE, new double[][] {{-3, 1}, {1, 1}}));
    together.differentiate(loss);
    assertEquals(-0.8, first.get(0).gradient().scalar(), 1e-15);
    assertEquals(1.6, second.get(0).gradient().scalar(), 1e-15);
  }

  private Sac learner(int tasks, Extension extension) {
    Dimensions d = new Dimensions(tasks, 3, 2);
    Xoshiro256 weights = Xoshiro256.named(1, "weights");
    Nets nets = Nets.create(kernels, d, Wiring.heads(tasks), Small.config(4), weights);
    Xoshiro256 noise = Xoshiro256.named(1, "noise");
    return new Sac(
        kernels,
        d,
        Small.config(4),
        nets,
        Batch.zeros(kernels.precision(), d, Small.config(4).batch()),
        extension,
        noise);
  }

  private Extension surgery(int tasks) {
    return new Extension() {
      @Override
      public Descent.Rule gradients(Batch batch, Parameters... networks) {
        return new PcGrad(kernels, batch, tasks, shuffles(2), networks);
      }
    };
  }

  private String trained(Sac sac) {
    Normal normal = new Normal(Xoshiro256.named(7, "batch"));
    for (int i = 0; i < 3; i++) {
      Batch b = sac.batch();
      List.of(b.obs(), b.action(), b.reward(), b.nextObs()).forEach(normal::fill);
      b.continues().fill(1);
      sac.update();
    }
    return new Fingerprint().add(sac.state()).hex();
  }

  @Test
  void surgeryChangesNothingForALearnerOfOneTask() {
    assertEquals(trained(learner(1, Extension.NONE)), trained(learner(1, surgery(1))));
  }

  @Test
  void surgeryChangesALearnerOfThreeTasksReproducibly() {
    String with = trained(learner(3, surgery(3)));
    assertEquals(with, trained(learner(3, surgery(3))));
    assertNotEquals(with, trained(learner(3, Extension.NONE)));
  }
}
