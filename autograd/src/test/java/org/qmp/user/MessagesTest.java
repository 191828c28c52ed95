package org.qmp.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.qmp.autograd.NonFiniteException;
import org.qmp.autograd.Parameter;
import org.qmp.autograd.Parameters;
import org.qmp.autograd.Tape;
import org.qmp.autograd.kernel.Backend;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Precision;
import org.qmp.autograd.kernel.ShapeException;

/** Error messages as a user sees them. Outside the library's packages, lines are the user's. */
final class MessagesTest {
  private final Kernels kernels = Backend.plain().kernels(Precision.DOUBLE);

  static int thisLine() {
    return StackWalker.getInstance().walk(f -> f.skip(1).findFirst().orElseThrow()).getLineNumber();
  }

  @Test
  void aShapeMismatchNamesOpOperandsShapesAndLine() {
    int[] line = new int[1];
    ShapeException error =
        assertThrows(
            ShapeException.class,
            () ->
                Tape.record(
                    kernels,
                    t -> {
                      var x = t.input("x", 4, 3);
                      var w = t.input("w", 2, 5);
                      line[0] = thisLine() + 1;
                      return x.matmul(w);
                    }));
    assertEquals(
        "matmul[x 4×3, w 2×5] at MessagesTest.java:"
            + line[0]
            + ": 4×3 times 2×5: 3 columns meet 2 rows, which is no multiple of it",
        error.getMessage());
  }

  @Test
  void elementwiseMismatchesNameBothShapes() {
    ShapeException error =
        assertThrows(
            ShapeException.class,
            () -> Tape.record(kernels, t -> t.input("x", 4, 3).plus(t.input("y", 3, 4))));
    String message = error.getMessage();
    assertEquals(
        "4×3 and 3×4 are neither equal nor is one a row, column or scalar to repeat",
        message.substring(message.indexOf(": ") + 2));
  }

  @Test
  void aCheckedTapeNamesTheFirstNodeThatBecameNonFinite() {
    Parameter p = new Parameter("p", Precision.DOUBLE.zeros(2, 3));
    p.value().fill(1);
    int[] line = new int[1];
    Tape tape =
        Tape.record(
                kernels,
                Parameters.of(p),
                t -> {
                  line[0] = thisLine() + 1;
                  var log = t.parameter(p).log();
                  return log.square().mean();
                })
            .checked();
    p.value().set(1, 2, -1);
    NonFiniteException error = assertThrows(NonFiniteException.class, tape::forward);
    assertEquals(
        "value of %1 2×3 = log[p 2×3] recorded at MessagesTest.java:"
            + line[0]
            + " is NaN in row 1, column 2",
        error.getMessage());
  }

  @Test
  void aCheckedTapeNamesGradientsToo() {
    Parameter p = new Parameter("p", Precision.DOUBLE.zeros(1, 1));
    Tape tape = Tape.record(kernels, Parameters.of(p), t -> t.parameter(p).sqrt()).checked();
    NonFiniteException error = assertThrows(NonFiniteException.class, tape::backward);
    assertEquals(
        "gradient, from %1 1×1, of p 1×1 recorded at MessagesTest.java:",
        error.getMessage().replaceAll(":\\d+ is Infinity in row 0, column 0$", ":"));
  }

  @Test
  void aCheckedTapeRefusesABadParameterBeforeAnythingIsComputed() {
    Parameter p = new Parameter("p", Precision.DOUBLE.zeros(1, 1));
    Tape tape = Tape.record(kernels, Parameters.of(p), t -> t.parameter(p).exp()).checked();
    p.value().fill(Double.NaN);
    NonFiniteException error = assertThrows(NonFiniteException.class, tape::forward);
    assertEquals("value of p 1×1", error.getMessage().substring(0, 14));
  }
}
