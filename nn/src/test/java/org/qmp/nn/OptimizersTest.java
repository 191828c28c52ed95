package org.qmp.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp.autograd.Parameter;
import org.qmp.autograd.Parameters;
import org.qmp.autograd.kernel.Backend;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Precision;

final class OptimizersTest {
  private final Kernels kernels = Backend.plain().kernels(Precision.DOUBLE);

  private static Parameter parameter(double... values) {
    return new Parameter("p", Mat.of(Precision.DOUBLE, new double[][] {values}));
  }

  private static void setGradient(Parameter p, double... values) {
    p.gradient().set(Mat.of(Precision.DOUBLE, new double[][] {values}));
  }

  /** v₁ = 2, θ = 1 − 0.1·2 = 0.8; v₂ = 0.9·2 + 4 = 5.8, θ = 0.8 − 0.58 = 0.22. */
  @Test
  void momentumByHand() {
    Parameter p = parameter(1);
    Sgd sgd = new Sgd(kernels, Parameters.of(p), new Schedule.Constant(0.1), 0.9);
    setGradient(p, 2);
    sgd.step();
    assertEquals(0.8, p.value().scalar(), 1e-15);
    setGradient(p, 4);
    sgd.step();
    assertEquals(0.22, p.value().scalar(), 1e-15);
  }

  /** The first step of Adam is η sign(g); decay takes ηλθ more: 2 − 0.1·0.5·2 − 0.1 = 1.8. */
  @Test
  void weightDecayIsDecoupledFromTheGradient() {
    Parameter p = parameter(2);
    Adam adam =
        new Adam(
            kernels,
            Parameters.of(p),
            new Adam.Options(new Schedule.Constant(0.1), 0.9, 0.999, 1e-12, 0.5));
    setGradient(p, 1e-3);
    adam.step();
    assertEquals(1.8, p.value().scalar(), 1e-9);
  }

  @Test
  void theLearningRateFollowsItsSchedule() {
    Schedule half = new Schedule.Linear(1, 0, 4);
    Schedule cosine = new Schedule.Cosine(1, 0.5, 2);
    assertEquals(0.75, half.at(1));
    assertEquals(0, half.at(9));
    assertEquals(0.75, cosine.at(1), 1e-15);
    assertEquals(0.5, cosine.at(5), 1e-15);
    Parameter p = parameter(0);
    Sgd sgd = new Sgd(kernels, Parameters.of(p), half, 0);
    setGradient(p, 1);
    sgd.step();
    sgd.step();
    assertEquals(-1.75, p.value().scalar(), 1e-15);
  }

  @Test
  void clippingScalesAllGradientsTogether() {
    Parameter a = new Parameter("a", Precision.DOUBLE.zeros(1, 2));
    Parameter b = new Parameter("b", Precision.DOUBLE.zeros(1, 1));
    Parameters both = Parameters.of(a, b);
    setGradient(a, 2, 3);
    setGradient(b, 6);
    assertEquals(7, new GradientClip(3.5).apply(kernels, both));
    assertEquals(1.5, a.gradient().get(0, 1));
    assertEquals(3, b.gradient().get(0, 0));
    assertEquals(3.5, new GradientClip(4).apply(kernels, both));
    assertEquals(3, b.gradient().get(0, 0));
  }

  @Test
  void trackingIsPolyakAveraging() {
    Parameter target = parameter(1, 2);
    Parameters.of(target).track(kernels, Parameters.of(parameter(3, -2)), 0.25);
    assertEquals(1.5, target.value().get(0, 0));
    assertEquals(1, target.value().get(0, 1));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRestoredOptimizerGoesOnToTheBit(boolean adam) {
    Function<Parameters, Optimizer> make =
        ps ->
            adam
                ? new Adam(kernels, ps, Adam.Options.of(0.01))
                : new Sgd(kernels, ps, new Schedule.Linear(0.1, 0, 9), 0.9);
    Parameter p = parameter(1, 2, 3);
    Optimizer original = make.apply(Parameters.of(p));
    setGradient(p, 1, -2, 0.5);
    original.step();
    original.step();

    Parameter q = new Parameter("p", p.value().copy());
    Optimizer copy = make.apply(Parameters.of(q));
    copy.state().forEach((name, mat) -> mat.set(original.state().get(name)));
    setGradient(q, 1, -2, 0.5);
    original.step();
    copy.step();
    assertEquals(Fingerprint.of(Parameters.of(p)), Fingerprint.of(Parameters.of(q)));
  }

  @Test
  void badConstantsAreRefusedByName() {
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> Adam.Options.of(-1));
    assertEquals("rate = -1.0, expected a positive number", error.getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> new Adam.Options(new Schedule.Constant(1), 1, 0.9, 1e-8, 0));
    assertThrows(IllegalArgumentException.class, () -> new GradientClip(0));
    assertThrows(IllegalArgumentException.class, () -> new Schedule.Cosine(1, 0, 0));
  }
}
