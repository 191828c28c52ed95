package org.qmp.autograd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Precision;
import org.qmp.autograd.kernel.ShapeException;

final class ParametersTest {
  private final Parameter a = new Parameter("a", Precision.DOUBLE.zeros(2, 3));
  private final Parameter b = new Parameter("b", Mat.of(Precision.DOUBLE, new double[][] {{3, 4}}));

  @Test
  void orderIsKeptAndNumbersAreCounted() {
    Parameters both = Parameters.of(b).and(Parameters.of(a));
    assertEquals("[b 1×2, a 2×3]", both.toString());
    assertEquals(8, both.count());
  }

  @Test
  void twoOfANameAreRefused() {
    Parameter twin = new Parameter("a", Precision.DOUBLE.zeros(1, 1));
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> Parameters.of(a, b, twin));
    assertEquals("two parameters are named a", error.getMessage());
  }

  @Test
  void anUnknownNameIsAnsweredWithThoseThatExist() {
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
  void theNormIsOverAllGradientsTogether() {
    b.gradient().set(b.value());
    a.gradient().fill(2);
    double expected = Math.sqrt(9 + 16 + 6 * 4);
    assertEquals(expected, Parameters.of(a, b).gradientNorm(Numbers.DOUBLE), 1e-15);
  }
}
