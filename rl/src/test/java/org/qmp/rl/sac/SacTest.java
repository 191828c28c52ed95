package org.qmp.rl.sac;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.qmp.autograd.Parameter;
import org.qmp.autograd.Parameters;
import org.qmp.autograd.Tape;
import org.qmp.autograd.kernel.Backend;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Precision;
import org.qmp.nn.Fingerprint;
import org.qmp.nn.Normal;
import org.qmp.nn.Xoshiro256;
import org.qmp.rl.replay.Batch;
import org.qmp.rl.replay.Dimensions;
import org.qmp.rl.sac.Sac.Extension;
import org.qmp.rl.sac.Sac.Nets;

final class SacTest {
  private final Kernels kernels = Backend.best().kernels(Precision.DOUBLE);

  private static String fingerprint(Sac sac) {
    return new Fingerprint().add(sac.state()).hex();
  }

  /** Gradient surgery works on Q₁, on Q₂ and on the policy separately. */
  @Test
  void anExtensionFormsTheGradientsOfEachNetworkSeparately() {
    SacConfig config = SacConfig.defaults().with(c -> c.batch = 2);
    Dimensions sizes = new Dimensions(2, 3, 1);
    Nets nets =
        Nets.create(kernels, sizes, Wiring.heads(2), config, Xoshiro256.named(1, "weights"));
    List<List<Parameters>> asked = new ArrayList<>();
    Extension extension =
        new Extension() {
          @Override
          public Descent.Rule gradients(Batch batch, Parameters... networks) {
            asked.add(List.of(networks));
            return Descent.Rule.PLAIN;
          }
        };
    Batch batch = Batch.zeros(Precision.DOUBLE, sizes, 2);
    new Sac(kernels, sizes, config, nets, batch, extension, Xoshiro256.named(1, "noise"));
    TwinQ q = nets.critics();
    assertEquals(
        List.of(
            List.of(q.first().parameters(), q.second().parameters()),
            List.of(nets.actor().parameters())),
        asked);
  }

  /**
   * Two samples, worked by hand. Observation and action have one dimension; there are no hidden
   * layers, so Q₁ = s + ½ and Q₂ = 2s + 1. The actor's weights are 0: μ = 0, σ = 1, and with ε = 0
   * the action is 0 and log π = log N(0; 0, 1) = −0.918939. α = ½, γ = 0.9.
   *
   * <pre>
   *   sample 1: r = 1, s′ = 2, continues:   y = 1 + 0.9 (min(2.5, 5) + 0.5 · 0.918939) = 3.663522
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
    Sac sac = new Sac(kernels, NonDefaultSac.SIZES, NonDefaultSac.config(), 1, "x");
    NonDefaultSac.fill(sac, 1);
    sac.batch().continues().set(0, 0, 0);
    sac.update();
    double scaled = 2 * sac.batch().reward().get(0, 0);
    assertEquals(scaled, sac.bellmanTarget().get(0, 0));
    assertNotEquals(2 * sac.batch().reward().get(1, 0), sac.bellmanTarget().get(1, 0));
  }

  @Test
  void theActorLossLeavesTheCriticsGradientsAlone() {
    Sac sac = new Sac(kernels, NonDefaultSac.SIZES, SacConfig.defaults(), 1, "x");
    NonDefaultSac.fill(sac, 1);
    sac.update();
    double[] before = norms(sac.critics().parameters());
    Tape again = actorTape(sac);
    again.backward();
    assertArrayEquals(before, norms(sac.critics().parameters()));
    assertTrue(sac.actor().parameters().gradientNorm(kernels) > 0);
  }

  private double[] norms(Parameters parameters) {
    double[] norms = new double[parameters.size()];
    for (int i = 0; i < norms.length; i++) {
      norms[i] = kernels.sumOfSquares(parameters.get(i).gradient());
    }
    return norms;
  }

  @Test
  void targetsMoveEveryThirdUpdateByTau() {
    Sac sac = new Sac(kernels, NonDefaultSac.SIZES, NonDefaultSac.config(), 1, "x");
    Parameter target = sac.targets().parameters().get("target1/layer0/weight");
    Parameter online = sac.critics().parameters().get("critic1/layer0/weight");
    assertEquals(online.value().get(0, 0), target.value().get(0, 0));
    double before = target.value().get(0, 0);
    NonDefaultSac.fill(sac, 1);
    sac.update();
    sac.update();
    assertEquals(before, target.value().get(0, 0));
    sac.update();
    double expected = 0.9 * before + 0.1 * online.value().get(0, 0);
    assertEquals(expected, target.value().get(0, 0), 1e-15);
  }

  @Test
  void aRestoredLearnerContinuesWithTheSameBits() {
    Sac original = new Sac(kernels, NonDefaultSac.SIZES, NonDefaultSac.config(), 1, "x");
    Sac copy = new Sac(kernels, NonDefaultSac.SIZES, NonDefaultSac.config(), 99, "y");
    for (int i = 0; i < 4; i++) {
      NonDefaultSac.fill(original, i);
      original.update();
    }
    var saved = original.state();
    copy.state().forEach((name, mat) -> mat.set(saved.get(name)));
    copy.noiseStream().restore(original.noiseStream().state());
    for (int i = 4; i < 9; i++) {
      NonDefaultSac.fill(original, i);
      NonDefaultSac.fill(copy, i);
      original.update();
      copy.update();
    }
    assertEquals(9, copy.updates());
    assertEquals(fingerprint(original), fingerprint(copy));
  }

  @Test
  void onlyTheSameNameAndSeedGiveTheSameLearner() {
    String here =
        fingerprint(new Sac(kernels, NonDefaultSac.SIZES, NonDefaultSac.config(), 1, "x"));
    assertEquals(
        here, fingerprint(new Sac(kernels, NonDefaultSac.SIZES, NonDefaultSac.config(), 1, "x")));
    assertNotEquals(
        here, fingerprint(new Sac(kernels, NonDefaultSac.SIZES, NonDefaultSac.config(), 2, "x")));
    assertNotEquals(
        here, fingerprint(new Sac(kernels, NonDefaultSac.SIZES, NonDefaultSac.config(), 1, "y")));
  }

  @Test
  void everyUpdateDrawsNewNoiseForBothOfItsSamples() {
    Sac sac = new Sac(kernels, NonDefaultSac.SIZES, NonDefaultSac.config(), 1, "x");
    NonDefaultSac.fill(sac, 1);
    Set<String> seen = new TreeSet<>();
    for (int i = 0; i < 3; i++) {
      sac.update();
      seen.add(Arrays.deepToString(sac.losses.noiseNext().toRows()));
      seen.add(Arrays.deepToString(sac.losses.noiseNew().toRows()));
    }
    assertEquals(6, seen.size());
    Normal stream = new Normal(Xoshiro256.named(1, "x/noise"));
    Mat expected = Precision.DOUBLE.zeros(8, 2);
    for (int i = 0; i < 6; i++) {
      stream.fill(expected);
    }
    assertArrayEquals(expected.toRows(), sac.losses.noiseNew().toRows());
  }

  /** θ̄ = ¾ θ̄ + ¼ θ: 0.75 · 1 + 0.25 · 5 = 2, in both precisions and for both critics. */
  @ParameterizedTest
  @EnumSource
  void targetsFollowByPolyakAveraging(Precision precision) {
    SacConfig config =
        NonDefaultSac.config()
            .with(
                c -> {
                  c.tau = 0.25;
                  c.targetUpdateInterval = 1;
                  c.learningRate = 1e-12;
                });
    Sac sac = new Sac(Backend.best().kernels(precision), NonDefaultSac.SIZES, config, 1, "x");
    sac.targets().parameters().forEach(p -> p.value().fill(1));
    sac.critics().parameters().forEach(p -> p.value().fill(5));
    sac.update();
    for (Parameter p : sac.targets().parameters()) {
      assertEquals(2, p.value().get(0, 0), 1e-6, p.name());
    }
    sac.update();
    assertEquals(0.75 * 2 + 0.25 * 5, sac.targets().parameters().get(0).value().get(0, 0), 1e-6);
  }

  @Test
  void alphaIsNeverFrozenIntoATape() {
    Sac sac = new Sac(kernels, NonDefaultSac.SIZES, NonDefaultSac.config(), 1, "x");
    NonDefaultSac.fill(sac, 1);
    Tape tape = actorTape(sac);
    double before = tape.loss();
    sac.temperature().parameters().get(0).value().fill(StrictMath.log(5));
    tape.forward();
    assertNotEquals(before, tape.loss());
    sac.update();
    assertNotEquals(5, sac.temperature().alpha(0));
  }

  private Tape actorTape(Sac sac) {
    return Tape.record(kernels, sac.actor().parameters(), sac.losses::actor);
  }
}
