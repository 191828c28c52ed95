package org.qmp.rl.sac;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.qmp.autograd.Parameter;
import org.qmp.autograd.Parameters;
import org.qmp.autograd.kernel.Backend;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Precision;
import org.qmp.nn.ReferenceNumbers;
import org.qmp.rl.replay.Batch;
import org.qmp.rl.replay.Dimensions;

/** Two updates of three tasks with one trunk match an independent system. */
final class MultiHeadGoldenTest {
  private static final ReferenceNumbers GOLDEN =
      ReferenceNumbers.read(MultiHeadGoldenTest.class, "multihead-sac-update.json");
  private static final int TASKS = 3;
  private static final String[] NAMES = {"w1", "b1", "w2", "b2", "w3", "b3"};

  private static Sac learner() {
    SacConfig config =
        SacConfig.defaults()
            .with(
                c -> {
                  c.hidden = List.of(8, 8);
                  c.batch = 4;
                  c.learningRate = GOLDEN.at("config.lr").number();
                  c.gamma = GOLDEN.at("config.gamma").number();
                  c.tau = GOLDEN.at("config.tau").number();
                  c.targetEntropy = OptionalDouble.of(GOLDEN.at("config.targetEntropy").number());
                });
    Dimensions d = new Dimensions(TASKS, 5, 2);
    Sac sac = new Sac(Backend.best().kernels(Precision.DOUBLE), d, config, 1, "golden");
    for (int i = 0; i < 6; i++) {
      set(sac.actor().parameters().get(i), "start.actor." + NAMES[i]);
      set(sac.critics().parameters().get(i), "start.critic1." + NAMES[i]);
      set(sac.critics().parameters().get(6 + i), "start.critic2." + NAMES[i]);
    }
    sac.targets().parameters().copyFrom(sac.critics().parameters());
    set(sac.temperature().parameters().get(0), "start.logAlpha");
    return sac;
  }

  private static void set(Parameter parameter, String path) {
    Mat value = parameter.value();
    double[][] golden = GOLDEN.at(path).rows();
    for (int i = 0; i < value.rows(); i++) {
      for (int j = 0; j < value.cols(); j++) {
        value.set(i, j, here(golden, value, i, j));
      }
    }
  }

  /** The file has heads side by side; a grouped layer has them below each other. */
  private static double here(double[][] golden, Mat grouped, int i, int j) {
    if (golden.length == grouped.rows() && golden[0].length == grouped.cols()) {
      return golden[i][j];
    }
    if (golden[0].length == 1) {
      return golden[i * grouped.cols() + j][0];
    }
    int head = i / golden.length;
    return golden[i % golden.length][head * grouped.cols() + j];
  }

  private static void assertMatches(Mat actual, String path, double tolerance) {
    double[][] golden = GOLDEN.at(path).rows();
    for (int i = 0; i < actual.rows(); i++) {
      for (int j = 0; j < actual.cols(); j++) {
        assertEquals(here(golden, actual, i, j), actual.get(i, j), tolerance, path);
      }
    }
  }

  private static void step(Sac sac, String update) {
    Batch b = sac.batch();
    Precision p = Precision.DOUBLE;
    b.obs().set(GOLDEN.at(update + ".batch.obs").mat(p));
    b.action().set(GOLDEN.at(update + ".batch.action").mat(p));
    b.reward().set(GOLDEN.at(update + ".batch.reward").mat(p));
    b.nextObs().set(GOLDEN.at(update + ".batch.nextObs").mat(p));
    double[][] terminated = GOLDEN.at(update + ".batch.terminated").rows();
    for (int i = 0; i < terminated.length; i++) {
      b.continues().set(i, 0, 1 - terminated[i][0]);
    }
    sac.losses.noiseNext().set(GOLDEN.at(update + ".batch.noiseNext").mat(p));
    sac.losses.noiseNew().set(GOLDEN.at(update + ".batch.noiseNew").mat(p));
    sac.updateWithPresentNoise();
  }

  @Test
  void twoUpdatesOfOneTrunkWithThreeHeads() {
    Sac sac = learner();
    for (int u = 0; u < GOLDEN.at("updates").size(); u++) {
      String update = "updates." + u;
      step(sac, update);
      assertMatches(sac.bellmanTarget(), update + ".bellmanTarget", 1e-9);
      double critics =
          GOLDEN.at(update + ".critic1Loss").number() + GOLDEN.at(update + ".critic2Loss").number();
      assertEquals(critics, sac.criticLoss(), 1e-9);
      assertEquals(GOLDEN.at(update + ".actorLoss").number(), sac.actorLoss(), 1e-9);
      assertEquals(GOLDEN.at(update + ".alphaLoss").number(), sac.temperatureLoss(), 1e-9);
      Parameters actor = sac.actor().parameters();
      for (int i = 0; i < 6; i++) {
        assertMatches(actor.get(i).gradient(), update + ".actorGradient." + NAMES[i], 1e-9);
        assertMatches(actor.get(i).value(), update + ".after.actor." + NAMES[i], 1e-9);
        Parameters q = sac.critics().parameters();
        assertMatches(q.get(i).value(), update + ".after.critic1." + NAMES[i], 1e-9);
        assertMatches(q.get(6 + i).value(), update + ".after.critic2." + NAMES[i], 1e-9);
      }
      Parameter log = sac.temperature().parameters().get(0);
      assertMatches(log.gradient(), update + ".logAlphaGradient", 1e-9);
      assertMatches(log.value(), update + ".after.logAlpha", 1e-9);
    }
  }
}
