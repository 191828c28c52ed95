package org.qmp.autograd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Precision;
import org.qmp.autograd.kernel.ShapeException;

/** What a tape accepts and what it refuses while it records. */
final class RecordingTest {

  private static Tape record(Function<Var, Var> function) {
    return Tape.record(Comparisons.DOUBLE, t -> function.apply(t.input("x", 4, 3)));
  }

  private static Arguments misfit(String message, Function<Var, Var> function) {
    return Arguments.of(message, function);
  }

  private static Var input(Var x, String name, int rows, int cols) {
    return x.tape().input(name, rows, cols);
  }

  static Stream<Arguments> misfits() {
    return Stream.of(
        misfit(
            "affine[x 4×3, w 3×2, b 1×5]: bias 1×5 where 1×2 is needed",
            x -> x.affine(input(x, "w", 3, 2), input(x, "b", 1, 5))),
        misfit(
            "affine[x 4×3, w 6×2, b 1×2]: bias 1×2 where 2×2 is needed",
            x -> x.affine(input(x, "w", 6, 2), input(x, "b", 1, 2))),
        misfit(
            "affineRelu[x 4×3, w 3×2, b 3×2]: bias 3×2 where 1×2 is needed",
            x -> x.affineRelu(input(x, "w", 3, 2), input(x, "b", 3, 2))),
        misfit(
            "matmul[x 4×3, w 9×2]: 4 rows do not divide into the 3 groups that a weight of 9×2"
                + " makes of 3 inputs",
            x -> x.matmul(input(x, "w", 9, 2))),
        misfit("columns[x 4×3]: columns 1 to 4 of 4×3", x -> x.columns(1, 4)),
        misfit("columns[x 4×3]: columns -1 to 2 of 4×3", x -> x.columns(-1, 2)),
        misfit("columns[x 4×3]: columns 2 to 2 of 4×3", x -> x.columns(2, 2)),
        misfit("selectRows[x 4×3]: row 4 of 4×3", x -> x.selectRows(0, 4)),
        misfit("selectRows[x 4×3]: row -1 of 4×3", x -> x.selectRows(3, -1)),
        misfit("selectRows[x 4×3]: row 4 of 4×3", x -> x.rowRange(3, 5)),
        misfit(
            "selectRows[x 4×3]: a matrix has at least one row and one column, not 0×3",
            x -> x.rowRange(3, 1)),
        misfit("beside[x 4×3, y 2×3]: 2×3 beside 4×3", x -> x.beside(input(x, "y", 2, 3))),
        misfit("above[x 4×3, y 4×2]: 4×2 below 4×3", x -> x.above(input(x, "y", 4, 2))),
        misfit("sumRows[x 4×3]: 4 rows do not divide into 3 blocks", x -> x.sumRows(3)),
        misfit("sumRows[x 4×3]: 4 rows do not divide into 0 blocks", x -> x.sumRows(0)),
        misfit(
            "clamp[2.0, 1.0][x 4×3]: clamp needs low ≤ high, not 2.0 and 1.0", x -> x.clamp(2, 1)),
        misfit(
            "clamp[NaN, 1.0][x 4×3]: clamp needs low ≤ high, not NaN and 1.0",
            x -> x.clamp(Double.NaN, 1)));
  }

  @ParameterizedTest
  @MethodSource("misfits")
  void operandsThatDoNotFitAreRefused(String message, Function<Var, Var> function) {
    ShapeException error = assertThrows(ShapeException.class, () -> record(function));
    assertEquals(message, error.getMessage().replaceFirst(" at [\\w. ]+(:\\d+)?: ", ": "));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1e-5, Double.NaN, Double.POSITIVE_INFINITY})
  void normalisingNeedsAPositiveEpsilon(double epsilon) {
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> record(x -> x.normalizeRows(epsilon)));
    assertEquals("epsilon = " + epsilon + ", expected a finite DOUBLE above 0", error.getMessage());
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-46, 1e39})
  void normalisingNeedsAnEpsilonThatThePrecisionCanHold(double epsilon) {
    IllegalArgumentException error =
        assertThrows(
            IllegalArgumentException.class,
            () -> Tape.record(Comparisons.FLOAT, t -> t.input("x", 4, 3).normalizeRows(epsilon)));
    assertEquals("epsilon = " + epsilon + ", expected a finite FLOAT above 0", error.getMessage());
    record(x -> x.normalizeRows(epsilon));
  }

  @Test
  void clampLimitsMayBeEqual() {
    assertEquals(12 * 0.5, record(x -> x.clamp(0.5, 0.5).sum()).loss());
  }

  @Test
  void aSelectionUsesTheIndicesAtRecordingTime() {
    Mat values = Mat.of(Precision.DOUBLE, new double[][] {{0}, {10}, {20}});
    int[] rows = {2, 1};
    Tape tape = Tape.record(Comparisons.DOUBLE, t -> t.input("x", values).selectRows(rows));
    rows[0] = 0;
    tape.forward();
    assertArrayEquals(new double[][] {{20}, {10}}, tape.result().value().toRows());
  }

  /** Of the numbers 1 to 6: x − 2, −x, and the mean 21 / 6. */
  @Test
  void differencesAndMeansByHand() {
    Mat values = Mat.of(Precision.DOUBLE, new double[][] {{1, 2, 3}, {4, 5, 6}});
    Function<Function<Var, Var>, double[][]> of =
        f ->
            Tape.record(Comparisons.DOUBLE, t -> f.apply(t.input("x", values)))
                .result()
                .value()
                .toRows();
    assertArrayEquals(new double[][] {{-1, 0, 1}, {2, 3, 4}}, of.apply(x -> x.minus(2)));
    assertArrayEquals(new double[][] {{-1, -2, -3}, {-4, -5, -6}}, of.apply(Var::negate));
    assertEquals(3.5, of.apply(Var::mean)[0][0], 1e-15);
  }

  @Test
  void theListingShowsOpsWithTheirConstants() {
    Tape tape = record(x -> x.times(2).plus(7).clamp(-1, 5).sumColumns());
    List<String> ops =
        tape.toString().lines().map(line -> line.strip().replaceFirst(" {3}.*", "")).toList();
    assertEquals(
        List.of(
            "x 4×3",
            "%1 4×3 = line[2.0, 0.0][x 4×3]",
            "%2 4×3 = line[1.0, 7.0][%1 4×3]",
            "%3 4×3 = clamp[-1.0, 5.0][%2 4×3]",
            "%4 4×1 = sumColumns[%3 4×3]"),
        ops);
  }

  @Test
  void anOpOfAnAnonymousClassIsListedAsOp() {
    Function<Var, Op> copy =
        x ->
            new Op.OneOperand() {
              @Override
              public Var x() {
                return x;
              }

              @Override
              public void forward(Kernels k, Mat y) {
                y.set(x.value());
              }

              @Override
              public void backward(Kernels k, Mat y, Mat dy) {}
            };
    String listing = record(x -> x.apply(copy)).toString();
    assertTrue(listing.contains("%1 4×3 = op[x 4×3]"), listing);
  }

  @Test
  void outputsAndResultsOfAnotherTapeAreRefused() {
    AtomicReference<Var> theirs = new AtomicReference<>();
    record(
        x -> {
          theirs.set(x);
          return x;
        });
    assertForeign("output x 4×3", x -> x.tape().output("y", theirs.get()).tape().input("z", 1, 1));
    assertForeign("the result x 4×3", x -> theirs.get());
  }

  private static void assertForeign(String what, Function<Var, Var> function) {
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> record(function));
    String message = error.getMessage();
    assertEquals(what + " is on another tape", message.substring(0, message.indexOf(", at ")));
  }

  @Test
  void aParameterNeedsAName() {
    Mat value = Precision.DOUBLE.zeros(1, 1);
    for (String blank : List.of("", " \t")) {
      IllegalArgumentException error =
          assertThrows(IllegalArgumentException.class, () -> new Parameter(blank, value));
      assertEquals("a parameter needs a name", error.getMessage());
    }
  }
}
