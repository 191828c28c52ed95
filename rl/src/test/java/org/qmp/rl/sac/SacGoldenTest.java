package org.qmp.rl.sac;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qmp.autograd.Parameter;
import org.qmp.autograd.Parameters;
import org.qmp.autograd.kernel.Backend;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Precision;
import org.qmp.nn.ReferenceNumbers;
import org.qmp.rl.replay.Batch;
import org.qmp.rl.replay.Dimensions;

/** Whole updates match an independent system: losses, targets, gradients and new parameters. */
final class SacGoldenTest {
  private static final ReferenceNumbers GOLDEN =
      ReferenceNumbers.read(SacGoldenTest.class, "sac-update.json");

  private static Sac learner(Precision precision) {
    SacConfig config =
        SacConfig.defaults()
            .with(
                c -> {
                  c.hidden = List.of(8, 8);
                  c.batch = 6;
                  c.learningRate = GOLDEN.at("config.lr").number();
                  c.gamma = GOLDEN.at("config.gamma").number();
                  c.tau = GOLDEN.at("config.tau").number();
                  c.targetEntropy = OptionalDouble.of(GOLDEN.at("config.targetEntropy").number());
                });
    Sac sac =
        new Sac(Backend.best().kernels(precision), new Dimensions(1, 5, 2), config, 1, "golden");
    set(sac.actor().parameters(), 0, "start.actor");
    set(sac.critics().parameters(), 0, "start.critic1");
    set(sac.critics().parameters(), 6, "start.critic2");
    set(sac.targets().parameters(), 0, "start.target1");
    set(sac.targets().parameters(), 6, "start.target2");
    sac.temperature().parameters().get(0).value().fill(GOLDEN.at("start.logAlpha").number());
    return sac;
  }

  /** The six parameters of a network, in the order w1, b1, w2, b2, w3, b3. */
  private static void set(Parameters parameters, int from, String path) {
    for (int i = 0; i < 6; i++) {
      Mat value = parameters.get(from + i).value();
      value.set(GOLDEN.at(path + "." + name(i)).mat(value.precision()));
    }
  }

  private static String name(int i) {
    return (i % 2 == 0 ? "w" : "b") + (i / 2 + 1);
  }

  private static void step(Sac sac, String update) {
    Batch batch = sac.batch();
    Precision precision = batch.obs().precision();
    batch.obs().set(GOLDEN.at(update + ".batch.obs").mat(precision));
    batch.action().set(GOLDEN.at(update + ".batch.action").mat(precision));
    batch.reward().set(GOLDEN.at(update + ".batch.reward").mat(precision));
    batch.nextObs().set(GOLDEN.at(update + ".batch.nextObs").mat(precision));
    double[][] terminated = GOLDEN.at(update + ".batch.terminated").rows();
    for (int i = 0; i < terminated.length; i++) {
      batch.continues().set(i, 0, 1 - terminated[i][0]);
    }
    sac.losses.noiseNext().set(GOLDEN.at(update + ".batch.noiseNext").mat(precision));
    sac.losses.noiseNew().set(GOLDEN.at(update + ".batch.noiseNew").mat(precision));
    sac.updateWithPresentNoise();
  }

  private static void assertLossesAndGradients(Sac sac, String update, double tolerance) {
    GOLDEN.at(update + ".bellmanTarget").assertMatches(sac.bellmanTarget(), tolerance, "target");
    double critics =
        GOLDEN.at(update + ".critic1Loss").number() + GOLDEN.at(update + ".critic2Loss").number();
    assertEquals(critics, sac.criticLoss(), tolerance * critics, update + " critic loss");
    double actor = GOLDEN.at(update + ".actorLoss").number();
    assertEquals(actor, sac.actorLoss(), tolerance * Math.max(1, Math.abs(actor)), update);
    double alpha = GOLDEN.at(update + ".alphaLoss").number();
    assertEquals(alpha, sac.temperatureLoss(), tolerance * Math.max(1, Math.abs(alpha)), update);
    for (int i = 0; i < 6; i++) {
      Parameter q = sac.critics().parameters().get(i);
      GOLDEN
          .at(update + ".critic1Gradient." + name(i))
          .assertMatches(q.gradient(), tolerance, update + " gradient of " + q);
      Parameter pi = sac.actor().parameters().get(i);
      GOLDEN
          .at(update + ".actorGradient." + name(i))
          .assertMatches(pi.gradient(), tolerance, update + " gradient of " + pi);
    }
    assertEquals(
        GOLDEN.at(update + ".logAlphaGradient").number(),
        sac.temperature().parameters().get(0).gradient().scalar(),
        tolerance * 10,
        update);
  }

  private static void assertAfter(Parameters parameters, int from, String path) {
    for (int i = 0; i < 6; i++) {
      GOLDEN
          .at(path + "." + name(i))
          .assertMatches(parameters.get(from + i).value(), 1e-9, path + "." + name(i));
    }
  }

  @Test
  void threeUpdatesInDouble() {
    Sac sac = learner(Precision.DOUBLE);
    for (int u = 0; u < GOLDEN.at("updates").size(); u++) {
      String update = "updates." + u;
      step(sac, update);
      assertLossesAndGradients(sac, update, 1e-9);
      assertAfter(sac.actor().parameters(), 0, update + ".after.actor");
      assertAfter(sac.critics().parameters(), 0, update + ".after.critic1");
      assertAfter(sac.critics().parameters(), 6, update + ".after.critic2");
      assertAfter(sac.targets().parameters(), 0, update + ".after.target1");
      assertAfter(sac.targets().parameters(), 6, update + ".after.target2");
      assertEquals(
          GOLDEN.at(update + ".after.logAlpha").number(),
          sac.temperature().parameters().get(0).value().scalar(),
          1e-9);
    }
  }

  @ParameterizedTest
  @CsvSource({"FLOAT, 1e-4", "DOUBLE, 1e-9"})
  void theFirstUpdateInEitherPrecision(Precision precision, double tolerance) {
    Sac sac = learner(precision);
    step(sac, "updates.0");
    assertLossesAndGradients(sac, "updates.0", tolerance);
  }
}
