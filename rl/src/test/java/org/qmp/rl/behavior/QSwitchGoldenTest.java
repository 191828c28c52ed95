package org.qmp.rl.behavior;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.qmp.autograd.Parameters;
import org.qmp.autograd.kernel.Backend;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Precision;
import org.qmp.nn.ReferenceNumbers;
import org.qmp.rl.replay.Dimensions;
import org.qmp.rl.sac.Sac;
import org.qmp.rl.sac.SacConfig;
import org.qmp.rl.sac.Temperature;

/** Scores and choices of four separate tasks at nine observations match an independent system. */
final class QSwitchGoldenTest {
  private static final ReferenceNumbers GOLDEN =
      ReferenceNumbers.read(QSwitchGoldenTest.class, "qswitch.json");
  private static final int TASKS = 4;
  private static final Precision DOUBLE = Precision.DOUBLE;

  private final Kernels kernels = Backend.best().kernels(DOUBLE);
  private final int observations = GOLDEN.at("obs").rows()[0].length;
  private final int actions = GOLDEN.at("noise.0").rows()[0].length;
  private final Policies policies = policies();

  private Policies policies() {
    List<Sac> learners = new ArrayList<>();
    for (int i = 0; i < TASKS; i++) {
      double alpha = GOLDEN.at("alpha." + i).number();
      SacConfig config =
          SacConfig.defaults()
              .with(
                  c -> {
                    c.hidden = hidden();
                    c.batch = 1;
                    c.temperature = new Temperature.Fixed(alpha);
                  });
      Dimensions sizes = new Dimensions(1, observations, actions);
      Sac sac = new Sac(kernels, sizes, config, 1, "golden" + i);
      set(sac.actor().parameters(), 0, "actors." + i);
      set(sac.critics().parameters(), 0, "critics1." + i);
      set(sac.critics().parameters(), 6, "critics2." + i);
      learners.add(sac);
    }
    return new TrainedPolicies(List.of("a", "b", "c", "d"), learners, List.of(), Optional.empty());
  }

  private static List<Integer> hidden() {
    return List.of(
        GOLDEN.at("actors.0.w1").rows()[0].length, GOLDEN.at("actors.0.w2").rows()[0].length);
  }

  private static void set(Parameters parameters, int from, String path) {
    for (int i = 0; i < 6; i++) {
      String name = (i % 2 == 0 ? "w" : "b") + (i / 2 + 1);
      parameters.get(from + i).value().set(GOLDEN.at(path + "." + name).mat(DOUBLE));
    }
  }

  private void assertScoresAndChoices(String kind, QSwitch rule) {
    BehaviorPolicy.Streams[] streams = new BehaviorPolicy.Streams[TASKS];
    Arrays.setAll(
        streams, i -> new BehaviorPolicy.Streams(policies.tasks().get(i), new HashMap<>()));
    Dimensions sizes = new Dimensions(TASKS, observations, actions);
    Proposals proposals = new Proposals(kernels, policies, true, sizes, streams);
    QSwitch.ByScore chooser = new QSwitch.ByScore(kernels, rule, policies, proposals, streams);
    boolean[] due = new boolean[TASKS];
    Arrays.fill(due, true);
    int[] acting = new int[TASKS];
    for (int b = 0; b < GOLDEN.at("obs").size(); b++) {
      double[][] noise = GOLDEN.at("noise." + b).rows();
      for (int i = 0; i < TASKS; i++) {
        proposals.observe(i, GOLDEN.at("obs").rows()[b]);
      }
      proposals.propose(due);
      for (int row = 0; row < TASKS * TASKS; row++) {
        for (int a = 0; a < actions; a++) {
          proposals.sample.noise.set(row, a, noise[row / TASKS][a]);
        }
      }
      proposals.sample.learned.forward();
      chooser.choose(0, due, acting);
      for (int i = 0; i < TASKS; i++) {
        String at = "scores." + kind + "." + i + "." + b;
        for (int j = 0; j < TASKS; j++) {
          assertEquals(GOLDEN.at(at + "." + j).number(), chooser.scores[i][j], 1e-9, at);
        }
        assertEquals(GOLDEN.at("chosen." + kind + "." + i + "." + b).number(), acting[i], at);
      }
    }
  }

  private static QSwitch rule(
      QSwitch.Score score, QSwitch.CriticChoice critic, QSwitch.Entropy entropy) {
    return new QSwitch(score, critic, entropy, 1, 0, 0, 0, QSwitch.Tie.LOWEST_INDEX);
  }

  @Test
  void theFirstCriticAtTheMean() {
    assertScoresAndChoices("meanQ1", QSwitch.defaults());
  }

  @Test
  void theMinimumOfBothCriticsAtTheSample() {
    assertScoresAndChoices(
        "sampleMin", rule(new QSwitch.AtSample(), QSwitch.CriticChoice.MIN, QSwitch.Entropy.NONE));
  }

  @Test
  void theFirstCriticAtTheMeanWithEntropy() {
    assertScoresAndChoices(
        "meanQ1Entropy",
        rule(new QSwitch.AtMean(), QSwitch.CriticChoice.FIRST, QSwitch.Entropy.GAUSSIAN));
  }
}
