package org.qmp.autograd.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class UpdatesTest {
  private static Kernels kernels(Mat x) {
    return Sweep.kernels(x.precision());
  }

  @Test
  void adamFollowsTheAlgorithmOfThePaper() {
    AdamStep step = new AdamStep(0.9, 0.999, 1e-8);
    Mat theta = Mat.of(Precision.DOUBLE, new double[][] {{1, -2, 0.5}});
    Mat m = Precision.DOUBLE.zeros(1, 3);
    Mat v = Precision.DOUBLE.zeros(1, 3);
    double[] expected = theta.toRows()[0];
    double[] first = new double[3];
    double[] second = new double[3];
    for (int t = 1; t <= 50; t++) {
      Mat g = Mat.of(Precision.DOUBLE, new double[][] {{t, -3.0 / t, Math.pow(-1, t)}});
      step.set(t, 0.01, 0.1);
      kernels(g).adam(step, g, m, v, theta);
      for (int i = 0; i < 3; i++) {
        first[i] = 0.9 * first[i] + 0.1 * g.get(0, i);
        second[i] = 0.999 * second[i] + 0.001 * g.get(0, i) * g.get(0, i);
        double mHat = first[i] / (1 - Math.pow(0.9, t));
        double vHat = second[i] / (1 - Math.pow(0.999, t));
        expected[i] -= 0.01 * (mHat / (Math.sqrt(vHat) + 1e-8) + 0.1 * expected[i]);
      }
      assertArrayEquals(expected, theta.toRows()[0], 1e-12);
    }
  }

  @ParameterizedTest
  @CsvSource({"DOUBLE, 1e-8", "FLOAT, 1e-8", "DOUBLE, 1e-20", "FLOAT, 1e-20", "FLOAT, 1e-30"})
  void momentsOfDeadUnitsNeverBecomeSubnormal(Precision precision, double epsilon) {
    double least = precision == Precision.DOUBLE ? Double.MIN_NORMAL : Float.MIN_NORMAL;
    double rate = 3e-4;
    AdamStep step = new AdamStep(0.9, 0.9, epsilon);
    Mat g = Mat.of(precision, new double[][] {new double[40]});
    Mat m = precision.zeros(1, 40);
    Mat v = precision.zeros(1, 40);
    Mat theta = Mat.of(precision, new double[][] {new double[40]});
    g.fill(0.1);
    for (int t = 1; t <= 15_000; t++) {
      step.set(t, rate, 0);
      kernels(g).adam(step, g, m, v, theta);
      g.fill(0);
      for (int i = 0; i < 40; i += 39) {
        double first = m.get(0, i);
        double second = Math.abs(v.get(0, i));
        // the rate is multiplied by m, or by m / (u + ε) if v holds −u
        double scale = v.get(0, i) < 0 ? 1 : rate;
        assertTrue(first == 0 || scale * first >= least, () -> "m = " + first);
        assertTrue(second == 0 || second >= least, () -> "v = " + second);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"DOUBLE, 1e-6", "FLOAT, 1e-6", "DOUBLE, 1e-12", "FLOAT, 1e-12"})
  void adamHasTheSameBitsAtEverySizeAndOffset(Precision precision, double epsilon) {
    AdamStep step = new AdamStep(0.9, 0.95, epsilon);
    int[] sizes = java.util.Arrays.copyOf(Sweep.SIZES, Sweep.SIZES.length + 1);
    sizes[sizes.length - 1] = 3001;
    for (int size : sizes) {
      Mat[] one = state(precision, size, 0, 0, 0);
      Mat[] other = state(precision, size, 2, 5, 1);
      for (int t = 1; t <= 3; t++) {
        step.set(t, 0.01, 0.01);
        Mat g = Sweep.window(precision, 4, size, t);
        kernels(g).adam(step, g.copy(), one[0], one[1], one[2]);
        kernels(g).adam(step, g, other[0], other[1], other[2]);
      }
      for (int part = 0; part < 3; part++) {
        assertEquals(Sweep.hash(one[part]), Sweep.hash(other[part]), "size " + size);
      }
    }
  }

  /** First and second moment and θ; the values do not depend on the offsets. */
  private static Mat[] state(Precision precision, int size, int m, int v, int theta) {
    Mat[] state = {
      Sweep.window(precision, m, size, 1),
      Sweep.window(precision, v, size, 1),
      Sweep.window(precision, theta, size, 1)
    };
    Random random = new Random(size);
    for (int i = 0; i < size; i++) {
      state[0].set(i, 0, random.nextGaussian());
      state[1].set(i, 0, random.nextDouble());
      state[2].set(i, 0, random.nextGaussian());
    }
    return state;
  }

  @ParameterizedTest
  @EnumSource
  void momentumAndTrackingFollowTheirFormulas(Precision precision) {
    for (int offset : new int[] {0, 3}) {
      Mat g = Sweep.window(precision, offset, 1500, 1);
      Mat v = Sweep.window(precision, 0, 1500, 2);
      Mat theta = Sweep.window(precision, 0, 1500, 3);
      Mat target = theta.copy();
      Mat v0 = v.copy();
      Mat theta0 = theta.copy();
      kernels(g).momentum(0.9, 0.1, g, v, theta);
      kernels(g).polyakUpdate(g, 0.005, target);
      double tolerance = precision == Precision.DOUBLE ? 1e-15 : 1e-6;
      for (int i = 0; i < 1500; i++) {
        assertEquals(0.9 * v0.get(i, 0) + g.get(i, 0), v.get(i, 0), tolerance);
        assertEquals(theta0.get(i, 0) - 0.1 * v.get(i, 0), theta.get(i, 0), tolerance);
        double tracked = 0.995 * theta0.get(i, 0) + 0.005 * g.get(i, 0);
        assertEquals(tracked, target.get(i, 0), tolerance);
      }
    }
  }

  /** 0.1 · 0.5ᵗ falls below the least normal number of either format. */
  @ParameterizedTest
  @EnumSource
  void velocitiesOfDeadUnitsNeverBecomeSubnormal(Precision precision) {
    double least = precision == Precision.DOUBLE ? Double.MIN_NORMAL : Float.MIN_NORMAL;
    Mat g = precision.zeros(1, 1);
    Mat v = precision.zeros(1, 1);
    Mat theta = precision.zeros(1, 1);
    g.fill(0.1);
    for (int t = 0; t < 1200; t++) {
      kernels(g).momentum(0.5, 0.1, g, v, theta);
      g.fill(0);
      double velocity = v.scalar();
      assertTrue(velocity == 0 || velocity >= least, () -> "v = " + velocity);
    }
    assertEquals(0, v.scalar());
  }

  @ParameterizedTest
  @EnumSource
  void sumOfSquaresAddsInTheDocumentedOrder(Precision precision) {
    for (int cols : new int[] {1, 5, 15, 16, 31, 32, 33, 47, 256, 300, 700}) {
      Mat x = precision.zeros(4, cols).rowRange(1, 4);
      Random random = new Random(cols);
      for (int i = 0; i < 3 * cols; i++) {
        x.set(i / cols, i % cols, random.nextGaussian());
      }
      double expected =
          precision == Precision.DOUBLE ? doubleSumOfSquares(x) : floatSumOfSquares(x);
      assertEquals(expected, kernels(x).sumOfSquares(x), "columns " + cols);
    }
  }

  private static double doubleSumOfSquares(Mat x) {
    int stride = x.cols() < 16 ? 1 : 8;
    double[] partial = new double[stride];
    for (int j = 0; j < x.cols(); j++) {
      double sum = 0;
      for (int i = 0; i < x.rows(); i++) {
        sum += x.get(i, j) * x.get(i, j);
      }
      partial[j % stride] += sum;
    }
    for (int half = stride / 2; half > 0; half /= 2) {
      for (int i = 0; i < half; i++) {
        partial[i] += partial[i + half];
      }
    }
    return partial[0];
  }

  private static float floatSumOfSquares(Mat x) {
    int stride = x.cols() < 32 ? 1 : 16;
    float[] partial = new float[stride];
    for (int j = 0; j < x.cols(); j++) {
      float sum = 0;
      for (int i = 0; i < x.rows(); i++) {
        float value = (float) x.get(i, j);
        sum += value * value;
      }
      partial[j % stride] += sum;
    }
    for (int half = stride / 2; half > 0; half /= 2) {
      for (int i = 0; i < half; i++) {
        partial[i] += partial[i + half];
      }
    }
    return partial[0];
  }
}
