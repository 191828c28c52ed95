package org.qmp.autograd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Precision;

final class GradientCheckTest {
  /** y = x, with a backward pass that claims the derivative is {@code factor}. */
  private record Claim(Var x, double factor) implements Op.OneOperand {
    @Override
    public void forward(Kernels k, Mat y) {
      y.set(x.value());
    }

    @Override
    public void backward(Kernels k, Mat y, Mat dy) {
      k.addScaled(dy, factor, x.grad());
    }
  }

  private static final Parameters THETA =
      Parameters.of(
          new Parameter("theta", Mat.of(Precision.DOUBLE, new double[][] {{0.3, -1.2, 0.7}})));

  /** Check of the loss scale · Σ tanh² θ, with a derivative that is wrong by a factor. */
  private static GradientCheck check(double scale, double factor) {
    return GradientCheck.of(
        Comparisons.DOUBLE,
        THETA,
        t -> {
          Var claimed = t.parameter(THETA.get(0)).apply(x -> new Claim(x, factor));
          return claimed.tanh().square().sum().times(scale);
        },
        1);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-150, 1e-9, 1, 1e9, 1e150})
  void aWrongDerivativeIsFoundAtAnyScaleOfTheLoss(double scale) {
    assertTrue(check(scale, 1).error() < 1e-9, () -> check(scale, 1).toString());
    assertEquals(2.0 / 3, check(scale, 3).error(), 1e-6);
    assertEquals(2, check(scale, -1).error(), 1e-6);
    assertEquals(1, check(scale, 0).error(), 1e-6);
    assertEquals(1e-4, check(scale, 1.0001).error(), 1e-6);
  }

  /** L = 1 + 1e-6 Σ tanh θ: the loss is about a million times the part that changes. */
  @Test
  void aWrongDerivativeIsFoundBesideALargeConstant() {
    GradientCheck check =
        GradientCheck.of(
            Comparisons.DOUBLE,
            THETA,
            t -> {
              Var x = t.parameter(THETA.get(0)).apply(y -> new Claim(y, 3));
              return x.tanh().sum().times(1e-6).plus(1);
            },
            1);
    assertEquals(2.0 / 3, check.error(), 1e-3);
  }

  @Test
  void roundingOfALossThatDoesNotChangeIsNoError() {
    GradientCheck check =
        GradientCheck.of(
            Comparisons.DOUBLE, THETA, t -> t.parameter(THETA.get(0)).clamp(5, 6).exp().sum(), 1);
    assertEquals(0, check.analytic());
    assertEquals(0, check.error());
  }

  @Test
  void theErrorIsRelativeToTheLargerNumber() {
    assertEquals(2.0 / 3, new GradientCheck(1e-9, 3e-9, 0).error(), 1e-15);
    assertEquals(2.0 / 3, new GradientCheck(3e9, 1e9, 0).error(), 1e-15);
    assertEquals(0, new GradientCheck(0, 0, 0).error());
    assertEquals(1, new GradientCheck(0, 1e-300, 0).error());
    assertEquals(0.25, new GradientCheck(3, 4, 0).error());
    assertEquals(0.125, new GradientCheck(3, 4, 0.5).error());
  }

  @Test
  void parametersMayBeRowsOfALargerMatrix() {
    Mat all = Mat.of(Precision.DOUBLE, new double[][] {{9, 8}, {0.3, -1.2}, {7, 6}});
    Parameters middle = Parameters.of(new Parameter("middle", all.rowRange(1, 2)));
    GradientCheck check =
        GradientCheck.of(
            Comparisons.DOUBLE, middle, t -> t.parameter(middle.get(0)).tanh().square().sum(), 1);
    assertTrue(check.error() < 1e-9, check::toString);
    assertArrayEquals(new double[][] {{9, 8}, {0.3, -1.2}, {7, 6}}, all.toRows());
  }

  /** The loss is Σ θ; its slope along v is Σ v. */
  @Test
  void anotherNumberGivesAnotherDirection() {
    double[] slopes =
        LongStream.of(1, 2, -7)
            .mapToObj(
                n ->
                    GradientCheck.of(
                        Comparisons.DOUBLE, THETA, t -> t.parameter(THETA.get(0)).sum(), n))
            .mapToDouble(GradientCheck::analytic)
            .distinct()
            .toArray();
    assertEquals(3, slopes.length);
  }

  @Test
  void theErrorOfANanGradientIsNan() {
    assertTrue(Double.isNaN(new GradientCheck(Double.NaN, 1, 0).error()));
  }

  @Test
  void theParametersAreRestoredAndFloatsAreRefused() {
    double[][] before = THETA.get(0).value().toRows();
    check(1, 1);
    assertEquals(before[0][1], THETA.get(0).value().get(0, 1));
    Parameters floats = Parameters.of(new Parameter("x", Precision.FLOAT.zeros(1, 1)));
    assertEquals(
        "a gradient check needs DOUBLE kernels",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    GradientCheck.of(Comparisons.FLOAT, floats, t -> t.parameter(floats.get(0)), 1))
            .getMessage());
  }
}
