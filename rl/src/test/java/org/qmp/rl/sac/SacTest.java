package org.qmp.rl.sac;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.qmp.autograd.Parameter;
import org.qmp.autograd.Parameters;
import org.qmp.autograd.Tape;
import org.qmp.autograd.Var;
import org.qmp.autograd.kernel.Backend;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Precision;
import org.qmp.nn.Fingerprint;
import org.qmp.nn.Mlp;
import org.qmp.nn.Normal;
import org.qmp.nn.Xoshiro256;

final class SacTest {
  private static final Dimensions SMALL = new Dimensions(1, 3, 2);
  private final Kernels kernels = Backend.best().kernels(Precision.DOUBLE);

  /** Nothing here is a default, so that a constant in place of an option shows. */
  private static SacConfig unusual() {
    return new SacConfig(
        List.of(16),
        8,
        1e-2,
        0.9,
        0.1,
        3,
        2,
        new Temperature.Learned(0.3, Temperature.Loss.ALPHA),
        OptionalDouble.of(-0.7),
        new LogStd.Smooth(-4, 1),
        Mlp.Norm.LAYER,
        OptionalDouble.of(0.25));
  }

  private void fill(Sac sac, long seed) {
    Normal normal = new Normal(kernels, Xoshiro256.named(seed, "batch"));
    Batch b = sac.batch();
    for (Mat part : List.of(b.obs(), b.action(), b.reward(), b.nextObs())) {
      normal.fill(part);
    }
    b.continues().fill(1);
  }

  private static String fingerprint(Sac sac) {
    return new Fingerprint().add(sac.state()).hex();
  }

  /**
   * Two samples, by hand. Observation and action have one dimension; there are no hidden layers, so
   * Q₁ = s + ½ and Q₂ = 2s + 1. The actor's weights are 0: μ = 0, σ = 1, and with ε = 0 the action
   * is 0 and log π = log N(0; 0, 1) = −0.918939. α = ½, γ = 0.9.
   *
   * <pre>
   *   sample 1: r = 1, s′ = 2, goes on:     y = 1 + 0.9 (min(2.5, 5) + 0.5 · 0.918939) = 3.663522
   *   sample 2: r = −1, s′ = 7, terminated: y = −1
   *
   *   at s = (1, −1), a = 0: Q₁ = (1.5, −0.5), J₁ = ½ ((1.5 − 3.663522)² + 0.25)  = 2.465414
   *                          Q₂ = (3, −1),     J₂ = ½ ((3 − 3.663522)² + 0)      = 0.220131
   *   the actor: min Q = (1.5, −1), log π as above: J_π = ½ · 2 · (−0.459469) − 0.25 = −0.709469
   * </pre>
   */
  @Test
  void aWorkedExampleWithLinearCritics() {
    SacConfig config =
        SacConfig.defaults()
            .with(
                c -> {
                  c.hidden = List.of();
                  c.batch = 2;
                  c.learningRate = 1e-9;
                  c.gamma = 0.9;
                  c.temperature = new Temperature.Fixed(0.5);
                });
    Sac sac = new Sac(kernels, new Dimensions(1, 1, 1), config, 1, "worked");
    for (TwinQ q : List.of(sac.critics(), sac.targets())) {
      q.parameters().get(0).value().set(new double[] {1, 0});
      q.parameters().get(1).value().fill(0.5);
      q.parameters().get(2).value().set(new double[] {2, 0});
      q.parameters().get(3).value().fill(1);
    }
    sac.actor().parameters().forEach(p -> p.value().fill(0));
    Batch b = sac.batch();
    b.obs().set(new double[] {1, -1});
    b.reward().set(new double[] {1, -1});
    b.nextObs().set(new double[] {2, 7});
    b.continues().set(new double[] {1, 0});
    sac.updateWithPresentNoise();
    assertEquals(3.663522, sac.bellmanTarget().get(0, 0), 1e-6);
    assertEquals(-1, sac.bellmanTarget().get(1, 0), 1e-15);
    assertEquals(2.465414 + 0.220131, sac.criticLoss(), 2e-6);
    assertEquals(-0.709469, sac.actorLoss(), 1e-6);
  }

  @Test
  void truncationBootstrapsTerminationDoesNot() {
    Sac sac = new Sac(kernels, SMALL, unusual(), 1, "x");
    fill(sac, 1);
    sac.batch().continues().set(0, 0, 0);
    sac.update();
    double scaled = 2 * sac.batch().reward().get(0, 0);
    assertEquals(scaled, sac.bellmanTarget().get(0, 0));
    assertNotEquals(2 * sac.batch().reward().get(1, 0), sac.bellmanTarget().get(1, 0));
  }

  @Test
  void theActorLossLeavesTheCriticsGradientsAlone() {
    Sac sac = new Sac(kernels, SMALL, SacConfig.defaults(), 1, "x");
    fill(sac, 1);
    sac.update();
    double[] before = norms(sac.critics().parameters());
    Tape again = actorTape(sac);
    again.backward();
    assertEquals(
        List.of(before[0], before[1]),
        List.of(norms(sac.critics().parameters())[0], norms(sac.critics().parameters())[1]));
    assertTrue(sac.actor().parameters().gradientNorm(kernels) > 0);
  }

  private Tape actorTape(Sac sac) {
    return Tape.record(
        kernels,
        sac.actor().parameters(),
        t -> {
          Var obs = t.input("obs", sac.batch().obs());
          var sample = sac.actor().policy(obs).sample(t.input("noise", sac.noiseNew()));
          return SacLosses.actor(
              obs,
              sample,
              sac.critics(),
              sac.temperature().perRow(t, sac.batch().rows()),
              t.input("weight", sac.batch().weight()));
        });
  }

  private double[] norms(Parameters parameters) {
    double[] norms = new double[parameters.size()];
    for (int i = 0; i < norms.length; i++) {
      norms[i] = kernels.sumOfSquares(parameters.get(i).gradient());
    }
    return norms;
  }

  @Test
  void alphaIsNeverFrozenIntoATape() {
    Sac sac = new Sac(kernels, SMALL, unusual(), 1, "x");
    fill(sac, 1);
    Tape tape = actorTape(sac);
    double before = tape.loss();
    sac.temperature().parameters().get(0).value().fill(StrictMath.log(5));
    tape.forward();
    assertNotEquals(before, tape.loss());
    sac.update();
    assertNotEquals(5, sac.temperature().alpha(0));
  }

  /**
   * At |u| = 20, 1 − tanh² u = 4 e^−40 / (1 + e^−40)² underflows to 0 when it is written naively.
   */
  @Test
  void theLogJacobianIsExactFarOut() {
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

  @Test
  void targetsMoveEveryThirdUpdateByTau() {
    Sac sac = new Sac(kernels, SMALL, unusual(), 1, "x");
    Parameter target = sac.targets().parameters().get("target1/layer0/weight");
    Parameter online = sac.critics().parameters().get("critic1/layer0/weight");
    assertEquals(online.value().get(0, 0), target.value().get(0, 0));
    double before = target.value().get(0, 0);
    fill(sac, 1);
    sac.update();
    sac.update();
    assertEquals(before, target.value().get(0, 0));
    sac.update();
    double expected = 0.9 * before + 0.1 * online.value().get(0, 0);
    assertEquals(expected, target.value().get(0, 0), 1e-15);
  }

  @Test
  void gradientsAreClippedNetworkByNetwork() {
    Sac sac = new Sac(kernels, SMALL, unusual(), 1, "x");
    fill(sac, 1);
    sac.batch().reward().fill(1000);
    sac.update();
    assertEquals(0.25, sac.critics().parameters().gradientNorm(kernels), 1e-12);
  }

  @Test
  void theTwoTemperatureLossesDifferByTheFactorAlpha() {
    double[] gradient = new double[2];
    Mat quarters = Precision.DOUBLE.zeros(4, 1);
    quarters.fill(0.25);
    for (Temperature.Loss loss : Temperature.Loss.values()) {
      Temperature temperature =
          new Temperature("t", 1, new Temperature.Learned(0.3, loss), kernels);
      Tape tape =
          Tape.record(
              kernels,
              temperature.parameters(),
              t ->
                  temperature.loss(
                      loss, t.input("logProb", 4, 1), t.input("weight", quarters), -2));
      tape.backward();
      gradient[loss == Temperature.Loss.ALPHA ? 1 : 0] =
          temperature.parameters().get(0).gradient().scalar();
    }
    assertEquals(2, gradient[0], 1e-14);
    assertEquals(0.3 * 2, gradient[1], 1e-14);
  }

  @Test
  void aFixedAlphaStays() {
    SacConfig fixed =
        SacConfig.defaults()
            .with(
                c -> {
                  c.batch = 4;
                  c.temperature = new Temperature.Fixed(0.2);
                });
    Sac sac = new Sac(kernels, SMALL, fixed, 1, "x");
    fill(sac, 1);
    sac.update();
    assertEquals(0.2, sac.temperature().alpha(0), 1e-15);
    assertEquals(0, sac.temperatureLoss());
  }

  @Test
  void aRestoredLearnerGoesOnToTheBit() {
    Sac original = new Sac(kernels, SMALL, unusual(), 1, "x");
    Sac copy = new Sac(kernels, SMALL, unusual(), 99, "y");
    for (int i = 0; i < 4; i++) {
      fill(original, i);
      original.update();
    }
    var saved = original.state();
    copy.state().forEach((name, mat) -> mat.set(saved.get(name)));
    copy.noiseStream().restore(original.noiseStream().state());
    for (int i = 4; i < 9; i++) {
      fill(original, i);
      fill(copy, i);
      original.update();
      copy.update();
    }
    assertEquals(9, copy.updates());
    assertEquals(fingerprint(original), fingerprint(copy));
  }

  @Test
  void learnersOfTheSameNameAndSeedAreTheSameAndOthersAreNot() {
    String here = fingerprint(new Sac(kernels, SMALL, unusual(), 1, "x"));
    assertEquals(here, fingerprint(new Sac(kernels, SMALL, unusual(), 1, "x")));
    assertNotEquals(here, fingerprint(new Sac(kernels, SMALL, unusual(), 2, "x")));
    assertNotEquals(here, fingerprint(new Sac(kernels, SMALL, unusual(), 1, "y")));
  }

  @Test
  void badOptionsAreRefusedByName() {
    SacConfig d = SacConfig.defaults();
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> d.with(c -> c.gamma = 1.5));
    assertEquals("gamma = 1.5, expected in [0, 1]", error.getMessage());
    assertThrows(IllegalArgumentException.class, () -> new Temperature.Fixed(0));
    assertThrows(IllegalArgumentException.class, () -> new LogStd.Clamped(2, -20));
    assertThrows(IllegalArgumentException.class, () -> new Dimensions(0, 1, 1));
  }
}
