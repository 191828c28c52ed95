package org.qmp.rl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qmp.autograd.NonFiniteException;
import org.qmp.autograd.kernel.Backend;
import org.qmp.env.Environment;
import org.qmp.env.TaskSuite;
import org.qmp.env.TimeLimit;
import org.qmp.env.classic.Pendulum;
import org.qmp.env.classic.PointReach;
import org.qmp.rl.store.RunDirectory;

/**
 * A world that breaks its contract stops the run with an error that names task and step. The last
 * checkpoint is kept, the directory is free, and with a healthy world the run ends with the bits of
 * one that never failed.
 */
final class WorldFaultsTest {
  /** Saves at 100 and 200, evaluates at 81, 162 and 240; the second episode begins in step 201. */
  private static final RunSpec SPEC = Runs.tiny("pendulum", 7, 240, 100);

  private static String healthy;

  @BeforeAll
  static void runInGoodHealth(@TempDir Path temp) throws IOException {
    healthy = Runs.run(SPEC, Pendulum.suite(), temp, Runs.SILENT);
  }

  @ParameterizedTest
  @CsvSource({
    "THROWS_IN_STEP, 150, 'task swing-up, step 151: Pendulum failed in step: ', 100",
    "THROWS_IN_RESET, 190, 'task swing-up, step 201: Pendulum failed in reset: ', 200",
    "NO_OUTCOME, 150, 'task swing-up, step 151: Pendulum failed in step: ', 100",
    "OBSERVES_TOO_MUCH, 150, 'task swing-up, step 151: Pendulum failed in step: ', 100",
    "THROWS_IN_SAVE, 210, 'task swing-up, step 240: Pendulum failed in saveState: ', 200",
    "THROWS_IN_STEP, 162, 'task swing-up, evaluation at step 162: Pendulum failed in step: ', 100",
    "THROWS_IN_RESET, 162, 'task swing-up, evaluation at step 162: Pendulum failed in reset: ', 100",
    "THROWS_IN_METRICS, 150, 'task swing-up, evaluation at step 162: Pendulum failed in readM', 100",
    "CANNOT_BE_MADE, 150, 'task swing-up, evaluation at step 162: no environment could be made: ', 100"
  })
  void aWorldThatThrowsStopsTheRunAndIsNamed(
      FaultyWorlds.Fault fault, long onset, String message, long kept, @TempDir Path temp)
      throws IOException {
    EnvironmentException error =
        assertThrows(EnvironmentException.class, () -> runFaulty(fault, onset, temp), fault.name());
    assertTrue(error.getMessage().startsWith(message), error.getMessage());
    assertTrue(error.getMessage().endsWith(error.getCause().getMessage()), error.getMessage());
    assertRecovers(kept, temp);
  }

  @ParameterizedTest
  @CsvSource({
    "REWARD_NOT_A_NUMBER, 150, 'task swing-up, step 151: reward is NaN, not a finite float', 100",
    "REWARD_BEYOND_FLOATS, 150, 'task swing-up, step 151: reward is 1.0E39, not a finite', 100",
    "OBSERVES_INFINITY, 150, 'task swing-up, step 151: observation[2] is -Infinity, not', 100",
    "STARTS_AT_NO_NUMBER, 190, 'task swing-up, step 201: observation[1] is NaN, not a', 200",
    "OBSERVES_TOO_LITTLE, 150, 'task swing-up, step 151: observation[2] is NaN, not a', 100",
    "REWARD_NOT_A_NUMBER, 162, 'task swing-up, evaluation at step 162: reward is NaN, not', 100",
    "STARTS_AT_NO_NUMBER, 162, 'task swing-up, evaluation at step 162: observation[1] is N', 100"
  })
  void anObservationOrRewardThatIsNotFiniteStopsTheRunAndIsNamed(
      FaultyWorlds.Fault fault, long onset, String message, long kept, @TempDir Path temp)
      throws IOException {
    NonFiniteException error =
        assertThrows(NonFiniteException.class, () -> runFaulty(fault, onset, temp), fault.name());
    assertTrue(error.getMessage().startsWith(message), error.getMessage());
    assertRecovers(kept, temp);
  }

  /** An evaluation waits for its episodes to end, and would wait forever. */
  @Test
  void anEndlessEpisodeStopsTheEvaluationAndIsNamed(@TempDir Path temp) throws IOException {
    FaultyWorlds.Fault fault = FaultyWorlds.Fault.NEVER_ENDS;
    EnvironmentException error =
        assertThrows(EnvironmentException.class, () -> runFaulty(fault, 150, temp));
    assertEquals(
        "task swing-up, evaluation at step 162: an episode of Pendulum has not ended after 100000"
            + " steps; TimeLimit ends episodes",
        error.getMessage());
    assertRecovers(100, temp);
  }

  /** Evaluated episodes may have 100,000 steps each; two of 60,000 are not added up. */
  @Test
  void theStepLimitIsPerEpisodeAndOnlyInEvaluations() {
    FaultyWorlds worlds = new FaultyWorlds();
    worlds.setFault(FaultyWorlds.Fault.NEVER_ENDS);
    TaskSuite endless = worlds.suite(Pendulum.suite());
    try (Environments made = new Environments(endless)) {
      Environment collected = made.create(0, false, () -> "now");
      play(collected, 100_001);
      Environment evaluated = made.create(0, true, () -> "now");
      play(evaluated, 60_000);
      play(evaluated, 60_000);
      play(evaluated, 99_999);
      assertThrows(EnvironmentException.class, () -> play(evaluated, 100_000));
    }
    TaskSuite limited =
        new TaskSuite(
            "limited",
            List.of(
                new TaskSuite.Task(
                    "turn", () -> new TimeLimit(endless.tasks().get(0).create(), 100_000))));
    try (Environments made = new Environments(limited)) {
      play(made.create(0, true, () -> "now"), 100_000);
    }
  }

  private static void play(Environment world, int steps) {
    double[] seen = new double[3];
    world.reset(() -> 0.5, seen);
    for (int n = 0; n < steps; n++) {
      world.step(new double[1], seen);
    }
  }

  @Test
  void aMetricThatIsNotANumberStopsTheRunAndIsNamed(@TempDir Path temp) {
    FaultyWorlds worlds = new FaultyWorlds();
    worlds.setFault(FaultyWorlds.Fault.METRIC_NOT_A_NUMBER);
    TaskSuite suite = worlds.suite(PointReach.suite());
    RunSpec spec = Runs.tiny("point", 7, 240, 100);
    NonFiniteException error =
        assertThrows(NonFiniteException.class, () -> Runs.run(spec, suite, temp, Runs.SILENT));
    String message = "task upper-right, evaluation at step \\d+: metric\\[\\d] is NaN, not a.*";
    assertTrue(error.getMessage().matches(message), error.getMessage());
  }

  private static void runFaulty(FaultyWorlds.Fault fault, long onset, Path path)
      throws IOException {
    FaultyWorlds worlds = new FaultyWorlds();
    Runs.run(
        SPEC,
        worlds.suite(Pendulum.suite()),
        path,
        new Agent.Listener() {
          @Override
          public void onRound(Agent trainer) {
            if (trainer.step() == onset) {
              worlds.setFault(fault);
            }
          }
        });
  }

  private static void assertRecovers(long kept, Path path) throws IOException {
    assertEquals(kept, RunDirectory.newestCheckpoint(path).orElseThrow().step());
    assertEquals(healthy, Runs.run(SPEC, Pendulum.suite(), path, Runs.SILENT));
  }

  @Test
  void aWorldThatCannotRestoreItsStateStopsTheResumeAndHarmsNothing(@TempDir Path temp)
      throws IOException {
    Runs.run(SPEC, Pendulum.suite(), temp, Runs.stopAt(123));
    FaultyWorlds worlds = new FaultyWorlds();
    TaskSuite suite = worlds.suite(Pendulum.suite());
    worlds.setFault(FaultyWorlds.Fault.THROWS_IN_RESTORE);
    EnvironmentException error =
        assertThrows(EnvironmentException.class, () -> Runs.run(SPEC, suite, temp, Runs.SILENT));
    assertEquals(
        "task swing-up, step 123: Pendulum failed in restoreState: faulty: THROWS_IN_RESTORE",
        error.getMessage());
    assertRecovers(123, temp);
  }

  @Test
  void aSuiteThatCannotCreateItsWorldsIsNamedAndLeavesTheDirectoryFree(@TempDir Path temp)
      throws IOException {
    FaultyWorlds worlds = new FaultyWorlds();
    TaskSuite suite = worlds.suite(Pendulum.suite());
    worlds.setFault(FaultyWorlds.Fault.CANNOT_BE_MADE);
    EnvironmentException error =
        assertThrows(
            EnvironmentException.class, () -> new Trainer(SPEC, suite, Backend.plain(), temp));
    assertEquals(
        "task swing-up, step 0: no environment could be made: faulty: CANNOT_BE_MADE",
        error.getMessage());
    assertInstanceOf(FaultyWorlds.WorldFault.class, error.getCause());
    assertEquals(healthy, Runs.run(SPEC, Pendulum.suite(), temp, Runs.SILENT));
  }

  /** The suite checked its worlds when it was created; worlds created later are checked again. */
  @Test
  void aWorldWithOtherSpacesThanItsSuiteIsRefusedNamingItsTask(@TempDir Path temp) {
    AtomicInteger made = new AtomicInteger();
    TaskSuite fickle =
        new TaskSuite(
            "pendulum",
            List.of(
                new TaskSuite.Task(
                    "turn", () -> made.incrementAndGet() > 1 ? pointReach() : pendulum())));
    EnvironmentException error =
        assertThrows(
            EnvironmentException.class, () -> new Trainer(SPEC, fickle, Backend.plain(), temp));
    assertTrue(
        error.getMessage().startsWith("task turn, step 0: the environment's observations are "),
        error.getMessage());
  }

  private static Environment pendulum() {
    return Pendulum.suite().tasks().get(0).create();
  }

  private static Environment pointReach() {
    return PointReach.suite().tasks().get(0).create();
  }

  /** A broken policy is not the world's fault. */
  @Test
  void anActionThatIsNotANumberIsNamedAsAnAction() {
    Training training = new Training(SPEC, Pendulum.suite(), Backend.plain());
    for (int i = 0; i < 60; i++) {
      training.round();
    }
    training.learners().all().get(0).sac().state().get("actor/layer0/bias").fill(Double.NaN);
    NonFiniteException error = assertThrows(NonFiniteException.class, training::round);
    assertEquals(
        "task swing-up, step 61: action[0] is NaN, not a finite float", error.getMessage());
  }
}
