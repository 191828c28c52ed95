package org.qmp.rl.sac;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.qmp.autograd.Parameters;
import org.qmp.autograd.kernel.Backend;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Precision;
import org.qmp.nn.Xoshiro256;
import org.qmp.rl.replay.Batch;
import org.qmp.rl.sac.Sac.Extension;
import org.qmp.rl.sac.Sac.Nets;

/** The configured limit applies to each network separately. */
final class ClippingTest {
  private final Kernels kernels = Backend.best().kernels(Precision.DOUBLE);

  /** The limit is 0.25, and rewards of 1000 make the gradients of both critics far longer. */
  @Test
  void theGradientOfEachCriticIsClippedSeparately() {
    Sac sac = new Sac(kernels, NonDefaultSac.SIZES, NonDefaultSac.config(), 1, "x");
    NonDefaultSac.fill(sac, 1);
    sac.batch().reward().fill(1000);
    sac.update();
    assertEquals(0.25, sac.critics().first().parameters().gradientNorm(kernels), 1e-12);
    assertEquals(0.25, sac.critics().second().parameters().gradientNorm(kernels), 1e-12);
  }

  /** One critic's gradient is below the limit and unchanged, the other's is above and clipped. */
  @Test
  void oneCriticsLongGradientDoesNotShortenTheOthers() {
    double[] free = criticNorms(Double.MAX_VALUE);
    double between = Math.sqrt(free[0] * free[1]);
    double[] clipped = criticNorms(between);
    int shorter = free[0] < free[1] ? 0 : 1;
    assertTrue(free[shorter] < 0.99 * between, "norms " + free[0] + " and " + free[1]);
    assertEquals(free[shorter], clipped[shorter], 1e-15);
    assertEquals(between, clipped[1 - shorter], 1e-12);
  }

  private double[] criticNorms(double limit) {
    Sac sac = new Sac(kernels, NonDefaultSac.SIZES, clipped(limit), 1, "x");
    NonDefaultSac.fill(sac, 1);
    sac.critics().second().parameters().forEach(p -> p.value().fill(0.3));
    sac.update();
    return new double[] {
      sac.critics().first().parameters().gradientNorm(kernels),
      sac.critics().second().parameters().gradientNorm(kernels)
    };
  }

  private static SacConfig clipped(double limit) {
    return NonDefaultSac.config().with(c -> c.gradientClip = OptionalDouble.of(limit));
  }

  /** The actor's loss contains −Q, so that of a good policy is negative. */
  @Test
  void theActorsGradientIsClippedWhateverTheSignOfItsLoss() {
    for (double reward : new double[] {-1000, 1000}) {
      Sac sac = new Sac(kernels, NonDefaultSac.SIZES, clipped(1e-3), 1, "x");
      sac.critics().parameters().get("critic1/layer1/bias").value().fill(reward);
      sac.critics().parameters().get("critic2/layer1/bias").value().fill(reward);
      NonDefaultSac.fill(sac, 1);
      sac.update();
      assertEquals(-Math.signum(reward), Math.signum(sac.actorLoss()));
      assertEquals(1e-3, sac.actor().parameters().gradientNorm(kernels), 1e-15);
    }
  }

  @Test
  void gradientsOfEveryRuleAreClipped() {
    SacConfig config = clipped(1e-3);
    Xoshiro256 weights = Xoshiro256.named(1, "weights");
    Nets nets = Nets.create(kernels, NonDefaultSac.SIZES, Wiring.heads(1), config, weights);
    Batch batch = Batch.zeros(kernels.precision(), NonDefaultSac.SIZES, config.batch());
    Extension sevens =
        new Extension() {
          @Override
          public Descent.Rule gradients(Batch from, Parameters... networks) {
            return loss -> {
              loss.forward();
              loss.parameters().forEach(p -> p.gradient().fill(7));
            };
          }
        };
    Xoshiro256 noise = Xoshiro256.named(1, "noise");
    new Sac(kernels, NonDefaultSac.SIZES, config, nets, batch, sevens, noise).update();
    for (Parameters network :
        List.of(
            nets.actor().parameters(),
            nets.critics().first().parameters(),
            nets.critics().second().parameters())) {
      assertEquals(1e-3, network.gradientNorm(kernels), 1e-15);
    }
  }

  /** The temperature is not a network: ∂J/∂log α = −α (mean of log π + H̄) under any limit. */
  @Test
  void theTemperaturesGradientIsNotClipped() {
    double[] gradient = new double[2];
    for (int i = 0; i < 2; i++) {
      Sac sac = new Sac(kernels, NonDefaultSac.SIZES, clipped(i == 0 ? 1e-6 : 1e6), 1, "x");
      NonDefaultSac.fill(sac, 1);
      sac.update();
      gradient[i] = sac.temperature().parameters().get(0).gradient().scalar();
      assertEquals(0.3 * (sac.entropy() + 0.7), gradient[i], 1e-12);
    }
    assertTrue(Math.abs(gradient[0]) > 1e-3);
  }
}
