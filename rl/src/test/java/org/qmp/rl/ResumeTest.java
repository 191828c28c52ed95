package org.qmp.rl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qmp.autograd.NonFiniteException;
import org.qmp.autograd.kernel.Backend;
import org.qmp.env.classic.Pendulum;
import org.qmp.rl.store.RunDirectory;

/** A run that was stopped at any step ends with the same bits and metrics as an unbroken one. */
final class ResumeTest {
  private static final int STEPS = 240;

  private static String run(RunSpec spec, Path directory, Agent.Listener listener)
      throws IOException {
    return Runs.run(spec, Runs.suite(spec.suite()), directory, listener);
  }

  private static String dieAndGoOn(RunSpec spec, Path directory, List<Integer> deaths)
      throws IOException {
    for (int death : deaths) {
      assertThrows(Runs.Death.class, () -> run(spec, directory, Runs.dieAt(death)));
    }
    return run(spec, directory, Runs.SILENT);
  }

  @Provide
  Arbitrary<List<Integer>> deaths() {
    return Arbitraries.integers().between(1, STEPS - 10).list().ofMinSize(1).ofMaxSize(3);
  }

  @Property(tries = 12)
  void aKilledRunEndsWithTheBitsOfAnUnbrokenOne(
      @ForAll boolean pendulum,
      @ForAll @IntRange(min = 1, max = 1000) int seed,
      @ForAll @IntRange(min = 10, max = 150) int saveEvery,
      @ForAll @From("deaths") List<Integer> deaths)
      throws IOException {
    RunSpec spec = Runs.tiny(pendulum ? "pendulum" : "point", seed, STEPS, saveEvery);
    Path unbroken = Files.createTempDirectory("qmp-unbroken");
    Path broken = Files.createTempDirectory("qmp-broken");
    assertEquals(run(spec, unbroken, Runs.SILENT), dieAndGoOn(spec, broken, deaths));
    MetricsOfARun.assertSameFiles(unbroken, broken);
    Runs.delete(unbroken);
    Runs.delete(broken);
  }

  /** The run saves at step 80 and evaluates before the next update, which is due at 82. */
  @Test
  void theMetricsOfTheLatestUpdateSurviveAKill(@TempDir Path temp) throws IOException {
    RunSpec spec = Runs.tiny("pendulum", 7, 240, 80);
    run(spec, temp.resolve("unbroken"), Runs.SILENT);
    dieAndGoOn(spec, temp.resolve("broken"), List.of(81));
    Path expected = MetricsOfARun.file(temp.resolve("unbroken"), "metrics.csv");
    Path found = MetricsOfARun.file(temp.resolve("broken"), "metrics.csv");
    assertEquals(Files.readString(expected), Files.readString(found));
  }

  @Test
  void aRunThatIsAskedToStopSavesAndCanBeResumed(@TempDir Path temp) throws IOException {
    RunSpec spec = Runs.tiny("pendulum", 7, STEPS, 1000);
    run(spec, temp.resolve("stopped"), Runs.stopAt(123));
    assertEquals(123, RunDirectory.newestCheckpoint(temp.resolve("stopped")).orElseThrow().step());
    String resumed = run(spec, temp.resolve("stopped"), Runs.SILENT);
    assertEquals(run(spec, temp.resolve("whole"), Runs.SILENT), resumed);
  }

  /** The replay buffer of each task holds 20 transitions, and each task makes 60. */
  @Test
  void afterAResumeAFullReplayReplacesItsOldestTransitions(@TempDir Path temp) throws IOException {
    RunSpec large = Runs.tiny("point", 7, STEPS, 50);
    RunSpec small = large.with(c -> c.training = c.training.with(t -> t.replayCapacity = 20));
    String unbroken = run(small, temp.resolve("unbroken"), Runs.SILENT);
    assertEquals(unbroken, dieAndGoOn(small, temp.resolve("broken"), List.of(110, 190)));
    assertNotEquals(unbroken, run(large, temp.resolve("large"), Runs.SILENT));
  }

  @Test
  void kernelsAndThreadsMayChangeWhenARunIsResumed(@TempDir Path temp) throws IOException {
    RunSpec spec = Runs.tiny("pendulum", 7, STEPS, 1000);
    Path path = temp.resolve("mixed");
    try (Trainer plain = new Trainer(spec, Pendulum.suite(), Backend.plain(), path)) {
      assertFalse(plain.run(Runs.stopAt(100)));
    }
    Backend threads = Backend.best().withThreads(2);
    try (Trainer other = new Trainer(spec, Pendulum.suite(), threads, path)) {
      assertTrue(other.run(Runs.SILENT));
      assertEquals(run(spec, temp.resolve("whole"), Runs.SILENT), other.fingerprint());
    }
  }

  @Test
  void aFinishedRunStaysFinished(@TempDir Path temp) throws IOException {
    RunSpec spec = Runs.tiny("point", 7, STEPS, 1000);
    String first = run(spec, temp, Runs.SILENT);
    assertEquals(first, run(spec, temp, Runs.SILENT));
  }

  @Test
  void aParameterThatIsNotANumberIsNamedBeforeItIsSaved() {
    RunSpec spec = Runs.tiny("pendulum", 7, STEPS, 100);
    Training training = new Training(spec, Pendulum.suite(), Backend.best());
    training
        .learners()
        .all()
        .get(0)
        .sac()
        .state()
        .get("critic1/layer0/weight")
        .set(1, 2, Double.NaN);
    NonFiniteException error =
        assertThrows(NonFiniteException.class, () -> TrainingState.save(training, "0".repeat(64)));
    assertEquals(
        "learner swing-up: critic1/layer0/weight is NaN in row 1, column 2 at step 0",
        error.getMessage());
  }

  @Test
  void aLossThatIsNotANumberIsNamedWithItsStep() {
    RunSpec spec = Runs.tiny("pendulum", 7, STEPS, 100);
    Training training = new Training(spec, Pendulum.suite(), Backend.best());
    for (int i = 0; i < 51; i++) {
      training.round();
    }
    training.learners().all().get(0).sac().state().get("target1/layer2/bias").fill(Double.NaN);
    NonFiniteException error = assertThrows(NonFiniteException.class, training::round);
    assertEquals("learner swing-up: critic loss is NaN at step 52", error.getMessage());
  }

  /** −log α · H̄ = 69 · 10³⁸ is more than a float can hold. */
  @Test
  void aTemperaturesLossThatIsNotFiniteIsNamedWithItsStep() {
    RunSpec spec =
        Runs.tiny("pendulum", 7, STEPS, 100).set("alpha", "1e-30").set("targetEntropy", "1e38");
    Training training = new Training(spec, Pendulum.suite(), Backend.best());
    MethodRuns.rounds(training, 51);
    NonFiniteException error = assertThrows(NonFiniteException.class, training::round);
    assertEquals("learner swing-up: temperature loss is Infinity at step 52", error.getMessage());
  }

  @Test
  void aCentroidThatIsNotANumberIsNamedBeforeItIsSaved() {
    RunSpec spec = Runs.tiny("point", 7, STEPS, 100).set("regularizer", "dnc");
    Training training = new Training(spec, Runs.suite("point"), Backend.best());
    var centroid = training.learners().states().get("distillation/");
    centroid.get("centroid/layer0/weight").set(1, 2, Double.NaN);
    NonFiniteException error =
        assertThrows(NonFiniteException.class, () -> TrainingState.save(training, "0".repeat(64)));
    assertEquals(
        "the centroid: centroid/layer0/weight is NaN in row 1, column 2 at step 0",
        error.getMessage());
  }
}
