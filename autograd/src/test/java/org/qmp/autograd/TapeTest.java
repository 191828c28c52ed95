package org.qmp.autograd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Precision;
import org.qmp.autograd.kernel.ShapeException;

final class TapeTest {
  private final Parameter a = scalar("a", 3);
  private final Parameter b = scalar("b", 5);

  private static Parameter scalar(String name, double value) {
    return new Parameter(name, Mat.of(Precision.DOUBLE, new double[][] {{value}}));
  }

  private static double gradient(Parameter p) {
    return p.gradient().scalar();
  }

  /** L = (a b + a)² at a = 3, b = 5: u = 18, ∂L/∂a = 2u (b + 1) = 216, ∂L/∂b = 2u a = 108. */
  @Test
  void aWorkedExampleGivesItsLossAndGradients() {
    Tape tape =
        Tape.record(
            Comparisons.DOUBLE,
            Parameters.of(a, b),
            t -> t.parameter(a).times(t.parameter(b)).plus(t.parameter(a)).square());
    tape.backward();
    assertEquals(324, tape.loss());
    assertEquals(216, gradient(a));
    assertEquals(108, gradient(b));
  }

  @Test
  void atATieTheFirstOperandGetsTheGradient() {
    b.value().set(0, 0, 3);
    for (Function<Tape, Var> tie :
        List.<Function<Tape, Var>>of(
            t -> t.parameter(a).min(t.parameter(b)), t -> t.parameter(a).max(t.parameter(b)))) {
      Tape tape = Tape.record(Comparisons.DOUBLE, Parameters.of(a, b), tie);
      tape.backward();
      assertEquals(1, gradient(a));
      assertEquals(0, gradient(b));
    }
  }

  @Test
  void replayFollowsParametersAndInputs() {
    Mat x = Mat.of(Precision.DOUBLE, new double[][] {{2}});
    Tape tape =
        Tape.record(
            Comparisons.DOUBLE, Parameters.of(a), t -> t.parameter(a).times(t.input("x", x)));
    a.value().set(0, 0, 7);
    tape.forward();
    assertEquals(14, tape.loss());
    x.set(0, 0, 3);
    tape.forward();
    assertEquals(21, tape.loss());
  }

  @Test
  void onlyTheNamedParametersGetGradients() {
    Tape tape =
        Tape.record(
            Comparisons.DOUBLE, Parameters.of(b), t -> t.parameter(a).times(t.parameter(b)));
    tape.backward();
    assertEquals(3, gradient(b));
    assertEquals(0, gradient(a));
  }

  @Test
  void gradientsOfTwoTapesDoNotMix() {
    Tape first = Tape.record(Comparisons.DOUBLE, Parameters.of(a), t -> t.parameter(a).times(10));
    Tape second = Tape.record(Comparisons.DOUBLE, Parameters.of(a), t -> t.parameter(a).times(2));
    first.backward();
    second.backward();
    assertEquals(2, gradient(a));
  }

  @Test
  void aParameterThatTheLossDoesNotUseHasGradientZero() {
    a.gradient().fill(99);
    Tape tape = Tape.record(Comparisons.DOUBLE, Parameters.of(a, b), t -> t.parameter(b).square());
    tape.backward();
    assertEquals(0, gradient(a));
  }

  @Test
  void aLossWithoutAnyParameterHasGradientZero() {
    a.gradient().fill(99);
    Tape tape = Tape.record(Comparisons.DOUBLE, Parameters.of(a), t -> t.parameter(b).square());
    tape.backward();
    assertEquals(25, tape.loss());
    assertEquals(0, gradient(a));
  }

  @Test
  void aDetachedParameterHasGradientZero() {
    a.gradient().fill(99);
    Tape tape =
        Tape.record(
            Comparisons.DOUBLE,
            Parameters.of(a, b),
            t -> t.parameter(a).detach().times(t.parameter(b)));
    tape.backward();
    assertEquals(0, gradient(a));
    assertEquals(3, gradient(b));
  }

  @Test
  void aValueThatTheLossDoesNotUseHasNoGradient() {
    AtomicReference<Var> kept = new AtomicReference<>();
    Tape.record(
        Comparisons.DOUBLE,
        Parameters.of(a),
        t -> {
          kept.set(t.parameter(a).square());
          return t.parameter(a);
        });
    IllegalStateException error =
        assertThrows(IllegalStateException.class, () -> kept.get().grad());
    assertEquals(
        "%1 1×1 has no gradient: it is not tracked, not in the loss, or still being recorded",
        error.getMessage());
  }

  @Test
  void aBareParameterIsALossWithGradientOne() {
    Tape tape = Tape.record(Comparisons.DOUBLE, Parameters.of(a), t -> t.parameter(a));
    tape.backward();
    assertEquals(1, gradient(a));
  }

  @Test
  void clampingStopsGradientsOnlyOutsideTheLimits() {
    Parameter p = new Parameter("p", Mat.of(Precision.DOUBLE, new double[][] {{-3, -1, 0, 2, 4}}));
    Tape tape =
        Tape.record(Comparisons.DOUBLE, Parameters.of(p), t -> t.parameter(p).clamp(-1, 2).sum());
    tape.backward();
    assertEquals(
        "[[0.0, 1.0, 1.0, 1.0, 0.0]]", java.util.Arrays.deepToString(p.gradient().toRows()));
  }

  @Test
  void readingAValueWhileRecordingIsRefused() {
    IllegalStateException error =
        assertThrows(
            IllegalStateException.class,
            () ->
                Tape.record(
                    Comparisons.DOUBLE,
                    Parameters.of(a),
                    t -> t.parameter(a).times(t.parameter(a).value().scalar())));
    assertTrue(error.getMessage().contains("a 1×1 was read while recording"), error.getMessage());
  }

  @Test
  void addingAnOpAfterRecordingIsRefused() {
    AtomicReference<Var> kept = new AtomicReference<>();
    Tape.record(
        Comparisons.DOUBLE,
        t -> {
          kept.set(t.parameter(a));
          return kept.get();
        });
    assertThrows(IllegalStateException.class, () -> kept.get().square());
  }

  @Test
  void valuesOfAnotherTapeAreRefused() {
    AtomicReference<Var> kept = new AtomicReference<>();
    Tape.record(
        Comparisons.DOUBLE,
        t -> {
          kept.set(t.parameter(a));
          return kept.get();
        });
    assertThrows(
        IllegalArgumentException.class,
        () -> Tape.record(Comparisons.DOUBLE, t -> t.parameter(b).plus(kept.get())));
  }

  @ParameterizedTest
  @CsvSource({"2, 3", "2, 1", "1, 3"})
  void aLossThatIsNotAScalarIsRefused(int rows, int cols) {
    Parameter p = new Parameter("p", Precision.DOUBLE.zeros(rows, cols));
    ShapeException error =
        assertThrows(
            ShapeException.class,
            () -> Tape.record(Comparisons.DOUBLE, Parameters.of(p), t -> t.parameter(p)));
    String start = "a loss is 1×1, but p " + rows + "×" + cols + " at ";
    assertTrue(error.getMessage().startsWith(start), error.getMessage());
  }

  @Test
  void precisionsDoNotMix() {
    Parameter p = new Parameter("p", Precision.FLOAT.zeros(2, 3));
    assertThrows(
        IllegalArgumentException.class, () -> Tape.record(Comparisons.DOUBLE, t -> t.parameter(p)));
  }

  @Test
  void anEjmlMatrixIsUsedWithoutACopy() {
    DMatrixRMaj theirs = new DMatrixRMaj(2, 2);
    Tape tape = Tape.record(Comparisons.DOUBLE, t -> t.input("x", Mat.of(theirs)).times(2));
    theirs.set(1, 0, 21);
    tape.forward();
    DMatrixRMaj ours = (DMatrixRMaj) tape.result().value().ejml();
    assertEquals(42, ours.get(1, 0));
    tape.forward();
    assertSame(ours, tape.result().value().ejml());
  }

  @Test
  void outputsAreReadByName() {
    Mat x = Mat.of(Precision.DOUBLE, new double[][] {{3}});
    Tape tape =
        Tape.recordSharing(
            Comparisons.DOUBLE,
            Parameters.of(a),
            t -> t.output("ax", t.parameter(a).times(t.input("x", x))).square());
    assertEquals(9, tape.output("ax").scalar());
    x.fill(5);
    tape.forward();
    assertEquals(15, tape.output("ax").scalar());
    NoSuchElementException error =
        assertThrows(NoSuchElementException.class, () -> tape.output("y"));
    assertEquals("no output y among [ax]", error.getMessage());
  }

  @Test
  void twoOutputsWithTheSameNameAreRefused() {
    IllegalArgumentException error =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                Tape.record(
                    Comparisons.DOUBLE,
                    t -> t.output("y", t.output("y", t.parameter(a)).times(t.parameter(b)))));
    assertEquals("two outputs are named y", error.getMessage());
  }

  /** ∂a²/∂a = 2a and so on: neither product may overwrite the gradient that the other adds. */
  @Test
  void aMatrixTimesItselfGetsAllItsGradients() {
    assertEquals(6, slope(x -> x.matmul(x)));
    assertEquals(7, slope(x -> x.affine(x, x)));
    assertEquals(8, slope(x -> x.times(2).plus(x.matmul(x))));
    assertEquals(8, slope(x -> x.matmul(x).plus(x.times(2))));
    assertEquals(27, slope(x -> x.matmul(x.matmul(x))));
  }

  /** ∂f/∂a at a = 3, in the second of two backward passes. */
  private double slope(Function<Var, Var> f) {
    Tape tape = Tape.record(Comparisons.DOUBLE, Parameters.of(a), t -> f.apply(t.parameter(a)));
    tape.backward();
    tape.backward();
    return gradient(a);
  }

  @Test
  void theListingHasALineForEachNode() {
    Tape tape =
        Tape.record(
            Comparisons.DOUBLE,
            Parameters.of(a),
            t -> t.parameter(a).tanh().times(t.input("x", 1, 1)).sum());
    String[] lines = tape.toString().lines().toArray(String[]::new);
    assertEquals(4, lines.length);
    assertTrue(lines[0].startsWith("∂ a 1×1"), lines[0]);
    assertTrue(lines[1].startsWith("∂ %1 1×1 = tanh[a 1×1]"), lines[1]);
    assertTrue(lines[2].startsWith("  x 1×1"), lines[2]);
  }

  @Test
  void aTapeWithoutParametersHasNoBackwardPass() {
    Tape tape = Tape.record(Comparisons.DOUBLE, t -> t.parameter(a));
    assertThrows(IllegalStateException.class, tape::backward);
  }

  /** Of the rows 0, 10, 20, 30: a range is [from, to), a selection lists its rows. */
  @Test
  void aRangeOfRowsIsNotASelectionOfItsEnds() {
    Mat values = Mat.of(Precision.DOUBLE, new double[][] {{0}, {10}, {20}, {30}});
    Parameters theta = Parameters.of(new Parameter("theta", values));
    Tape range = Tape.record(Comparisons.DOUBLE, t -> t.parameter(theta.get(0)).rowRange(1, 3));
    assertArrayEquals(new double[][] {{10}, {20}}, range.result().value().toRows());
    Tape two = Tape.record(Comparisons.DOUBLE, t -> t.parameter(theta.get(0)).selectRows(1, 3));
    assertArrayEquals(new double[][] {{10}, {30}}, two.result().value().toRows());
    Tape one = Tape.record(Comparisons.DOUBLE, t -> t.parameter(theta.get(0)).selectRows(2));
    assertArrayEquals(new double[][] {{20}}, one.result().value().toRows());
    Tape loss =
        Tape.record(
            Comparisons.DOUBLE, theta, t -> t.parameter(theta.get(0)).selectRows(3, 1, 3).sum());
    loss.backward();
    assertArrayEquals(new double[][] {{0}, {1}, {0}, {2}}, theta.get(0).gradient().toRows());
  }
}
