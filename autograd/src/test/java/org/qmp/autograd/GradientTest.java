package org.qmp.autograd;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.qmp.autograd.Comparisons.assertClose;

import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.qmp.autograd.kernel.Precision;

/**
 * Every derivative against two oracles that share no code with the engine: finite differences and
 * forward-mode dual numbers. Each property has a fixed seed, so every run gives the same result.
 */
final class GradientTest {
  private static final double KINK_ROOM = 0.01;

  @Property(tries = 1000, seed = "20230200671")
  void everyOpAgreesWithFiniteDifferences(@ForAll Kind kind, @ForAll long seed) {
    agreesWithFiniteDifferences(Program.single(kind, seed), seed);
  }

  @Property(tries = 1000, seed = "20230200672")
  void everyOpAgreesWithDualNumbers(@ForAll Kind kind, @ForAll long seed) {
    agreesWithDualNumbers(Program.single(kind, seed));
  }

  @Property(tries = 600, seed = "20230200673")
  void everyOpInFloatAgreesWithDouble(@ForAll Kind kind, @ForAll long seed) {
    floatAgreesWithDouble(Program.single(kind, seed));
  }

  @Property(tries = 200, seed = "20230200674")
  void randomGraphsAgreeWithFiniteDifferences(
      @ForAll @IntRange(min = 2, max = 12) int size, @ForAll long seed) {
    agreesWithFiniteDifferences(Program.graph(size, seed), seed);
  }

  @Property(tries = 500, seed = "20230200675")
  void randomGraphsAgreeWithDualNumbers(
      @ForAll @IntRange(min = 2, max = 16) int size, @ForAll long seed) {
    agreesWithDualNumbers(Program.graph(size, seed));
  }

  @Property(tries = 200, seed = "20230200676")
  void randomGraphsInFloatAgreeWithDouble(
      @ForAll @IntRange(min = 2, max = 12) int size, @ForAll long seed) {
    floatAgreesWithDouble(Program.graph(size, seed));
  }

  private static void agreesWithFiniteDifferences(Program program, long direction) {
    Parameters parameters = program.parameters(Precision.DOUBLE);
    DualAlgebra duals = new DualAlgebra();
    program.onDuals(duals);
    Assume.that(duals.roomBeforeKink() > KINK_ROOM);
    GradientCheck check =
        GradientCheck.of(
            Comparisons.DOUBLE, parameters, t -> program.onTape(t, parameters), direction);
    assertTrue(check.error() < 1e-6, () -> check + " in " + program.steps());
  }

  private static void agreesWithDualNumbers(Program program) {
    Parameters parameters = program.parameters(Precision.DOUBLE);
    Tape tape = program.record(Comparisons.DOUBLE, parameters);
    tape.backward();
    Dual dual = program.onDuals(new DualAlgebra());
    assertClose(dual.v()[0][0], tape.loss(), 1e-11, "value");
    assertClose(dual.d()[0][0], program.along(parameters), 1e-9, "derivative");
  }

  private static void floatAgreesWithDouble(Program program) {
    DualAlgebra duals = new DualAlgebra();
    program.onDuals(duals);
    Assume.that(duals.roomBeforeKink() > 1e-4);
    Parameters wide = program.parameters(Precision.DOUBLE);
    Parameters narrow = program.parameters(Precision.FLOAT);
    Tape exact = program.record(Comparisons.DOUBLE, wide);
    Tape rough = program.record(Comparisons.FLOAT, narrow);
    exact.backward();
    rough.backward();
    assertClose(exact.loss(), rough.loss(), 1e-4, "loss");
    for (int p = 0; p < wide.size(); p++) {
      double scale = Math.max(1, wide.gradientNorm(Comparisons.DOUBLE));
      double[][] g = wide.get(p).gradient().toRows();
      for (int i = 0; i < g.length; i++) {
        for (int j = 0; j < g[i].length; j++) {
          double difference = g[i][j] - narrow.get(p).gradient().get(i, j);
          assertTrue(Math.abs(difference) < 1e-4 * scale, wide.get(p).name());
        }
      }
    }
  }
}
