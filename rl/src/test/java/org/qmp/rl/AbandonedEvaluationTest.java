package org.qmp.rl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qmp.autograd.kernel.Backend;
import org.qmp.env.TaskSuite;
import org.qmp.env.classic.PointReach;
import org.qmp.rl.Evaluation.Acts;
import org.qmp.rl.multitask.NamedMethod;
import org.qmp.rl.store.RunDirectory;

/** A stop within an evaluation saves the state before it, and the evaluation is made again. */
final class AbandonedEvaluationTest {
  /** Four tasks; saves at 100 and 200, evaluates at 84, 164 and 240, also the mixture. */
  private static final RunSpec SPEC =
      Runs.tiny("point", 3, 240, 100)
          .with(c -> c.method = NamedMethod.of("separated+qmp").method());

  private static final TaskSuite POINT = PointReach.suite();

  /** How many steps the evaluations take, by the step at which they are made. */
  private static final Map<Long, Integer> LENGTHS = new TreeMap<>();

  private static Path unbroken;
  private static String whole;

  @BeforeAll
  static void runUndisturbed(@TempDir Path temp) throws IOException {
    unbroken = temp;
    whole =
        Runs.run(
            SPEC,
            POINT,
            temp,
            new Agent.Listener() {
              @Override
              public void onEvaluating(Agent agent) {
                LENGTHS.merge(agent.step(), 1, Integer::sum);
              }
            });
    assertEquals(List.of(84L, 164L, 240L), List.copyOf(LENGTHS.keySet()));
  }

  /** Stops before the first or last step of the evaluations at a step, and records what is told. */
  private static final class Stop implements Agent.Listener {
    private final long step;
    private int left;
    private final List<Long> told = new ArrayList<>();

    Stop(long step, boolean last) {
      this.step = step;
      left = last ? LENGTHS.getOrDefault(step, 0) : 1;
    }

    @Override
    public void onEvaluating(Agent agent) {
      if (agent.step() == step && --left == 0) {
        agent.requestStop();
      }
    }

    @Override
    public void onEvaluation(Agent agent, Acts who, String task, Evaluation evaluation) {
      told.add(agent.step());
    }
  }

  private static boolean claimsTheEnd(Path run) throws IOException {
    return Passport.in(run).getOrDefault("step", "").equals("240");
  }

  @ParameterizedTest
  @CsvSource({"84, false", "84, true", "164, true", "240, false", "240, true"})
  void aRunThatIsStoppedTwiceInAnEvaluationEndsWithTheSameBitsAndMetrics(
      long step, boolean last, @TempDir Path temp) throws IOException {
    for (int time = 0; time < 2; time++) {
      try (Trainer trainer = new Trainer(SPEC, POINT, Backend.plain(), temp)) {
        Stop stop = new Stop(step, last);
        assertFalse(trainer.run(stop));
        assertFalse(stop.told.contains(step));
      }
      assertEquals(step, RunDirectory.newestCheckpoint(temp).orElseThrow().step());
      assertFalse(claimsTheEnd(temp));
    }
    assertEquals(whole, Runs.run(SPEC, POINT, temp, Runs.SILENT));
    MetricsOfARun.assertSameFiles(unbroken, temp);
    assertTrue(claimsTheEnd(temp));
  }

  @Test
  void inMemoryTheNextRoundMakesItAndNoStep() {
    try (Agent agent = new Agent(SPEC, POINT, Backend.plain())) {
      Stop stop = new Stop(84, true);
      assertFalse(agent.run(stop));
      assertEquals(84, agent.step());
      assertEquals(List.of(), stop.told);
      agent.round(stop);
      assertEquals(84, agent.step());
      assertEquals(2 * POINT.size(), stop.told.size());
      agent.round(stop);
      assertEquals(88, agent.step());
      assertTrue(agent.run(Agent.Listener.NONE));
      assertEquals(whole, agent.fingerprint());
    }
  }

  @Test
  void aLongerRunMakesItToo(@TempDir Path temp) throws IOException {
    RunSpec longer = SPEC.with(c -> c.training = c.training.with(t -> t.steps = 300));
    Path abandoned = temp.resolve("abandoned");
    Runs.run(SPEC, POINT, abandoned, new Stop(84, false));
    Path made = temp.resolve("made");
    Runs.run(SPEC, POINT, made, Runs.stopAt(88));
    for (Path parent : List.of(abandoned, made)) {
      Path path = Path.of(parent + "-longer");
      try (Trainer trainer = Trainer.prolong(parent, longer, POINT, Backend.plain(), path)) {
        assertTrue(trainer.run(Runs.SILENT));
      }
    }
    MetricsOfARun.assertSameFiles(Path.of(made + "-longer"), Path.of(abandoned + "-longer"));
  }
}
