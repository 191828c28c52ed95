package org.qmp.autograd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Precision;
import org.qmp.autograd.kernel.ShapeException;

final class ParametersTest {
  private final Parameter a = new Parameter("a", Precision.DOUBLE.zeros(2, 3));
  private final Parameter b = new Parameter("b", Mat.of(Precision.DOUBLE, new double[][] {{3, 4}}));

  @Test
  void orderIsKept() {
    Parameters both = Parameters.of(b).and(Parameters.of(a));
    assertEquals("[b 1×2, a 2×3]", both.toString());
  }

  @Test
  void twoParametersWithTheSameNameAreRefused() {
    Parameter twin = new Parameter("a", Precision.DOUBLE.zeros(1, 1));
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> Parameters.of(a, b, twin));
    assertEquals("two parameters are named a", error.getMessage());
  }

  @Test
  void theErrorForAnUnknownNameListsTheKnownNames() {
    NoSuchElementException error =
        assertThrows(NoSuchElementException.class, () -> Parameters.of(a, b).get("c"));
    assertEquals("no parameter c among [a, b]", error.getMessage());
  }

  @Test
  void copyingNeedsTheSameShapes() {
    ShapeException error =
        assertThrows(ShapeException.class, () -> Parameters.of(a).copyFrom(Parameters.of(b)));
    assertEquals("parameter a 2×3 against b 1×2", error.getMessage());
  }

  @Test
  void copyingAndTrackingNeedTheSameNumberAndShapes() {
    Kernels k = Comparisons.DOUBLE;
    Parameters one = Parameters.of(a);
    Parameters two = Parameters.of(a, b);
    assertRefused("1 parameters against 2", () -> one.copyFrom(two));
    assertRefused("2 parameters against 1", () -> two.copyFrom(one));
    assertRefused("1 parameters against 2", () -> one.polyakUpdate(k, two, 0.1));
    assertRefused(
        "parameter a 2×3 against b 1×2", () -> one.polyakUpdate(k, Parameters.of(b), 0.1));
  }

  @Test
  void trackingNeedsTauFromZeroToOne() {
    Kernels k = Comparisons.DOUBLE;
    Parameters both = Parameters.of(a, b);
    for (double tau : new double[] {-0.1, 1.1}) {
      assertRefused(
          "tau = " + tau + ", expected a number in [0, 1]", () -> both.polyakUpdate(k, both, tau));
    }
  }

  private static void assertRefused(String message, Executable make) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, make).getMessage());
  }

  @Test
  void theNormIsOverAllGradientsTogether() {
    b.gradient().set(b.value());
    a.gradient().fill(2);
    double expected = Math.sqrt(9 + 16 + 6 * 4);
    assertEquals(expected, Parameters.of(a, b).gradientNorm(Comparisons.DOUBLE), 1e-15);
  }

  /** The norm of (3, −4) is 5, also at sizes whose squares overflow, vanish or lose digits. */
  @ParameterizedTest
  @CsvSource({
    "FLOAT, 1e-40",
    "FLOAT, 1e-25",
    "FLOAT, 1e-21",
    "FLOAT, 1e-14",
    "FLOAT, 1e18",
    "FLOAT, 1e20",
    "FLOAT, 6e37",
    "DOUBLE, 1e-200",
    "DOUBLE, 1e-150",
    "DOUBLE, 1e150",
    "DOUBLE, 1e200"
  })
  void theNormIsRightForGradientsOfAnySize(Precision precision, double size) {
    Parameter three = new Parameter("three", precision.zeros(2, 1));
    Parameter four = new Parameter("four", precision.zeros(1, 1));
    three.gradient().set(1, 0, 3 * size);
    four.gradient().fill(-4 * size);
    Kernels k = precision == Precision.FLOAT ? Comparisons.FLOAT : Comparisons.DOUBLE;
    double norm = Parameters.of(three, four).gradientNorm(k);
    assertEquals(5 * size, norm, (size < 1e-39 ? 1e-4 : 1e-6) * size);
  }

  @Test
  void theNormOfNonFiniteGradientsIsNotFinite() {
    assertEquals(0, Parameters.of(a).gradientNorm(Comparisons.DOUBLE));
    a.gradient().set(1, 1, Double.NEGATIVE_INFINITY);
    assertEquals(Double.POSITIVE_INFINITY, Parameters.of(a).gradientNorm(Comparisons.DOUBLE));
    a.gradient().set(0, 1, Double.NaN);
    assertTrue(Double.isNaN(Parameters.of(a).gradientNorm(Comparisons.DOUBLE)));
  }
}
