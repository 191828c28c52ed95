package org.qmp.rl.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.qmp.rl.replay.ReplayBuffer;

/** How a store handles damaged, renamed and foreign files. */
final class CheckpointStoreTest {
  private static final String NEWEST = "ckpt-20.safetensors";
  private static final String OLDER = "ckpt-13.safetensors";

  private SortedMap<String, byte[]> files;

  @BeforeEach
  void runOnce() throws IOException {
    MemoryDisk disk = new MemoryDisk();
    TinyRun run = new TinyRun();
    run.run(new CheckpointStore(disk, TinyRun.SPEC, run.buffers), step -> {});
    files = disk.files();
  }

  private CheckpointStore open(TinyRun run) throws IOException {
    return new CheckpointStore(MemoryDisk.of(files), TinyRun.SPEC, run.buffers);
  }

  @Test
  void theNewestTwoCheckpointsAndTheirSegmentsAreKept() throws IOException {
    assertEquals(
        List.of(OLDER, NEWEST),
        files.keySet().stream().filter(StoreFile.CHECKPOINT::isName).toList());
    TinyRun run = new TinyRun();
    run.resume(open(run));
    assertEquals(TinyRun.END, run.at());
  }

  @Test
  void theNewestCheckpointIsSkippedWithAWarningIfABitIsFlipped() throws IOException {
    byte[] good = files.get(NEWEST);
    for (int bit = 0; bit < good.length * 8; bit += 5) {
      flip(NEWEST, good, bit);
      assertContinuesFrom(13, NEWEST);
    }
  }

  /** Only the newest checkpoint needs the newest segment; both need the other segments. */
  @Test
  void everyFlippedBitAndTruncationOfASegmentIsNoticedAndNamed() throws IOException {
    String segment = newestSegment();
    byte[] good = files.get(segment);
    for (int bit = 0; bit < good.length * 8; bit++) {
      flip(segment, good, bit);
      assertContinuesFrom(13, segment);
    }
    for (int length = 0; length < good.length; length++) {
      files.put(segment, Arrays.copyOf(good, length));
      assertContinuesFrom(13, segment);
    }
    files.remove(segment);
    assertContinuesFrom(13, segment);
  }

  private String newestSegment() {
    return files.keySet().stream()
        .filter(StoreFile.SEGMENT::isName)
        .max((a, b) -> Long.compare(StoreFile.SEGMENT.number(a), StoreFile.SEGMENT.number(b)))
        .orElseThrow();
  }

  private void flip(String file, byte[] good, int bit) {
    byte[] bad = good.clone();
    bad[bit / 8] ^= (byte) (1 << bit % 8);
    files.put(file, bad);
  }

  private void assertContinuesFrom(int step, String culprit) throws IOException {
    TinyRun run = new TinyRun();
    CheckpointStore store = open(run);
    run.resume(store);
    assertEquals(step, run.at());
    assertEquals(1, store.warnings().size());
    String warning = store.warnings().get(0);
    assertTrue(warning.startsWith(NEWEST + ": ") && warning.contains(culprit), warning);
  }

  @Test
  void damagedCheckpointIsReplacedByTheNextSave() throws IOException {
    flip(NEWEST, files.get(NEWEST), 999);
    MemoryDisk disk = MemoryDisk.of(files);
    resume(disk);
    TinyRun run = new TinyRun();
    CheckpointStore store = new CheckpointStore(disk, TinyRun.SPEC, run.buffers);
    run.resume(store);
    assertEquals(List.of(), store.warnings());
    assertEquals(TinyRun.END, run.at());
  }

  private static void resume(MemoryDisk disk) throws IOException {
    TinyRun run = new TinyRun();
    CheckpointStore store = new CheckpointStore(disk, TinyRun.SPEC, run.buffers);
    run.resume(store);
    run.run(store, step -> {});
  }

  @Test
  void neverStartsOverWhileThereAreCheckpoints() {
    files.put(NEWEST, new byte[100]);
    files.put(OLDER, Arrays.copyOf(files.get(OLDER), 77));
    TinyRun run = new TinyRun();
    String message = assertThrows(NoUsableCheckpointException.class, () -> open(run)).getMessage();
    assertTrue(message.contains(NEWEST + ": ") && message.contains(OLDER + ": "), message);
    assertEquals(0, run.buffers.get("reach").size());
  }

  @Test
  void anotherSpecificationIsRefusedAndBothAreNamed() {
    String message =
        assertThrows(
                WrongSpecException.class,
                () -> new CheckpointStore(MemoryDisk.of(files), "other", new TinyRun().buffers))
            .getMessage();
    assertTrue(message.contains("other") && message.contains(TinyRun.SPEC), message);
  }

  @Test
  void newerFormatIsRefusedThoughAnOlderFileCouldBeRead() {
    byte[] newer = files.get(NEWEST).clone();
    CheckpointTest.setVersion(newer, '9');
    files.put(NEWEST, newer);
    String message =
        assertThrows(NoUsableCheckpointException.class, () -> open(new TinyRun())).getMessage();
    assertTrue(message.contains("version 9"), message);
  }

  @Test
  void checkpointUnderTheNameOfAnotherStepIsSkipped() throws IOException {
    files.put(NEWEST, files.get(OLDER));
    assertContinuesFrom(13, "of step 13");
  }

  @Test
  void otherBuffersAreRefused() {
    TinyRun run = new TinyRun();
    run.buffers.put("reach", new ReplayBuffer(2, 1, 6));
    String message = assertThrows(NoUsableCheckpointException.class, () -> open(run)).getMessage();
    assertTrue(message.contains("'reach'") && message.contains("capacity=6"), message);
    TinyRun more = new TinyRun();
    more.buffers.put("lift", new ReplayBuffer(2, 1, 6));
    assertThrows(NoUsableCheckpointException.class, () -> open(more));
  }

  @Test
  void staleFilesAreDeletedAndForeignFilesStay() throws IOException {
    byte[] segment = files.get(newestSegment());
    files.put(".ckpt-21.3.tmp", new byte[5]);
    files.put(".seg-9.1.tmp", Arrays.copyOf(segment, 5));
    files.put(".ckpt-22.0.tmp", Arrays.copyOf(files.get(NEWEST), 100));
    files.put(".seg-9.0.tmp", new byte[0]);
    SortedMap<String, byte[]> foreign = new TreeMap<>();
    for (String name :
        List.of(
            "notes.txt",
            "ckpt-best.safetensors",
            ".ckpt-20.0.tmp",
            ".seg-3.0.tmp",
            "seg-99.safetensors")) {
      foreign.put(name, "my notes".getBytes(StandardCharsets.UTF_8));
    }
    foreign.put("ckpt-3.safetensors", segment); // begins like another kind of file
    files.putAll(foreign);
    files.put("seg-98.safetensors", segment);
    files.put("ckpt-2.safetensors", files.get(NEWEST));
    MemoryDisk disk = MemoryDisk.of(files);
    resume(disk);
    for (String own :
        List.of(
            ".ckpt-21.3.tmp",
            ".seg-9.1.tmp",
            ".ckpt-22.0.tmp",
            ".seg-9.0.tmp",
            "ckpt-2.safetensors",
            "seg-98.safetensors")) {
      assertFalse(disk.exists(own), own);
    }
    foreign.forEach((name, bytes) -> assertArrayEquals(bytes, disk.files().get(name), name));
  }

  @Test
  void peekingReadsTheNewestAndTouchesNothing() throws IOException {
    files.put(".ckpt-21.3.tmp", new byte[5]);
    MemoryDisk disk = MemoryDisk.of(files);
    assertEquals(
        20,
        CheckpointStore.newest(disk, TinyRun.SPEC, Map.of(), name -> true, w -> {})
            .orElseThrow()
            .step());
    assertEquals(files.keySet(), disk.files().keySet());
    flip(NEWEST, files.get(NEWEST), 500);
    assertEquals(
        13,
        CheckpointStore.newest(MemoryDisk.of(files), TinyRun.SPEC, Map.of(), name -> true, w -> {})
            .orElseThrow()
            .step());
    assertTrue(
        CheckpointStore.newest(new MemoryDisk(), TinyRun.SPEC, Map.of(), name -> true, w -> {})
            .isEmpty());
  }

  @Test
  void peekingReportsSkippedCheckpoints() throws IOException {
    flip(NEWEST, files.get(NEWEST), 500);
    List<String> warnings = new ArrayList<>();
    assertEquals(
        13,
        CheckpointStore.newest(
                MemoryDisk.of(files), TinyRun.SPEC, Map.of(), name -> true, warnings::add)
            .orElseThrow()
            .step());
    assertEquals(1, warnings.size());
    assertTrue(warnings.get(0).startsWith(NEWEST + ": "), warnings.get(0));
  }

  /** The reason is in words and not a Java exception. */
  @Test
  void anUnreadableCheckpointIsReportedWithItsReason() throws IOException {
    for (IOException fault :
        List.of(new IOException("Input/output error"), new AccessDeniedException("p/" + NEWEST))) {
      HookedDisk broken =
          new HookedDisk(MemoryDisk.of(files)) {
            private boolean broken;

            @Override
            void before(String operation) throws IOException {
              if (operation.equals("read") && !broken) {
                broken = true;
                throw fault;
              }
            }
          };
      List<String> warnings = new ArrayList<>();
      CheckpointStore.newest(broken, TinyRun.SPEC, Map.of(), name -> true, warnings::add);
      assertEquals(
          List.of(
              NEWEST
                  + ": "
                  + (fault instanceof AccessDeniedException
                      ? "p/" + NEWEST + " cannot be read: access is denied"
                      : "Input/output error")),
          warnings);
    }
  }

  /** Between listing the directory and reading the file, the run saves twice. */
  @Test
  void peekingDuringARunFindsTheNewestCheckpoint() throws IOException {
    MemoryDisk disk = MemoryDisk.of(files);
    HookedDisk running =
        new HookedDisk(disk) {
          private boolean saved;

          @Override
          void before(String operation) throws IOException {
            if (operation.equals("read") && !saved) {
              saved = true;
              for (int step : new int[] {25, 30}) {
                String file = StoreFile.CHECKPOINT.file(step);
                disk.publish(file, file, new Checkpoint(TinyRun.SPEC, step).toBytes());
              }
              disk.delete(NEWEST);
              disk.delete(OLDER);
            }
          }
        };
    List<String> warnings = new ArrayList<>();
    assertEquals(
        30,
        CheckpointStore.newest(running, TinyRun.SPEC, Map.of(), name -> true, warnings::add)
            .orElseThrow()
            .step());
    assertEquals(List.of(), warnings);
  }

  @Test
  void savesOfAnotherSpecificationOrAnEarlierStepAreRefused() throws IOException {
    CheckpointStore store = open(new TinyRun());
    assertThrows(IllegalArgumentException.class, () -> store.save(new Checkpoint("other", 30)));
    assertThrows(
        IllegalArgumentException.class, () -> store.save(new Checkpoint(TinyRun.SPEC, 19)));
  }
}
