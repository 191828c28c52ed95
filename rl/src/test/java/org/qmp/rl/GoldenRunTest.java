package org.qmp.rl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qmp.autograd.kernel.Backend;
import org.qmp.env.classic.PointReach;
import org.qmp.rl.Evaluation.Acts;
import org.qmp.rl.multitask.NamedMethod;
import org.qmp.rl.store.CheckpointException;

/**
 * Runs written by earlier versions stay usable: {@code golden-run/N} is a finished run whose files
 * have version N.
 *
 * <p>If you change the format of a run's files, add a directory N + 1 (without {@code .lock}) with
 * {@link #record}, and a row below; never change an existing directory. Since version 2,
 * checkpoints hold what policies need without the suite, and the passport has a checksum.
 */
final class GoldenRunTest {
  private static final long STEPS = 64;
  private static final long LONGER = 96;

  /** The specification, the same for all versions. */
  private static RunSpec spec() {
    return Runs.tiny("point", 5, STEPS, 1000)
        .with(
            c -> {
              c.method = NamedMethod.of("params+qmp").method();
              c.sac = c.sac.with(sac -> sac.hidden = List.of(4));
              c.training =
                  c.training.with(
                      t -> {
                        t.warmUp = 20;
                        t.updatesPerStep = 2;
                      });
            });
  }

  /** Writes a run in the current format. */
  static void record(Path directory) throws IOException {
    Runs.run(spec(), PointReach.suite(), directory, Runs.SILENT);
    Files.delete(directory.resolve(".lock"));
  }

  private static Path copy(int version, Path to) throws Exception {
    Path from = Path.of(GoldenRunTest.class.getResource("/golden-run/" + version).toURI());
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
    return to;
  }

  @ParameterizedTest
  @CsvSource({
    "1, -37.20060948915972,"
        + " 87dbe3a8e5627d3a3732e98a6f77aaacdc5bb2d7b742751f22dda82726993705,"
        + " 86c571c55596c0887f40150e03763c628fd5826d04a2fb5abc2db450acca76d3",
    "2, -37.20060948915972,"
        + " 87dbe3a8e5627d3a3732e98a6f77aaacdc5bb2d7b742751f22dda82726993705,"
        + " 86c571c55596c0887f40150e03763c628fd5826d04a2fb5abc2db450acca76d3"
  })
  void aRunOfAnyVersionCanBeOpenedEvaluatedResumedAndProlonged(
      int version, double meanReturn, String fingerprint, String longer, @TempDir Path temp)
      throws Exception {
    Path run = copy(version, temp.resolve("run"));
    try (SavedRun saved = SavedRun.open(run, Runs::suite, Backend.best())) {
      assertEquals(STEPS, saved.step());
      assertEquals(fingerprint, saved.fingerprint());
      assertEquals(List.of(), saved.warnings());
      assertEquals(meanReturn, saved.evaluate(Acts.MIXTURE, 1, 1).get(0).meanReturn());
    }
    String task = PointReach.suite().tasks().get(0).name();
    if (version == 1) {
      assertEquals(
          run + ": an earlier version wrote it, without the bounds of actions; resume it once",
          assertThrows(CheckpointException.class, () -> Policy.load(run, task)).getMessage());
    } else {
      assertEquals(fingerprint, Policy.load(run, task).info().provenance().get("fingerprint"));
      assertEquals(fingerprint, Passport.in(run).get("fingerprint"));
    }
    RunSpec spec = RunSpec.in(run);
    try (Trainer resumed = new Trainer(spec, PointReach.suite(), Backend.best(), run)) {
      assertEquals(List.of(), resumed.warnings());
      assertTrue(resumed.run(Runs.SILENT));
      assertEquals(fingerprint, resumed.fingerprint());
    }
    assertEquals(fingerprint, Policy.load(run, task).info().provenance().get("fingerprint"));
    try (Trainer prolonged =
        Trainer.prolong(
            run,
            spec.set("steps", String.valueOf(LONGER)),
            PointReach.suite(),
            Backend.best(),
            temp.resolve("longer"))) {
      assertEquals(List.of(), prolonged.warnings());
      assertTrue(prolonged.run(Runs.SILENT));
      assertEquals(longer, prolonged.fingerprint());
    }
  }
}
