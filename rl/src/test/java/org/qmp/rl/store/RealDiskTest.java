package org.qmp.rl.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qmp.rl.replay.ReplayBuffer;

/** The operations of a save on the real disk, in order; {@link MemoryDisk} shows why it matters. */
class RealDiskTest {
  private static final String SPEC = "suite=a\n";

  @TempDir Path temporary;

  private final WatchedFiles files = new WatchedFiles();
  private final ReplayBuffer buffer = new ReplayBuffer(1, 1, 10);

  private RunDirectory open() throws IOException {
    Path run = files.of(temporary.resolve("runs/p1"));
    return RunDirectory.open(run, SPEC, Map.of("train.csv", ""));
  }

  private void add(int reward) {
    buffer.add(new double[] {0}, new double[1], reward, new double[1], false, 0);
  }

  @Test
  void everyNewDirectoryAndTheSpecificationAreForced() throws IOException {
    open().close();
    assertEquals(
        List.of(
            "make runs",
            "force " + temporary.getFileName(),
            "make p1",
            "force runs",
            "open .lock",
            "open .spec.txt.0.tmp",
            "write .spec.txt.0.tmp",
            "force .spec.txt.0.tmp",
            "move to spec.txt",
            "force p1",
            "make checkpoints",
            "force p1",
            "make metrics",
            "force p1"),
        files.log);
  }

  @Test
  void aFileSystemWithoutLocksIsUsable() throws IOException {
    files.withoutLocks = true;
    try (RunDirectory run = open()) {
      CheckpointStore store = run.checkpoints(Map.of("a", buffer));
      store.save(new Checkpoint(SPEC, 1));
    }
    try (RunDirectory again = open()) {
      assertEquals(1, again.checkpoints(Map.of("a", buffer)).restored().orElseThrow().step());
    }
  }

  @Test
  void everyFileIsForcedBeforeItGetsItsNameAndEveryNameBeforeTheNextStep() throws IOException {
    try (RunDirectory run = open()) {
      CheckpointStore store = run.checkpoints(Map.of("a", buffer));
      for (int step = 1; step <= 2; step++) {
        add(step);
        store.save(new Checkpoint(run.spec(), step));
      }
      add(3);
      files.log.clear();
      store.save(new Checkpoint(run.spec(), 3));
    }
    assertEquals(
        List.of(
            "open .seg-2.0.tmp",
            "write .seg-2.0.tmp",
            "force .seg-2.0.tmp",
            "move to seg-2.safetensors",
            "force checkpoints",
            "open .ckpt-3.0.tmp",
            "write .ckpt-3.0.tmp",
            "force .ckpt-3.0.tmp",
            "move to ckpt-3.safetensors",
            "force checkpoints",
            "delete ckpt-1.safetensors"),
        files.log);
  }

  @Test
  void metricsAreForcedBeforeTheCheckpointRefersToThem() throws IOException {
    try (RunDirectory run = open()) {
      Files.writeString(run.metrics().file("train.csv"), "a line\n");
      Files.writeString(run.metrics().file("notes.txt"), "mine");
      files.log.clear();
      Checkpoint checkpoint = new Checkpoint(run.spec(), 1);
      run.metrics().mark(checkpoint);
      assertEquals(List.of("open train.csv", "force train.csv", "force metrics"), files.log);
      files.log.clear();
      assertEquals(List.of(), run.metrics().rewind(Optional.of(checkpoint)));
      assertEquals(
          List.of(
              "open train.csv",
              "open .train.csv.0.tmp",
              "write .train.csv.0.tmp",
              "force .train.csv.0.tmp",
              "move to train.csv"),
          files.log);
    }
  }

  /** An intact file does not count as damaged when the machine is short of memory. */
  @Test
  void outOfMemoryDoesNotFallBackToAnOlderCheckpoint() throws IOException {
    try (RunDirectory run = open()) {
      CheckpointStore store = run.checkpoints(Map.of("a", buffer));
      for (int step = 1; step <= 2; step++) {
        store.save(new Checkpoint(run.spec(), step));
      }
      files.tooLarge = "ckpt-2.safetensors";
      Map<String, ReplayBuffer> buffers = Map.of("a", new ReplayBuffer(1, 1, 10));
      assertThrows(OutOfMemoryError.class, () -> run.checkpoints(buffers));
      assertThrows(OutOfMemoryError.class, () -> RunDirectory.newestCheckpoint(run.path()));
      files.tooLarge = "";
      assertEquals(2, run.checkpoints(buffers).restored().orElseThrow().step());
    }
  }
}
