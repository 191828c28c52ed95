package org.qmp.autograd.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VectorParityTest {
  private static final int DENSE = 1 << 18;

  /** Of the results over the dense sweep, in the order of {@link Unary}; probit is the last. */
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
  void simdEqualsScalarOnADenseSweep(Precision precision) {
    Mat x = Sweep.dense(precision, DENSE + 5);
    Mat plain = precision.zeros(1, x.size());
    Mat simd = precision.zeros(1, x.size());
    for (Unary f : Unary.values()) {
      Sweep.apply(false, f, x, plain);
      Sweep.apply(true, f, x, simd);
      assertSameBits(plain, simd, precision + " " + f);
    }
  }

  @ParameterizedTest
  @EnumSource
  void simdEqualsScalarForEverySizeAndOffset(Precision precision) {
    for (int size : Sweep.SIZES) {
      for (Unary f : Unary.values()) {
        String what = precision + " " + f + " of " + size;
        Mat x = Sweep.window(precision, 3, size, 1);
        Mat[] y = {Sweep.window(precision, 5, size, 2), Sweep.window(precision, 3, size, 2)};
        Mat[] dx = {Sweep.window(precision, 7, size, 3), Sweep.window(precision, 3, size, 3)};
        dx[0].set(dx[1]);
        Mat dy = Sweep.window(precision, 3, size, 4);
        for (int way = 0; way < 2; way++) {
          Sweep.apply(way == 0, f, x, y[way]);
          Sweep.addGradient(way == 0, f, x, y[way], dy, dx[way]);
        }
        assertSameBits(y[1], y[0], what);
        assertSameBits(dx[1], dx[0], what + " gradient");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void differentOffsetsDoNotChangeABit(Precision precision) {
    for (Unary f : Unary.values()) {
      Mat x = Sweep.window(precision, 0, 40, 1);
      Mat shifted = Sweep.window(precision, 9, 40, 1);
      shifted.set(x);
      Mat y = precision.zeros(40, 1);
      Mat dx = precision.zeros(40, 1);
      Mat ofShifted = precision.zeros(40, 1);
      Mat dxOfShifted = precision.zeros(40, 1);
      Sweep.apply(false, f, x, y);
      Sweep.apply(false, f, shifted, ofShifted);
      Sweep.addGradient(false, f, x, y, x, dx);
      Sweep.addGradient(false, f, shifted, ofShifted, shifted, dxOfShifted);
      assertSameBits(y, ofShifted, f.name());
      assertSameBits(dx, dxOfShifted, f + " gradient");
    }
  }

  @ParameterizedTest
  @EnumSource
  void resultsMayOverwriteTheirArguments(Precision precision) {
    for (Unary f : Sweep.TRANSCENDENTAL) {
      Mat x = Sweep.dense(precision, 3000);
      Mat y = precision.zeros(1, 3000);
      Sweep.apply(true, f, x, y);
      Sweep.apply(true, f, x, x);
      assertSameBits(y, x, f.name());
    }
  }

  @Test
  void simdProbitEqualsScalarOnEveryKindOfProbability() {
    double[] p = probabilities();
    double[] simd = p.clone();
    VectorProbit.apply(simd, p.length, new double[VectorDoubleFunctions.SCRATCH]);
    for (int i = 0; i < p.length; i++) {
      assertEquals(DoubleFunctions.probit(p[i]), simd[i], "probit of " + p[i]);
    }
    for (int size : Sweep.SIZES) {
      double[] some = Arrays.copyOf(p, size + 1);
      VectorProbit.apply(some, size, new double[VectorDoubleFunctions.SCRATCH]);
      for (int i = 0; i < size; i++) {
        assertEquals(DoubleFunctions.probit(p[i]), some[i]);
      }
      assertEquals(p[size], some[size]);
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
  void resultsAreTheSameBitsOnEveryVirtualMachine() {
    for (boolean simd : new boolean[] {false, true}) {
      assertEquals(FLOAT_HASH, hash(simd, Precision.FLOAT), "floats, SIMD " + simd);
      assertEquals(DOUBLE_HASH, hash(simd, Precision.DOUBLE), "doubles, SIMD " + simd);
      double[] p = probabilities();
      if (simd) {
        VectorProbit.apply(p, p.length, new double[VectorDoubleFunctions.SCRATCH]);
      } else {
        Arrays.setAll(p, i -> DoubleFunctions.probit(p[i]));
      }
      Mat z = Precision.DOUBLE.zeros(1, p.length);
      System.arraycopy(p, 0, z.doubles(), 0, p.length);
      assertEquals(PROBIT_HASH, Sweep.hash(z), "probit, SIMD " + simd);
    }
  }

  private static long hash(boolean simd, Precision precision) {
    Mat x = Sweep.dense(precision, DENSE);
    Mat y = precision.zeros(1, DENSE);
    long hash = 0;
    for (Unary f : Unary.values()) {
      Sweep.apply(simd, f, x, y);
      hash = hash * 31 + Sweep.hash(y);
    }
    return hash;
  }

  @ParameterizedTest
  @EnumSource
  void warmFunctionsAllocateNothing(Precision precision) {
    Mat x = Sweep.window(precision, 1, 2061, 1);
    Mat y = Sweep.window(precision, 2, 2061, 2);
    FloatUnary floats = new VectorFloatUnary();
    DoubleUnary doubles = new VectorDoubleUnary();
    for (Unary f : Sweep.TRANSCENDENTAL) {
      Allocation.assertNone(
          precision + " " + f,
          precision == Precision.DOUBLE
              ? () -> doubles.apply(f, x, y)
              : () -> floats.apply(f, x, y));
    }
    Allocation.assertNone(
        precision + " slope of softplus",
        precision == Precision.DOUBLE
            ? () -> doubles.addGradient(Unary.SOFTPLUS, x, y, x, y)
            : () -> floats.addGradient(Unary.SOFTPLUS, x, y, x, y));
  }

  @Test
  void warmAdamAndProbitAllocateNothing() {
    AdamStep step = new AdamStep(0.9, 0.999, 1e-8);
    step.set(1, 1e-3, 0);
    for (Precision precision : Precision.values()) {
      Mat g = Sweep.window(precision, 1, 2061, 1);
      Mat m = precision.zeros(2061, 1);
      Mat v = precision.zeros(2061, 1);
      Mat theta = Sweep.window(precision, 1, 2061, 2);
      FloatUpdates floats = new VectorFloatUpdates();
      DoubleUpdates doubles = new VectorDoubleUpdates();
      Allocation.assertNone(
          precision + " Adam",
          precision == Precision.DOUBLE
              ? () -> doubles.adam(step, g, m, v, theta)
              : () -> floats.adam(step, g, m, v, theta));
    }
    double[] p = new double[2061];
    double[] scratch = new double[VectorDoubleFunctions.SCRATCH];
    Allocation.assertNone(
        "probit",
        () -> {
          Arrays.fill(p, 0.01);
          VectorProbit.apply(p, p.length, scratch);
        });
  }
}
