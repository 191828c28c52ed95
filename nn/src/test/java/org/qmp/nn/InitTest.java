package org.qmp.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.qmp.autograd.kernel.Backend;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Precision;

final class InitTest {
  private static final int IN = 300;
  private static final int OUT = 200;
  private final Kernels kernels = Backend.plain().kernels(Precision.DOUBLE);

  private double[] draw(Init init) {
    Mat weights = Precision.DOUBLE.zeros(IN, OUT);
    init.fill(weights, kernels, Xoshiro256.named(3, "init"));
    return weights.doubles();
  }

  private static double deviation(double[] x) {
    return Math.sqrt(Arrays.stream(x).map(v -> v * v).average().orElseThrow());
  }

  @Test
  void xavierUniformFillsItsInterval() {
    double[] x = draw(Init.xavierUniform(2));
    double a = 2 * Math.sqrt(6.0 / (IN + OUT));
    double largest = Arrays.stream(x).map(Math::abs).max().orElseThrow();
    assertTrue(largest <= a && largest > 0.999 * a, largest + " of " + a);
    assertEquals(a / Math.sqrt(3), deviation(x), 0.01 * a);
  }

  @Test
  void gaussiansHaveTheExpectedDeviation() {
    assertEquals(Math.sqrt(2.0 / (IN + OUT)), deviation(draw(Init.xavierNormal(1))), 8e-4);
    assertEquals(Math.sqrt(2.0 / IN), deviation(draw(Init.kaiming())), 1e-3);
  }

  @Test
  void uniformFillsItsInterval() {
    double[] x = draw(Init.uniform(-1, 2));
    assertEquals(-1, Arrays.stream(x).min().orElseThrow(), 1e-3);
    assertEquals(2, Arrays.stream(x).max().orElseThrow(), 1e-3);
    assertEquals(0.5, Arrays.stream(x).average().orElseThrow(), 0.02);
  }

  @Test
  void gaussiansGrowWithTheirGain() {
    double[] one = draw(Init.xavierNormal(1));
    double[] two = draw(Init.xavierNormal(2));
    for (int i = 0; i < one.length; i++) {
      assertEquals(2 * one[i], two[i], 1e-15);
    }
  }

  @Test
  void zerosAreZero() {
    assertEquals(0, deviation(draw(Init.zeros())));
  }

  @Test
  void partsSideBySideAreInitialisedSeparately() {
    Mat both = Precision.DOUBLE.zeros(IN, OUT);
    Init xavier = Init.xavierUniform(1);
    Init.sideBySide(xavier, 2).fill(both, kernels, Xoshiro256.named(3, "init"));
    Xoshiro256 rng = Xoshiro256.named(3, "init");
    Mat part = Precision.DOUBLE.zeros(IN, OUT / 2);
    for (int p = 0; p < 2; p++) {
      xavier.fill(part, kernels, rng);
      for (int i = 0; i < IN; i++) {
        for (int j = 0; j < OUT / 2; j++) {
          assertEquals(part.get(i, j), both.get(i, p * OUT / 2 + j));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("everyKind")
  void previousWeightsDoNotMatter(Init init) {
    for (Precision precision : Precision.values()) {
      Kernels k = Backend.plain().kernels(precision);
      Mat fresh = precision.zeros(4, 6);
      Mat used = precision.zeros(4, 6);
      used.fill(100);
      init.fill(fresh, k, Xoshiro256.named(3, "init"));
      init.fill(used, k, Xoshiro256.named(3, "init"));
      assertArrayEquals(fresh.toRows(), used.toRows());
    }
  }

  static List<Init> everyKind() {
    List<Init> simple =
        List.of(
            Init.xavierUniform(1),
            Init.xavierNormal(1),
            Init.kaiming(),
            Init.normal(0.5),
            Init.uniform(-1, 2),
            Init.zeros(),
            Init.orthogonal(1));
    return Stream.concat(simple.stream(), simple.stream().map(i -> Init.sideBySide(i, 2))).toList();
  }

  @Test
  void badConstantsAreRefusedByName() {
    assertRefused("gain = NaN, expected a positive number", () -> Init.xavierUniform(Double.NaN));
    assertRefused("gain = 0.0, expected a positive number", () -> Init.xavierNormal(0));
    assertRefused(
        "gain = Infinity, expected a positive number",
        () -> Init.orthogonal(Double.POSITIVE_INFINITY));
    assertRefused("sigma = -1.0, expected a positive number", () -> Init.normal(-1));
    assertRefused(
        "low = 2.0 and high = 1.0, expected a finite range, low below high",
        () -> Init.uniform(2, 1));
    assertRefused("parts = 0, expected at least 1", () -> Init.sideBySide(Init.zeros(), 0));
    assertRefused(
        "5 columns do not divide into 2 parts",
        () ->
            Init.sideBySide(Init.zeros(), 2)
                .fill(Precision.DOUBLE.zeros(3, 5), kernels, Xoshiro256.named(3, "init")));
  }

  private static void assertRefused(String message, Executable make) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, make).getMessage());
  }

  @ParameterizedTest
  @CsvSource({"7, 4", "4, 7", "5, 5", "1, 3", "64, 1"})
  void orthogonalMatricesAreOrthogonal(int in, int out) {
    Mat w = Precision.DOUBLE.zeros(in, out);
    Init.orthogonal(1.5).fill(w, kernels, Xoshiro256.named(3, "init"));
    boolean tall = in >= out;
    int count = Math.min(in, out);
    for (int a = 0; a < count; a++) {
      for (int b = 0; b < count; b++) {
        double dot = 0;
        for (int i = 0; i < Math.max(in, out); i++) {
          dot += (tall ? w.get(i, a) : w.get(a, i)) * (tall ? w.get(i, b) : w.get(b, i));
        }
        assertEquals(a == b ? 2.25 : 0, dot, 1e-14);
      }
    }
  }

  @Test
  void floatAndDoubleStartFromTheSameNumbers() {
    Mat wide = Precision.DOUBLE.zeros(5, 6);
    Mat narrow = Precision.FLOAT.zeros(5, 6);
    Init.xavierNormal(1).fill(wide, kernels, Xoshiro256.named(3, "init"));
    Init.xavierNormal(1)
        .fill(narrow, Backend.plain().kernels(Precision.FLOAT), Xoshiro256.named(3, "init"));
    for (int i = 0; i < 30; i++) {
      assertEquals(wide.doubles()[i], narrow.floats()[i], 1e-7);
    }
  }
}
