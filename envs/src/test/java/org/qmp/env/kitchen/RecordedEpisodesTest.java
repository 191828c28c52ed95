package org.qmp.env.kitchen;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.qmp.env.Outcome;
import org.qmp.env.physics.Golden;
import org.qmp.env.physics.Mechanism;
import org.qmp.env.physics.Model;
import org.qmp.env.physics.scene.Rules;

/** Episodes of MuJoCo 3.14 without noise: scripted solutions, random actions, and rough ones. */
final class RecordedEpisodesTest {
  private static final Model MODEL = Mechanism.KITCHEN.model(Rules.MUJOCO_3);

  static Stream<Golden> episodes() {
    return Golden.read(RecordedEpisodesTest.class, "episodes.json.gz")
        .at("episodes")
        .list()
        .stream();
  }

  static KitchenTask task(String name) {
    return KitchenTask.ten().stream().filter(t -> t.name().equals(name)).findFirst().orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("episodes")
  void episodesMatchMujoco(Golden episode) {
    KitchenTask task = task(episode.at("task").text());
    Kitchen world =
        new Kitchen(task, Set.of(KitchenOption.EXACT_READINGS), new Franka(MODEL, Franka.STEPS));
    double[] observation = new double[60];
    world.reset(() -> 0, observation);
    assertArrayEquals(episode.at("goals").numbers(), Arrays.copyOfRange(observation, 30, 60));

    List<Golden> actions = episode.at("actions").list();
    double[] contacts = episode.at("contacts").numbers();
    List<Golden> moments = episode.at("moments").list();
    int next = 0;
    for (int step = 1; step <= actions.size(); step++) {
      String where = episode.at("file").text() + ", step " + step;
      Outcome outcome = world.step(actions.get(step - 1).numbers(), observation);
      assertEquals(contacts[step - 1], world.franka.simulation().contacts(), where);
      Golden moment = moments.get(next);
      if (moment.at("step").number() == step) {
        requireAlike(moment, world, observation, outcome, where);
        next++;
      }
    }
    assertEquals(moments.size(), next, "moments seen");
  }

  private static void requireAlike(
      Golden moment, Kitchen world, double[] observation, Outcome outcome, String where) {
    double[] targets = moment.at("targets").numbers();
    for (int i = 0; i < targets.length; i++) {
      assertEquals(targets[i], world.franka.simulation().control(i), 1e-9, where + ", target " + i);
    }
    double[] positions = moment.at("positions").numbers();
    for (int i = 0; i < positions.length; i++) {
      assertEquals(positions[i], observation[i], 1e-9, where + ", position " + i);
    }
    double[] metrics = new double[3];
    world.readMetrics(metrics);
    assertEquals(moment.at("success").number(), metrics[0], where);
    assertEquals(moment.at("goalDistance").number(), metrics[1], 1e-8, where);
    assertEquals(moment.at("reachDistance").number(), metrics[2], 1e-8, where);
    KitchenReward reward = world.reward;
    assertEquals(moment.at("inPlace").number(), reward.inPlace(observation), 1e-8, where);
    assertEquals(moment.at("reach").number(), reward.reach(world.franka), 1e-8, where);
    assertEquals(moment.at("reward").number(), outcome.reward(), 1e-8, where);
    assertEquals(metrics[0] == 1, outcome instanceof Outcome.Terminated, where);
  }
}
