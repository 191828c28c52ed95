package org.qmp.autograd.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UnaryTest {
  private static final double[][] POINTS = {{0.03, 0.4, 1, 1.7, 3.9}};
  private static final double[][] NEGATIVE = {{-0.03, -0.4, -1, -1.7, -3.9}};

  private static Mat apply(Unary f, Mat x) {
    Mat y = x.precision().zeros(x.rows(), x.cols());
    Sweep.apply(f, x, y);
    return y;
  }

  @ParameterizedTest
  @EnumSource
  void everySlopeAgreesWithTheCentralDifference(Unary f) {
    assertSlopes(f, Mat.of(Precision.DOUBLE, POINTS));
    if (f != Unary.LOG && f != Unary.SQRT) {
      assertSlopes(f, Mat.of(Precision.DOUBLE, NEGATIVE));
    }
  }

  private static void assertSlopes(Unary f, Mat x) {
    double h = 1e-5;
    Mat below = x.copy();
    Mat above = x.copy();
    for (int j = 0; j < x.cols(); j++) {
      below.set(0, j, x.get(0, j) - h);
      above.set(0, j, x.get(0, j) + h);
    }
    Mat dy = Mat.of(Precision.DOUBLE, new double[][] {{1, -2, 0.5, 3, 1}});
    Mat dx = Mat.of(Precision.DOUBLE, new double[][] {{5, 5, 5, 5, 5}});
    Sweep.addGradient(f, x, apply(f, x), dy, dx);
    for (int j = 0; j < x.cols(); j++) {
      double slope = (apply(f, above).get(0, j) - apply(f, below).get(0, j)) / (2 * h);
      double expected = 5 + dy.get(0, j) * slope;
      assertEquals(expected, dx.get(0, j), 1e-6 * Math.max(1, Math.abs(expected)), f.name());
    }
  }

  @ParameterizedTest
  @EnumSource
  void floatResultsAgreeWithDoubles(Unary f) {
    Mat doubles = apply(f, Mat.of(Precision.DOUBLE, POINTS));
    Mat floats = apply(f, Mat.of(Precision.FLOAT, POINTS));
    for (int j = 0; j < doubles.cols(); j++) {
      assertEquals(doubles.get(0, j), floats.get(0, j), 1e-5 * Math.abs(doubles.get(0, j)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void slopesOfReluAndAbsAreExactDownToTheLeastNumber(Precision precision) {
    double least = precision == Precision.DOUBLE ? Double.MIN_VALUE : Float.MIN_VALUE;
    double most = precision == Precision.DOUBLE ? Double.MAX_VALUE : Float.MAX_VALUE;
    Mat x = Mat.of(precision, new double[][] {{0, -0.0, least, -least, most, -most, 1, -1}});
    Mat dy = Mat.of(precision, new double[][] {{3, 3, 3, 3, 3, 3, 3, 3}});
    Mat dx = precision.zeros(1, 8);
    Sweep.addGradient(Unary.ABS, x, apply(Unary.ABS, x), dy, dx);
    assertEquals("[0.0, 0.0, 3.0, -3.0, 3.0, -3.0, 3.0, -3.0]", row(dx));
    dx.fill(0);
    Sweep.addGradient(Unary.RELU, x, apply(Unary.RELU, x), dy, dx);
    assertEquals("[0.0, 0.0, 3.0, 0.0, 3.0, 0.0, 3.0, 0.0]", row(dx));
  }

  private static String row(Mat mat) {
    return java.util.Arrays.toString(mat.toRows()[0]);
  }

  /** Otherwise a maximum, a clamp or a fused ReLU could hide an earlier error. */
  @ParameterizedTest
  @EnumSource
  void noFunctionTurnsNanIntoANumber(Precision precision) {
    Kernels k = Sweep.kernels(precision);
    Mat none = Mat.of(precision, new double[][] {{Double.NaN}});
    Mat one = Mat.of(precision, new double[][] {{1}});
    Mat y = precision.zeros(1, 1);
    for (Unary f : Unary.values()) {
      k.unary(f, none, y);
      assertTrue(Double.isNaN(y.scalar()), f.name());
    }
    for (Binary f : Binary.values()) {
      k.binary(f, none, one, y);
      assertTrue(Double.isNaN(y.scalar()), f.name());
      k.binary(f, one, none, y);
      assertTrue(Double.isNaN(y.scalar()), f.name());
    }
    k.clamp(none, -1, 1, y);
    assertTrue(Double.isNaN(y.scalar()), "clamp");
  }

  @ParameterizedTest
  @EnumSource
  void aFusedReluPreservesNan(Precision precision) {
    for (Instructions instructions : Instructions.values()) {
      Kernels k = new Backend(instructions, 1).kernels(precision);
      for (int rows : new int[] {1, 5, 9}) {
        for (int cols : new int[] {1, 7, 70}) {
          Mat x = precision.zeros(rows, 2);
          x.set(rows - 1, 1, Double.NaN);
          Mat w = precision.zeros(2, cols);
          w.fill(1);
          Mat y = precision.zeros(rows, cols);
          k.affine(x, w, null, true, y);
          for (int j = 0; j < cols; j++) {
            assertTrue(Double.isNaN(y.get(rows - 1, j)), k.description());
            assertTrue(rows == 1 || y.get(0, j) == 0, k.description());
          }
        }
      }
    }
  }

  @Test
  void softplusSlopeIsTheSigmoid() {
    Mat x = Sweep.dense(Precision.FLOAT, 999);
    Mat dx = Precision.FLOAT.zeros(1, 999);
    Mat ones = Precision.FLOAT.zeros(1, 999);
    ones.fill(1);
    Sweep.addGradient(Unary.SOFTPLUS, x, apply(Unary.SOFTPLUS, x), ones, dx);
    Mat sigmoid = apply(Unary.SIGMOID, x);
    for (int j = 0; j < 999; j++) {
      assertEquals(sigmoid.get(0, j), dx.get(0, j));
    }
  }
}
