package org.qmp.rl.sac;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.qmp.autograd.Parameter;
import org.qmp.autograd.Parameters;
import org.qmp.autograd.Tape;
import org.qmp.autograd.Var;
import org.qmp.autograd.kernel.Backend;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Precision;
import org.qmp.nn.Normal;
import org.qmp.nn.Xoshiro256;
import org.qmp.rl.replay.Dimensions;
import org.qmp.rl.sac.Actor.LogStd;

/** Bounds of log σ, actions and their log-probability, and all policies at once. */
final class PolicyTest {
  private final Kernels kernels = Backend.best().kernels(Precision.DOUBLE);

  /**
   * At |u| = 20, 1 − tanh² u = 4 e^−40 / (1 + e^−40)² underflows to 0 when it is written naively.
   */
  @Test
  void theLogJacobianIsExactAtLargeValues() {
    for (double u : new double[] {-20, 0, 20}) {
      Tape tape =
          Tape.record(
              kernels,
              t -> {
                Var mean = t.input("mean", Mat.of(Precision.DOUBLE, new double[][] {{u}}));
                Var logStd = t.input("logStd", 1, 1);
                return new SquashedGaussian(mean, logStd).sample(t.input("noise", 1, 1)).logProb();
              });
      double a = Math.abs(u);
      double logJacobian = StrictMath.log(4) - 2 * a - 2 * StrictMath.log1p(StrictMath.exp(-2 * a));
      double expected = -0.5 * StrictMath.log(2 * Math.PI) - logJacobian;
      assertEquals(expected, tape.result().value().scalar(), 1e-13);
    }
  }

  private double[] bounded(LogStd logStd, double raw) {
    Parameters x = Parameters.of(new Parameter("x", Precision.DOUBLE.zeros(1, 1)));
    x.get(0).value().fill(raw);
    Tape tape = Tape.record(kernels, x, t -> logStd.of(t.parameter(x.get(0))));
    tape.backward();
    return new double[] {tape.loss(), x.get(0).gradient().scalar()};
  }

  /** At 0 the value is (low + high) / 2 and the slope is (high − low) / 2. */
  @Test
  void theSmoothBoundGoesFromLowToHigh() {
    LogStd smooth = new LogStd(true, -4, 1);
    assertEquals(-4, bounded(smooth, -50)[0], 1e-12);
    assertEquals(1, bounded(smooth, 50)[0], 1e-12);
    assertEquals(-1.5, bounded(smooth, 0)[0], 1e-15);
    assertEquals(2.5, bounded(smooth, 0)[1], 1e-15);
    assertEquals(-4 + 2.5 * (1 + Math.tanh(0.3)), bounded(smooth, 0.3)[0], 1e-14);
  }

  @Test
  void theClampedBoundIsTheIdentityBetweenItsLimits() {
    LogStd clamped = new LogStd(false, -4, 1);
    assertArrayEquals(new double[] {-4, 0}, bounded(clamped, -4.5));
    assertArrayEquals(new double[] {-3.5, 1}, bounded(clamped, -3.5));
    assertArrayEquals(new double[] {1, 0}, bounded(clamped, 1.5));
    assertArrayEquals(new double[] {-20, 0}, bounded(LogStd.DEFAULT, -21));
    assertArrayEquals(new double[] {2, 0}, bounded(LogStd.DEFAULT, 3));
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void everyPolicyEqualsThePolicyOfEachTaskAtAllObservations(Wiring wiring) {
    Dimensions d = new Dimensions(4, 3, 2);
    Actor actor =
        Actor.create(
            "a", d, wiring, NonDefaultSac.config(), kernels, Xoshiro256.named(3, "weights"));
    Mat seen = Precision.DOUBLE.zeros(5, 3);
    new Normal(Xoshiro256.named(1, "observations")).fill(seen);
    Mat[] every = output(t -> actor.everyPolicy(t.input("obs", seen)));
    Mat[] each = output(t -> actor.policy(t.input("obs", seen).tile(4)));
    for (int part = 0; part < 2; part++) {
      assertEquals(20, every[part].rows());
      assertArrayEquals(each[part].toRows(), every[part].toRows(), wiring.toString());
    }
  }

  static List<Wiring> architectures() {
    Wiring.Blocks one = new Wiring.Blocks(1, 1);
    return List.of(
        Wiring.heads(4),
        Wiring.shared(),
        Wiring.sharedWithId(4),
        Wiring.separateCritics(4),
        new Wiring(new Wiring.Blocks(4, 1), one, 1, 0),
        new Wiring(new Wiring.Blocks(2, 1), one, 1, 0),
        new Wiring(new Wiring.Blocks(2, 2), one, 4, 0),
        new Wiring(new Wiring.Blocks(1, 2), one, 1, 0),
        new Wiring(new Wiring.Blocks(2, 2), one, 1, 4));
  }

  /** μ and log σ. */
  private Mat[] output(Function<Tape, SquashedGaussian> policy) {
    Tape tape =
        Tape.record(
            kernels,
            t -> {
              SquashedGaussian gaussian = policy.apply(t);
              t.output("logStd", gaussian.logStd());
              return gaussian.mean();
            });
    return new Mat[] {tape.result().value(), tape.output("logStd")};
  }

  /** tanh of 20 is 1 in both precisions; log π = −½ log 2π + 40 − log 4. */
  @ParameterizedTest
  @EnumSource
  void anActionCanBeOneExactlyAndItsLogPiIsFinite(Precision precision) {
    Tape tape =
        Tape.record(
            Backend.best().kernels(precision),
            t -> {
              Var mean = t.input("mean", Mat.of(precision, new double[][] {{20}, {-20}}));
              var sample =
                  new SquashedGaussian(mean, t.input("logStd", 2, 1))
                      .sample(t.input("noise", 2, 1));
              t.output("logProb", sample.logProb());
              return sample.action();
            });
    assertEquals(1, tape.result().value().get(0, 0));
    assertEquals(-1, tape.result().value().get(1, 0));
    assertEquals(37.694767, tape.output("logProb").get(0, 0), 1e-4);
  }
}
