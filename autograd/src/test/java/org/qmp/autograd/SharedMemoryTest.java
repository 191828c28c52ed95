package org.qmp.autograd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.qmp.autograd.kernel.Backend;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Precision;

/** Tapes that share the memory of their kernels and use it in turn. */
final class SharedMemoryTest {
  private final Kernels kernels = Backend.plain().kernels(Precision.DOUBLE);
  private final Parameter a =
      new Parameter("a", Mat.of(Precision.DOUBLE, new double[][] {{1, 2}, {3, 4}}));

  private Tape cube() {
    return Tape.recordSharing(
        kernels, Parameters.of(a), t -> t.parameter(a).square().times(t.parameter(a)).sum());
  }

  /** Two programs in shared memory, each with some constant leaves, against private memory. */
  @Property(tries = 300, seed = "20230200677")
  void sharingChangesNoBit(
      @ForAll @IntRange(min = 2, max = 16) int size, @ForAll int wanted, @ForAll long seed) {
    Program[] programs = {Program.graph(size, seed), Program.graph(size, seed + 1)};
    Parameters[] all = new Parameters[2];
    Parameters[] some = new Parameters[2];
    Tape[] sharing = new Tape[2];
    for (int i = 0; i < 2; i++) {
      Program program = programs[i];
      Parameters parameters = program.parameters(Precision.DOUBLE);
      all[i] = parameters;
      some[i] =
          Parameters.of(
              IntStream.range(0, parameters.size())
                  .filter(p -> p == 0 || (wanted >> p & 1) == 0)
                  .mapToObj(parameters::get)
                  .toArray(Parameter[]::new));
      sharing[i] =
          Tape.recordSharing(kernels, some[i], t -> program.onTape(t, parameters)); // record both
    }
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 2; i++) {
        sharing[i].forward();
        sharing[i].backward();
        String found = gradients(some[i]);
        Parameters parameters = all[i];
        Program program = programs[i];
        Tape apart = Tape.record(kernels, some[i], t -> program.onTape(t, parameters));
        apart.backward();
        assertEquals(apart.loss(), sharing[i].loss());
        assertEquals(gradients(some[i]), found);
      }
    }
  }

  private static String gradients(Parameters parameters) {
    StringBuilder all = new StringBuilder();
    parameters.forEach(p -> all.append(Arrays.deepToString(p.gradient().toRows())));
    return all.toString();
  }

  @Test
  void anotherTapeBetweenForwardAndBackwardIsDetected() {
    Tape first = cube();
    Tape second = cube();
    first.forward();
    second.forward();
    IllegalStateException e = assertThrows(IllegalStateException.class, first::backward);
    assertEquals(
        "another tape has run on the same kernels since forward(), in the memory of this one",
        e.getMessage());
    second.backward();
    assertEquals("[[3.0, 12.0], [27.0, 48.0]]", gradients(Parameters.of(a)), "3 a²");
    Tape apart = Tape.record(kernels, Parameters.of(a), t -> t.parameter(a).square().sum());
    first.forward();
    apart.backward();
    assertThrows(IllegalStateException.class, first::backward, "its gradients were there");
    first.forward();
    first.backward();
    assertEquals("[[3.0, 12.0], [27.0, 48.0]]", gradients(Parameters.of(a)), "3 a²");
  }

  @Test
  void onlyTheResultAndOutputsCanBeRead() {
    Var[] square = new Var[1];
    Tape tape =
        Tape.recordSharing(
            kernels,
            Parameters.of(a),
            t -> {
              square[0] = t.parameter(a).square();
              return t.output("exp", square[0].exp()).sum();
            });
    cube().forward();
    Mat exp = tape.output("exp");
    assertEquals(StrictMath.exp(4), exp.get(0, 1), 1e-13);
    assertEquals(exp.get(1, 1), tape.loss(), 1e-2 * tape.loss());
    IllegalStateException e = assertThrows(IllegalStateException.class, square[0]::value);
    assertTrue(e.getMessage().endsWith("shares its memory: record it as an output"));
    assertThrows(IllegalStateException.class, () -> tape.output("late", square[0]));
  }

  /** x + 1, x + 2 and so on: the matrix of each value is free for the second value after it. */
  @Test
  void laterValuesDoNotOverwriteOutputs() {
    Mat x = Mat.of(Precision.DOUBLE, new double[][] {{1, 5}});
    Var[] third = new Var[1];
    Tape tape =
        Tape.recordSharing(
            kernels,
            Parameters.none(),
            t -> {
              Var first = t.output("first", t.input("x", x).plus(1));
              third[0] = first.plus(1).plus(1);
              return third[0].plus(1).plus(1);
            });
    assertArrayEquals(new double[][] {{2, 6}}, tape.output("first").toRows());
    assertArrayEquals(new double[][] {{6, 10}}, tape.result().value().toRows());
    assertThrows(IllegalStateException.class, third[0]::value, "it may be overwritten");
  }

  /** A chain without gradients needs two matrices at a time: an op's operand and result. */
  @Test
  void matricesOfValuesNoLongerNeededAreReused() {
    Var[] chain = new Var[6];
    Tape.recordSharing(
        kernels,
        Parameters.none(),
        t -> {
          chain[0] = t.input("x", 5, 7).exp();
          for (int i = 1; i < chain.length; i++) {
            chain[i] = chain[i - 1].exp();
          }
          return chain[5].sum();
        });
    for (int i = 2; i < chain.length; i++) {
      assertSame(chain[i - 2].rawValue(), chain[i].rawValue());
      assertNotSame(chain[i - 1].rawValue(), chain[i].rawValue());
    }
  }

  /** A chain with gradients needs all values for the backward pass, and two gradients at a time. */
  @Test
  void matricesOfGradientsNoLongerNeededAreReused() {
    Var[] chain = new Var[6];
    Tape.recordSharing(
        kernels,
        Parameters.of(a),
        t -> {
          chain[0] = t.parameter(a).exp();
          for (int i = 1; i < chain.length; i++) {
            chain[i] = chain[i - 1].exp();
          }
          return chain[5].sum();
        });
    for (int i = 2; i < chain.length; i++) {
      assertNotSame(chain[i - 2].rawValue(), chain[i].rawValue());
      assertSame(chain[i - 2].grad(), chain[i].grad());
      assertNotSame(chain[i - 1].grad(), chain[i].grad());
    }
  }

  @Test
  void tapesOfTheSameKernelsShareMatrices() {
    Var[] nodes = new Var[2];
    for (int i = 0; i < 2; i++) {
      int which = i;
      Tape.recordSharing(
          kernels,
          Parameters.of(a),
          t -> {
            nodes[which] = t.parameter(a).exp();
            return nodes[which].sum();
          });
    }
    assertSame(nodes[0].rawValue(), nodes[1].rawValue());
    assertSame(nodes[0].grad(), nodes[1].grad());
  }
}
