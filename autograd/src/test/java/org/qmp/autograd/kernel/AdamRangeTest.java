package org.qmp.autograd.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Adam against its algorithm in 50 digits, with gradients from 1e-31 to almost the largest. */
final class AdamRangeTest {
  private static final double RATE = 1e-3;
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double[] EPSILONS = {
    1e-30, 1e-25, 1e-20, 1e-15, 1e-12, 9.9e-10, 1e-9, 1e-8, 1e-6, 1e-3
  };
  private static final double[] USUAL = {
    1, 0.3, 1e-3, 1e-5, 1e-8, 3e-9, 1e-10, 1e-12, 3e-15, 1e-15, 1e-17, 1e-18, 1e-20, 1e5, 1e10, 1e18
  };

  /** Large sizes; the squares of the largest overflow the format. */
  private static double[] large(Precision precision) {
    return precision == Precision.FLOAT
        ? new double[] {8e18, 1e19, 1e20, 1e25, 1e30, 3e38}
        : new double[] {1e20, 1e100, 1e153, 1e160, 1e200, 1e308};
  }

  /** Gradient t relative to its size: ± a power of two, so its product with a float is exact. */
  private static double shape(int t) {
    return new double[] {1, -0.5, 0.25, 0.125}[t % 4];
  }

  private static double rounded(Precision precision, double x) {
    return precision == Precision.FLOAT ? (float) x : x;
  }

  /** m̂ and √v̂ of algorithm 1 of the paper after each step. */
  private record Exact(List<BigDecimal> first, List<BigDecimal> root) {
    private static final Exact OF_SHAPE =
        of(IntStream.rangeClosed(1, 100).mapToDouble(AdamRangeTest::shape).toArray());

    static Exact of(double... gradients) {
      MathContext digits = BigMath.DIGITS;
      BigDecimal one = BigDecimal.ONE;
      BigDecimal beta1 = new BigDecimal("0.9");
      BigDecimal beta2 = new BigDecimal("0.999");
      BigDecimal m = BigDecimal.ZERO;
      BigDecimal v = BigDecimal.ZERO;
      Exact exact = new Exact(new ArrayList<>(), new ArrayList<>());
      for (int t = 1; t <= gradients.length; t++) {
        BigDecimal g = new BigDecimal(gradients[t - 1]);
        m = beta1.multiply(m).add(one.subtract(beta1).multiply(g), digits);
        v = beta2.multiply(v).add(one.subtract(beta2).multiply(g).multiply(g), digits);
        exact.first.add(m.divide(one.subtract(beta1.pow(t, digits), digits), digits));
        BigDecimal hat = v.divide(one.subtract(beta2.pow(t, digits), digits), digits);
        exact.root.add(hat.sqrt(digits));
      }
      return exact;
    }

    /** Σ η m̂ / (√v̂ + ε) over the first steps, and the same sum of absolute values. */
    double[] way(double size, double epsilon, int steps) {
      MathContext digits = BigMath.DIGITS;
      BigDecimal scale = new BigDecimal(size, digits);
      BigDecimal added = new BigDecimal(epsilon, digits);
      BigDecimal rate = new BigDecimal(RATE, digits);
      BigDecimal moved = BigDecimal.ZERO;
      BigDecimal length = BigDecimal.ZERO;
      for (int t = 0; t < steps; t++) {
        BigDecimal denominator = root.get(t).multiply(scale, digits).add(added, digits);
        BigDecimal hat = first.get(t).multiply(scale, digits);
        BigDecimal change = hat.divide(denominator, digits).multiply(rate, digits);
        moved = moved.add(change, digits);
        length = length.add(change.abs(), digits);
      }
      return new double[] {moved.doubleValue(), length.doubleValue()};
    }
  }

  /** The weights after n steps from 0. */
  private static Mat walk(Precision precision, double e, double[] sizes, int n) {
    Kernels k = Sweep.kernels(precision);
    AdamStep step = new AdamStep(BETA1, BETA2, e);
    Mat g = precision.zeros(1, sizes.length);
    Mat m = precision.zeros(1, sizes.length);
    Mat v = precision.zeros(1, sizes.length);
    Mat theta = precision.zeros(1, sizes.length);
    for (int t = 1; t <= n; t++) {
      for (int i = 0; i < sizes.length; i++) {
        g.set(0, i, sizes[i] * shape(t));
      }
      step.set(t, RATE, 0);
      k.adam(step, g, m, v, theta);
    }
    return theta;
  }

  private static void assertRight(Precision precision, double epsilon, double[] sizes) {
    double tolerance = precision == Precision.FLOAT ? 1e-5 : 1e-9;
    for (int steps : new int[] {1, 10, 100}) {
      Mat theta = walk(precision, epsilon, sizes, steps);
      for (int i = 0; i < sizes.length; i++) {
        double[] way = Exact.OF_SHAPE.way(rounded(precision, sizes[i]), epsilon, steps);
        String what = "epsilon " + epsilon + ", gradient " + sizes[i] + ", steps " + steps;
        assertEquals(-way[0], theta.get(0, i), tolerance * way[1], what);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void usualGradientsAreRightWithEveryEpsilon(Precision precision) {
    for (double epsilon : EPSILONS) {
      assertRight(precision, epsilon, USUAL);
      assertRight(precision, epsilon, new double[] {3 * epsilon, epsilon, 0.1 * epsilon});
    }
  }

  /** Small gradients stay right beside large ones, and a large one alone is right too. */
  @ParameterizedTest
  @EnumSource
  void gradientsWhoseSquaresOverflowAreRight(Precision precision) {
    double[] large = large(precision);
    for (double epsilon : new double[] {1e-20, 1e-8, 1e-3}) {
      DoubleStream both = DoubleStream.concat(Arrays.stream(USUAL), Arrays.stream(large));
      assertRight(precision, epsilon, both.toArray());
      for (double size : large) {
        assertRight(precision, epsilon, new double[] {size});
      }
    }
  }

  /** Weight 1, rate 1e-3, gradient 3e-15: each step is 1e-3 · 3/4 or almost 1e-3. */
  @Test
  void smallEpsilonsGiveThePublishedNumbers() {
    double[][] expected = {{1e-15, 0.99925, 0.9925, 0.925}, {1e-20, 0.999, 0.99, 0.9}};
    for (double[] row : expected) {
      Mat one = Precision.FLOAT.zeros(1, 1);
      one.fill(1);
      Mat g = Precision.FLOAT.zeros(1, 1);
      g.fill(3e-15);
      Mat m = Precision.FLOAT.zeros(1, 1);
      Mat v = Precision.FLOAT.zeros(1, 1);
      AdamStep step = new AdamStep(BETA1, BETA2, row[0]);
      for (int t = 1; t <= 100; t++) {
        step.set(t, RATE, 0);
        Sweep.kernels(Precision.FLOAT).adam(step, g, m, v, one);
        int at = List.of(1, 10, 100).indexOf(t);
        if (at >= 0) {
          assertEquals(row[1 + at], one.get(0, 0), 2e-6, "epsilon " + row[0] + ", step " + t);
        }
      }
    }
  }

  /** v = 0.001 · 4 = 0.004 fits; from the first gradient of 1e20 on, v always holds −√v. */
  @Test
  void aMatrixHoldsRootsFromTheFirstLargeGradientOn() {
    try (Kernels k = Backend.plain().kernels(Precision.FLOAT)) {
      AdamStep step = new AdamStep(BETA1, BETA2, 1e-8);
      Mat g = Mat.of(Precision.FLOAT, new double[][] {{2, 0}});
      Mat m = Precision.FLOAT.zeros(1, 2);
      Mat v = Precision.FLOAT.zeros(1, 2);
      Mat theta = Precision.FLOAT.zeros(1, 2);
      step.set(1, RATE, 0);
      k.adam(step, g, m, v, theta);
      assertEquals(0.004, v.get(0, 0), 1e-9);
      g.set(0, 1, 1e20);
      step.set(2, RATE, 0);
      k.adam(step, g, m, v, theta);
      assertEquals(-Math.sqrt(0.999 * 0.004 + 0.001 * 4), v.get(0, 0), 1e-8);
      assertEquals(-Math.sqrt(0.001) * 1e20, v.get(0, 1), 1e13);
      g.fill(0);
      step.set(3, RATE, 0);
      k.adam(step, g, m, v, theta);
      assertEquals(-Math.sqrt(0.999 * 0.001) * 1e20, v.get(0, 1), 1e13);
    }
  }

  /** With ε = 1e-20, the first element, whose sign marks that roots are stored, is −0. */
  @ParameterizedTest
  @EnumSource
  void weightsBesideOneWithoutGradientAreRight(Precision precision) {
    for (double epsilon : new double[] {1e-20, 1e-8}) {
      Mat theta = walk(precision, epsilon, new double[] {0, 1}, 10);
      double[] way = Exact.OF_SHAPE.way(1, epsilon, 10);
      assertEquals(0, theta.get(0, 0));
      assertEquals(-way[0], theta.get(0, 1), 1e-5 * way[1], "epsilon " + epsilon);
    }
  }

  /** The first step moves each weight by the rate, wherever the large gradient is. */
  @ParameterizedTest
  @ValueSource(ints = {0, 255, 256, 999})
  void oneLargeGradientIsFoundAmongAThousand(int at) {
    double[] sizes = new double[1000];
    Arrays.fill(sizes, 2);
    sizes[at] = 1e20;
    Mat theta = walk(Precision.FLOAT, 1e-8, sizes, 1);
    for (int i = 0; i < sizes.length; i++) {
      assertEquals(-Math.signum(shape(1)) * RATE, theta.get(0, i), 1e-5 * RATE, "weight " + i);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aNonFiniteGradientMakesOnlyItsOwnWeightNan(Precision precision) {
    for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      for (double epsilon : new double[] {1e-20, 1e-8}) {
        Mat theta = walk(precision, epsilon, new double[] {1, bad, 1}, 2);
        assertTrue(Double.isNaN(theta.get(0, 1)), "gradient " + bad);
        assertTrue(Double.isFinite(theta.get(0, 2)), "beside a gradient " + bad);
      }
    }
  }

  /** Large gradients do not hide small ones that come later. */
  @Test
  void largeGradientsAreForgottenAsTheFormulaSays() {
    double[] gradients = new double[200];
    for (int t = 0; t < 200; t++) {
      gradients[t] = (float) new double[] {1e25, 1, 1e19, 1e-3}[t / 50];
    }
    AdamStep step = new AdamStep(BETA1, BETA2, 1e-8);
    Mat g = Precision.FLOAT.zeros(1, 1);
    Mat m = Precision.FLOAT.zeros(1, 1);
    Mat v = Precision.FLOAT.zeros(1, 1);
    Mat theta = Precision.FLOAT.zeros(1, 1);
    for (int t = 1; t <= 200; t++) {
      g.fill(gradients[t - 1]);
      step.set(t, RATE, 0);
      Sweep.kernels(Precision.FLOAT).adam(step, g, m, v, theta);
    }
    double[] way = Exact.of(gradients).way(1, 1e-8, 200);
    assertEquals(-way[0], theta.get(0, 0), 1e-5 * way[1]);
  }
}
