package org.qmp.env.tabletop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp.env.contract.SeededChance;
import org.qmp.env.physics.Golden;

/** Door and drawer: episodes of MuJoCo 2.2.0, and scripts that solve the tasks. */
final class CdsTest {

  private static Golden recorded(String task) {
    return Golden.read(Golden.class, "tabletop/" + task + ".2.json.gz");
  }

  /** Published by users of the original on MuJoCo 2. */
  @Test
  void theHandStartsAtThePublishedPlace() {
    Tabletop world = RecordedWorldTest.begin(MetaWorldTasks.CDS, recorded("door-open"));
    double[] observation = new double[21];
    world.observe(observation);
    double[] expected = {0.00615235, 0.60018980, 0.19430117};
    assertArrayEquals(expected, Arrays.copyOf(observation, 3), 1e-8);
  }

  /** Where the panel meets the frame, rounding decides the result, so doors may differ by 5 mm. */
  @ParameterizedTest
  @CsvSource({"door-open, 5e-3", "door-close, 5e-3", "drawer-open, 1e-10", "drawer-close, 1e-10"})
  void episodesMatchMujoco(String task, double error) {
    Golden golden = recorded(task);
    Tabletop world = RecordedWorldTest.begin(MetaWorldTasks.CDS, golden);
    double[] observation = new double[21];
    world.observe(observation);
    assertArrayEquals(golden.at("reset").at("observation").numbers(), observation, 1e-11);
    double total = 0;
    for (Golden step : golden.at("env").list()) {
      double reward = world.step(step.at("action").numbers(), observation).reward();
      total += reward;
      assertArrayEquals(step.at("observation").numbers(), observation, error, task);
      assertEquals(step.at("reward").number(), reward, 20 * error, task);
    }
    assertEquals(golden.at("script_return").number(), total, 0.05, task);
  }

  @ParameterizedTest
  @ValueSource(strings = {"door-open", "door-close", "drawer-open", "drawer-close"})
  void scriptsSolveTheTasks(String task) {
    assertTrue(solved(task, 1) > 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"door-open", "door-close", "drawer-open", "drawer-close"})
  @Tag("long")
  void scriptsSolveTheTasksAtOtherPlacements(String task) {
    for (int seed = 2; seed < 8; seed++) {
      double total = solved(task, seed);
      assertTrue(total > 1200 && total < 1700, task + ", seed " + seed + ": " + total);
    }
  }

  /** The return of 200 scripted actions, or −1 if they did not succeed. */
  private static double solved(String task, int seed) {
    TabletopTask made = MetaWorldTasks.named(MetaWorldTasks.CDS, task);
    Tabletop world = new Tabletop(made, TabletopOptions.PUBLISHED);
    double[] observation = new double[21];
    double[] action = new double[4];
    double[] metrics = new double[Verdict.NAMES.size()];
    world.reset(new SeededChance(seed), observation);
    CdsScript script = new CdsScript(task);
    double total = 0;
    boolean success = false;
    for (int step = 0; step < 200; step++) {
      script.act(observation, action);
      total += world.step(action, observation).reward();
      world.readMetrics(metrics);
      success |= metrics[0] == 1;
    }
    return success ? total : -1;
  }
}
