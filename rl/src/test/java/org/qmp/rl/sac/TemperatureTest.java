package org.qmp.rl.sac;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp.autograd.Parameters;
import org.qmp.autograd.Tape;
import org.qmp.autograd.kernel.Backend;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Precision;
import org.qmp.rl.replay.Dimensions;

/** Entropy, its target, and the temperature of each task. */
final class TemperatureTest {
  private final Kernels kernels = Backend.best().kernels(Precision.DOUBLE);

  /**
   * With weights 0 the policy is N(0, 1) before tanh in both dimensions, and with ε = (e, −e) a row
   * has log π = 2 (−½ e² − ½ log 2π) − 2 log (1 − tanh² e).
   */
  @Test
  void theEntropyIsMinusTheMeanOfLogPi() {
    SacConfig config = SacConfig.defaults().with(c -> c.batch = 4);
    Sac sac = new Sac(kernels, NonDefaultSac.SIZES, config, 1, "x");
    NonDefaultSac.fill(sac, 1);
    sac.actor().parameters().forEach(p -> p.value().fill(0));
    double sum = 0;
    for (int i = 0; i < 4; i++) {
      double e = 0.5 * i;
      sac.losses.noiseNew().set(i, 0, e);
      sac.losses.noiseNew().set(i, 1, -e);
      sum += -e * e - Math.log(2 * Math.PI) - 2 * Math.log(1 - Math.tanh(e) * Math.tanh(e));
    }
    sac.updateWithPresentNoise();
    assertEquals(-sum / 4, sac.entropy(), 1e-12);
  }

  /** No policy has more entropy than the uniform one on (−1, 1), log 2 ≈ 0.69 per dimension. */
  @Test
  void theEntropyOfANarrowPolicyIsNegative() {
    Sac sac = new Sac(kernels, NonDefaultSac.SIZES, SacConfig.defaults(), 1, "x");
    NonDefaultSac.fill(sac, 1);
    Parameters actor = sac.actor().parameters();
    actor.forEach(p -> p.value().fill(0));
    actor.get(actor.size() - 1).value().set(new double[] {0, 0, -5, -5});
    sac.update();
    double expected = 2 * (-5 + 0.5 * Math.log(2 * Math.PI * Math.E));
    assertEquals(expected, sac.entropy(), 0.2);
  }

  /** J_α = −log α (mean of log π + H̄), so ∂J/∂log α = entropy − H̄ with H̄ = −A by default. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void theTargetEntropyIsMinusTheNumberOfActions(int actions) {
    SacConfig config = SacConfig.defaults().with(c -> c.batch = 8);
    Sac sac = new Sac(kernels, new Dimensions(1, 3, actions), config, 1, "x");
    NonDefaultSac.fill(sac, 1);
    sac.update();
    double gradient = sac.temperature().parameters().get(0).gradient().scalar();
    assertEquals(sac.entropy() + actions, gradient, 1e-12);
  }

  /** ∂J/∂log α of a task comes from its own rows: (entropy of the task − H̄) / N, with H̄ = −2. */
  @Test
  void theGradientsOfAllTasksSumToTheMeanEntropyMinusItsTarget() {
    SacConfig config = SacConfig.defaults().with(c -> c.batch = 4);
    Sac sac = new Sac(kernels, new Dimensions(3, 3, 2), config, 1, "x");
    NonDefaultSac.fill(sac, 1);
    sac.update();
    Mat gradient = sac.temperature().parameters().get(0).gradient();
    double sum = 0;
    for (int task = 0; task < 3; task++) {
      sum += gradient.get(task, 0);
    }
    assertEquals(sac.entropy() + 2, sum, 1e-12);
    assertNotEquals(gradient.get(0, 0), gradient.get(1, 0));
  }

  /** log α = (0, −1, −2). */
  @Test
  void everyTaskOfAJointLearnerHasItsOwnTemperature() {
    Sac sac = new Sac(kernels, new Dimensions(3, 3, 2), NonDefaultSac.config(), 1, "x");
    sac.temperature().parameters().get(0).value().set(new double[] {0, -1, -2});
    double[] expected = {1, 0.36787944117144233, 0.1353352832366127};
    for (int task = 0; task < 3; task++) {
      assertEquals(expected[task], sac.temperature().alpha(task), 1e-15);
    }
    Tape tape = Tape.record(kernels, t -> sac.temperature().alpha(t, 6));
    for (int row = 0; row < 6; row++) {
      assertEquals(expected[row / 2], tape.result().value().get(row, 0), 1e-15, "row " + row);
    }
  }

  @Test
  void oneTemperatureServesAllTasks() {
    Temperature one = new Temperature("t", 1, new Temperature.Fixed(0.25), kernels);
    for (int task = 0; task < 3; task++) {
      assertEquals(0.25, one.alpha(task), 1e-15);
    }
  }

  /** With log π = 0 and H̄ = −2, ∂J/∂log α is −H̄ = 2, or α times as much. */
  @Test
  void theTwoTemperatureLossesDifferByTheFactorAlpha() {
    double[] gradient = new double[2];
    for (Temperature.Loss loss : Temperature.Loss.values()) {
      SacConfig config =
          SacConfig.defaults()
              .with(
                  c -> {
                    c.batch = 4;
                    c.targetEntropy = OptionalDouble.of(-2);
                    c.temperature = new Temperature.Learned(0.3, loss);
                  });
      Sac sac = new Sac(kernels, new Dimensions(1, 3, 2), config, 1, "x");
      Mat logProb = Precision.DOUBLE.zeros(4, 1);
      Tape tape =
          Tape.record(
              kernels,
              sac.temperature().parameters(),
              t -> sac.losses.temperature(t, loss, logProb));
      tape.backward();
      gradient[loss == Temperature.Loss.ALPHA ? 1 : 0] =
          sac.temperature().parameters().get(0).gradient().scalar();
    }
    assertEquals(2, gradient[0], 1e-14);
    assertEquals(0.3 * 2, gradient[1], 1e-14);
  }

  @Test
  void aFixedAlphaDoesNotChange() {
    SacConfig fixed =
        SacConfig.defaults()
            .with(
                c -> {
                  c.batch = 4;
                  c.temperature = new Temperature.Fixed(0.2);
                });
    Sac sac = new Sac(kernels, NonDefaultSac.SIZES, fixed, 1, "x");
    NonDefaultSac.fill(sac, 1);
    sac.update();
    assertEquals(0.2, sac.temperature().alpha(0), 1e-15);
    assertEquals(0, sac.temperatureLoss());
  }
}
