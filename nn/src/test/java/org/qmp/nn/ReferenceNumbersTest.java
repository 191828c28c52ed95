package org.qmp.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.qmp.autograd.Parameter;
import org.qmp.autograd.Parameters;
import org.qmp.autograd.Tape;
import org.qmp.autograd.Var;
import org.qmp.autograd.kernel.Backend;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Precision;

/** Agreement with numbers of an independent system: to 1e-10 in DOUBLE, 1e-4 in FLOAT. */
final class ReferenceNumbersTest {

  private static double tolerance(Precision precision) {
    return precision == Precision.DOUBLE ? 1e-10 : 1e-4;
  }

  private static Parameter parameter(ReferenceNumbers golden, String path, Precision precision) {
    return new Parameter(path, golden.at(path).mat(precision));
  }

  /** y = tanh(LayerNorm(relu(x W1 + b1)) W2 + b2) W3 + b3, L = mean (y − target)². */
  @ParameterizedTest
  @EnumSource
  void gradientsOfAnMlpWithLayerNorm(Precision precision) {
    ReferenceNumbers golden =
        ReferenceNumbers.read(ReferenceNumbersTest.class, "mlp-gradients.json");
    Kernels kernels = Backend.best().kernels(precision);
    Linear first = layer(golden, "1", precision);
    Linear second = layer(golden, "2", precision);
    Linear third = layer(golden, "3", precision);
    LayerNorm norm =
        new LayerNorm(
            parameter(golden, "params.gain", precision),
            parameter(golden, "params.shift", precision));
    Parameter x = parameter(golden, "x", precision);
    Parameters all =
        first
            .parameters()
            .and(second.parameters())
            .and(third.parameters())
            .and(norm.parameters())
            .and(Parameters.of(x));
    Tape tape =
        Tape.record(
            kernels,
            all,
            t -> {
              Var h = norm.apply(first.apply(t.parameter(x), Activation.RELU));
              Var y = t.output("y", third.apply(second.apply(h, Activation.TANH)));
              return y.minus(t.input("target", golden.at("target").mat(precision))).square().mean();
            });
    tape.backward();

    double tolerance = tolerance(precision);
    assertEquals(golden.at("loss").number(), tape.loss(), tolerance);
    golden.at("y").assertMatches(tape.output("y"), tolerance, "y");
    for (Parameter p : all) {
      String path = "grad." + p.name().replace("params.", "");
      golden.at(path).assertMatches(p.gradient(), tolerance, path);
    }
  }

  private static Linear layer(ReferenceNumbers golden, String number, Precision precision) {
    return new Linear(
        parameter(golden, "params.w" + number, precision),
        parameter(golden, "params.b" + number, precision));
  }

  @ParameterizedTest
  @EnumSource
  void sixStepsOfAdam(Precision precision) {
    ReferenceNumbers golden = ReferenceNumbers.read(ReferenceNumbersTest.class, "adam.json");
    Parameter theta = parameter(golden, "start", precision);
    Adam adam =
        new Adam(Backend.best().kernels(precision), Parameters.of(theta), Adam.Options.of(3e-3));
    for (int i = 0; i < golden.at("gradients").size(); i++) {
      theta.gradient().set(golden.at("gradients." + i).mat(precision));
      adam.step();
      golden.at("params." + i).assertMatches(theta.value(), tolerance(precision), "step " + i);
    }
  }

  /**
   * z = mean + exp(logStd) · noise, a = tanh z, log π = Σ log N(z) − 2 (ln 2 − z − softplus(−2z)),
   * written with the tape's own operations.
   */
  @ParameterizedTest
  @EnumSource
  void valuesAndGradientsOfASquashedGaussian(Precision precision) {
    ReferenceNumbers golden =
        ReferenceNumbers.read(ReferenceNumbersTest.class, "squashed-gaussian.json");
    Kernels kernels = Backend.best().kernels(precision);
    for (String of : new String[] {"gradLogProb", "gradAction"}) {
      Parameter mean = parameter(golden, "mean", precision);
      Parameter logStd = parameter(golden, "logStd", precision);
      Tape tape =
          Tape.record(
              kernels,
              Parameters.of(mean, logStd),
              t -> {
                Var noise = t.input("noise", golden.at("noise").mat(precision));
                Var s = t.parameter(logStd);
                Var z = t.parameter(mean).plus(s.exp().times(noise));
                Var action = t.output("action", z.tanh());
                Var gaussian =
                    noise.square().times(-0.5).minus(s).minus(0.5 * StrictMath.log(2 * Math.PI));
                Var jacobian =
                    z.negate().minus(z.times(-2).softplus()).plus(StrictMath.log(2)).times(2);
                Var logProb = t.output("logProb", gaussian.minus(jacobian).sumColumns());
                return of.equals("gradLogProb") ? logProb.sum() : action.sum();
              });
      tape.backward();
      double tolerance = tolerance(precision);
      golden.at("action").assertMatches(tape.output("action"), tolerance, "action");
      double[] logProb = golden.at("logProb").rows()[0];
      for (int i = 0; i < logProb.length; i++) {
        double scale = Math.max(1, Math.abs(logProb[i]));
        assertEquals(
            logProb[i], tape.output("logProb").get(i, 0), tolerance * scale, "logProb " + i);
      }
      for (Map.Entry<String, Parameter> e : Map.of("mean", mean, "logStd", logStd).entrySet()) {
        golden
            .at(of + "." + e.getKey())
            .assertMatches(e.getValue().gradient(), tolerance, of + " " + e.getKey());
      }
    }
  }
}
