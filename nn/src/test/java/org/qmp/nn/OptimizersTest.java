package org.qmp.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
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

  /** The first step of Adam is η sign(g); decay subtracts ηλθ too: 2 − 0.1·0.5·2 − 0.1 = 1.8. */
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

  /** With a constant gradient each step is rate(t) to within ε: 1, 3/4, 1/2, 1/4, 0. */
  @Test
  void theRateOfAdamFollowsItsScheduleFromTheFirstValue() {
    Parameter p = parameter(0);
    assertEquals(1e-5, new Schedule.Linear(1e-3, 1e-5, 10).at(10), "the last one itself");
    Schedule falling = new Schedule.Linear(1, 0, 4);
    Adam adam =
        new Adam(kernels, Parameters.of(p), new Adam.Options(falling, 0.9, 0.999, 1e-12, 0));
    setGradient(p, 2);
    for (double expected : new double[] {-1, -1.75, -2.25, -2.5, -2.5}) {
      adam.step();
      assertEquals(expected, p.value().scalar(), 1e-9);
    }
  }

  /** m = (1 − β₁) g, v = (1 − β₂) g² after the first step. */
  @Test
  void theStateOfAdamIsStepsAndBothMomentsByName() {
    Parameter p = parameter(1);
    Adam adam =
        new Adam(
            kernels,
            Parameters.of(p),
            new Adam.Options(new Schedule.Constant(0.1), 0.8, 0.96, 1e-8, 0));
    setGradient(p, 5);
    adam.step();
    assertEquals(List.of("steps", "m/p", "v/p"), List.copyOf(adam.state().keySet()));
    assertEquals(1, adam.state().get("steps").scalar());
    assertEquals(0.2 * 5, adam.state().get("m/p").scalar(), 1e-15);
    assertEquals(0.04 * 25, adam.state().get("v/p").scalar(), 1e-15);
    assertThrows(UnsupportedOperationException.class, () -> adam.state().clear());
  }

  /** g = 1e20, whose square overflows: weight 1 becomes 0.999, 0.99, 0.9, also after restarts. */
  @Test
  void aLargeGradientMovesItsWeightByTheRate() {
    Kernels k = Backend.plain().kernels(Precision.FLOAT);
    Parameter p = new Parameter("p", Precision.FLOAT.zeros(1, 1));
    p.value().fill(1);
    Adam adam = new Adam(k, Parameters.of(p), Adam.Options.of(1e-3));
    for (int t = 1; t <= 100; t++) {
      p.gradient().fill(1e20);
      adam.step();
      if (t == 1 || t == 10) {
        assertEquals(1 - 1e-3 * t, p.value().scalar(), 1e-5);
        Adam next = new Adam(k, Parameters.of(p), Adam.Options.of(1e-3));
        Adam before = adam;
        next.state().forEach((name, mat) -> mat.set(before.state().get(name)));
        adam = next;
      }
    }
    assertEquals(0.9, p.value().scalar(), 1e-5);
  }

  @Test
  void clippingWorksForGradientsOfEverySize() {
    Kernels k = Backend.plain().kernels(Precision.FLOAT);
    Parameter p = new Parameter("p", Precision.FLOAT.zeros(1, 2));
    for (double size : new double[] {1e-25, 1e-18, 1, 1e18, 1e20, 1e35}) {
      p.gradient().set(new double[] {3 * size, -4 * size});
      assertEquals(5 * size, new GradientClip(size).apply(k, Parameters.of(p)), 1e-6 * size);
      assertEquals(0.6 * size, p.gradient().get(0, 0), 1e-6 * size);
      assertEquals(-0.8 * size, p.gradient().get(0, 1), 1e-6 * size);
    }
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
    Parameters.of(target).polyakUpdate(kernels, Parameters.of(parameter(3, -2)), 0.25);
    assertEquals(1.5, target.value().get(0, 0));
    assertEquals(1, target.value().get(0, 1));
  }

  /**
   * τ = 1 copies and τ = 0 changes nothing, to the bit; θ̄ + τ (θ − θ̄) gives 1e8 + (1 − 1e8) = 0.
   */
  @Test
  void trackingIsTheSumOfTwoProducts() {
    Kernels k = Backend.plain().kernels(Precision.FLOAT);
    Parameter target = new Parameter("target", Precision.FLOAT.zeros(1, 1));
    Parameter source = new Parameter("source", Precision.FLOAT.zeros(1, 1));
    source.value().fill(1);
    target.value().fill(1e8);
    Parameters.of(target).polyakUpdate(k, Parameters.of(source), 0);
    assertEquals(1e8, target.value().scalar());
    Parameters.of(target).polyakUpdate(k, Parameters.of(source), 1);
    assertEquals(1, target.value().scalar());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRestoredOptimizerContinuesToTheBit(boolean adam) {
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

  private static final double NAN = Double.NaN;
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  private static void assertRefused(String message, Executable make) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, make).getMessage());
  }

  private static Adam.Options options(double b1, double b2, double epsilon, double decay) {
    return new Adam.Options(new Schedule.Constant(1), b1, b2, epsilon, decay);
  }

  @Test
  void badConstantsAreRefusedByName() {
    assertRefused("rate = -1.0, expected a positive number", () -> Adam.Options.of(-1));
    assertRefused("rate = NaN, expected a positive number", () -> Adam.Options.of(NAN));
    assertRefused("beta1 = 1.0, expected a number in [0, 1)", () -> options(1, 0.9, 1e-8, 0));
    assertRefused("beta2 = NaN, expected a number in [0, 1)", () -> options(0.9, NAN, 1e-8, 0));
    assertRefused("epsilon = 0.0, expected a positive number", () -> options(0.9, 0.9, 0, 0));
    assertRefused(
        "epsilon = Infinity, expected a positive number", () -> options(0.9, 0.9, INFINITY, 0));
    assertRefused(
        "weightDecay = NaN, expected a number of at least 0", () -> options(0.9, 0.9, 1e-8, NAN));
    for (double decay : new double[] {-0.1, INFINITY}) {
      assertRefused(
          "weightDecay = " + decay + ", expected a number of at least 0",
          () -> options(0.9, 0.9, 1e-8, decay));
    }
    assertRefused("limit = 0.0, expected a positive number", () -> new GradientClip(0));
    assertRefused("limit = Infinity, expected a positive number", () -> new GradientClip(INFINITY));
    assertRefused("steps = 0, expected at least 1", () -> new Schedule.Cosine(1, 0, 0));
    assertRefused("value = NaN, expected a finite number", () -> new Schedule.Constant(NAN));
    assertRefused("last = NaN, expected a finite number", () -> new Schedule.Linear(1, NAN, 2));
    assertRefused(
        "first = Infinity, expected a finite number", () -> new Schedule.Cosine(INFINITY, 1, 2));
    Schedule rising = new Schedule.Linear(-1, 1, 2);
    String refusal =
        "rate = Linear[first=-1.0, last=1.0, steps=2], expected numbers of at least 0 at every step";
    assertRefused(refusal, () -> new Adam.Options(rising, 0.9, 0.9, 1e-8, 0));
    assertRefused(refusal, () -> new Sgd(kernels, Parameters.of(parameter(1)), rising, 0));
    assertRefused(
        "rate = Cosine[first=1.0, last=-1.0, steps=2], expected numbers of at least 0 at every step",
        () -> new Adam.Options(new Schedule.Cosine(1, -1, 2), 0.9, 0.9, 1e-8, 0));
    Parameters p = Parameters.of(parameter(1));
    assertRefused("tau = NaN, expected a number in [0, 1]", () -> p.polyakUpdate(kernels, p, NAN));
  }

  /** Ends that belong to their range are allowed, the others are refused. */
  @Test
  void endsOfRangesAreAllowedOrRefused() {
    Parameters p = Parameters.of(parameter(1));
    assertRefused("rate = 0.0, expected a positive number", () -> Adam.Options.of(0));
    assertRefused("beta1 = -0.1, expected a number in [0, 1)", () -> options(-0.1, 0.9, 1e-8, 0));
    assertRefused("beta2 = 1.0, expected a number in [0, 1)", () -> options(0.9, 1, 1e-8, 0));
    assertRefused("beta2 = -0.1, expected a number in [0, 1)", () -> options(0.9, -0.1, 1e-8, 0));
    Schedule constant = new Schedule.Constant(1);
    assertRefused(
        "momentum = 1.0, expected a number in [0, 1)", () -> new Sgd(kernels, p, constant, 1));
    assertRefused(
        "momentum = -0.1, expected a number in [0, 1)", () -> new Sgd(kernels, p, constant, -0.1));
    assertRefused("first = NaN, expected a finite number", () -> new Schedule.Linear(NAN, 1, 2));
    assertRefused("last = NaN, expected a finite number", () -> new Schedule.Cosine(1, NAN, 2));
    assertRefused("steps = 0, expected at least 1", () -> new Schedule.Linear(1, 0, 0));
    assertEquals(0, new Schedule.Linear(1, 0, 1).at(1));
    Schedule warmUp = new Schedule.Linear(0, 1, 2);
    assertEquals(warmUp, new Adam.Options(warmUp, 0, 0, 1e-8, 0).rate());
    Schedule rest = new Schedule.Linear(1, 0, 2);
    assertEquals(rest, new Adam.Options(rest, 0, 0, 1e-8, 0).rate());
    new Sgd(kernels, p, constant, 0).step();
    Kernels floats = Backend.plain().kernels(Precision.FLOAT);
    new Adam(floats, Parameters.none(), options(0.9, 0.9, 1e30, 0));
    new Adam(kernels, Parameters.none(), options(0.9, 0.9, 1e290, 0));
  }

  @Test
  void constantsThatThePrecisionCannotHoldAreRefusedByName() {
    Kernels floats = Backend.plain().kernels(Precision.FLOAT);
    Parameters none = Parameters.none();
    assertRefused(
        "epsilon = 1.0E-31, expected a number from 1.0E-30 to 1.0E30 with FLOAT",
        () -> new Adam(floats, none, options(0.9, 0.999, 1e-31, 0)));
    assertRefused(
        "epsilon = 1.0E39, expected a number from 1.0E-30 to 1.0E30 with FLOAT",
        () -> new Adam(floats, none, options(0.9, 0.999, 1e39, 0)));
    assertRefused(
        "beta1 = 0.999999999, expected a number that FLOAT can tell from 1",
        () -> new Adam(floats, none, options(0.999999999, 0.9, 1e-8, 0)));
    assertRefused(
        "beta2 = 0.999999999, expected a number that FLOAT can tell from 1",
        () -> new Adam(floats, none, options(0.9, 0.999999999, 1e-8, 0)));
    Schedule constant = new Schedule.Constant(1);
    assertRefused(
        "momentum = 0.999999999, expected a number that FLOAT can tell from 1",
        () -> new Sgd(floats, none, constant, 0.999999999));
    assertRefused(
        "epsilon = 1.0E-300, expected a number from 1.0E-290 to 1.0E290 with DOUBLE",
        () -> new Adam(kernels, none, options(0.9, 0.999, 1e-300, 0)));
    new Adam(floats, none, options(0.9, 0.999, 1e-30, 0));
    new Adam(kernels, none, options(0.9, 0.999999999, 1e-290, 0));
    new Sgd(kernels, none, constant, 0.999999999);
  }
}
