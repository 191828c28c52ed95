package org.qmp.rl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qmp.autograd.kernel.Backend;
import org.qmp.rl.store.NoUsableCheckpointException;
import org.qmp.rl.store.RunDirectory;

/** What was learned can be used while the run goes on. */
final class SavedRunTest {

  private static SavedRun open(Path directory) throws IOException {
    return SavedRun.open(directory, Runs::suite, Backend.best());
  }

  @Test
  void aRunIsReadBackWhileItsDirectoryIsInUse(@TempDir Path temp) throws IOException {
    RunSpec spec = Runs.tiny("point", 3, 120, 1000);
    try (Trainer trainer = new Trainer(spec, Runs.suite("point"), Backend.best(), temp)) {
      trainer.run(new Trainer.Listener() {});
      try (SavedRun saved = open(temp)) {
        assertEquals(trainer.fingerprint(), saved.fingerprint());
        assertEquals(trainer.step(), saved.step());
        assertEquals(spec.canonical(), saved.spec().canonical());
      }
    }
  }

  @Test
  void oneSeedGivesTheSameEpisodes(@TempDir Path temp) throws IOException {
    RunSpec spec = Runs.tiny("pendulum", 3, 60, 1000);
    try (Trainer trainer = new Trainer(spec, Runs.suite("pendulum"), Backend.best(), temp)) {
      trainer.run(new Trainer.Listener() {});
    }
    try (SavedRun saved = open(temp)) {
      double[] first = saved.evaluate(Acts.OWN, 3, 5).get(0).returns();
      assertArrayEquals(first, saved.evaluate(Acts.OWN, 3, 5).get(0).returns());
    }
  }

  @Test
  void aDirectoryWithoutARunOrACheckpointIsRefused(@TempDir Path temp) throws IOException {
    assertThrows(NoSuchFileException.class, () -> open(temp));
    RunDirectory.open(temp, Runs.tiny("pendulum", 3, 60, 1000).canonical()).close();
    assertThrows(NoUsableCheckpointException.class, () -> open(temp));
  }
}
