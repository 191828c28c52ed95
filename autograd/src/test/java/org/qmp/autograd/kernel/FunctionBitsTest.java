package org.qmp.autograd.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The elementary functions give the same bits wherever an argument is in memory. */
class FunctionBitsTest {
  private static final int DENSE = 1 << 18;

  /** Hash of the results over the dense sweep, in the order of {@link Unary}. */
  private static final long FLOAT_HASH = -6705725504177048648L;

  private static final long DOUBLE_HASH = -3992923408395673313L;
  private static final long PROBIT_HASH = 4603557178545300134L;

  private static void assertSameBits(Mat expected, Mat actual, String what) {
    for (int i = 0; i < expected.size(); i++) {
      int at = i;
      assertEquals(
          Sweep.bits(expected, i), Sweep.bits(actual, i), () -> what + " at element " + at);
    }
  }

  @ParameterizedTest
  @EnumSource
  void everySizeAndOffsetHasTheSameBits(Precision precision) {
    for (int size : Sweep.SIZES) {
      for (Unary f : Unary.values()) {
        String what = precision + " " + f + " of " + size;
        Mat x = Sweep.window(precision, 3, size, 1);
        Mat dy = Sweep.window(precision, 3, size, 4);
        Mat[] y = {Sweep.window(precision, 5, size, 2), Sweep.window(precision, 3, size, 2)};
        Mat[] dx = {Sweep.window(precision, 7, size, 3), Sweep.window(precision, 3, size, 3)};
        dx[0].set(dx[1]);
        for (int way = 0; way < 2; way++) {
          Sweep.apply(f, x, y[way]);
          Sweep.addGradient(f, x, y[way], dy, dx[way]);
        }
        assertSameBits(y[1], y[0], what);
        assertSameBits(dx[1], dx[0], what + " gradient");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void elementsOutsideAWindowAreUnchanged(Precision precision) {
    for (Unary f : Unary.values()) {
      Mat all = Sweep.dense(precision, 40);
      Mat column = precision.zeros(40, 1);
      for (int i = 0; i < 40; i++) {
        column.set(i, 0, all.get(0, i));
      }
      Mat before = column.copy();
      Mat window = column.rowRange(7, 31);
      Sweep.apply(f, Sweep.window(precision, 2, 24, 1), window);
      Sweep.addGradient(f, window, window, window, window);
      for (int i = 0; i < 40; i++) {
        if (i < 7 || i >= 31) {
          assertEquals(Sweep.bits(before, i), Sweep.bits(column, i), f + " at " + i);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void resultsMayOverwriteTheirArguments(Precision precision) {
    for (Unary f : Unary.values()) {
      Mat x = Sweep.dense(precision, 3000);
      Mat y = precision.zeros(1, 3000);
      Sweep.apply(f, x, y);
      Sweep.apply(f, x, x);
      assertSameBits(y, x, f.name());
    }
  }

  private static double[] probabilities() {
    Random random = new Random(9);
    double[] p = random.doubles(DENSE + 5).toArray();
    double[] rare = {0, 1, -0.0, Double.NaN, -1, 2, 1e-11, 1e-300, 1 - 1e-12, 0.075, 0.925, 2e-11};
    for (int i = 0; i < 20_000; i++) {
      int at = random.nextInt(p.length);
      p[at] = i % 3 == 0 ? rare[i % rare.length] : StrictMath.pow(2, -60 * random.nextDouble());
    }
    System.arraycopy(rare, 0, p, 20, rare.length);
    return p;
  }

  @Test
  void resultsHaveTheSameBitsOnEveryVirtualMachine() {
    assertEquals(FLOAT_HASH, hash(Precision.FLOAT), "floats");
    assertEquals(DOUBLE_HASH, hash(Precision.DOUBLE), "doubles");
    double[] p = Arrays.stream(probabilities()).map(Probit::of).toArray();
    Mat z = Precision.DOUBLE.zeros(1, p.length);
    z.set(p);
    assertEquals(PROBIT_HASH, Sweep.hash(z), "probit");
  }

  private static long hash(Precision precision) {
    Mat x = Sweep.dense(precision, DENSE);
    Mat y = precision.zeros(1, DENSE);
    long hash = 0;
    for (Unary f : Unary.values()) {
      Sweep.apply(f, x, y);
      hash = hash * 31 + Sweep.hash(y);
    }
    return hash;
  }

  @ParameterizedTest
  @EnumSource
  void warmFunctionsAllocateNothing(Precision precision) {
    Mat x = Sweep.window(precision, 1, 2061, 1);
    Mat y = Sweep.window(precision, 2, 2061, 2);
    for (Unary f : Unary.values()) {
      Allocation.assertNone(
          precision + " " + f,
          () -> {
            Sweep.apply(f, x, y);
            Sweep.addGradient(f, x, y, x, y);
          });
    }
  }

  @ParameterizedTest
  @EnumSource
  void warmUpdatesAllocateNothing(Precision precision) {
    AdamStep step = new AdamStep(0.9, 0.999, 1e-8);
    step.set(1, 1e-3, 0);
    Mat g = Sweep.window(precision, 1, 2061, 1);
    Mat m = precision.zeros(2061, 1);
    Mat v = precision.zeros(2061, 1);
    Mat theta = Sweep.window(precision, 1, 2061, 2);
    Kernels kernels = Sweep.kernels(precision);
    Allocation.assertNone(
        precision + " Adam, tracking and sums",
        () -> {
          kernels.adam(step, g, m, v, theta);
          kernels.polyakUpdate(theta, 0.005, m);
          kernels.sumOfSquares(theta);
        });
  }
}
