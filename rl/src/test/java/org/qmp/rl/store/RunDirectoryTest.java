package org.qmp.rl.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qmp.rl.replay.ReplayBuffer;

/** The store on a real file system. */
class RunDirectoryTest {
  private static final String SPEC = "{\"seed\":1}";
  private static final Map<String, String> FILES =
      new TreeMap<>(Map.of("eval.jsonl", "", "train.csv", ""));

  @TempDir Path temporary;

  @Test
  void aReopenedRunContinuesFromItsNewestCheckpoint() throws IOException {
    Path directory = temporary.resolve("runs").resolve("p1");
    ReplayBuffer first = new ReplayBuffer(1, 1, 10);
    try (RunDirectory run = RunDirectory.open(directory, SPEC, FILES)) {
      CheckpointStore store = run.checkpoints(Map.of("a", first));
      assertTrue(store.restored().isEmpty());
      for (int i = 1; i < 14; i++) {
        first.add(new double[] {i}, new double[1], i, new double[1], false, i);
        store.save(new Checkpoint(SPEC, i).putLongs("i", i));
      }
    }
    assertEquals(SPEC, RunDirectory.spec(directory));
    assertEquals(13, RunDirectory.newestCheckpoint(directory).orElseThrow().step());
    ReplayBuffer second = new ReplayBuffer(1, 1, 10);
    try (RunDirectory run = RunDirectory.open(directory, SPEC, FILES)) {
      assertEquals(SPEC, run.spec());
      CheckpointStore store = run.checkpoints(Map.of("a", second));
      assertEquals(13, store.restored().orElseThrow().longs("i")[0]);
      assertEquals(13, second.added());
      assertEquals(4, TransitionText.reward(second, 0));
    }
  }

  @Test
  void aRunThatIsJustBeingCreatedHasNoCheckpointYet() throws IOException {
    RunDirectory.open(temporary, SPEC, FILES).close();
    Files.deleteIfExists(temporary.resolve("checkpoints"));
    assertTrue(RunDirectory.newestCheckpoint(temporary).isEmpty());
  }

  @Test
  void theRunIdIsTheSha256OfTheSpecification() {
    assertEquals(
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        new Checkpoint("abc", 1).runId());
  }

  @Test
  void anotherSpecificationIsRefusedAndBothAreNamed() throws IOException {
    RunDirectory.open(temporary, SPEC, FILES).close();
    String message =
        assertThrows(WrongSpecException.class, () -> RunDirectory.open(temporary, "abc", FILES))
            .getMessage();
    assertEquals(
        temporary + " holds another run: its specification has \"" + SPEC + "\" and not \"abc\"",
        message);
    assertEquals(SPEC, RunDirectory.spec(temporary));
    RunDirectory.open(temporary, SPEC, FILES).close();
  }

  @Test
  void theFirstDifferingLineOfAnotherSpecificationIsNamed() throws IOException {
    RunDirectory.open(temporary, "a\nb\n", FILES).close();
    assertRefused("\"b\" and not \"c\"", "a\nc\nd\n");
    assertRefused("no line 3 and not \"c\"", "a\nb\nc\n");
    assertRefused("\"b\" and not no line 2", "a\n");
    assertEquals(
        temporary + " holds another run: its specification ends or breaks lines in another way",
        refusal("a\nb"));
  }

  private void assertRefused(String difference, String spec) {
    assertEquals(
        temporary + " holds another run: its specification has " + difference, refusal(spec));
  }

  private String refusal(String spec) {
    return assertThrows(WrongSpecException.class, () -> RunDirectory.open(temporary, spec, FILES))
        .getMessage();
  }

  /** A process that saved later has deleted the checkpoint that this process continues from. */
  @Test
  void aRunDoesNotContinueFromACheckpointThatOthersReplaced() throws IOException {
    try (RunDirectory run = RunDirectory.open(temporary, SPEC, FILES)) {
      CheckpointStore store = run.checkpoints(Map.of());
      List<Checkpoint> saved =
          List.of(new Checkpoint(SPEC, 1), new Checkpoint(SPEC, 2), new Checkpoint(SPEC, 3));
      for (Checkpoint each : saved) {
        store.save(each);
      }
      run.requireKept(saved.get(2));
      run.requireKept(saved.get(1));
      String message =
          assertThrows(RunInUseException.class, () -> run.requireKept(saved.get(0))).getMessage();
      assertTrue(message.startsWith(temporary + " is in use by another process"), message);
    }
  }

  /** The checkpoint may be large, and the run no longer needs it. */
  @Test
  void aSaveReleasesTheRestoredCheckpoint() throws IOException {
    try (RunDirectory run = RunDirectory.open(temporary, SPEC, FILES)) {
      run.checkpoints(Map.of()).save(new Checkpoint(SPEC, 1));
      CheckpointStore store = run.checkpoints(Map.of());
      assertEquals(1, store.restored().orElseThrow().step());
      store.save(new Checkpoint(SPEC, 2));
      assertTrue(store.restored().isEmpty());
    }
  }

  @Test
  void twoRunsInOneDirectoryAreRefused() throws IOException {
    RunDirectory run = RunDirectory.open(temporary, SPEC, FILES);
    String message =
        assertThrows(RunInUseException.class, () -> RunDirectory.open(temporary, SPEC, FILES))
            .getMessage();
    assertTrue(message.startsWith(temporary + " is in use by this process"), message);
    run.close();
    RunDirectory.open(temporary, SPEC, FILES).close();
  }

  @Test
  void anotherProcessHoldsTheDirectoryUntilItIsKilled() throws Exception {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                temporary.toString())
            .redirectErrorStream(true)
            .start();
    try {
      assertEquals('r', child.getInputStream().read());
      String message =
          assertThrows(RunInUseException.class, () -> RunDirectory.open(temporary, SPEC, FILES))
              .getMessage();
      assertTrue(message.contains("in use by another process"), message);
    } finally {
      child.destroyForcibly();
    }
    assertTrue(child.waitFor(20, TimeUnit.SECONDS));
    RunDirectory.open(temporary, SPEC, FILES).close();
  }

  /** A process that holds a directory. */
  static final class Holder {
    public static void main(String[] args) throws Exception {
      try (RunDirectory run = RunDirectory.open(Path.of(args[0]), SPEC, FILES)) {
        System.out.println("running " + run.path());
        Thread.sleep(60_000);
      }
    }
  }

  @Test
  void metricsAreCutBackToTheirLengthInTheCheckpoint() throws IOException {
    try (RunDirectory run = RunDirectory.open(temporary, SPEC, FILES)) {
      Files.writeString(run.metrics().file("train.csv"), "one\ntwo\n");
      Files.writeString(run.metrics().file("eval.jsonl"), "{}\n");
      Checkpoint checkpoint = new Checkpoint(run.spec(), 2);
      run.metrics().mark(checkpoint);
      Checkpoint saved = Checkpoint.read("c", checkpoint.toBytes());
      Files.writeString(run.metrics().file("train.csv"), "one\ntwo\nthree\nfo");
      Files.writeString(run.metrics().file("later.csv"), "x");
      assertEquals(List.of(), run.metrics().rewind(Optional.of(saved)));
      assertEquals("one\ntwo\n", Files.readString(run.metrics().file("train.csv")));
      assertEquals("{}\n", Files.readString(run.metrics().file("eval.jsonl")));
      assertEquals("x", Files.readString(run.metrics().file("later.csv")));

      Files.writeString(run.metrics().file("train.csv"), "one\ntw");
      String refusal =
          assertThrows(IOException.class, () -> run.metrics().rewind(Optional.of(saved)))
              .getMessage();
      assertTrue(refusal.contains("train.csv has 6 bytes of the 8 that the run has"), refusal);
      assertEquals("one\ntw", Files.readString(run.metrics().file("train.csv")));

      Files.writeString(run.metrics().file("train.csv"), "");
      Files.delete(run.metrics().file("eval.jsonl"));
      List<String> warnings = run.metrics().rewind(Optional.of(saved));
      assertEquals(2, warnings.size(), warnings.toString());
      assertTrue(warnings.get(1).contains("train.csv is empty"), warnings.toString());
      assertTrue(warnings.get(0).contains("eval.jsonl is missing"), warnings.toString());
      run.metrics().rewind(Optional.empty());
      assertEquals(0, Files.size(run.metrics().file("train.csv")));
      assertEquals("x", Files.readString(run.metrics().file("later.csv")));
    }
  }

  @Test
  void directoryWithoutARunIsNamed() {
    String message =
        assertThrows(NoSuchFileException.class, () -> RunDirectory.spec(temporary)).getMessage();
    assertTrue(message.contains(temporary.toString()), message);
    assertFalse(Files.exists(temporary.resolve(".lock")));
  }

  @Test
  void localDirectoryFollowsTheDiskContract() throws IOException {
    LocalDirectory disk = LocalDirectory.create(temporary.resolve("a/b/c"));
    disk.publish("p", "x", new byte[] {1, 2});
    assertThrows(FileAlreadyExistsException.class, () -> disk.create("x"));
    disk.publish("p", "y", new byte[] {1});
    disk.publish("p", "z", new byte[] {3});
    disk.move("z", "x");
    disk.forceDirectory();
    assertEquals(List.of("x", "y"), disk.list());
    assertEquals(3, disk.read("x")[0]);
    assertEquals(1, disk.read("y")[0]);
    disk.delete("x");
    assertFalse(disk.exists("x"));
    assertThrows(NoSuchFileException.class, () -> disk.delete("x"));
    assertThrows(NoSuchFileException.class, () -> disk.read("x"));
    assertThrows(IOException.class, () -> LocalDirectory.create(temporary.resolve("a/b/c/y")));
  }

  @Test
  void forcingAMissingDirectoryFails() throws IOException {
    Path directory = temporary.resolve("gone");
    LocalDirectory disk = LocalDirectory.create(directory);
    Files.delete(directory);
    assertThrows(IOException.class, disk::forceDirectory);
  }
}
